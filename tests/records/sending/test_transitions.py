"""The table of transitions in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.accounts import actor_as, cadre
from tests.factories.plans import approved_plan_with_line, make_decision
from tests.factories.sending import make_nomination
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts.domain import PERMISSIONS, Role
from vun.records.audit.models import AuditEntry
from vun.records.plans.models import Quota
from vun.records.sending import operations
from vun.records.sending.domain import LIVE_STATES, OPEN_STATES, TRANSITIONS, NominationState, Verb
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
Step = Callable[[Nomination, Actor], object]

STEPS: dict[Verb, Step] = {
    Verb.ACCEPT: lambda n, by: operations.accept(nomination=n, on=ON, by=by),
    Verb.DECLINE: lambda n, by: operations.decline(nomination=n, reason="Chưa đủ người", on=ON, by=by),
    Verb.WAITLIST: lambda n, by: operations.waitlist(nomination=n, on=ON, by=by),
    Verb.PROMOTE: lambda n, by: operations.promote(nomination=n, on=ON, by=by),
    Verb.RETURN: lambda n, by: operations.send_back(nomination=n, reason="Thiếu hồ sơ", on=ON, by=by),
    Verb.RESUBMIT: lambda n, by: operations.resubmit(nomination=n, on=ON, by=by),
    Verb.APPROVE: lambda n, by: operations.approve_nominations(
        ids=[n.pk], decision=make_decision(), on=ON, by=by
    ),
    Verb.REJECT: lambda n, by: operations.reject(nomination=n, reason="Chưa cần", on=ON, by=by),
    Verb.WITHDRAW: lambda n, by: operations.withdraw(nomination=n, on=ON, by=by),
    Verb.CANCEL: lambda n, by: operations.cancel(nomination=n, reason="Lớp hoãn", on=ON, by=by),
    Verb.COMPLETE: lambda n, by: operations.complete(nomination=n, on=ON, by=by),
}


def in_state(state: NominationState) -> Nomination:
    """A nomination in the state; of the two places of its quota one is taken where the state takes one."""
    nomination = make_nomination(approved_plan_with_line(quota=2))
    ended_on = None if state in OPEN_STATES else ON
    Nomination.objects.filter(pk=nomination.pk).update(state=state, ended_on=ended_on)
    Quota.objects.update(taken=int(state in LIVE_STATES))
    nomination.refresh_from_db()
    return nomination


def test_every_verb_has_a_step_and_every_state_but_the_last_ones_a_way_on() -> None:
    assert STEPS.keys() == TRANSITIONS.keys() == set(Verb)
    ends = set(NominationState) - {state for move in TRANSITIONS.values() for state in move.sources}
    assert ends == {
        NominationState.COMPLETED,
        NominationState.DECLINED,
        NominationState.REJECTED,
        NominationState.WITHDRAWN,
        NominationState.CANCELLED,
    }


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(NominationState))
def test_a_verb_does_what_the_table_says_and_nothing_else(state: NominationState, verb: Verb) -> None:
    nomination = in_state(state)
    move = TRANSITIONS[verb]
    before = AuditEntry.objects.count()
    for role in Role:
        by = actor_as(role)
        is_allowed = move.permission in PERMISSIONS[role]
        if not is_allowed:
            with pytest.raises((Refused, NotFound)):
                STEPS[verb](nomination, by)
        elif state not in move.sources:
            with pytest.raises(Problem):
                STEPS[verb](nomination, by)
        if not is_allowed or state not in move.sources:
            nomination.refresh_from_db()
            assert (nomination.state, AuditEntry.objects.count()) == (state, before)
    with pytest.raises(Refused):
        STEPS[verb](nomination, cadre(nomination.person_id))
    if state not in move.sources:
        return
    STEPS[verb](nomination, next(actor_as(role) for role in Role if move.permission in PERMISSIONS[role]))
    nomination.refresh_from_db()
    assert nomination.state == move.target
    assert Quota.objects.get().taken == int(move.target in LIVE_STATES)
    (line,) = AuditEntry.objects.filter(action=f"nomination.{move.target.value}", before__state=state.value)
    assert line.after["state"] == move.target.value
    with pytest.raises(Problem):
        STEPS[verb](nomination, actor_as(Role.PLANNER))


@pytest.mark.parametrize("verb", [verb for verb, move in TRANSITIONS.items() if move.needs_reason])
def test_a_verb_that_needs_a_reason_does_nothing_without(verb: Verb) -> None:
    (state, *_) = TRANSITIONS[verb].sources
    nomination = in_state(state)
    steps = {
        Verb.DECLINE: operations.decline,
        Verb.RETURN: operations.send_back,
        Verb.REJECT: operations.reject,
        Verb.CANCEL: operations.cancel,
    }
    with pytest.raises(Problem, match=r"sending\.reason_needed"):
        steps[verb](nomination=nomination, reason="  ", on=ON, by=actor_as(Role.PLANNER))  # type: ignore[operator]
    nomination.refresh_from_db()
    assert nomination.state == state
