"""Nobody is planned into months they are away in: long absences, stays abroad, classes they are in already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.factories.abroad import make_trip
from tests.factories.allocation import ON, YEAR, Ground, answer_scenario, make_ground, make_scenario
from tests.factories.delivery import make_learner, make_open_class
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.standards import make_programme
from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.plan import parse_plan
from vun.engines.optimizer.problem import parse_problem
from vun.records.abroad.models import StudyTrip
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import (
    AssumptionCode,
    Away,
    AwayReason,
    ExclusionCode,
    LockedLine,
    Locks,
    VenueKind,
)
from vun.records.allocation.queries import Answer, build
from vun.records.allocation.queries.away import away_of
from vun.records.people.domain import AbsenceKind
from vun.records.people.models import Person
from vun.records.people.operations import record_absence
from vun.records.standards.domain import StudyMode

pytestmark = pytest.mark.django_db


def absent(
    person: Person, start_on: date, until: date | None = None, kind: Any = AbsenceKind.MATERNITY
) -> None:
    record_absence(person=person, kind=kind, on=start_on, until=until, by=SYSTEM)


def rooms_in(ground: Ground, *months: int) -> None:
    """Rooms for classes in these months (1-12) of the year only."""
    venue = queries.venues_in(YEAR).get()
    operations.keep_venue(
        venue=venue,
        name=venue.name,
        kind=VenueKind.SCHOOL,
        unit=ground.tree.school,
        rooms=[2 if month + 1 in months else 0 for month in range(12)],
        start_on=venue.start_on,
        by=SYSTEM,
    )


def sits(answer: Answer) -> dict[int, tuple[int, int]]:
    """By person the first and the last month of their class."""
    return {
        answer.item(item).person_id: (line.first_month, line.last_month)
        for line in answer.lines
        for item in line.items
    }


@pytest.mark.parametrize("until", [None, date(2027, 12, 2)])
def test_who_is_away_in_every_month_a_class_could_be_in_is_left_out_and_named(until: date | None) -> None:
    ground = make_ground(3)
    absent(ground.people[0], date(2026, 10, 1), until, AbsenceKind.SECONDED)
    instance = build(YEAR, ON)
    assert instance.excluded == {ExclusionCode.AWAY: 1}
    assert [one[0] for one in instance.problem["registry"]["excluded"]] == [ground.people[0].pk]
    assert AssumptionCode.AWAY_COUNTED in {one.code for one in instance.assumptions}


def test_who_comes_back_in_the_year_is_planned_for_in_the_months_after() -> None:
    ground = make_ground(6)
    absent(ground.people[0], date(2026, 12, 1), date(2027, 7, 1))
    problem = build(YEAR, ON).problem
    place = problem["registry"]["people"].index(ground.people[0].pk)
    assert problem["registry"]["away"] == [[place, [0, 1, 2, 3, 4, 5], "absent", "maternity"]]
    assert away_of(problem)[place] == [Away(frozenset(range(6)), AwayReason.ABSENT, "maternity")]
    assert problem["people"]["away"] == [[place, [0, 1, 2, 3, 4, 5]]]
    assert problem["people"]["in_class"] == []
    rooms_in(ground, 3, 9)
    answer = Answer(answer_scenario(make_scenario(ground)))
    assert sits(answer)[ground.people[0].pk][0] == 9
    parsed = parse_problem(answer.problem)
    plan = parse_plan(answer.plan, parsed)
    assert check(parsed, plan).broken == ()


def test_two_classes_are_open_and_who_is_away_for_one_sits_in_the_other() -> None:
    ground = make_ground(6)
    operations.set_course_terms(programme=ground.programme, year=YEAR, class_min=2, class_max=4, by=SYSTEM)
    rooms_in(ground, 3, 9)
    for person in ground.people[:2]:
        absent(person, date(2027, 2, 1), date(2027, 5, 1))
    for person in ground.people[2:4]:
        absent(person, date(2027, 8, 1), date(2027, 11, 1))
    # One room: both classes are needed, each in a month of its own.
    answer = Answer(answer_scenario(make_scenario(ground)))
    found = sits(answer)
    assert [found[person.pk][0] for person in ground.people[:4]] == [9, 9, 3, 3]
    assert len(found) == 6
    assert answer.scenario.summary["objective"] <= answer.scenario.summary["bound"]
    assert answer.scenario.points[-1][1] == pytest.approx(answer.scenario.summary["objective"])


def test_a_long_stay_abroad_counts_and_a_visit_does_not() -> None:
    ground = make_ground(4)
    for person, end_on in zip(ground.people[:2], (date(2027, 5, 20), date(2027, 3, 9)), strict=True):
        trip = make_trip(person, unit=ground.tree.department, start_on=date(2027, 3, 1), end_on=end_on)
        StudyTrip.objects.filter(pk=trip.pk).update(state="permitted", decision=make_decision())
    problem = build(YEAR, ON).problem
    place = problem["registry"]["people"].index(ground.people[0].pk)
    assert problem["registry"]["away"] == [[place, [2, 3, 4], "trip", ""]]


@pytest.mark.parametrize(
    ("back_on", "months"),
    [
        # The day they are home is a day away; before the day planned; later than planned, in the next year.
        (date(2027, 3, 1), [0, 1, 2]),
        (date(2027, 1, 31), [0]),
        (date(2026, 12, 31), None),
    ],
)
def test_a_trip_lasts_until_they_are_home_whatever_day_was_planned(
    back_on: date, months: list[int] | None
) -> None:
    ground = make_ground(2)
    trip = make_trip(
        ground.people[0],
        unit=ground.tree.department,
        start_on=date(2026, 11, 1),
        end_on=date(2026, 12, 20),
    )
    StudyTrip.objects.filter(pk=trip.pk).update(state="back", back_on=back_on, decision=make_decision())
    problem = build(YEAR, ON).problem
    place = problem["registry"]["people"].index(ground.people[0].pk)
    told = [] if months is None else [[place, months, "trip", ""]]
    assert problem["registry"]["away"] == told


def test_a_full_time_class_somebody_is_in_keeps_them_from_others_of_its_months_but_not_from_those_on_line() -> (
    None
):
    ground = make_ground(3, field_practice_days=0)
    other = make_programme("Tin học", field_practice_days=1)
    running = make_open_class(
        other,
        ground.tree.school,
        start_on=date(2027, 1, 4),
        end_on=date(2027, 12, 24),
        mode=StudyMode.FULL_TIME,
    )
    make_learner(running, ground.people[0])
    problem = build(YEAR, ON).problem
    place = problem["registry"]["people"].index(ground.people[0].pk)
    assert problem["registry"]["away"] == [[place, list(range(12)), "in_class", ""]]
    assert (problem["people"]["away"], problem["people"]["in_class"]) == ([], [[place, list(range(12))]])
    assert build(YEAR, ON, modes=[StudyMode.FULL_TIME]).excluded == {ExclusionCode.AWAY: 1}


def test_who_is_in_a_full_time_class_takes_of_what_their_unit_can_spare_in_its_months() -> None:
    ground = make_ground(4)
    operations.set_limit(unit=ground.tree.department, year=YEAR, month_people=1, year_places=9, by=SYSTEM)
    running = make_open_class(
        make_programme("Tin học", field_practice_days=1),
        ground.tree.school,
        start_on=date(2027, 1, 4),
        end_on=date(2027, 10, 29),
        mode=StudyMode.FULL_TIME,
    )
    # Who lacks nothing takes a place too.
    make_learner(
        running, make_person("Trần Thị Kế", unit=ground.tree.department, title=make_title("Kế toán"))
    )
    problem = build(YEAR, ON).problem
    unit = problem["registry"]["units"].index(ground.tree.department.pk)
    assert problem["units"]["month_release"][unit] == 1
    assert problem["units"]["month_release_by_month"][unit] == [0] * 10 + [1] * 2
    assert problem["people"]["in_class"] == []


def kept(answer: Answer, people: Sequence[int]) -> LockedLine:
    line = answer.lines[0]
    return LockedLine(
        line.key, line.programme_id, line.venue_id, line.mode, line.start, tuple(people), line.classes
    )


def test_a_line_that_is_kept_goes_without_who_has_gone_away_since() -> None:
    ground = make_ground(6)
    first = Answer(answer_scenario(make_scenario(ground)))
    people = [first.item(item).person_id for item in first.lines[0].items]
    locks = Locks(lines=(kept(first, people),))
    month = first.lines[0].first_month
    absent(Person.objects.get(pk=people[0]), date(2027, month, 10), date(2027, month, 20))
    second = Answer(answer_scenario(make_scenario(ground, locks=locks)))
    (line,) = [one for one in second.lines if one.is_kept]
    assert {second.item(item).person_id for item in line.items} == set(people[1:])
