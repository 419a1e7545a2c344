"""What is known of the days somebody would be sent: other lines, long absences, and how many a unit spares."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.delivery import make_open_class
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, ApprovedLine, approved_plan_with_line
from tests.factories.sending import NOMINATED_ON, make_nomination
from vun.records.allocation.models import ReleaseLimit
from vun.records.people import operations as people
from vun.records.people.domain import AbsenceKind, ManagementTier
from vun.records.people.models import Person
from vun.records.sending import operations, queries
from vun.records.sending.domain import Check, CheckCode, CheckStatus

pytestmark = pytest.mark.django_db
AMBER, RED = CheckStatus.AMBER, CheckStatus.RED


def in_months(first: int, last: int, unit: object = None) -> ApprovedLine:
    """A line of months of 2026."""
    return approved_plan_with_line(unit, quota=4, first_month=first, last_month=last)


def found(line: ApprovedLine, person: Person, on: date = NOMINATED_ON) -> list[tuple[CheckStatus, CheckCode]]:
    checks: list[Check] = queries.checks_for([person.pk], line.terms, line.unit.pk, on)[person.pk]
    return [(check.status, check.code) for check in checks if check.status is not CheckStatus.GREEN]


@pytest.mark.parametrize(
    ("start_on", "until", "expected"),
    [
        (date(2026, 4, 30), None, [(AMBER, CheckCode.MAY_BE_ABSENT)]),
        (date(2026, 5, 1), None, []),
        (date(2025, 11, 1), date(2026, 4, 1), []),
        (date(2025, 11, 1), date(2026, 4, 2), [(AMBER, CheckCode.MAY_BE_ABSENT)]),
    ],
)
def test_an_absence_in_the_months_of_the_line_asks_to_be_looked_at(
    start_on: date, until: date | None, expected: list[object]
) -> None:
    line = in_months(4, 4)
    person = make_person(unit=line.unit)
    people.record_absence(person=person, kind=AbsenceKind.MATERNITY, on=start_on, until=until, by=SYSTEM)
    assert found(line, person) == expected


def test_an_absence_on_the_days_of_every_class_speaks_against_sending() -> None:
    line = in_months(4, 6)
    person = make_person(unit=line.unit)
    people.record_absence(
        person=person, kind=AbsenceKind.SICK, on=date(2026, 4, 10), until=date(2026, 5, 1), by=SYSTEM
    )
    make_open_class(line.programme, line=line.line, start_on=date(2026, 4, 20), end_on=date(2026, 4, 24))
    assert found(line, person) == [(RED, CheckCode.ABSENT)]
    make_open_class(line.programme, line=line.line, start_on=date(2026, 5, 1), end_on=date(2026, 5, 7))
    assert found(line, person) == []


def test_being_away_on_the_day_is_told_where_the_days_are_not_known() -> None:
    line = approved_plan_with_line()
    person = make_person(unit=line.unit)
    people.record_absence(person=person, kind=AbsenceKind.UNPAID, on=NOMINATED_ON, by=SYSTEM)
    assert found(line, person) == [(AMBER, CheckCode.MAY_BE_ABSENT)]
    assert found(line, person, date(2026, 2, 1)) == []


def test_another_line_of_the_same_months_is_told() -> None:
    line = in_months(4, 5)
    same, later = in_months(5, 6, line.unit), in_months(6, 7, line.unit)
    person = make_person(unit=line.unit)
    nomination = make_nomination(line, person)
    assert found(same, person) == [(AMBER, CheckCode.SENT_ELSEWHERE)]
    assert found(later, person) == []
    operations.withdraw(nomination=nomination, on=NOMINATED_ON, by=SYSTEM)
    assert found(same, person) == []


def test_a_unit_spares_so_many_in_one_month_as_it_has_set_itself() -> None:
    line, other = in_months(4, 4), in_months(6, 6)
    away, person = (make_person(unit=line.unit) for _ in range(2))
    people.record_absence(
        person=away, kind=AbsenceKind.SICK, on=date(2026, 4, 30), until=date(2026, 5, 30), by=SYSTEM
    )
    assert found(line, person) == []
    ReleaseLimit.objects.create(unit=line.unit, year=2026, month_people=1)
    assert found(line, person) == [(AMBER, CheckCode.OVER_RELEASE)]
    line_in_june = approved_plan_with_line(line.unit, programme=other.programme, first_month=6, last_month=6)
    assert found(line_in_june, person) == []


def test_without_a_limit_of_its_own_the_share_of_the_province_counts() -> None:
    line = in_months(4, 4)
    away, person = (make_person(unit=line.unit) for _ in range(2))
    people.record_absence(person=away, kind=AbsenceKind.SICK, on=date(2026, 4, 30), by=SYSTEM)
    operations.set_policy(
        release_percent=50,
        signer_tiers=[ManagementTier.PROVINCE_STANDING],
        start_on=date(2026, 1, 1),
        by=SYSTEM,
    )
    assert found(line, person) == [(AMBER, CheckCode.MANY_AWAY)]
    ReleaseLimit.objects.create(unit=line.unit, year=2026, month_people=2)
    assert found(line, person) == []


def test_a_unit_sends_so_many_in_a_year_as_it_has_set_itself_with_those_of_units_below() -> None:
    above = make_unit()
    line = approved_plan_with_line(above, quota=5)
    person = make_person(unit=above)
    ReleaseLimit.objects.create(unit=above, year=2026, year_places=1)
    assert found(line, person) == []
    below = approved_plan_with_line(make_unit(parent=above))
    taken = make_nomination(below)
    assert found(line, person) == [(AMBER, CheckCode.OVER_YEAR)]
    operations.withdraw(nomination=taken, on=NOMINATED_ON, by=SYSTEM)
    assert found(line, person) == []
    make_nomination(approved_plan_with_line(make_unit()))
    assert found(line, person) == [], "of another unit"
