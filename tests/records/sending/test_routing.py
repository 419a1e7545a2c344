"""Nominations along the steps the province has set."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import planner
from tests.factories.approvals import above, at_unit, make_route, named, signer, user_of
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person
from tests.factories.plans import approved_plan_with_line, make_decision
from tests.factories.problems import problem
from tests.factories.sending import NOMINATED_ON, make_nomination
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.records.accounts import operations as accounts
from vun.records.accounts.domain import Role
from vun.records.approvals import operations as approvals
from vun.records.approvals.domain import MatterKind, MatterState, Quorum, Standing
from vun.records.approvals.models import Matter
from vun.records.approvals.queries import Desk, last_matter, waiting_for
from vun.records.orgs.models import Unit
from vun.records.people.queries import actor_of
from vun.records.sending import operations
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
ON = NOMINATED_ON


def two_steps(tree: Tree) -> tuple[Actor, Actor]:
    """The unit's own leader, then a planner of the province."""
    make_route(
        at_unit(),
        above(role=Role.PLANNER, returns_to=1),
        kind=MatterKind.NOMINATION,
        start_on=date(2020, 1, 1),
    )
    return signer(Role.LEADER, tree.department), signer(Role.PLANNER, tree.root)


def matter_of(nomination: Nomination) -> Matter:
    matter = last_matter(MatterKind.NOMINATION, nomination.pk)
    assert matter is not None
    return matter


def approve(nomination: Nomination, by: Actor) -> int:
    return operations.approve_nominations(ids=[nomination.pk], decision=make_decision(), on=ON, by=by)


def test_the_decision_to_send_is_the_last_signature_of_the_route() -> None:
    tree = make_tree()
    own, province = two_steps(tree)
    nomination = make_nomination(approved_plan_with_line(tree.department))
    for early in (own, province):
        with pytest.raises(Problem, match=r"approvals\.(steps_left|not_your_turn)"):
            approve(nomination, early)
    approvals.pass_on(matter=matter_of(nomination), on=timezone.localdate(), by=own)
    approve(nomination, province)
    nomination.refresh_from_db()
    assert (nomination.state, matter_of(nomination).state) == (
        NominationState.APPROVED,
        MatterState.APPROVED,
    )


def test_of_several_under_one_decision_all_are_at_the_last_step_or_none_is_sent() -> None:
    tree = make_tree()
    own, province = two_steps(tree)
    line = approved_plan_with_line(tree.department)
    first, second = make_nomination(line), make_nomination(line)
    approvals.pass_on(matter=matter_of(first), on=timezone.localdate(), by=own)
    ids = [first.pk, second.pk]
    with pytest.raises(Problem, match=r"approvals\.not_your_turn"):
        operations.approve_nominations(ids=ids, decision=make_decision(), on=ON, by=province)
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.PROPOSED}
    assert matter_of(first).state == MatterState.WAITING


def put_forward(actor: Actor, unit: Unit) -> Matter:
    """The matter of the actor's own nomination by the unit."""
    person = make_person(unit=unit, user=user_of(actor))
    return matter_of(make_nomination(approved_plan_with_line(unit), person))


def as_today(actor: Actor) -> Actor:
    return actor_of(user_of(actor), timezone.localdate())


def test_nobody_signs_a_step_about_themself_and_whoever_else_holds_it_does() -> None:
    tree = make_tree()
    own, _ = two_steps(tree)
    other = signer(Role.LEADER, tree.department)
    matter, today = put_forward(own, tree.department), timezone.localdate()
    about_self, colleague = as_today(own), as_today(other)
    assert [waiting_for(each, today) == [] for each in (about_self, colleague)] == [True, False]
    desk = Desk([matter], today)
    assert [holder.user_id for holder in desk.holders(matter)] == [other.user_id]
    assert desk.turn(matter, about_self).standing is Standing.ABOUT_SELF
    with problem("approvals.about_self"):
        approvals.pass_on(matter=matter, on=today, by=about_self)
    assert approvals.pass_on(matter=matter, on=today, by=colleague).step == 2


def test_where_nobody_else_holds_the_step_the_unit_above_signs_and_nobody_in_their_place() -> None:
    tree = make_tree()
    own, _ = two_steps(tree)
    over = signer(Role.LEADER, tree.root)
    matter, today = put_forward(own, tree.department), timezone.localdate()
    deputy = signer(Role.PLANNER, tree.department)
    accounts.delegate(
        from_user=user_of(own),
        to_user=user_of(deputy),
        start_on=today,
        end_on=today + timedelta(days=9),
        document="UQ-01",
        on=today,
        by=own,
    )
    desk = Desk([matter], today)
    assert [desk.turn(matter, as_today(each)).standing for each in (own, deputy, over)] == [
        Standing.ABOUT_SELF,
        Standing.ABOUT_SELF,
        Standing.MINE,
    ]
    assert approvals.pass_on(matter=matter, on=today, by=as_today(over)).step == 2


def test_all_who_hold_a_step_sign_it_but_whom_it_is_about() -> None:
    tree = make_tree()
    make_route(at_unit(quorum=Quorum.ALL), above(role=Role.PLANNER), kind=MatterKind.NOMINATION)
    own, other = (signer(Role.LEADER, tree.department) for _ in range(2))
    matter = put_forward(own, tree.department)
    assert approvals.pass_on(matter=matter, on=timezone.localdate(), by=as_today(other)).step == 2


def test_a_step_before_the_last_gives_back_to_the_unit_and_the_last_to_it() -> None:
    tree = make_tree()
    own, province = two_steps(tree)
    nomination = make_nomination(approved_plan_with_line(tree.department))
    approvals.pass_on(matter=matter_of(nomination), on=timezone.localdate(), by=own)
    operations.send_back(nomination=nomination, reason="Thiếu bằng", on=ON, by=province)
    nomination.refresh_from_db()
    assert (nomination.state, matter_of(nomination).step) == (NominationState.PROPOSED, 1)
    operations.send_back(nomination=nomination, reason="Bổ sung bằng", on=ON, by=own)
    nomination.refresh_from_db()
    assert (nomination.state, nomination.answer_reason) == (NominationState.RETURNED, "Bổ sung bằng")
    assert matter_of(nomination).state == MatterState.RETURNED
    operations.resubmit(nomination=nomination, on=ON, by=planner())
    assert (matter_of(nomination).state, matter_of(nomination).step) == (MatterState.WAITING, 1)


def test_the_unit_s_own_leader_turns_a_nomination_down_at_their_step() -> None:
    tree = make_tree()
    own, province = two_steps(tree)
    nomination = make_nomination(approved_plan_with_line(tree.department))
    with pytest.raises(Problem, match=r"approvals\.not_your_turn"):
        operations.reject(nomination=nomination, reason="Chưa cần", on=ON, by=province)
    operations.reject(nomination=nomination, reason="Chưa cần", on=ON, by=own)
    nomination.refresh_from_db()
    assert (nomination.state, matter_of(nomination).state) == (
        NominationState.REJECTED,
        MatterState.REJECTED,
    )


def test_whoever_is_withdrawn_or_waits_again_is_off_the_way() -> None:
    line = approved_plan_with_line()
    withdrawn, waiting = make_nomination(line), make_nomination(line)
    operations.withdraw(nomination=withdrawn, reason="Nghỉ ốm", on=ON, by=planner())
    operations.waitlist(nomination=waiting, on=ON, by=planner())
    assert matter_of(withdrawn).state == matter_of(waiting).state == MatterState.WITHDRAWN
    operations.promote(nomination=waiting, on=ON, by=planner())
    assert matter_of(waiting).state == MatterState.WAITING
    assert Matter.objects.filter(kind=MatterKind.NOMINATION, subject_id=waiting.pk).count() == 2


def test_a_unit_named_sends_people_of_a_unit_it_may_not_read_otherwise() -> None:
    tree = make_tree()
    elsewhere = signer(Role.PLANNER, tree.school)
    nobody = signer(Role.PLANNER, tree.front)
    make_route(named(tree.school, role=Role.PLANNER), kind=MatterKind.NOMINATION, start_on=date(2020, 1, 1))
    nomination = make_nomination(approved_plan_with_line(tree.department))
    with pytest.raises(NotFound):
        approve(nomination, nobody)
    assert approve(nomination, elsewhere) == 1
