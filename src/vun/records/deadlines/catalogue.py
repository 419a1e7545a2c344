"""The rules of how time limits end, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.deadlines.domain import LastDay
from vun.records.deadlines.models import DeadlineRule
from vun.records.standards.succession import fresh_rows, legal_columns

_FILE = Path(__file__).parent / "data" / "rules.yaml"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the rules of the file that are not there yet; loading again changes nothing, but to end an open row.

    Raises Refused without STANDARD_EDIT everywhere, and ValueError for a word nobody knows.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    data: dict[str, list[dict[str, Any]]] = yaml.load(
        _FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    DeadlineRule.objects.bulk_create(
        DeadlineRule(
            **legal_columns(row),
            name=row["name"],
            last_day_off=LastDay(row["last_day_off"]).value,
            clause=row["clause"],
            source=row.get("source", ""),
        )
        for row in fresh_rows(DeadlineRule, data["rules"])
    )
