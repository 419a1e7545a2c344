"""Readers of the policy and of what planning is done with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from vun.common.errors import NotFound
from vun.common.period import Period
from vun.records.allocation.domain import OF_A_GROUP, OF_A_PROGRAMME, Policy, PolicyTerm, kind_of
from vun.records.allocation.domain.policy import DEFAULTS, TermKind
from vun.records.allocation.models import (
    CourseTerms,
    LecturerPool,
    PolicyWeight,
    ReleaseLimit,
    SourceRule,
    Venue,
    VenueDistance,
)
from vun.records.dated import on_day, within


def policy_on(day: date) -> Policy:
    """The policy in force on the day. One query."""
    values: dict[PolicyTerm, Decimal] = {}
    groups: dict[str, Decimal] = {}
    programmes: dict[int, Decimal] = {}
    for row in PolicyWeight.objects.filter(on_day(day)):
        if row.group_id is not None:
            groups[row.group_id] = row.value
        elif row.programme_id is not None:
            programmes[row.programme_id] = row.value
        else:
            values[PolicyTerm(row.term)] = row.value
    return Policy(values, groups, programmes)


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of the policy as pages list it; ``row`` is None while the default holds."""

    term: PolicyTerm
    kind: TermKind
    value: Decimal
    default: Decimal
    row: PolicyWeight | None
    group: str = ""
    programme: str = ""


def term_rows(day: date) -> list[TermRow]:
    """Every term with its value on the day, then the priority groups and the mandatory programmes."""
    rows = list(PolicyWeight.objects.filter(on_day(day)).select_related("group", "programme"))
    plain = {row.term: row for row in rows if row.group_id is None and row.programme_id is None}
    listed = []
    for term in PolicyTerm:
        if term in (OF_A_GROUP, OF_A_PROGRAMME):
            continue
        row = plain.get(term)
        value = row.value if row else DEFAULTS[term]
        listed.append(TermRow(term, kind_of(term), value, DEFAULTS[term], row))
    for row in rows:
        if row.group is not None or row.programme is not None:
            term = PolicyTerm(row.term)
            group, programme = row.group and row.group.name, row.programme and row.programme.name
            listed.append(
                TermRow(term, kind_of(term), row.value, DEFAULTS[term], row, group or "", programme or "")
            )
    return listed


def venues_in(year: int) -> QuerySet[Venue]:
    """The venues there are on any day of the year, in order."""
    return (
        Venue.objects.filter(within(Period.year(year))).select_related("unit").order_by("kind", "name", "pk")
    )


def get_venue(venue_id: int) -> Venue:
    """Raises NotFound."""
    venue = Venue.objects.select_related("unit").filter(pk=venue_id).first()
    if venue is None:
        raise NotFound("venue")
    return venue


def distances() -> Mapping[int, dict[int, int]]:
    """The recorded kilometres by venue and area."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for venue_id, area_id, km in VenueDistance.objects.values_list("venue_id", "area_id", "km"):
        found[venue_id][area_id] = km
    return found


def pools_in(year: int) -> QuerySet[LecturerPool]:
    """The pools of lecturers there are on any day of the year, with their groups."""
    return (
        LecturerPool.objects.filter(within(Period.year(year)))
        .prefetch_related("groups")
        .order_by("name", "pk")
    )


def get_pool(pool_id: int) -> LecturerPool:
    """Raises NotFound."""
    pool = LecturerPool.objects.prefetch_related("groups").filter(pk=pool_id).first()
    if pool is None:
        raise NotFound("lecturer pool")
    return pool


class UnitReleases:
    """The limits of this context as sending's ReleaseBook."""

    def month_people(self, unit_id: int, year: int) -> int | None:
        """How many of the unit may be away in one month of the year."""
        return self._limit(unit_id, year, "month_people")

    def year_places(self, unit_id: int, year: int) -> int | None:
        """How many of the unit may be sent in the year."""
        return self._limit(unit_id, year, "year_places")

    def _limit(self, unit_id: int, year: int, column: str) -> int | None:
        rows = ReleaseLimit.objects.filter(unit_id=unit_id, year=year)
        found: int | None = rows.values_list(column, flat=True).first()
        return found


def limits_of(year: int) -> dict[int, ReleaseLimit]:
    """What was set for units in the year, by unit."""
    rows = ReleaseLimit.objects.filter(year=year).select_related("unit")
    return {row.unit_id: row for row in rows.order_by("unit__sort_key")}


def source_groups() -> Mapping[str, set[str]]:
    """The programme groups each restricted source pays for."""
    found: dict[str, set[str]] = defaultdict(set)
    for source, group in SourceRule.objects.values_list("source_id", "group_id"):
        found[source].add(group)
    return found


def course_terms(year: int) -> dict[int, CourseTerms]:
    """How programmes may be held in the year, where somebody said, by programme."""
    rows = CourseTerms.objects.filter(year=year).select_related("programme")
    return {row.programme_id: row for row in rows.order_by("programme__sort_key")}
