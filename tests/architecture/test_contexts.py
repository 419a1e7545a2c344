"""The contexts stand in one order, everywhere the same, and their tables point downwards only."""

from __future__ import annotations

import tomllib
from typing import Any

from django.apps import apps
from django.conf import settings

from tests.architecture.sources import PACKAGE, ROOT


def contract(name: str) -> dict[str, Any]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"].startswith(name))


def test_every_context_is_installed_and_has_its_place_in_the_contracts() -> None:
    folders = {path.parent.name for path in (PACKAGE / "records").glob("*/__init__.py")}
    downwards = list(reversed(settings.CONTEXTS))
    assert set(settings.CONTEXTS) == folders
    assert contract("Contexts")["layers"] == [*downwards, "bulk | dated"]
    assert contract("Inside a context")["containers"] == [f"vun.records.{name}" for name in downwards]


def test_foreign_keys_point_downwards_only() -> None:
    height = {name: place for place, name in enumerate(settings.CONTEXTS)}
    pointing_up = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for name in settings.CONTEXTS
        for model in apps.get_app_config(name).get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model._meta.app_label in height
        and height[field.related_model._meta.app_label] > height[name]
    ]
    assert pointing_up == []


def test_the_audit_has_no_foreign_keys() -> None:
    fields = [
        field for model in apps.get_app_config("audit").get_models() for field in model._meta.get_fields()
    ]
    assert fields
    assert [field.name for field in fields if field.is_relation] == []
