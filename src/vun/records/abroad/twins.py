"""Places on one trip of two records of one person."""

from __future__ import annotations

from collections.abc import Iterator

from vun.records.abroad.domain import MemberRole
from vun.records.abroad.models import TripMember
from vun.records.people.holdings import Facts, Twins


def twin_members(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """On the list of one trip twice."""
    rows = TripMember.objects.filter(person__in=(survivor_id, merged_id)).select_related("trip")
    found = {(row.person_id, row.trip_id): row for row in rows.order_by("pk")}
    for (person_id, trip_id), kept in found.items():
        merged = found.get((merged_id, trip_id))
        if person_id == survivor_id and merged is not None:
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_trips",
                facts=(_told(kept), _told(merged)),
                is_same=kept.role == merged.role,
            )


def _told(member: TripMember) -> Facts:
    return member.trip.name, MemberRole(member.role), member.trip.start_on
