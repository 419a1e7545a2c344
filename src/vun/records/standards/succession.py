"""Rows of a rule that follow each other in time: put in force, replaced from a day on, ended, confirmed.

Every rule kept as dated rows is changed this way and no other, so that any past day can be judged again. The rows of
one rule share the part of their code before the year. ``noun`` names the rule in the audit.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.dated import within
from vun.records.standards.domain.codes import own_stem as own_stem
from vun.records.standards.domain.codes import stem_of as stem_of
from vun.records.standards.models import LegalRow
from vun.records.standards.queries import rows_of as rows_of

Row = TypeVar("Row", bound=LegalRow)
_NO_OTHER = Q(pk__in=())


def check_dates(start_on: date, end_on: date | None, replaces: LegalRow | None) -> None:
    """Raises Problem for an empty period, and for one that does not begin after the row it replaces."""
    if end_on is not None and end_on <= start_on:
        raise Problem("standards.period_empty", field="end_on", start_on=start_on, end_on=end_on)
    if replaces is not None and start_on <= replaces.start_on:
        raise Problem("standards.starts_before_predecessor", field="start_on", start_on=replaces.start_on)


@transaction.atomic
def put_row(
    model: type[Row],
    *,
    noun: str,
    stem: str,
    columns: Mapping[str, Any],
    start_on: date,
    end_on: date | None = None,
    replaces: Row | None = None,
    rivals: Q = _NO_OTHER,
    by: Actor,
) -> Row:
    """Put a row in force; with ``replaces``, as the next row of that rule, before which the old one ends.

    ``rivals`` are rows of other rules that speak of the same thing. A new row counts as verified: whoever writes it
    has the text at hand. Raises Refused without STANDARD_EDIT everywhere, and Problem: no legal basis, an empty
    period, one not after the row replaced, or one in which the rule or a rival is in force.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    check_dates(start_on, end_on, replaces)
    if not clean(columns["legal_basis"]):
        raise Problem("standards.field_needed", field="legal_basis")
    if replaces is not None and (replaces.end_on is None or replaces.end_on > start_on):
        end_row(replaces, noun=noun, on=start_on, by=by)
    others = rows_of(model, stem) | model._default_manager.filter(rivals)
    other = others.filter(within(Period(start_on, end_on))).order_by("start_on", "pk").first()
    if other is not None:
        raise Problem("standards.overlaps", field="start_on", name=str(other), start_on=other.start_on)
    row = model._default_manager.create(
        code=free_code(model, stem, start_on), start_on=start_on, end_on=end_on, is_verified=True, **columns
    )
    told = {name: value for name, value in columns.items() if name != "search_key"}
    audit.record(by, f"{noun}.added", row, after=told | {"start_on": start_on, "end_on": end_on})
    return row


@transaction.atomic
def end_row(row: LegalRow, *, noun: str, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the row no longer applies.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has ended by then or not begun.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    if on <= row.start_on:
        raise Problem("standards.ends_before_start", field="on", start_on=row.start_on)
    open_then = type(row)._default_manager.filter(Q(end_on__isnull=True) | Q(end_on__gt=on), pk=row.pk)
    if not open_then.update(end_on=on):
        raise Problem("standards.ended_already", field="on")
    before, row.end_on = row.end_on, on
    audit.record(by, f"{noun}.ended", row, before={"end_on": before}, after={"end_on": on})


@transaction.atomic
def confirm_row(row: LegalRow, *, noun: str, by: Actor) -> None:
    """Record that the row was compared with the text it comes from.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has been confirmed already.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    if not type(row)._default_manager.filter(pk=row.pk, is_verified=False).update(is_verified=True):
        raise Problem("standards.verified_already")
    audit.record(by, f"{noun}.verified", row, before={"is_verified": False}, after={"is_verified": True})


def fresh_rows(model: type[LegalRow], rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a reviewable file that are not in the table yet, after ending those still open there that it ends.

    Any other row there is the office's own and stays as it is.
    """
    listed = list(rows)
    present = set(model._default_manager.values_list("code", flat=True))
    for row in listed:
        if row["code"] in present and "valid_to" in row:
            model._default_manager.filter(code=row["code"], end_on=None).update(end_on=row["valid_to"])
    return [row for row in listed if row["code"] not in present]


def legal_columns(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns every dated rule has, of a row of a reviewable file."""
    return {
        "code": row["code"],
        "start_on": row["valid_from"],
        "end_on": row.get("valid_to"),
        "legal_basis": row["legal_basis"],
        "is_verified": row["verified"],
        "note": row.get("note", ""),
    }


def free_code(model: type[LegalRow], stem: str, start_on: date) -> str:
    """A code nobody has for the row that begins then: by year, and numbered where the year has one already."""
    first = f"{stem}/{start_on.year}"
    taken = set(model._default_manager.filter(code__startswith=first).values_list("code", flat=True))
    codes = itertools.chain([first], (f"{first}-{number}" for number in itertools.count(2)))
    return next(code for code in codes if code not in taken)
