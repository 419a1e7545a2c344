"""The rules that propose measures, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.delivery.domain import Classification
from vun.records.measures.domain import Cause, MeasureKind
from vun.records.measures.models import MeasureRule
from vun.records.standards.succession import fresh_rows, legal_columns

_FILE = Path(__file__).parent / "data" / "rules.yaml"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the rules of the file that are not there yet; loading again changes nothing, but to end an open row.

    Raises Refused without STANDARD_EDIT everywhere, and ValueError for a word nobody knows.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    data: dict[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    MeasureRule.objects.bulk_create(_rule(row) for row in fresh_rows(MeasureRule, data["rules"]))


def _rule(row: dict[str, Any]) -> MeasureRule:
    return MeasureRule(
        **legal_columns(row),
        name=row["name"],
        cause=Cause(row["cause"]).value,
        classifications=[Classification(each).value for each in row.get("classifications", [])],
        kind=MeasureKind(row["kind"]).value,
        most_amount=row.get("most_amount", 0),
    )
