"""The laws of service after study, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.period import Period, first_overlap
from vun.records.commitments.domain import Case, Charge
from vun.records.commitments.models import CommitmentLaw
from vun.records.people.domain import StaffKind
from vun.records.standards.succession import fresh_rows, legal_columns

_DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the laws of the file that are not there yet; loading again changes nothing, except to end an open row.

    Raises Refused without STANDARD_EDIT everywhere, and ValueError for a word nobody knows or a kind of staff with
    two laws on one day.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    rows: list[dict[str, Any]] = _read("laws.yaml")["laws"]
    _refuse_overlaps(rows)
    CommitmentLaw.objects.bulk_create(_law(row) for row in fresh_rows(CommitmentLaw, rows))


def _law(row: dict[str, Any]) -> CommitmentLaw:
    figures = ("yearly_rate", "special_rate", "pay_within_days", "month_from_days", "money_unit")
    return CommitmentLaw(
        **legal_columns(row),
        clause=row.get("clause", ""),
        source=row.get("source", ""),
        kinds=[StaffKind(kind).value for kind in row["kinds"]],
        multiple=row["multiple"],
        charges={Case(case).value: Charge(charge).value for case, charge in row["cases"].items()},
        **{name: row[name] for name in figures if name in row},
    )


def _refuse_overlaps(rows: list[dict[str, Any]]) -> None:
    periods: dict[str, list[Period]] = {}
    for row in rows:
        for kind in row["kinds"]:
            periods.setdefault(kind, []).append(Period(row["valid_from"], row.get("valid_to")))
    for kind, own in periods.items():
        if first_overlap(own):
            raise ValueError(f"{kind} has two laws on the same day")


def _read(name: str) -> Any:
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
