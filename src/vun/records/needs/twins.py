"""Needs that two records of one person both have."""

from __future__ import annotations

from collections.abc import Iterator

from vun.records.needs.domain import NeedReason
from vun.records.needs.models import Need
from vun.records.people.holdings import Facts, Twins


def twin_needs(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """The same programme on one sheet."""
    rows = Need.objects.filter(person__in=(survivor_id, merged_id)).select_related("programme")
    found = {(need.person_id, need.sheet_id, need.programme_id): need for need in rows.order_by("pk")}
    for (person_id, sheet_id, programme_id), kept in found.items():
        merged = found.get((merged_id, sheet_id, programme_id))
        if person_id == survivor_id and merged is not None:
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_needs",
                facts=(_told(kept), _told(merged)),
                is_same=_said(kept) == _said(merged),
            )


def _said(need: Need) -> tuple[object, ...]:
    return need.origin, need.reason, need.priority, need.answers, need.note


def _told(need: Need) -> Facts:
    return need.programme.name, NeedReason(need.reason), str(need.priority), need.note or None
