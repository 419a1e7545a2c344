"""Two at once: numbers without gaps or repeats, the last seat and the last place to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.concurrency import at_once
from tests.factories.delivery import FIRST_DAY, LAST_DAY, make_graduate, make_open_class
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, approved_plan_with_line
from tests.factories.sending import NOMINATED_ON
from vun.records.delivery import operations
from vun.records.delivery.models import Certificate, TrainingClass
from vun.records.plans.models import Quota
from vun.records.sending import operations as sending
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db(transaction=True)


def test_papers_of_classes_issued_at_once_are_numbered_without_a_gap() -> None:
    host = make_unit()
    classes = [make_graduate(host=host).training_class for _ in range(6)]

    def issue(training_class: TrainingClass) -> Callable[[], object]:
        return lambda: operations.issue_certificates(
            training_class=training_class, on=date(2025, 4, 1), by=SYSTEM
        )

    assert at_once(*(issue(training_class) for training_class in classes)) == ["done"] * 6
    assert list(Certificate.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_papers_of_one_class_issued_twice_at_once_are_issued_once() -> None:
    training_class = make_graduate().training_class

    def issue() -> object:
        return operations.issue_certificates(training_class=training_class, on=LAST_DAY, by=SYSTEM)

    assert at_once(issue, issue, issue) == ["delivery.nobody_to_certify"] * 2 + ["done"]
    assert list(Certificate.objects.values_list("number", flat=True)) == [1]
    other = make_graduate(host=training_class.host).training_class
    operations.issue_certificates(training_class=other, on=LAST_DAY, by=SYSTEM)
    assert list(Certificate.objects.values_list("number", flat=True)) == [1, 2]


def test_the_last_seat_asked_for_by_three_goes_to_one() -> None:
    training_class = make_open_class(capacity=1)
    people = [make_person() for _ in range(3)]

    def enrol(place: int) -> Callable[[], object]:
        return lambda: operations.enrol(
            training_class=training_class, person=people[place], on=FIRST_DAY, by=SYSTEM
        )

    assert at_once(*map(enrol, range(3))) == ["delivery.class_full"] * 2 + ["done"]
    training_class.refresh_from_db()
    assert (training_class.seats_taken, training_class.enrolments.count()) == (1, 1)


def test_the_last_place_of_a_quota_asked_for_by_three_goes_to_one() -> None:
    sent = approved_plan_with_line(quota=1)
    people = [make_person(unit=sent.unit) for _ in range(3)]

    def nominate(place: int) -> Callable[[], object]:
        return lambda: sending.nominate(
            line=sent.line, unit=sent.unit, person=people[place], on=NOMINATED_ON, by=SYSTEM
        )

    answers = at_once(*map(nominate, range(3)))
    assert answers.count("done") == 1
    # Whoever read the quota before the first had taken its place is told to try again.
    assert set(answers) <= {"done", "plans.quota_used_up", "plans.try_again"}
    assert (Nomination.objects.count(), Quota.objects.get().taken) == (1, 1)


def test_one_person_put_forward_twice_at_once_takes_one_place() -> None:
    sent = approved_plan_with_line(quota=3)
    person = make_person(unit=sent.unit)

    def nominate() -> object:
        return sending.nominate(
            line=sent.line,
            unit=sent.unit,
            person=person,
            exception_reason="Đề cử",
            on=NOMINATED_ON,
            by=SYSTEM,
        )

    assert at_once(nominate, nominate) == ["done", "sending.nominated_already"]
    assert Quota.objects.get().taken == 1
