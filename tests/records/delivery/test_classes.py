"""A class's life: planned from a line, opened, filled, taught, finished, cancelled."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, lecturer, outsider, planner, registrar_of
from tests.factories.delivery import (
    FIRST_DAY,
    LAST_DAY,
    finish,
    make_class,
    make_graduate,
    make_learner,
    make_open_class,
    make_session,
    mark,
)
from tests.factories.orgs import make_tree, make_unit
from tests.factories.people import make_appointment, make_ethnic_group, make_person, make_title
from tests.factories.plans import (
    SYSTEM,
    approved_plan_with_line,
    make_decision,
    make_line,
    make_plan,
)
from tests.factories.problems import problem
from tests.factories.sending import approve, make_nomination
from tests.factories.standards import make_programme
from vun.common.errors import NotFound, Refused
from vun.records.audit.models import AuditEntry
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import ClassState, DayPart, EnrolmentState, Mark, Snapshot
from vun.records.delivery.models import ClassSession, Enrolment, TrainingClass
from vun.records.delivery.queries.classes import ClassProgress
from vun.records.orgs import operations as orgs
from vun.records.people.domain import PostGroup, Sex, StaffKind
from vun.records.standards.domain import StudyMode
from vun.records.standards.models import ProgrammeModule

pytestmark = pytest.mark.django_db


# --- Planning -------------------------------------------------------------------------------------------------


def test_a_class_takes_its_name_and_mode_from_the_programme_and_its_code_from_the_register() -> None:
    host = make_unit("Trường Chính trị", code="TCT")
    programme = make_programme("Quản lý nhà nước", mode=StudyMode.PART_TIME)
    first, second = make_class(programme, host), make_class(programme, host)
    assert (first.name, first.mode, first.state) == (
        "Quản lý nhà nước",
        StudyMode.PART_TIME,
        ClassState.PLANNED,
    )
    assert [first.code, second.code] == ["TCT-2025-001", "TCT-2025-002"]
    assert first.search_key == "quan ly nha nuoc tct 2025 001"


def test_a_class_of_a_line_needs_the_plan_in_force_and_its_programme() -> None:
    sent = approved_plan_with_line()
    assert make_class(sent.programme, line=sent.line).line == sent.line
    with problem("delivery.line_of_other_programme", "programme"):
        make_class(make_programme(), line=sent.line)
    with problem("delivery.line_not_in_force", "line"):
        make_class(line=make_line(make_plan()).line)


def test_days_seats_and_codes_are_checked() -> None:
    with problem("delivery.days_out_of_order", "end_on"):
        make_class(start_on=LAST_DAY, end_on=FIRST_DAY)
    with problem("delivery.no_seats", "capacity"):
        make_class(capacity=0)
    make_class(code="K12")
    with problem("delivery.code_taken", "code"):
        make_class(code="K12")


def test_a_code_given_by_hand_is_passed_over_when_numbering() -> None:
    host = make_unit(code="TCT")
    make_class(host=host, code="TCT-2025-001")
    assert make_class(host=host).code == "TCT-2025-002"


def test_only_the_hosts_registrar_plans_its_classes() -> None:
    host = make_unit()
    arguments = {
        "programme": make_programme(),
        "host": host,
        "start_on": FIRST_DAY,
        "end_on": LAST_DAY,
        "capacity": 5,
    }
    for actor in (registrar_of(make_unit()), clerk_of(host), lecturer(host), outsider()):
        with pytest.raises(Refused):
            operations.plan_class(**arguments, by=actor)
    assert operations.plan_class(**arguments, by=registrar_of(host)).host == host


# --- Opening --------------------------------------------------------------------------------------------------


def test_a_class_is_opened_once_by_a_decision() -> None:
    training_class = make_class()
    decision = make_decision("8/QĐ-TCT")
    opened = {"training_class": training_class, "decision": decision, "on": FIRST_DAY, "by": registrar_of()}
    operations.open_class(**opened)
    training_class.refresh_from_db()
    assert (training_class.state, training_class.decision, training_class.opened_on) == (
        ClassState.OPEN,
        decision,
        FIRST_DAY,
    )
    with problem("delivery.wrong_class_state"):
        operations.open_class(**opened)


def test_the_opening_decision_can_be_entered_on_the_way_and_not_twice() -> None:
    training_class = make_class()
    told = {
        "training_class": training_class,
        "number": "8/QĐ-TCT",
        "issued_on": FIRST_DAY,
        "issuer": "Trường Chính trị",
        "subject": "Mở lớp",
        "on": FIRST_DAY,
        "by": registrar_of(training_class.host),
    }
    operations.open_class_by(**told)
    training_class.refresh_from_db()
    assert training_class.decision is not None
    assert training_class.decision.number == "8/QĐ-TCT"
    with problem("delivery.wrong_class_state"):
        operations.open_class_by(**told)


# --- Enrolling ------------------------------------------------------------------------------------------------


def test_the_snapshot_is_what_somebody_is_on_the_day_and_stays_so() -> None:
    tree = make_tree()
    title = make_title(
        "Chủ tịch Uỷ ban nhân dân xã", group="commune_leader", kind=StaffKind.COMMUNE_CADRE, is_leader=True
    )
    person = make_person(
        "Hoàng Thị Xuân",
        sex=Sex.FEMALE.value,
        birth_on=date(1985, 3, 4),
        ethnic_group=make_ethnic_group(),
    )
    make_appointment(person, tree.commune, title, end_on=date(2025, 7, 1))
    make_appointment(person, tree.department, start_on=date(2025, 7, 1))
    assert queries.snapshots([person.pk], FIRST_DAY) == {
        person.pk: Snapshot(
            sex=Sex.FEMALE,
            is_minority=True,
            age=39,
            unit_id=tree.commune.pk,
            level="commune",
            block="state",
            zone="III",
            title_code=title.code,
            title_group="commune_leader",
            kind=StaffKind.COMMUNE_CADRE,
            is_leader=True,
            post_group=PostGroup.COMMUNE_CADRE,
        )
    }
    enrolment = make_learner(make_class(), person)
    orgs.rename(unit=tree.commune, name="Xã Mới", decision=make_decision(), on=date(2025, 9, 1), by=SYSTEM)
    enrolment.refresh_from_db()
    assert (enrolment.unit_then, enrolment.age_then, enrolment.post_group_then, enrolment.is_leader_then) == (
        tree.commune,
        39,
        PostGroup.COMMUNE_CADRE,
        True,
    )


def test_a_student_without_a_post_can_study() -> None:
    student = make_person(birth_on=date(2003, 3, 3))
    enrolment = make_learner(make_class(), student)
    assert (enrolment.unit_then, enrolment.kind_then, enrolment.post_group_then, enrolment.age_then) == (
        None,
        "",
        PostGroup.NO_POST,
        22,
    )


def test_the_last_seat_goes_to_one_and_a_drop_out_frees_it() -> None:
    training_class = make_open_class(capacity=1)
    first = make_learner(training_class)
    with problem("delivery.class_full"):
        make_learner(training_class)
    operations.drop_out(enrolment=first, on=FIRST_DAY, reason="Ốm dài ngày", by=registrar_of())
    make_learner(training_class)
    training_class.refresh_from_db()
    assert (training_class.seats_taken, training_class.enrolments.count()) == (1, 2)


def test_somebody_is_enrolled_once_in_a_class_and_not_after_it() -> None:
    training_class = make_open_class()
    person = make_person()
    make_learner(training_class, person)
    with problem("delivery.enrolled_already"):
        make_learner(training_class, person)
    with problem("delivery.enrolled_after_end", "on"):
        make_learner(training_class, on=date(2025, 3, 15))
    training_class.refresh_from_db()
    assert training_class.seats_taken == 1


def test_a_finished_class_takes_nobody_in() -> None:
    training_class = make_graduate().training_class
    with problem("delivery.wrong_class_state"):
        make_learner(training_class)


def test_everybody_approved_for_the_line_is_enrolled_with_their_nomination() -> None:
    sent = approved_plan_with_line(quota=3)
    one, other, _waiting = (make_nomination(sent) for _ in range(3))
    approve(one, other)
    training_class = make_class(sent.programme, line=sent.line)
    assert set(queries.to_enrol(training_class)) == {one, other}
    operations.enrol_nominated(training_class=training_class, on=FIRST_DAY, by=registrar_of())
    assert set(training_class.enrolments.values_list("nomination", flat=True)) == {one.pk, other.pk}
    assert AuditEntry.objects.filter(action="learner.enrolled").count() == 2
    with problem("delivery.nobody_to_enrol"):
        operations.enrol_nominated(training_class=training_class, on=FIRST_DAY, by=registrar_of())


def test_fewer_seats_than_nominated_enrols_nobody() -> None:
    sent = approved_plan_with_line(quota=2)
    approve(make_nomination(sent), make_nomination(sent))
    training_class = make_class(sent.programme, line=sent.line, capacity=1)
    with problem("delivery.class_full"):
        operations.enrol_nominated(training_class=training_class, on=FIRST_DAY, by=registrar_of())
    assert Enrolment.objects.count() == 0


def test_a_nomination_must_be_approved_and_for_this_line_and_person() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent)
    training_class = make_class(sent.programme, line=sent.line)
    seat = {
        "training_class": training_class,
        "person": nomination.person,
        "on": FIRST_DAY,
        "by": registrar_of(),
    }
    with problem("delivery.nomination_not_approved"):
        operations.enrol(nomination=nomination, **seat)
    approve(nomination)
    with problem("delivery.nomination_of_other_line"):
        operations.enrol(nomination=nomination, **(seat | {"training_class": make_class()}))
    assert operations.enrol(nomination=nomination, **seat).nomination == nomination


def test_a_registrar_enrols_only_whom_they_may_see() -> None:
    training_class = make_class()
    stranger = make_person(unit=make_unit())
    with pytest.raises(NotFound):
        operations.enrol(
            training_class=training_class,
            person=stranger,
            on=FIRST_DAY,
            by=registrar_of(training_class.host),
        )


# --- Dropping out, finishing, cancelling ----------------------------------------------------------------------


def test_dropping_out_needs_a_day_of_the_class_and_a_reason_and_happens_once() -> None:
    learner = make_learner()
    with problem("delivery.reason_needed", "reason"):
        operations.drop_out(enrolment=learner, on=FIRST_DAY, reason=" ", by=registrar_of())
    with problem("delivery.day_outside_class", "on"):
        operations.drop_out(
            enrolment=learner, on=date(2025, 3, 15), reason="Chuyển công tác", by=registrar_of()
        )
    operations.drop_out(enrolment=learner, on=LAST_DAY, reason="Chuyển công tác", by=registrar_of())
    learner.refresh_from_db()
    assert (learner.state, learner.dropped_on, learner.drop_reason) == (
        EnrolmentState.DROPPED,
        LAST_DAY,
        "Chuyển công tác",
    )
    with problem("delivery.not_studying"):
        operations.drop_out(enrolment=learner, on=LAST_DAY, reason="Lần nữa", by=registrar_of())
    learner.training_class.refresh_from_db()
    assert learner.training_class.seats_taken == 0


def test_finishing_declares_who_completed_and_who_failed() -> None:
    training_class = make_open_class()
    good, poor = make_learner(training_class, score="8.25"), make_learner(training_class, score="4.5")
    gone = make_learner(training_class)
    operations.drop_out(enrolment=gone, on=LAST_DAY, reason="Ốm", by=SYSTEM)
    finish(training_class)
    results = training_class.enrolments.values_list("pk", "state", "classification", "completed_on")
    assert set(results) == {
        (good.pk, EnrolmentState.COMPLETED, "good", LAST_DAY),
        (poor.pk, EnrolmentState.FAILED, "", None),
        (gone.pk, EnrolmentState.DROPPED, "", None),
    }
    assert (training_class.state, training_class.finished_on) == (ClassState.FINISHED, LAST_DAY)


def test_whoever_has_no_result_yet_holds_the_class_open_and_nothing_changes() -> None:
    training_class = make_open_class()
    graded, ungraded = make_learner(training_class, score="9"), make_learner(training_class)
    with problem("delivery.still_studying"):
        finish(training_class)
    for learner in (graded, ungraded):
        learner.refresh_from_db()
    training_class.refresh_from_db()
    assert (training_class.state, graded.state, ungraded.state) == (
        ClassState.OPEN,
        EnrolmentState.STUDYING,
        EnrolmentState.STUDYING,
    )


def test_a_session_without_marks_holds_the_class_open() -> None:
    training_class = make_open_class()
    learner = make_learner(training_class, score="9")
    session = make_session(training_class)
    with problem("delivery.still_studying"):
        finish(training_class)
    mark(session, {learner: Mark.PRESENT})
    finish(training_class)


def test_a_class_is_finished_once_and_not_before_its_last_day() -> None:
    training_class = make_open_class()
    with problem("delivery.not_over_yet", "on"):
        operations.finish_class(training_class=training_class, on=FIRST_DAY, by=registrar_of())
    finish(training_class)
    with problem("delivery.wrong_class_state"):
        finish(training_class)


def test_cancelling_lets_people_go_and_their_nominations_serve_another_class() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent)
    approve(nomination)
    training_class = make_class(sent.programme, line=sent.line)
    operations.enrol_nominated(training_class=training_class, on=FIRST_DAY, by=SYSTEM)
    with problem("delivery.reason_needed", "reason"):
        operations.cancel_class(training_class=training_class, reason="", on=FIRST_DAY, by=registrar_of())
    operations.cancel_class(training_class=training_class, reason="Bão lũ", on=FIRST_DAY, by=registrar_of())
    training_class.refresh_from_db()
    learner = training_class.enrolments.get()
    assert (training_class.state, training_class.cancel_reason, training_class.seats_taken) == (
        ClassState.CANCELLED,
        "Bão lũ",
        0,
    )
    assert (learner.state, learner.drop_reason) == (EnrolmentState.DROPPED, "Bão lũ")
    again = make_class(sent.programme, line=sent.line)
    assert list(queries.to_enrol(again)) == [nomination]


def test_a_class_with_results_is_not_cancelled() -> None:
    graduate = make_graduate()
    with problem("delivery.has_results"):
        operations.cancel_class(
            training_class=graduate.training_class, reason="Nhầm", on=LAST_DAY, by=registrar_of()
        )


# --- Timetable ------------------------------------------------------------------------------------------------


def test_sessions_follow_the_modules_over_working_days() -> None:
    programme = make_programme()
    one, two = (
        ProgrammeModule.objects.create(
            programme=programme,
            order=order,
            name=f"Chuyên đề {order}",
            theory_periods=4,
            practice_periods=order,
        )
        for order in (1, 2)
    )
    training_class = make_open_class(programme)
    make_session(training_class, FIRST_DAY, DayPart.AFTERNOON, topic="Khai giảng")
    assert operations.plan_sessions(training_class=training_class, by=registrar_of()) == 4
    found = [(s.on, s.part, s.periods, s.module) for s in queries.sessions_of(training_class)]
    tuesday, wednesday = date(2025, 3, 4), date(2025, 3, 5)
    assert found == [
        (FIRST_DAY, DayPart.MORNING, 4, one),
        (FIRST_DAY, DayPart.AFTERNOON, 4, None),
        (tuesday, DayPart.MORNING, 1, one),
        (tuesday, DayPart.AFTERNOON, 4, two),
        (wednesday, DayPart.MORNING, 2, two),
    ]
    with problem("delivery.nothing_to_plan"):
        operations.plan_sessions(training_class=training_class, by=registrar_of())


def test_too_few_days_plan_nothing() -> None:
    training_class = make_open_class(make_programme(theory_periods=100), end_on=date(2025, 3, 5))
    with problem("delivery.too_few_days"):
        operations.plan_sessions(training_class=training_class, by=registrar_of())
    assert ClassSession.objects.count() == 0


def test_a_session_lies_in_the_class_alone_in_its_part_of_the_day() -> None:
    training_class = make_open_class()
    make_session(training_class)
    with problem("delivery.part_taken", "part"):
        make_session(training_class)
    with problem("delivery.day_outside_class", "on"):
        make_session(training_class, date(2025, 3, 17))
    other = ProgrammeModule.objects.create(programme=make_programme(), order=1, name="Khác", theory_periods=4)
    with problem("delivery.module_of_other_programme", "module"):
        make_session(training_class, part=DayPart.EVENING, module=other)


def test_a_session_goes_as_long_as_nobody_is_marked_in_it() -> None:
    training_class = make_open_class()
    empty, marked = make_session(training_class), make_session(training_class, part=DayPart.AFTERNOON)
    mark(marked, {make_learner(training_class): Mark.LATE})
    operations.remove_session(session=empty, by=registrar_of())
    with problem("delivery.session_has_marks"):
        operations.remove_session(session=marked, by=registrar_of())
    assert list(ClassSession.objects.all()) == [marked]


# --- Sight ----------------------------------------------------------------------------------------------------


def test_a_class_is_seen_by_its_host_and_by_those_whose_people_are_in_it() -> None:
    own, other = make_unit(), make_unit()
    training_class = make_open_class()
    mine = make_learner(training_class, make_person(unit=own))
    theirs = make_learner(training_class, make_person("Vi Văn Bình", unit=other))
    assert queries.get_class(clerk_of(own), training_class.pk) == training_class
    assert set(queries.roster(training_class, registrar_of(training_class.host))) == {mine, theirs}
    assert list(queries.roster(training_class, clerk_of(own))) == [mine]
    assert queries.get_enrolment(clerk_of(own), mine.pk) == mine
    for wrong in (theirs.pk, 999_999):
        with pytest.raises(NotFound):
            queries.get_enrolment(clerk_of(own), wrong)
    for actor in (clerk_of(make_unit()), outsider()):
        with pytest.raises(NotFound):
            queries.get_class(actor, training_class.pk)


def test_a_class_begun_in_an_earlier_year_and_not_over_is_carried_over() -> None:
    long = make_class(start_on=date(2023, 9, 4), end_on=date(2025, 6, 27))
    make_class(start_on=date(2024, 5, 6), end_on=date(2024, 12, 31))
    make_class(start_on=date(2025, 1, 1), end_on=date(2025, 6, 27))
    gone = make_class(start_on=date(2023, 9, 4), end_on=date(2025, 6, 27))
    operations.cancel_class(training_class=gone, reason="Không đủ học viên", on=date(2023, 9, 4), by=SYSTEM)
    assert list(queries.carried_over(2025)) == [long]
    assert list(queries.carried_over(2023)) == []
    assert queries.years_of_classes(planner()) == [2025, 2024, 2023]


def test_what_waits_in_classes_is_found_by_whoever_has_to_do_it() -> None:
    host = make_unit()
    registrar, stranger = registrar_of(host), registrar_of(make_unit())
    to_open = make_class(host=host, start_on=date(2025, 3, 28), end_on=date(2025, 4, 4))
    make_class(host=host, start_on=date(2025, 3, 29), end_on=date(2025, 4, 4))
    running = make_open_class(host=host)
    make_learner(running)
    make_session(running, FIRST_DAY)
    done = make_graduate(host=host).training_class
    assert list(queries.classes_due_to_open(registrar, LAST_DAY)) == [to_open]
    assert list(queries.classes_with_marks_missing(registrar, FIRST_DAY)) == [running]
    assert list(queries.classes_with_marks_missing(registrar, date(2025, 3, 2))) == []
    assert list(queries.classes_with_grades_missing(registrar, LAST_DAY)) == [running]
    assert list(queries.classes_with_grades_missing(registrar, date(2025, 3, 13))) == []
    assert list(queries.classes_with_certificates_to_issue(registrar)) == [done]
    operations.issue_certificates(training_class=done, on=LAST_DAY, by=registrar)
    assert list(queries.classes_with_certificates_to_issue(registrar)) == []
    assert list(queries.classes_due_to_open(stranger, LAST_DAY)) == []
    assert list(queries.classes_with_marks_missing(stranger, LAST_DAY)) == []


def test_the_progress_of_a_class_counts_learners_sessions_and_papers() -> None:
    training_class = make_open_class()
    graded, _ungraded = make_learner(training_class, score="7"), make_learner(training_class)
    dropped = make_learner(training_class)
    operations.drop_out(enrolment=dropped, on=FIRST_DAY, reason="Ốm", by=SYSTEM)
    mark(make_session(training_class), {graded: Mark.PRESENT})
    make_session(training_class, LAST_DAY)
    assert queries.progress_of(training_class, FIRST_DAY) == ClassProgress(
        studying=2,
        completed=0,
        failed=0,
        dropped=1,
        without_score=1,
        certificates=0,
        sessions=2,
        sessions_held=1,
        sessions_marked=1,
    )


def test_the_database_refuses_more_learners_than_seats() -> None:
    from django.db import IntegrityError, transaction

    training_class = make_class(capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingClass.objects.filter(pk=training_class.pk).update(seats_taken=2)
