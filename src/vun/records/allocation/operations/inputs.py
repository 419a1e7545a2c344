"""What planning is done with: venues, distances, lecturers, limits of units, what sources pay, terms of courses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean
from vun.records.allocation.domain import ALL_MODES, MONTHS, VenueKind
from vun.records.allocation.models import (
    CourseTerms,
    LecturerPool,
    ReleaseLimit,
    SourceRule,
    Venue,
    VenueDistance,
)
from vun.records.audit import operations as audit
from vun.records.dated import within
from vun.records.funding.models import FundSource
from vun.records.orgs.models import Unit
from vun.records.standards.domain import StudyMode
from vun.records.standards.models import Programme, ProgrammeGroup

MOST_ROOMS, MOST_HOURS, MOST_KM, MOST_PEOPLE = 1_000, 100_000, 5_000, 1_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def keep_venue(
    *,
    venue: Venue | None = None,
    name: str,
    kind: VenueKind,
    unit: Unit | None,
    rooms: Sequence[int],
    start_on: date,
    end_on: date | None = None,
    by: Actor,
) -> Venue:
    """Add a venue, or with ``venue`` change it. ``rooms``: free in each of the twelve months; none: unlimited.

    Raises Refused without PLAN_EDIT over the whole province; Problem for an empty name, a venue that is nowhere, rooms
    not by month, or days out of order.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if not clean(name):
        raise Problem("allocation.name_missing", field="name")
    if kind is not VenueKind.ONLINE and unit is None:
        raise Problem("allocation.venue_needs_unit", field="unit")
    _check_months(rooms, MOST_ROOMS, "rooms")
    _check_days(start_on, end_on)
    row = venue or Venue()
    before = _told_venue(row) if venue else {}
    row.name, row.kind, row.unit, row.rooms = clean(name), kind.value, unit, list(rooms)
    row.start_on, row.end_on = start_on, end_on
    row.save()
    audit.record(by, "venue.kept", row, before=before, after=_told_venue(row))
    return row


def _told_venue(row: Venue) -> dict[str, object]:
    return {
        "name": row.name,
        "kind": row.kind,
        "rooms": row.rooms,
        "start_on": row.start_on,
        "end_on": row.end_on,
    }


@transaction.atomic
def set_distances(*, venue: Venue, kilometres: Mapping[int, int | None], by: Actor) -> None:
    """The kilometres to the venue by area; None takes what is recorded off again. Raises Refused, Problem."""
    by.require_everywhere(Permission.PLAN_EDIT)
    for area, km in kilometres.items():
        if km is not None and not 0 <= km <= MOST_KM:
            raise Problem("allocation.number_out_of_range", field=f"km_{area}", most=MOST_KM)
    before = dict(venue.distances.values_list("area_id", "km"))
    after = {area: km for area, km in (before | dict(kilometres)).items() if km is not None}
    if before == after:
        return
    venue.distances.all().delete()
    VenueDistance.objects.bulk_create(
        VenueDistance(venue=venue, area_id=area, km=km) for area, km in sorted(after.items())
    )
    audit.record(by, "venue.distances_set", venue, before={"kilometres": before}, after={"kilometres": after})


@transaction.atomic
def keep_pool(
    *,
    pool: LecturerPool | None = None,
    name: str,
    groups: Collection[ProgrammeGroup],
    hours: Sequence[int],
    start_on: date,
    end_on: date | None = None,
    by: Actor,
) -> LecturerPool:
    """Add a pool of lecturers, or with ``pool`` change it. ``hours``: tiết they can teach in each of the twelve months.

    Raises Refused without PLAN_EDIT over the whole province; Problem for an empty name, no groups, hours not by month,
    days out of order, or a group another pool of those days has.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if not clean(name):
        raise Problem("allocation.name_missing", field="name")
    if not groups:
        raise Problem("allocation.group_needed", field="groups")
    if not hours:
        raise Problem("allocation.months_missing", field="hours")
    _check_months(hours, MOST_HOURS, "hours")
    _check_days(start_on, end_on)
    others = LecturerPool.objects.filter(within(Period(start_on, end_on)), groups__in=groups)
    other = next((one for one in others if pool is None or one.pk != pool.pk), None)
    if other is not None:
        raise Problem("allocation.group_has_pool", field="groups", name=other.name)
    row = pool or LecturerPool()
    before = {"name": row.name, "hours": row.hours} if pool else {}
    row.name, row.hours, row.start_on, row.end_on = clean(name), list(hours), start_on, end_on
    row.save()
    row.groups.set(groups)
    audit.record(
        by,
        "lecturer_pool.kept",
        row,
        before=before,
        after={"name": row.name, "hours": row.hours, "groups": sorted(group.pk for group in groups)},
    )
    return row


@transaction.atomic
def set_limit(*, unit: Unit, year: int, month_people: int | None, year_places: int | None, by: Actor) -> None:
    """What the unit can spare in the year; both None: as the policy says. Raises Refused, Problem."""
    by.require_everywhere(Permission.PLAN_EDIT)
    _check_year(year)
    for field, number in (("month_people", month_people), ("year_places", year_places)):
        _check_number(number, field)
    rows = ReleaseLimit.objects.filter(unit=unit, year=year)
    before: Mapping[str, object] = rows.values("month_people", "year_places").first() or {}
    after = {"month_people": month_people, "year_places": year_places}
    if month_people is None and year_places is None:
        label = ReleaseLimit(unit=unit, year=year)
        if not rows.delete()[0]:
            return
    else:
        label, _ = ReleaseLimit.objects.update_or_create(unit=unit, year=year, defaults=after)
    audit.record(by, "release_limit.set", label, unit_id=unit.pk, before=before, after=after)


@transaction.atomic
def set_source_groups(*, source: FundSource, groups: Collection[ProgrammeGroup], by: Actor) -> None:
    """The programme groups the source pays for; none: all. Raises Refused without FUND_EDIT or PLAN_EDIT everywhere."""
    if not by.may_everywhere(Permission.FUND_EDIT):
        by.require_everywhere(Permission.PLAN_EDIT)
    before = sorted(SourceRule.objects.filter(source=source).values_list("group_id", flat=True))
    after = sorted(group.pk for group in groups)
    if before == after:
        return
    SourceRule.objects.filter(source=source).delete()
    SourceRule.objects.bulk_create(SourceRule(source=source, group_id=group) for group in after)
    audit.record(by, "source_rule.set", source, before={"groups": before}, after={"groups": after})


@transaction.atomic
def set_course_terms(
    *,
    programme: Programme,
    year: int,
    class_min: int | None = None,
    class_max: int | None = None,
    modes: Collection[StudyMode] = (),
    target_min: int | None = None,
    target_max: int | None = None,
    by: Actor,
) -> None:
    """How the programme may be held in the year, and the target from above. All empty: as policy and catalogue say.

    Raises Refused without PLAN_EDIT over the whole province; Problem for numbers out of range or out of order, or a
    mode that cannot be planned.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    _check_year(year)
    after = {
        "class_min": class_min,
        "class_max": class_max,
        "target_min": target_min,
        "target_max": target_max,
    }
    for field, number in after.items():
        _check_number(number, field)
    for least, most in (("class_min", "class_max"), ("target_min", "target_max")):
        low, high = after[least], after[most]
        if low is not None and high is not None and high < low:
            raise Problem("allocation.most_below_least", field=most)
    if not set(modes) <= ALL_MODES:
        raise Problem("allocation.mode_not_planned", field="modes")
    rows = CourseTerms.objects.filter(programme=programme, year=year)
    before: Mapping[str, object] = (
        rows.values("class_min", "class_max", "modes", "target_min", "target_max").first() or {}
    )
    columns = {**after, "modes": sorted(mode.value for mode in modes)}
    if not modes and all(number is None for number in after.values()):
        row = CourseTerms(programme=programme, year=year)
        if not rows.delete()[0]:
            return
    else:
        row, _ = CourseTerms.objects.update_or_create(programme=programme, year=year, defaults=columns)
    audit.record(by, "course_terms.set", row, before=before, after=columns)


def _check_months(values: Sequence[int], most: int, field: str) -> None:
    if values and len(values) != MONTHS:
        raise Problem("allocation.months_missing", field=field)
    if any(not 0 <= value <= most for value in values):
        raise Problem("allocation.number_out_of_range", field=field, most=most)


def _check_number(number: int | None, field: str) -> None:
    if number is not None and not 0 <= number <= MOST_PEOPLE:
        raise Problem("allocation.number_out_of_range", field=field, most=MOST_PEOPLE)


def _check_days(start_on: date, end_on: date | None) -> None:
    if end_on is not None and end_on <= start_on:
        raise Problem("allocation.period_empty", field="end_on", start_on=start_on)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem("allocation.year_unknown", field="year", first_year=FIRST_YEAR, last_year=LAST_YEAR)
