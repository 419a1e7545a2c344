"""Past classes loaded in bulk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests.factories.accounts import registrar_of
from tests.factories.delivery import class_row, make_people
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM
from tests.factories.standards import make_programme, make_scale
from vun.common.errors import Refused
from vun.records.credentials import queries as credentials
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import (
    ClassState,
    CostKind,
    CostRow,
    DayPart,
    EnrolmentState,
    LearnerRow,
    Mark,
    SessionRow,
    Snapshot,
)
from vun.records.delivery.models import Attendance, Certificate, Enrolment, TrainingClass
from vun.records.people.domain import PostGroup, Sex

pytestmark = pytest.mark.django_db


def test_a_class_is_loaded_with_all_that_happened_in_it() -> None:
    level = make_scale()[1]
    host, source = make_unit(code="TCT"), make_source()
    completed, dropped = make_person(unit=host), make_person(unit=host)
    row = class_row(
        make_programme("Trung cấp lý luận", grants=level),
        host,
        [
            LearnerRow(completed.pk, score=Decimal("8.5"), certified_on=date(2024, 7, 1)),
            LearnerRow(
                dropped.pk,
                state=EnrolmentState.DROPPED,
                dropped_on=date(2024, 6, 1),
                drop_reason="Chuyển công tác",
            ),
        ],
        sessions=[SessionRow(date(2024, 5, 6), DayPart.MORNING, marks={completed.pk: Mark.LATE})],
        costs=[CostRow(CostKind.SPENT, source.code, "Thù lao", 5_000_000, date(2024, 6, 28))],
    )
    (loaded,) = operations.load_history(rows=[row], by=SYSTEM)
    training_class = TrainingClass.objects.get(pk=loaded.class_id)
    assert (training_class.code, training_class.name, training_class.state, training_class.seats_taken) == (
        "TCT-2024-001",
        "Trung cấp lý luận",
        ClassState.FINISHED,
        1,
    )
    first, second = (Enrolment.objects.get(pk=pk) for pk in loaded.enrolment_ids)
    assert (first.person, first.state, first.classification, first.completed_on, first.unit_then) == (
        completed,
        EnrolmentState.COMPLETED,
        "good",
        date(2024, 6, 28),
        host,
    )
    assert (second.person, second.state, second.completed_on) == (dropped, EnrolmentState.DROPPED, None)
    assert credentials.holds([completed.pk, dropped.pk], level, date(2024, 7, 1)) == {completed.pk}
    assert Attendance.objects.values_list("enrolment", "mark").get() == (first.pk, Mark.LATE)
    assert queries.cost_by_source(training_class)[0].spent == 5_000_000


def test_papers_are_numbered_by_day_over_all_classes_without_a_gap() -> None:
    programme, host = make_programme(), make_unit()
    later, earlier = date(2024, 8, 1), date(2024, 7, 1)
    rows = [
        class_row(programme, host, [LearnerRow(make_person().pk, certified_on=day) for _ in range(2)])
        for day in (later, earlier)
    ]
    operations.load_history(rows=rows, by=SYSTEM)
    issued = list(Certificate.objects.order_by("number").values_list("number", "issued_on"))
    assert issued == [(1, earlier), (2, earlier), (3, later), (4, later)]


def test_a_snapshot_that_is_told_is_kept() -> None:
    told = Snapshot(Sex.FEMALE, is_minority=True, age=31, post_group=PostGroup.PART_TIME_COMMUNE)
    row = class_row(make_programme(), make_unit(), [LearnerRow(make_person().pk, snapshot=told)])
    operations.load_history(rows=[row], by=SYSTEM)
    learner = Enrolment.objects.get()
    assert (learner.sex_then, learner.is_minority_then, learner.age_then, learner.post_group_then) == (
        "female",
        True,
        31,
        "part_time_commune",
    )


def test_only_who_keeps_the_classes_of_the_province_loads() -> None:
    with pytest.raises(Refused):
        operations.load_history(rows=[], by=registrar_of(make_unit()))
    assert operations.load_history(rows=[], by=registrar_of()) == []


@pytest.mark.parametrize("learners", [2, 30])
def test_a_class_of_thirty_costs_no_more_queries_than_one_of_two(
    learners: int, django_assert_num_queries
) -> None:
    host, programme = make_unit(), make_programme(grants=make_scale()[1])
    row = class_row(
        programme,
        host,
        [LearnerRow(person.pk, certified_on=date(2024, 7, 1)) for person in make_people(learners)],
    )
    # PostgreSQL is asked to count the rows of credentials anew.
    queries = {"sqlite": 35, "postgresql": 36}[connection.vendor]
    with django_assert_num_queries(queries):
        operations.load_history(rows=[row], by=SYSTEM)


def test_twenty_classes_load_in_one_go() -> None:
    host, programme = make_unit(), make_programme(grants=make_scale()[1])
    people = make_people(1_000)
    rows = [
        class_row(
            programme,
            host,
            [
                LearnerRow(person.pk, score=Decimal(8), certified_on=date(2024, 7, 1))
                for person in people[first : first + 50]
            ],
        )
        for first in range(0, 1_000, 50)
    ]
    operations.load_history(rows=rows, by=SYSTEM)
    assert Enrolment.objects.count() == 1_000
