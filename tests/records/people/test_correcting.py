"""Posts recorded wrongly and put right: the past stays free of overlaps, and what was counted stays as counted."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, leader
from tests.factories.delivery import make_graduate
from tests.factories.orgs import TESTS, Tree, make_tree
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.problems import problem
from tests.factories.registers import make_decision
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.models import AuditEntry
from vun.records.outcomes.domain import PlacementGroup
from vun.records.outcomes.operations import record_placement
from vun.records.people.domain import EndReason, ManagementTier, StaffKind
from vun.records.people.models import Appointment, Person
from vun.records.people.operations import (
    appoint,
    approve_position,
    correct_appointment,
    end_appointment,
    transfer,
)

pytestmark = pytest.mark.django_db
SINCE, MAY, JUNE = date(2015, 1, 1), date(2024, 5, 1), date(2024, 6, 1)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def person(tree: Tree) -> Person:
    """In the commune since SINCE, in the office since MAY."""
    found = make_person(unit=tree.commune, title=make_title("Văn thư"), since=SINCE)
    transfer(
        person=found,
        unit=tree.office,
        title=make_title("Trưởng phòng"),
        on=MAY,
        decision=make_decision("12/QĐ-SNV"),
        by=TESTS,
    )
    return found


def posts(person: Person) -> list[tuple[str, date, date | None]]:
    rows = Appointment.objects.filter(person=person).order_by("start_on")
    return [(post.title.name, post.start_on, post.end_on) for post in rows.select_related("title")]


def last(person: Person) -> Appointment:
    return Appointment.objects.filter(person=person).latest("start_on")


def test_another_title_brings_what_is_usual_for_it_and_the_audit_tells_what_changed(person: Person) -> None:
    right = make_title("Giám đốc", is_leader=True, kind=StaffKind.CADRE)
    post = last(person)
    done = correct_appointment(appointment=post, title=right, on=MAY, decision=post.decision, by=TESTS)
    assert (done.title, done.is_leader, done.kind) == (right, True, StaffKind.CADRE)
    entry = AuditEntry.objects.get(action="person.post_corrected")
    assert (entry.before["title"], entry.after["title"]) == ("Trưởng phòng", "Giám đốc")
    assert "start_on" not in entry.after


@pytest.mark.parametrize("day", [JUNE, date(2024, 4, 1)])
def test_another_first_day_moves_the_end_of_the_post_left_for_this_one(person: Person, day: date) -> None:
    post, decision = last(person), make_decision("13/QĐ-SNV")
    correct_appointment(appointment=post, title=post.title, on=day, decision=decision, by=TESTS)
    assert posts(person) == [("Văn thư", SINCE, day), ("Trưởng phòng", day, None)]
    assert {post.end_decision or post.decision for post in person.appointments.all()} == {decision}


def test_who_held_the_post_before_the_list_was_approved_is_put_into_its_position(person: Person) -> None:
    post, other = last(person), make_person("Lê Thị Bình")
    common = {"unit": post.unit, "title": post.title, "headcount": 1, "by": TESTS}
    position = approve_position(name="Tổng hợp", on=JUNE, **common)
    as_it_is = {"appointment": post, "on": post.start_on, "decision": post.decision, "by": TESTS}
    second = make_appointment(other, post.unit, post.title, start_on=MAY)

    correct_appointment(title=post.title, position=position, **as_it_is)
    with pytest.raises(Problem, match="position_full"):
        correct_appointment(appointment=second, title=post.title, on=MAY, position=position, by=TESTS)
    with pytest.raises(Problem, match="position_elsewhere"):
        appoint(person=make_person(), unit=post.unit, title=post.title, on=MAY, position=position, by=TESTS)
    assert last(person).position == position

    correct_appointment(**{**as_it_is, "title": make_title("Khác"), "position": position})
    assert last(person).position is None, "it is of another title"


def test_a_post_that_ended_keeps_its_end(person: Person) -> None:
    post = last(person)
    end_appointment(appointment=post, on=JUNE, reason=EndReason.RETIRED, by=TESTS)
    right = make_title("Kế toán")
    correct_appointment(appointment=post, title=right, on=MAY, decision=post.decision, by=TESTS)
    assert posts(person)[-1] == ("Kế toán", MAY, JUNE)
    with problem("people.post_ends_before_start", "end_on"):
        correct_appointment(appointment=post, title=right, on=JUNE, decision=post.decision, by=TESTS)


def test_no_two_primary_posts_ever_share_a_day(tree: Tree) -> None:
    person = make_person(unit=tree.commune, title=make_title("Văn thư"), since=SINCE)
    first = last(person)
    end_appointment(appointment=first, on=date(2020, 1, 1), reason=EndReason.TERM_ENDED, by=TESTS)
    second = make_appointment(person, tree.office, make_title("Trưởng phòng"), start_on=MAY)
    with problem("people.primary_clash", "on"):
        correct_appointment(appointment=second, title=second.title, on=date(2019, 12, 31), by=TESTS)
    transfer(person=person, unit=tree.party, title=make_title("Uỷ viên"), on=JUNE, by=TESTS)
    with problem("people.corrected_before_earlier_post", "on"):
        correct_appointment(appointment=last(person), title=make_title(), on=MAY, by=TESTS)
    assert [(start, end) for _, start, end in posts(person)] == [
        (SINCE, date(2020, 1, 1)),
        (MAY, JUNE),
        (JUNE, None),
    ]


def test_nothing_to_correct_and_an_age_or_unit_that_does_not_fit_are_told(person: Person) -> None:
    post = last(person)
    with problem("people.nothing_corrected"):
        correct_appointment(appointment=post, title=post.title, on=MAY, decision=post.decision, by=TESTS)
    first = person.appointments.earliest("start_on")
    with problem("people.before_unit", "on"):
        correct_appointment(appointment=first, title=first.title, on=date(1999, 12, 31), by=TESTS)


def test_a_post_by_which_a_placement_is_recorded_keeps_all_but_its_decision(tree: Tree) -> None:
    learner = make_graduate(make_person(unit=tree.department))
    post = learner.person.appointments.get()
    record_placement(
        enrolment=learner,
        group=PlacementGroup.PROVINCE_STAFF,
        on=learner.completed_on,
        appointment=post,
        by=TESTS,
    )
    with problem("people.post_in_use"):
        correct_appointment(appointment=post, title=make_title("Khác"), on=post.start_on, by=TESTS)
    decision = make_decision()
    known = {"kind": StaffKind(post.kind), "management_tier": ManagementTier(post.management_tier)}
    correct_appointment(
        appointment=post, title=post.title, on=post.start_on, decision=decision, by=TESTS, **known
    )
    assert Appointment.objects.get(pk=post.pk).decision == decision


def test_a_snapshot_taken_before_stays_as_it_was(tree: Tree) -> None:
    learner = make_graduate(make_person(unit=tree.department))
    post = learner.person.appointments.get()
    before = learner.title_then_id
    correct_appointment(appointment=post, title=make_title("Khác"), on=post.start_on, by=TESTS)
    learner.refresh_from_db()
    assert learner.title_then_id == before


def test_only_officers_of_person_and_unit_correct(person: Person, tree: Tree) -> None:
    first, second = person.appointments.order_by("start_on")
    for by, post, error in (
        (clerk_of(tree.commune), second, NotFound),
        (clerk_of(tree.office), first, Refused),
        (leader(), second, Refused),
    ):
        with pytest.raises(error):
            correct_appointment(appointment=post, title=make_title(), on=JUNE, by=by)
