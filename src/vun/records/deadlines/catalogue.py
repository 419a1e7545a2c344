"""The rules of how time limits end, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.deadlines.domain import LastDay
from vun.records.deadlines.models import DeadlineRule

_FILE = Path(__file__).parent / "data" / "rules.yaml"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the rules of the file that are not there yet; loading again changes nothing.

    Raises Refused without STANDARD_EDIT everywhere, and ValueError for a word nobody knows.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    data: dict[str, list[dict[str, Any]]] = yaml.load(
        _FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    present = set(DeadlineRule.objects.values_list("code", flat=True))
    DeadlineRule.objects.bulk_create(
        DeadlineRule(
            code=row["code"],
            name=row["name"],
            last_day_off=LastDay(row["last_day_off"]).value,
            clause=row["clause"],
            source=row.get("source", ""),
            legal_basis=row["legal_basis"],
            start_on=row["valid_from"],
            end_on=row.get("valid_to"),
            is_verified=row["verified"],
            note=row.get("note", ""),
        )
        for row in data["rules"]
        if row["code"] not in present
    )
