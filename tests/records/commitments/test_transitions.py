"""The tables of commitments and claims in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.commitments import make_commitment
from tests.factories.plans import make_decision
from tests.factories.roles import refused_to_all_without, those_who_may, those_who_may_not
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.accounts.domain import PERMISSIONS, Role
from vun.records.audit.models import AuditEntry
from vun.records.commitments import operations, queries
from vun.records.commitments.domain import (
    CLAIM_TRANSITIONS,
    OPEN_STATES,
    TRANSITIONS,
    Case,
    ClaimState,
    ClaimVerb,
    CommitmentState,
    CostItem,
    Verb,
)
from vun.records.commitments.models import CompensationClaim, Instalment, ServiceCommitment

pytestmark = pytest.mark.django_db
GRADUATED, LEFT, SERVED = date(2025, 9, 15), date(2026, 9, 15), date(2029, 9, 15)


def _break(commitment: ServiceCommitment, by: Actor) -> object:
    case = Case.LEFT_EARLY if commitment.graduated_on else Case.DROPPED_OUT
    return operations.claim_back(commitment=commitment, case=case, happened_on=LEFT, on=LEFT, by=by)


def _resume(commitment: ServiceCommitment, by: Actor) -> object:
    claim = CompensationClaim(commitment=commitment, case=Case.LEFT_EARLY, happened_on=LEFT, cost=1)
    claim.owed, claim.served, claim.amount = 48, 12, 1
    if not CompensationClaim.objects.filter(commitment=commitment).exists():
        claim.save()
    return operations.drop_claim(claim=CompensationClaim.objects.get(commitment=commitment), by=by)


def _unpay(claim: CompensationClaim, by: Actor) -> object:
    claim.instalments.update(paid_on=LEFT)
    return operations.take_back_payment(instalment=claim.instalments.get(), by=by)


STEPS: dict[Verb, Callable[[ServiceCommitment, Actor], object]] = {
    Verb.GRADUATE: lambda c, by: operations.graduate(
        commitment=c, graduated_on=GRADUATED, on=GRADUATED, by=by
    ),
    Verb.CLOSE: lambda c, by: operations.close_served(commitment=c, on=SERVED, by=by),
    Verb.RELEASE: lambda c, by: operations.release(commitment=c, on=LEFT, reason="Mất", by=by),
    Verb.BREAK: _break,
    Verb.RESUME: _resume,
    Verb.RESUME_STUDY: _resume,
}
CLAIM_STEPS: dict[ClaimVerb, Callable[[CompensationClaim, Actor], object]] = {
    ClaimVerb.DECIDE: lambda c, by: operations.decide_claim(
        claim=c, decision=make_decision(issued_on=LEFT), by=by
    ),
    ClaimVerb.WAIVE: lambda c, by: operations.decide_claim(
        claim=c, decision=make_decision(issued_on=LEFT), council_rate=10_000, council_reason="Bệnh", by=by
    ),
    ClaimVerb.PAY: lambda c, by: operations.pay_instalment(
        instalment=c.instalments.get(), paid_on=LEFT, on=LEFT, by=by
    ),
    ClaimVerb.UNPAY: _unpay,
}


def in_state(state: CommitmentState, verb: Verb | None = None) -> ServiceCommitment:
    commitment = make_commitment()
    operations.record_cost(
        commitment=commitment,
        item=CostItem.TUITION,
        amount=48_000_000,
        paid_on=GRADUATED,
        by=those_who_may(TRANSITIONS[Verb.GRADUATE].permission)[0],
    )
    studies = state is CommitmentState.STUDYING or verb is Verb.RESUME_STUDY
    graduated_on = None if studies else GRADUATED
    ServiceCommitment.objects.filter(pk=commitment.pk).update(
        state=state, graduated_on=graduated_on, ended_on=None if state in OPEN_STATES else LEFT
    )
    commitment.refresh_from_db()
    return commitment


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(CommitmentState))
def test_a_verb_does_to_a_commitment_what_the_table_says(state: CommitmentState, verb: Verb) -> None:
    commitment, move = in_state(state, verb), TRANSITIONS[verb]
    refused_to_all_without(move.permission, lambda by: STEPS[verb](commitment, by))
    before = AuditEntry.objects.count()
    for by in those_who_may(move.permission):
        if state not in move.sources:
            with pytest.raises(Problem):
                STEPS[verb](commitment, by)
            commitment.refresh_from_db()
            assert (commitment.state, AuditEntry.objects.count()) == (state, before)
    if state in move.sources:
        STEPS[verb](commitment, those_who_may(move.permission)[-1])
        commitment.refresh_from_db()
        assert commitment.state == move.target
        assert AuditEntry.objects.count() == before + 1
        with pytest.raises(Problem):
            STEPS[verb](commitment, those_who_may(move.permission)[0])


def claim_in_state(state: ClaimState) -> CompensationClaim:
    """A claim in the state, with one part not paid unless all is."""
    commitment = in_state(CommitmentState.SERVING)
    _break(commitment, those_who_may(TRANSITIONS[Verb.BREAK].permission)[0])
    claim = CompensationClaim.objects.get()
    paid_on = LEFT if state is ClaimState.PAID else None
    Instalment.objects.create(claim=claim, due_on=LEFT, amount=claim.amount, paid_on=paid_on)
    CompensationClaim.objects.update(state=state)
    claim.refresh_from_db()
    return claim


@pytest.mark.parametrize("verb", list(ClaimVerb))
@pytest.mark.parametrize("state", list(ClaimState))
def test_a_verb_does_to_a_claim_what_the_table_says(state: ClaimState, verb: ClaimVerb) -> None:
    claim, move = claim_in_state(state), CLAIM_TRANSITIONS[verb]
    refused_to_all_without(move.permission, lambda by: CLAIM_STEPS[verb](claim, by))
    before = AuditEntry.objects.count()
    by = those_who_may(move.permission)[-1]
    if state in move.sources:
        CLAIM_STEPS[verb](claim, by)
        claim.refresh_from_db()
        assert (claim.state, AuditEntry.objects.count()) == (move.target, before + 1)
        return
    with pytest.raises(Problem):
        CLAIM_STEPS[verb](claim, by)
    claim.refresh_from_db()
    assert (claim.state, AuditEntry.objects.count()) == (state, before)


def test_costs_and_payments_are_the_accountants_too_decisions_are_not() -> None:
    held = PERMISSIONS[Role.ACCOUNTANT]
    assert [verb for verb, move in TRANSITIONS.items() if move.permission in held] == []
    assert {verb for verb, move in CLAIM_TRANSITIONS.items() if move.permission in held} == {
        ClaimVerb.PAY,
        ClaimVerb.UNPAY,
    }


def test_a_cost_is_recorded_and_taken_back_by_whoever_may_and_nobody_else() -> None:
    commitment = make_commitment()

    def record(by: Actor) -> object:
        return operations.record_cost(
            commitment=commitment, item=CostItem.TUITION, amount=1, paid_on=GRADUATED, by=by
        )

    refused_to_all_without(Permission.STUDY_COST_EDIT, record)
    for by in those_who_may(Permission.STUDY_COST_EDIT):
        record(by)
    assert {by.name for by in those_who_may(Permission.STUDY_COST_EDIT)} == {
        Role.PLANNER,
        Role.UNIT_OFFICER,
        Role.ACCOUNTANT,
    }
    assert commitment.costs.count() == 3
    refused_to_all_without(
        Permission.STUDY_COST_EDIT, lambda by: operations.drop_cost(cost=commitment.costs.latest("pk"), by=by)
    )
    for by in those_who_may(Permission.STUDY_COST_EDIT):
        operations.drop_cost(cost=commitment.costs.latest("pk"), by=by)
    assert not commitment.costs.exists()


def test_commitments_are_seen_by_every_role_that_may_and_no_other() -> None:
    commitment = make_commitment()
    for by in those_who_may(Permission.COMMITMENT_VIEW):
        assert queries.get_commitment(by, commitment.pk) == commitment
    for by in those_who_may_not(Permission.COMMITMENT_VIEW):
        with pytest.raises(NotFound):
            queries.get_commitment(by, commitment.pk)


def test_every_verb_has_a_step_and_every_open_state_a_way_on() -> None:
    assert (STEPS.keys(), CLAIM_STEPS.keys()) == (TRANSITIONS.keys(), CLAIM_TRANSITIONS.keys())
    sources = {state for move in TRANSITIONS.values() for state in move.sources}
    assert set(CommitmentState) - sources == {
        CommitmentState.SERVED,
        CommitmentState.RELEASED,
    }
    claim_sources = {state for move in CLAIM_TRANSITIONS.values() for state in move.sources}
    assert set(ClaimState) - claim_sources == {ClaimState.WAIVED}
