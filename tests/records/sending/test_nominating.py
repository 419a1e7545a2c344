"""Nominations under a quota: checks, exceptions, approval, and places that come back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, outsider, planner, registrar_of
from tests.factories.credentials import make_credential
from tests.factories.delivery import make_class, make_learner
from tests.factories.orgs import make_tree, make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import approved_plan_with_line, make_decision, make_line, make_plan
from tests.factories.problems import problem
from tests.factories.sending import NOMINATED_ON, approve, make_nomination
from tests.factories.standards import make_equivalence, make_programme, make_requirement, make_scale
from vun.common.errors import NotFound, Refused
from vun.records.approvals.queries import waiting_for
from vun.records.audit.models import AuditEntry
from vun.records.delivery import operations as delivery
from vun.records.plans.models import Quota
from vun.records.sending import operations, queries
from vun.records.sending.domain import (
    Check,
    CheckCode,
    CheckStatus,
    NominationProblems,
    NominationState,
)
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
NOTHING_AGAINST = [Check(CheckStatus.GREEN, CheckCode.NOTHING_AGAINST)]


def test_a_nomination_takes_a_place_and_leaves_an_audit_line() -> None:
    sent = approved_plan_with_line(quota=2)
    person = make_person("Lý Thị Hoa", unit=sent.unit)
    nomination = operations.nominate(
        line=sent.line, unit=sent.unit, person=person, on=NOMINATED_ON, by=clerk_of(sent.unit)
    )
    sent.quota.refresh_from_db()
    assert (nomination.state, nomination.proposed_by, sent.quota.taken) == (
        NominationState.PROPOSED,
        "unit_officer",
        1,
    )
    entry = AuditEntry.objects.get(action="nomination.proposed")
    assert entry.unit_id == sent.unit.pk
    assert entry.after["person"] == "Lý Thị Hoa"


def test_the_last_place_goes_to_one() -> None:
    sent = approved_plan_with_line(quota=1)
    make_nomination(sent)
    with problem("plans.quota_used_up"):
        make_nomination(sent)
    assert Nomination.objects.count() == 1


def test_several_are_put_forward_all_or_none() -> None:
    sent = approved_plan_with_line(quota=1)
    one, other = make_person(unit=sent.unit), make_person(unit=sent.unit)
    with problem("plans.quota_used_up"):
        operations.nominate_many(
            line=sent.line,
            unit=sent.unit,
            reasons={one.pk: "", other.pk: ""},
            on=NOMINATED_ON,
            by=clerk_of(sent.unit),
        )
    assert Nomination.objects.count() == 0
    assert Quota.objects.get().taken == 0


def test_the_same_person_is_nominated_once_a_line() -> None:
    sent = approved_plan_with_line(quota=3)
    person = make_person("Lý Thị Hoa", unit=sent.unit)
    make_nomination(sent, person)
    with problem("sending.nominated_already"):
        make_nomination(sent, person, exception_reason="Xin lần nữa")
    assert Quota.objects.get().taken == 1


def test_a_red_check_needs_a_written_reason() -> None:
    sent = approved_plan_with_line(quota=3)
    stranger = make_person(unit=make_unit())
    with problem("sending.exception_needs_reason", "exception_reason"):
        make_nomination(sent, stranger)
    nomination = make_nomination(sent, stranger, exception_reason="Biệt phái về đơn vị")
    assert nomination.exception_reason == "Biệt phái về đơn vị"


def test_what_is_wrong_with_each_of_several_is_told_at_once() -> None:
    sent = approved_plan_with_line(quota=5)
    known, stranger = make_person(unit=sent.unit), make_person(unit=make_unit())
    make_nomination(sent, known)
    with pytest.raises(NominationProblems) as raised:
        operations.nominate_many(
            line=sent.line,
            unit=sent.unit,
            reasons={known.pk: "", stranger.pk: " "},
            on=NOMINATED_ON,
            by=planner(),
        )
    codes = {person_id: problem.code for person_id, problem in raised.value.by_person.items()}
    assert codes == {
        known.pk: "sending.nominated_already",
        stranger.pk: "sending.exception_needs_reason",
    }


def test_nobody_chosen_and_a_line_not_in_force_are_told() -> None:
    sent = approved_plan_with_line()
    with problem("sending.nobody_chosen"):
        operations.nominate_many(
            line=sent.line, unit=sent.unit, reasons={}, on=NOMINATED_ON, by=clerk_of(sent.unit)
        )
    draft = make_line(make_plan(sent.unit))
    with problem("sending.line_not_in_force"):
        operations.nominate(
            line=draft.line,
            unit=sent.unit,
            person=make_person(unit=sent.unit),
            on=NOMINATED_ON,
            by=clerk_of(sent.unit),
        )


def test_a_clerk_puts_forward_only_for_their_unit_and_only_whom_they_may_see() -> None:
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit)
    elsewhere = make_unit()
    arguments = {"line": sent.line, "unit": sent.unit, "on": NOMINATED_ON}
    with pytest.raises(Refused):
        operations.nominate(person=person, by=clerk_of(elsewhere), **arguments)
    with pytest.raises(Refused):
        operations.nominate(person=person, by=registrar_of(), **arguments)
    with pytest.raises(NotFound):
        operations.nominate(person=make_person(unit=elsewhere), by=clerk_of(sent.unit), **arguments)


# --- Checks ---------------------------------------------------------------------------------------------------


def test_nothing_speaks_against_somebody_of_the_unit() -> None:
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit)
    assert queries.checks_for([person.pk], sent.terms, sent.unit.pk, NOMINATED_ON) == {
        person.pk: NOTHING_AGAINST
    }


def test_people_of_units_below_are_of_the_unit_and_those_gone_are_not() -> None:
    tree = make_tree()
    sent = approved_plan_with_line(tree.department)
    below, outside = make_person(unit=tree.office), make_person(unit=tree.front)
    assert queries.checks_for([below.pk, outside.pk], sent.terms, tree.department.pk, NOMINATED_ON) == {
        below.pk: NOTHING_AGAINST,
        outside.pk: [Check(CheckStatus.RED, CheckCode.NOT_IN_UNIT, {"on": NOMINATED_ON})],
    }


def _level(name: str) -> dict[str, str]:
    return {"level": name, "law": "Nghị định mẫu"}


def test_holding_what_is_granted_and_lacking_what_is_asked_are_red() -> None:
    low, middle, high = make_scale()
    programme = make_programme(grants=high, prerequisites=[middle])
    sent = approved_plan_with_line(programme=programme)
    beginner, ready, done = (make_person(unit=sent.unit) for _ in range(3))
    make_credential(beginner, low)
    make_credential(ready, middle)
    make_credential(done, high)
    found = queries.checks_for([beginner.pk, ready.pk, done.pk], sent.terms, sent.unit.pk, NOMINATED_ON)
    assert found == {
        beginner.pk: [Check(CheckStatus.RED, CheckCode.LACKS_PREREQUISITE, _level(middle.name))],
        ready.pk: NOTHING_AGAINST,
        done.pk: [Check(CheckStatus.RED, CheckCode.HOLDS_ALREADY, _level(high.name))],
    }


def test_whoever_holds_what_counts_as_asked_does_not_lack_it() -> None:
    school, degree = make_scale()[2], make_scale()[0]
    make_equivalence(degree, school, earned_before=date(2025, 7, 1))
    sent = approved_plan_with_line(programme=make_programme(prerequisites=[school]))
    graduate, late = (make_person(unit=sent.unit) for _ in range(2))
    make_credential(graduate, degree, earned_on=date(2025, 6, 30))
    make_credential(late, degree, earned_on=date(2025, 7, 1))
    assert queries.checks_for([graduate.pk, late.pk], sent.terms, sent.unit.pk, NOMINATED_ON) == {
        graduate.pk: NOTHING_AGAINST,
        late.pk: [Check(CheckStatus.RED, CheckCode.LACKS_PREREQUISITE, _level(school.name))],
    }


def test_a_nomination_for_the_same_programme_in_another_plan_of_the_year_is_red() -> None:
    programme = make_programme()
    first, second = (approved_plan_with_line(make_unit(), programme=programme) for _ in range(2))
    person = make_person(unit=second.unit)
    make_nomination(first, person, exception_reason="Theo đề nghị của Sở")
    assert queries.checks_for([person.pk], second.terms, second.unit.pk, NOMINATED_ON) == {
        person.pk: [
            Check(
                CheckStatus.RED,
                CheckCode.NOMINATED_ALREADY,
                {"unit": first.unit.name, "on": NOMINATED_ON},
            )
        ]
    }


def test_being_in_a_class_of_the_programme_is_red() -> None:
    sent = approved_plan_with_line()
    training_class = make_class(sent.programme, name="Trung cấp K12")
    person = make_person(unit=sent.unit)
    make_learner(training_class, person)
    assert queries.checks_for([person.pk], sent.terms, sent.unit.pk, NOMINATED_ON)[person.pk] == [
        Check(CheckStatus.RED, CheckCode.ENROLLED_ALREADY, {"name": "Trung cấp K12"})
    ]


def test_another_class_on_the_days_of_the_lines_class_is_a_red_clash() -> None:
    sent = approved_plan_with_line()
    make_class(sent.programme, line=sent.line)
    person = make_person(unit=sent.unit)
    other = make_class(name="Quản lý nhà nước")
    make_learner(other, person)
    assert queries.checks_for([person.pk], sent.terms, sent.unit.pk, NOMINATED_ON)[person.pk] == [
        Check(
            CheckStatus.RED,
            CheckCode.CLASH,
            {"name": "Quản lý nhà nước", "start": date(2025, 3, 3), "end": date(2025, 3, 14)},
        )
    ]


def test_another_class_in_the_months_of_the_line_only_warns() -> None:
    sent = approved_plan_with_line(first_month=5, last_month=6)
    person = make_person(unit=sent.unit)
    other = make_class(name="Quản lý nhà nước", start_on=date(2026, 6, 29), end_on=date(2026, 7, 3))
    make_learner(other, person)
    (check,) = queries.checks_for([person.pk], sent.terms, sent.unit.pk, NOMINATED_ON)[person.pk]
    assert (check.status, check.code) == (CheckStatus.AMBER, CheckCode.MAY_CLASH)


@pytest.mark.parametrize("number", [1, 12])
def test_checking_costs_the_same_for_one_and_for_twelve(number: int, django_assert_num_queries) -> None:
    low, middle = make_scale()[:2]
    sent = approved_plan_with_line(programme=make_programme(grants=middle, prerequisites=[low]))
    people = [make_person(unit=sent.unit) for _ in range(number)]
    other = make_class()
    for person in people:
        make_learner(other, person)
    terms = queries.get_quota(planner(), sent.line.pk, sent.unit.pk).terms
    with django_assert_num_queries(33):
        queries.checks_for([person.pk for person in people], terms, sent.unit.pk, NOMINATED_ON)


# --- Candidates, board ----------------------------------------------------------------------------------------


def test_whose_gap_is_closed_comes_first_and_whom_a_red_check_is_against_last() -> None:
    level = make_scale()[1]
    title = make_title("Phó trưởng phòng", is_leader=True)
    make_requirement(level, scopes=[{"title": title}])
    sent = approved_plan_with_line(programme=make_programme(grants=level))
    holder = make_person("Vi Văn Anh", unit=sent.unit, title=title)
    make_credential(holder, level)
    plain = make_person("Vi Văn Bình", unit=sent.unit)
    gap = make_person("Vi Văn Yên", unit=sent.unit, title=title)
    make_person("Người ngoài", unit=make_unit())
    rows = queries.candidates(clerk_of(sent.unit), sent.terms, sent.unit.pk, NOMINATED_ON)
    assert [(row.person, row.has_gap, row.status) for row in rows] == [
        (gap, True, CheckStatus.GREEN),
        (plain, False, CheckStatus.GREEN),
        (holder, False, CheckStatus.RED),
    ]
    assert rows[0].checks == [Check(CheckStatus.GREEN, CheckCode.CLOSES_GAP)]


def test_the_board_shows_the_places_of_units_in_scope() -> None:
    tree = make_tree()
    own = approved_plan_with_line(tree.commune, quota=3, plan_unit=tree.root)
    approved_plan_with_line(tree.department, quota=4, plan_unit=tree.root)
    make_nomination(own)
    rows = queries.quota_board(clerk_of(tree.commune), 2026)
    assert [(row.unit, row.learners, row.taken, row.left) for row in rows] == [(tree.commune, 3, 1, 2)]
    assert queries.quota_board(planner(), 2026).count() == 2
    assert queries.quota_board(outsider(), 2026).count() == 0


def test_places_are_to_be_filled_before_the_first_month_of_the_line() -> None:
    assert queries.due_on(approved_plan_with_line(first_month=5, last_month=6).terms) == date(2026, 4, 30)
    assert queries.due_on(approved_plan_with_line().terms) is None


def test_whoever_comes_after_the_months_planned_began_is_put_forward_all_the_same() -> None:
    sent = approved_plan_with_line(first_month=5, last_month=6)
    assert make_nomination(sent, on=date(2026, 5, 4)).state == NominationState.PROPOSED


def test_a_quota_out_of_scope_is_not_found() -> None:
    sent = approved_plan_with_line()
    with pytest.raises(NotFound):
        queries.get_quota(clerk_of(make_unit()), sent.line.pk, sent.unit.pk)
    with pytest.raises(NotFound):
        queries.get_quota(planner(), sent.line.pk, make_unit().pk)
    with pytest.raises(NotFound):
        queries.get_quota(planner(), 999_999, sent.unit.pk)


# --- Answers --------------------------------------------------------------------------------------------------


def test_approval_is_by_a_decision_and_happens_once() -> None:
    sent = approved_plan_with_line(quota=2)
    one, other = make_nomination(sent), make_nomination(sent)
    decision = make_decision("15/QĐ-SNV")
    answered = {"ids": [one.pk, other.pk], "decision": decision, "on": NOMINATED_ON, "by": planner()}
    assert operations.approve_nominations(**answered) == 2
    one.refresh_from_db()
    assert (one.state, one.decision, one.decided_on) == (NominationState.APPROVED, decision, NOMINATED_ON)
    with problem("sending.not_waiting"):
        operations.approve_nominations(**answered)


def test_if_one_is_no_longer_waiting_none_is_approved() -> None:
    sent = approved_plan_with_line(quota=2)
    one, other = make_nomination(sent), make_nomination(sent)
    operations.withdraw(nomination=other, on=NOMINATED_ON, by=clerk_of(sent.unit))
    with problem("sending.not_waiting"):
        approve(one, other)
    one.refresh_from_db()
    assert one.state == NominationState.PROPOSED


def test_the_decision_can_be_entered_while_approving() -> None:
    nomination = make_nomination()
    operations.approve_nominations_by(
        ids=[nomination.pk],
        number="15/QĐ-SNV",
        issued_on=date(2026, 2, 10),
        issuer="Sở Nội vụ",
        subject="Cử cán bộ đi học",
        on=date(2026, 2, 10),
        by=planner(),
    )
    nomination.refresh_from_db()
    assert nomination.decision is not None
    assert (nomination.decision.number, nomination.state) == ("15/QĐ-SNV", NominationState.APPROVED)


def test_an_officer_does_not_approve_and_nobody_approves_what_they_do_not_see() -> None:
    nomination = make_nomination()
    answer = {"ids": [nomination.pk], "decision": make_decision(), "on": NOMINATED_ON}
    with pytest.raises(Refused):
        operations.approve_nominations(by=clerk_of(nomination.unit), **answer)
    with pytest.raises(NotFound):
        operations.approve_nominations(by=planner(make_unit()), **answer)
    with problem("sending.nobody_chosen"):
        operations.approve_nominations(ids=[], decision=make_decision(), on=NOMINATED_ON, by=planner())


def test_a_rejection_needs_a_reason_and_gives_the_place_back() -> None:
    nomination = make_nomination(approved_plan_with_line(quota=1))
    with problem("sending.reason_needed", "reason"):
        operations.reject(nomination=nomination, reason=" ", on=NOMINATED_ON, by=planner())
    operations.reject(
        nomination=nomination, reason="Chưa đủ thời gian công tác", on=NOMINATED_ON, by=planner()
    )
    nomination.refresh_from_db()
    assert (nomination.state, nomination.answer_reason, Quota.objects.get().taken) == (
        NominationState.REJECTED,
        "Chưa đủ thời gian công tác",
        0,
    )


def test_withdrawing_twice_gives_the_place_back_once() -> None:
    sent = approved_plan_with_line(quota=2)
    nomination = make_nomination(sent)
    make_nomination(sent)
    operations.withdraw(nomination=nomination, on=NOMINATED_ON, by=clerk_of(sent.unit))
    with problem("sending.is_over"):
        operations.withdraw(nomination=nomination, on=NOMINATED_ON, by=clerk_of(sent.unit))
    assert Quota.objects.get().taken == 1


def test_whoever_withdrew_may_be_put_forward_again() -> None:
    sent = approved_plan_with_line(quota=1)
    person = make_person(unit=sent.unit)
    operations.withdraw(nomination=make_nomination(sent, person), on=NOMINATED_ON, by=clerk_of(sent.unit))
    assert make_nomination(sent, person).state == NominationState.PROPOSED


def test_whoever_is_in_the_class_is_not_withdrawn() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent)
    approve(nomination)
    training_class = make_class(sent.programme, line=sent.line)
    delivery.enrol_nominated(training_class=training_class, on=training_class.start_on, by=registrar_of())
    with problem("sending.enrolled_already"):
        operations.withdraw(nomination=nomination, on=NOMINATED_ON, by=clerk_of(sent.unit))


def test_nominations_are_seen_by_unit_and_those_waiting_by_whoever_approves() -> None:
    nomination = make_nomination()
    assert list(queries.visible_to(clerk_of(nomination.unit))) == [nomination]
    assert list(queries.visible_to(clerk_of(make_unit()))) == []
    assert [one.matter.subject_id for one in waiting_for(planner(), NOMINATED_ON)] == [nomination.pk]
    assert waiting_for(clerk_of(nomination.unit), NOMINATED_ON) == []
    with pytest.raises(NotFound):
        queries.get_nomination(clerk_of(make_unit()), nomination.pk)
