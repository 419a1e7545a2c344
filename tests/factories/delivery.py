"""Classes and learners for tests, made through the operations by the system.

A class lasts from Monday 3 to Friday 14 March 2025 unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.standards import make_programme
from vun.common.text import name_key
from vun.records.delivery import operations
from vun.records.delivery.domain import ClassRow, DayPart, LearnerRow, Mark, days_between
from vun.records.delivery.models import ClassSession, Enrolment, TrainingClass
from vun.records.orgs.models import Unit
from vun.records.people.domain import Sex
from vun.records.people.models import Person
from vun.records.standards.models import Programme

FIRST_DAY = date(2025, 3, 3)
LAST_DAY = date(2025, 3, 14)


def make_class(
    programme: Programme | None = None,
    host: Unit | None = None,
    *,
    start_on: date = FIRST_DAY,
    end_on: date = LAST_DAY,
    capacity: int = 40,
    **columns: Any,
) -> TrainingClass:
    """A planned class."""
    return operations.plan_class(
        programme=programme or make_programme(),
        host=host or make_unit("Trường Chính trị"),
        start_on=start_on,
        end_on=end_on,
        capacity=capacity,
        by=SYSTEM,
        **columns,
    )


def make_open_class(
    programme: Programme | None = None, host: Unit | None = None, **columns: Any
) -> TrainingClass:
    """A class opened by a decision of its own on its first day."""
    training_class = make_class(programme, host, **columns)
    operations.open_class(
        training_class=training_class, decision=make_decision(), on=training_class.start_on, by=SYSTEM
    )
    return training_class


def make_learner(
    training_class: TrainingClass | None = None,
    person: Person | None = None,
    *,
    score: str | None = None,
    on: date | None = None,
) -> Enrolment:
    """Somebody in a class since its first day, with a score where one is given."""
    training_class = training_class or make_open_class()
    enrolment = operations.enrol(
        training_class=training_class,
        person=person or make_person(),
        on=on or training_class.start_on,
        by=SYSTEM,
    )
    if score is not None:
        operations.grade(enrolment=enrolment, score=Decimal(score), by=SYSTEM)
        enrolment.refresh_from_db()
    return enrolment


def make_session(
    training_class: TrainingClass, on: date = FIRST_DAY, part: DayPart = DayPart.MORNING, **columns: Any
) -> ClassSession:
    return operations.add_session(training_class=training_class, on=on, part=part, by=SYSTEM, **columns)


def mark(session: ClassSession, marks: dict[Enrolment, Mark | None]) -> None:
    """Mark some learners in one session."""
    operations.mark_attendance(
        session=session, marks={learner.pk: value for learner, value in marks.items()}, by=SYSTEM
    )


def finish(training_class: TrainingClass) -> None:
    """Close the class on its last day."""
    operations.finish_class(training_class=training_class, on=training_class.end_on, by=SYSTEM)
    training_class.refresh_from_db()


def make_graduate(
    person: Person | None = None, programme: Programme | None = None, host: Unit | None = None, **columns: Any
) -> Enrolment:
    """Somebody who completed a class of their own with 8."""
    training_class = make_open_class(programme, host, **columns)
    enrolment = make_learner(training_class, person, score="8")
    finish(training_class)
    enrolment.refresh_from_db()
    return enrolment


def make_big_class(
    learners: int, host: Unit | None = None, *, sessions: int = 0, **columns: Any
) -> TrainingClass:
    """An open class with so many learners without a post, made in bulk, and sessions over its working days."""
    training_class = make_open_class(host=host, capacity=max(learners, 1), **columns)
    people = make_people(learners)
    Enrolment.objects.bulk_create(
        Enrolment(
            training_class=training_class,
            person=person,
            enrolled_on=training_class.start_on,
            post_group_then="no_post",
            sex_then=person.sex,
            age_then=40,
        )
        for person in people
    )
    TrainingClass.objects.filter(pk=training_class.pk).update(seats_taken=learners)
    training_class.refresh_from_db()
    parts = [
        (day, part)
        for day in days_between(training_class.start_on, training_class.end_on)
        if day.weekday() < 5
        for part in (DayPart.MORNING, DayPart.AFTERNOON)
    ]
    ClassSession.objects.bulk_create(
        ClassSession(training_class=training_class, on=day, part=part, periods=4)
        for day, part in parts[:sessions]
    )
    return training_class


def make_people(count: int) -> list[Person]:
    """Many people without a post, made in bulk."""
    return Person.objects.bulk_create(
        Person(
            full_name=f"Hoàng Văn Số {number}",
            search_key=f"hoang van so {number}",
            sort_key=name_key(f"Hoàng Văn Số {number}"),
            birth_on=date(1985, 3, 1),
            sex=Sex.MALE.value,
        )
        for number in range(count)
    )


def class_row(
    programme: Programme, host: Unit, learners: Sequence[LearnerRow] = (), **columns: Any
) -> ClassRow:
    """A finished class of 2024 to load."""
    return ClassRow(
        **{
            "programme_id": programme.pk,
            "host_id": host.pk,
            "start_on": date(2024, 5, 6),
            "end_on": date(2024, 6, 28),
            "learners": learners,
            **columns,
        }
    )
