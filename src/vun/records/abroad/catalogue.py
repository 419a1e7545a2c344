"""The rules of trips abroad, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.abroad.domain import ReportScope
from vun.records.abroad.models import TripPermitRule, TripReportRule
from vun.records.people.domain import ManagementTier
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
    TripReportRule.objects.bulk_create(
        TripReportRule(
            **legal_columns(row),
            name=row["name"],
            scope=ReportScope(row["scope"]).value,
            days=row["days"],
            recipients=row["recipients"],
            clause=row.get("clause", ""),
            source=row.get("source", ""),
        )
        for row in fresh_rows(TripReportRule, data["reports"])
    )
    TripPermitRule.objects.bulk_create(
        TripPermitRule(
            **legal_columns(row),
            tier=ManagementTier(row["tier"]).value,
            authority=row["authority"],
            needs_letter=row.get("needs_letter", False),
        )
        for row in fresh_rows(TripPermitRule, data["permits"])
    )
