"""Attendance, scores, results, papers, money of a class."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import accountant, clerk_of, lecturer, registrar_of
from tests.factories.delivery import (
    FIRST_DAY,
    LAST_DAY,
    finish,
    make_big_class,
    make_class,
    make_graduate,
    make_learner,
    make_open_class,
    make_session,
    mark,
)
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import make_decision
from tests.factories.problems import problem
from tests.factories.standards import make_programme, make_scale
from vun.common.errors import NotFound, Refused
from vun.records.audit.models import AuditEntry
from vun.records.credentials import queries as credentials
from vun.records.credentials.models import Credential
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import (
    AttendanceTally,
    CertificateKind,
    CostKind,
    DayPart,
    EnrolmentState,
    Mark,
    Obstacle,
)
from vun.records.delivery.models import Attendance, Certificate
from vun.records.delivery.queries.money import SourceCost
from vun.records.registers.models import NumberSeries
from vun.records.standards.domain import Branch

pytestmark = pytest.mark.django_db


# --- Attendance -----------------------------------------------------------------------------------------------


def test_marks_are_set_changed_and_taken_away_in_one_go() -> None:
    training_class = make_open_class()
    morning = make_session(training_class)
    afternoon = make_session(training_class, part=DayPart.AFTERNOON)
    one, other = make_learner(training_class), make_learner(training_class)
    mark(morning, {one: Mark.PRESENT, other: Mark.ABSENT})
    changed = operations.mark_grid(
        training_class=training_class,
        marks={
            (one.pk, morning.pk): Mark.PRESENT,
            (other.pk, morning.pk): None,
            (one.pk, afternoon.pk): Mark.LATE,
            (other.pk, afternoon.pk): None,
        },
        by=lecturer(training_class.host),
    )
    grid = queries.attendance_grid([morning.pk, afternoon.pk])
    assert changed == 2
    assert grid.marks == {(one.pk, morning.pk): Mark.PRESENT, (one.pk, afternoon.pk): Mark.LATE}
    entry = AuditEntry.objects.filter(action="class.attendance_marked").first()
    assert entry is not None
    assert (entry.before, entry.after) == (
        {f"{other.pk}/{morning.pk}": "absent", f"{one.pk}/{afternoon.pk}": None},
        {f"{other.pk}/{morning.pk}": None, f"{one.pk}/{afternoon.pk}": "late"},
    )


def test_a_grid_of_strangers_is_not_found() -> None:
    training_class = make_open_class()
    session, learner = make_session(training_class), make_learner(training_class)
    elsewhere = make_open_class()
    for cell in [(make_learner(elsewhere).pk, session.pk), (learner.pk, make_session(elsewhere).pk)]:
        with pytest.raises(NotFound):
            operations.mark_grid(
                training_class=training_class, marks={cell: Mark.PRESENT}, by=lecturer(training_class.host)
            )


def test_attendance_is_marked_while_the_class_is_open_and_by_its_own() -> None:
    training_class = make_class()
    session, learner = make_session(training_class), make_learner(training_class)
    marks = {learner.pk: Mark.PRESENT}
    with problem("delivery.wrong_class_state"):
        operations.mark_attendance(session=session, marks=marks, by=registrar_of())
    for actor in (lecturer(make_unit()), clerk_of(training_class.host)):
        with pytest.raises(Refused):
            operations.mark_attendance(session=session, marks=marks, by=actor)


@pytest.mark.parametrize("learners", [3, 60])
def test_saving_a_grid_costs_the_same_for_three_and_sixty(learners: int, django_assert_num_queries) -> None:
    training_class = make_big_class(learners, sessions=4)
    cells = {
        (learner.pk, session.pk): Mark.PRESENT
        for learner in training_class.enrolments.all()
        for session in training_class.sessions.all()
    }
    teacher = lecturer(training_class.host)
    with django_assert_num_queries(8):
        operations.mark_grid(training_class=training_class, marks=cells, by=teacher)
    assert Attendance.objects.count() == learners * 4


def test_tallies_count_each_mark_of_each_learner() -> None:
    training_class = make_open_class()
    sessions = [
        make_session(training_class, day, part)
        for day in (FIRST_DAY, LAST_DAY)
        for part in (DayPart.MORNING, DayPart.AFTERNOON)
    ]
    one, other = make_learner(training_class), make_learner(training_class)
    for session, value in zip(sessions, (Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT), strict=True):
        mark(session, {one: value})
    assert queries.tallies(training_class.pk, [one.pk, other.pk]) == {
        one.pk: AttendanceTally(4, present=1, late=1, excused=1, absent=1),
        other.pk: AttendanceTally(4),
    }


# --- Scores and results ---------------------------------------------------------------------------------------


def test_scores_are_set_and_taken_away_and_told_to_the_audit() -> None:
    training_class = make_open_class()
    one, other = make_learner(training_class, score="7"), make_learner(training_class)
    changed = operations.grade_many(
        training_class=training_class,
        scores={one.pk: None, other.pk: Decimal("8.75")},
        by=lecturer(training_class.host),
    )
    assert changed == 2
    assert dict(training_class.enrolments.values_list("pk", "score")) == {
        one.pk: None,
        other.pk: Decimal("8.75"),
    }
    entry = AuditEntry.objects.filter(action="class.graded").first()
    assert entry is not None
    assert (entry.before, entry.after) == (
        {str(one.pk): "7.00", str(other.pk): None},
        {str(one.pk): None, str(other.pk): "8.75"},
    )


@pytest.mark.parametrize("score", ["-0.5", "10.5"])
def test_a_score_is_out_of_ten(score: str) -> None:
    learner = make_learner()
    with problem("delivery.score_out_of_range", "score"):
        operations.grade(enrolment=learner, score=Decimal(score), by=registrar_of())


def test_a_result_once_declared_keeps_its_score() -> None:
    training_class = make_open_class()
    learner = make_learner(training_class, score="8")
    operations.complete(enrolment=learner, on=LAST_DAY, by=registrar_of())
    with problem("delivery.not_studying"):
        operations.grade(enrolment=learner, score=Decimal(9), by=registrar_of())
    operations.grade(enrolment=learner, score=Decimal(8), by=registrar_of())


def test_only_learners_of_the_class_are_graded_and_only_by_its_own() -> None:
    training_class = make_open_class()
    learner = make_learner(training_class)
    with pytest.raises(NotFound):
        operations.grade_many(
            training_class=training_class, scores={make_learner().pk: Decimal(8)}, by=registrar_of()
        )
    with pytest.raises(Refused):
        operations.grade(enrolment=learner, score=Decimal(8), by=lecturer(make_unit()))


def test_completing_names_the_rule_that_stands_in_the_way() -> None:
    training_class = make_open_class()
    learner = make_learner(training_class, score="9")
    mark(make_session(training_class), {learner: Mark.ABSENT})
    found = queries.results_of(training_class, [learner])
    assert found.verdicts[learner.pk].obstacles == (Obstacle.ABSENT,)
    assert "03/2023" in found.rule.source
    with problem("delivery.not_passed"):
        operations.complete(enrolment=learner, on=LAST_DAY, by=registrar_of())
    operations.fail(enrolment=learner, on=LAST_DAY, by=registrar_of())
    learner.refresh_from_db()
    assert (learner.state, learner.classification, learner.completed_on) == (EnrolmentState.FAILED, "", None)


def test_who_meets_every_condition_completes_and_does_not_fail() -> None:
    learner = make_learner(score="9")
    with problem("delivery.has_passed"):
        operations.fail(enrolment=learner, on=LAST_DAY, by=registrar_of())
    operations.complete(enrolment=learner, on=LAST_DAY, by=registrar_of())
    with problem("delivery.not_studying"):
        operations.complete(enrolment=learner, on=LAST_DAY, by=registrar_of())
    learner.refresh_from_db()
    assert (learner.state, learner.classification, learner.completed_on) == (
        EnrolmentState.COMPLETED,
        "excellent",
        LAST_DAY,
    )


# --- Papers ---------------------------------------------------------------------------------------------------


def test_papers_are_numbered_by_name_and_make_people_hold_what_is_granted() -> None:
    level = make_scale()[1]
    host = make_unit("Trường Chính trị", code="TCT")
    programme = make_programme("Trung cấp lý luận chính trị", grants=level, branch=Branch.TRAINING)
    training_class = make_open_class(programme, host)
    yen, an, binh = (
        make_learner(training_class, make_person(name), score=score)
        for name, score in (("Lê Yến", "7"), ("Lê An", "9"), ("Lê Bình", "3"))
    )
    finish(training_class)
    decision = make_decision("20/QĐ-TCT")
    operations.issue_certificates(
        training_class=training_class, decision=decision, on=date(2025, 4, 1), by=registrar_of(host)
    )
    papers = Certificate.objects.values_list("enrolment", "kind", "register", "year", "number", "decision")
    assert list(papers) == [
        (an.pk, CertificateKind.DEGREE, "degree/TCT", 2025, 1, decision.pk),
        (yen.pk, CertificateKind.DEGREE, "degree/TCT", 2025, 2, decision.pk),
    ]
    everybody = [learner.person_id for learner in (yen, an, binh)]
    assert credentials.holds(everybody, level, date(2025, 3, 31)) == set()
    assert credentials.holds(everybody, level, date(2025, 4, 1)) == {yen.person_id, an.person_id}
    held = Credential.objects.get(person=an.person_id)
    assert (held.document_number, held.programme, held.is_from_certificate, held.studied_from) == (
        "0001/2025/VB-TCT",
        programme,
        True,
        FIRST_DAY,
    )
    with problem("delivery.nobody_to_certify"):
        operations.issue_certificates(
            training_class=training_class, on=date(2025, 4, 1), by=registrar_of(host)
        )


def test_a_programme_that_grants_nothing_gives_a_paper_and_no_credential() -> None:
    graduate = make_graduate()
    (paper,) = operations.issue_certificates(
        training_class=graduate.training_class, on=LAST_DAY, by=registrar_of()
    )
    assert (paper.kind, paper.number) == (CertificateKind.CERTIFICATE, 1)
    assert Credential.objects.count() == 0


def test_numbers_run_on_over_classes_of_a_school_and_begin_anew_with_the_year() -> None:
    host = make_unit()
    one, two = make_graduate(host=host), make_graduate(host=host)
    three = make_graduate(host=host)
    for graduate, day in ((one, date(2025, 4, 1)), (two, date(2025, 5, 1)), (three, date(2026, 1, 5))):
        operations.issue_certificates(training_class=graduate.training_class, on=day, by=registrar_of(host))
    assert list(Certificate.objects.values_list("enrolment", "year", "number")) == [
        (one.pk, 2025, 1),
        (two.pk, 2025, 2),
        (three.pk, 2026, 1),
    ]


def test_papers_wait_for_the_end_of_the_class_and_take_no_number_when_refused() -> None:
    training_class = make_open_class()
    make_learner(training_class, score="8")
    with problem("delivery.wrong_class_state"):
        operations.issue_certificates(training_class=training_class, on=LAST_DAY, by=registrar_of())
    finish(training_class)
    with problem("delivery.certified_before_end", "on"):
        operations.issue_certificates(training_class=training_class, on=FIRST_DAY, by=registrar_of())
    with pytest.raises(Refused):
        operations.issue_certificates(
            training_class=training_class, on=LAST_DAY, by=lecturer(training_class.host)
        )
    assert not NumberSeries.objects.filter(register__startswith="certificate/").exists()


def test_the_recognising_decision_can_be_entered_on_the_way() -> None:
    training_class = make_graduate().training_class
    (paper,) = operations.issue_certificates_by(
        training_class=training_class,
        number="21/QĐ-TCT",
        issued_on=LAST_DAY,
        issuer="Trường Chính trị",
        subject="Công nhận kết quả",
        on=LAST_DAY,
        by=registrar_of(training_class.host),
    )
    assert paper.decision is not None
    assert paper.decision.number == "21/QĐ-TCT"


# --- Money ----------------------------------------------------------------------------------------------------


def test_estimate_and_spending_add_up_by_source() -> None:
    training_class = make_open_class()
    province, centre = make_source("Ngân sách tỉnh"), make_source("Ngân sách trung ương")
    costs = [
        (CostKind.ESTIMATE, province, 120_000_000),
        (CostKind.SPENT, province, 45_000_000),
        (CostKind.SPENT, province, 15_500_000),
        (CostKind.SPENT, centre, 7),
    ]
    for kind, source, amount in costs:
        operations.record_cost(
            training_class=training_class,
            kind=kind,
            source=source,
            item="Thù lao giảng viên",
            amount=amount,
            on=FIRST_DAY,
            by=accountant(training_class.host),
        )
    assert queries.cost_by_source(training_class) == [
        SourceCost(province.code, "Ngân sách tỉnh", 120_000_000, 60_500_000),
        SourceCost(centre.code, "Ngân sách trung ương", 0, 7),
    ]
    cost = queries.costs_of(training_class)[0]
    operations.remove_cost(cost=cost, by=accountant(training_class.host))
    assert queries.cost_by_source(training_class)[0].estimate == 0
    assert AuditEntry.objects.filter(action="class.cost_removed").count() == 1


def test_a_cost_has_an_item_and_an_amount_and_is_the_accountants() -> None:
    training_class = make_open_class()
    told = {
        "training_class": training_class,
        "kind": CostKind.SPENT,
        "source": make_source(),
        "item": "Thuê hội trường",
        "amount": 1_000,
        "on": FIRST_DAY,
    }
    with problem("delivery.cost_item_missing", "item"):
        operations.record_cost(**(told | {"item": " "}), by=accountant())
    with problem("delivery.cost_not_positive", "amount"):
        operations.record_cost(**(told | {"amount": 0}), by=accountant())
    with pytest.raises(Refused):
        operations.record_cost(**told, by=registrar_of())
