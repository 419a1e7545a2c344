"""The rules of being sent, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.period import Period, first_overlap
from vun.common.text import fold
from vun.records.eligibility.domain import from_plain, stem_of, to_plain
from vun.records.eligibility.models import EligibilityRule
from vun.records.standards.succession import fresh_rows, legal_columns

_DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the rules of the file that are not there yet; loading again changes nothing.

    A row once loaded is the office's own: only one still open is ended where the file ends it. Raises Refused without
    STANDARD_EDIT everywhere, Problem for terms nobody can read, and ValueError when two rows of a rule overlap.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    rows: list[dict[str, Any]] = _read("rules.yaml")["rules"]
    _refuse_overlaps(rows)
    EligibilityRule.objects.bulk_create(_rule(row) for row in fresh_rows(EligibilityRule, rows))


def _rule(row: dict[str, Any]) -> EligibilityRule:
    parts = ("programmes", "people", "conditions", "weight", "excuses")
    terms = from_plain({part: row[part] for part in parts if part in row})
    return EligibilityRule(
        **legal_columns(row),
        name=row["name"],
        search_key=fold(f"{row['name']} {row['legal_basis']}"),
        clause=row.get("clause", ""),
        source=row.get("source", ""),
        terms=to_plain(terms),
    )


def _refuse_overlaps(rows: list[dict[str, Any]]) -> None:
    periods: dict[str, list[Period]] = {}
    for row in rows:
        periods.setdefault(stem_of(row["code"]), []).append(Period(row["valid_from"], row.get("valid_to")))
    for stem, own in periods.items():
        if first_overlap(own):
            raise ValueError(f"two rows of {stem} are in force on the same day")


def _read(name: str) -> Any:
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
