"""Ethnic groups, ranks and titles, from the reviewable files in ``data/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.text import fold
from vun.records.orgs.domain import Block
from vun.records.people.domain import ManagementTier, StaffKind
from vun.records.people.models import EthnicGroup, Rank, Title, TitleGroup

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
    _write(TitleGroup, "code", title_groups())
    _write(Title, "code", titles())


def ethnic_groups() -> list[EthnicGroup]:
    """The 54 groups of the file, unsaved."""
    rows = _read("ethnic_groups.yaml")["ethnic_groups"]
    return [
        EthnicGroup(code=row["code"], name=row["name"], is_minority=row["code"] != _MAJORITY) for row in rows
    ]


def ranks() -> list[Rank]:
    """The ranks of the file, unsaved, in its order."""
    rows = _read("ranks.yaml")["ranks"]
    return [Rank(code=row["code"], name=row["name"], order=order) for order, row in enumerate(rows, start=1)]


def title_groups() -> list[TitleGroup]:
    """The groups of titles of the file, unsaved, in its order."""
    rows = _read("titles.yaml")["groups"]
    return [
        TitleGroup(code=row["code"], name=row["name"], name_en=row["name_en"], order=order)
        for order, row in enumerate(rows, start=1)
    ]


def titles() -> list[Title]:
    """The titles of the file, unsaved, in its order."""
    groups = {group.code for group in title_groups()}
    return [_title(row, order, groups) for order, row in enumerate(_read("titles.yaml")["titles"], start=1)]


def _title(row: dict[str, Any], order: int, groups: set[str]) -> Title:
    if row["group"] not in groups:
        raise ValueError(f"title {row['code']} is in group {row['group']}, which is not listed")
    return Title(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        group=row["group"],
        is_leader=row["is_leader"],
        default_kind=StaffKind(row["default_kind"]).value,
        default_tier=ManagementTier(row["management_tier"]).value,
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        block=Block(row["block"]).value if "block" in row else "",
        order=order,
        search_key=fold(row["name"]),
    )


def _write(model: type[Any], key: str, rows: list[Any]) -> None:
    columns = [field.name for field in model._meta.concrete_fields if field.name != key]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)


def _read(name: str) -> Any:
    # The C parser: ten times faster on a thousand rows.
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
