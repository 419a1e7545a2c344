"""Nominations of two records of one person."""

from __future__ import annotations

from collections.abc import Iterator

from vun.records.people.holdings import Facts, Twins
from vun.records.sending.domain import OPEN_STATES, NominationState
from vun.records.sending.models import Nomination


def twin_nominations(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """Put forward twice for one line, neither given up."""
    rows = Nomination.objects.filter(
        person__in=(survivor_id, merged_id), state__in=[state.value for state in OPEN_STATES]
    ).select_related("unit")
    found = {(row.person_id, row.line_id): row for row in rows.order_by("pk")}
    for (person_id, line_id), kept in found.items():
        merged = found.get((merged_id, line_id))
        if person_id == survivor_id and merged is not None:
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_nominations",
                facts=(_told(kept), _told(merged)),
            )


def _told(nomination: Nomination) -> Facts:
    return nomination.unit.name, NominationState(nomination.state), nomination.proposed_on
