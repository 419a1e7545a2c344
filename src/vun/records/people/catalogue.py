"""Ethnic groups, ranks and titles, from the reviewable files in ``data/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.text import fold
from vun.records.orgs.domain import Block
from vun.records.people.domain import StaffKind, TitleGroup
from vun.records.people.models import EthnicGroup, Rank, Title

_DATA = Path(__file__).parent / "data"
_MAJORITY = "01"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Bring ethnic groups, ranks and titles to what the files say; loading again changes nothing.

    What is no longer in a file stays: people may hold it. Raises Refused without STANDARD_EDIT everywhere, and
    ValueError when a file names an unknown group, kind or block.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    _write(EthnicGroup, "code", ethnic_groups())
    _write(Rank, "code", ranks())
    _write(Title, "code", titles())


def ethnic_groups() -> list[EthnicGroup]:
    """The 54 groups of the file, unsaved."""
    rows = _read("ethnic_groups.yaml")["ethnic_groups"]
    return [EthnicGroup(code=code, name=name, is_minority=code != _MAJORITY) for code, name in rows.items()]


def ranks() -> list[Rank]:
    """The ranks of the file, unsaved, in its order."""
    rows = _read("ranks.yaml")["ranks"]
    return [Rank(code=row["code"], name=row["name"], order=order) for order, row in enumerate(rows, start=1)]


def titles() -> list[Title]:
    """The titles of the file, unsaved, in its order."""
    return [_title(row, order) for order, row in enumerate(_read("titles.yaml")["titles"], start=1)]


def _title(row: dict[str, Any], order: int) -> Title:
    return Title(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        group=TitleGroup(row["group"]).value,
        is_leader=row.get("leader", False),
        default_kind=StaffKind(row["kind"]).value,
        block=Block(row["block"]).value if "block" in row else "",
        order=order,
        search_key=fold(row["name"]),
    )


def _write(model: type[Any], key: str, rows: list[Any]) -> None:
    columns = [field.name for field in model._meta.concrete_fields if field.name != key]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)


def _read(name: str) -> Any:
    return yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
