"""Two at once: what is claimed is what was computed, and paid when all of it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.commitments import SYSTEM, make_commitment
from tests.factories.concurrency import Step, meanwhile
from tests.factories.plans import make_decision
from vun.records.commitments import operations
from vun.records.commitments.domain import Case, ClaimState, CommitmentState, CostItem
from vun.records.commitments.models import CompensationClaim, Instalment, ServiceCommitment, TrainingCost

pytestmark = pytest.mark.django_db(transaction=True)
LEFT = date(2024, 9, 15)
COST: dict[str, Any] = {"item": CostItem.TUITION, "amount": 48_000_000, "paid_on": date(2024, 1, 5)}


def costly() -> tuple[ServiceCommitment, TrainingCost]:
    """Somebody who left while studying, and the one cost there is."""
    commitment = make_commitment()
    return commitment, operations.record_cost(commitment=commitment, by=SYSTEM, **COST)


def claiming(commitment: ServiceCommitment) -> Step:
    return lambda: operations.claim_back(
        commitment=commitment, case=Case.DROPPED_OUT, happened_on=LEFT, on=LEFT, by=SYSTEM
    )


def claimed() -> CompensationClaim:
    commitment, _ = costly()
    claiming(commitment)()
    return CompensationClaim.objects.get()


def two_parts() -> list[Instalment]:
    claim = claimed()
    operations.decide_claim(claim=claim, decision=make_decision(issued_on=LEFT), parts=2, by=SYSTEM)
    return list(claim.instalments.all())


def paying(part: Instalment) -> Step:
    return lambda: operations.pay_instalment(instalment=part, paid_on=LEFT, on=LEFT, by=SYSTEM)


def test_a_cost_is_not_dropped_while_it_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    commitment, cost = costly()

    def drop() -> None:
        operations.drop_cost(cost=cost, by=SYSTEM)

    answers = meanwhile(monkeypatch, "compensation.computed", claiming(commitment), drop)
    assert answers == ["commitments.claimed_already", "done"]
    assert CompensationClaim.objects.get().cost == TrainingCost.objects.get().amount


def test_a_cost_is_not_recorded_while_the_others_are_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    commitment, _ = costly()

    def record() -> None:
        operations.record_cost(commitment=commitment, by=SYSTEM, **COST)

    answers = meanwhile(monkeypatch, "compensation.computed", claiming(commitment), record)
    assert answers == ["commitments.claimed_already", "done"]
    assert CompensationClaim.objects.get().cost == TrainingCost.objects.get().amount


def test_a_claim_waits_for_a_cost_that_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    commitment, cost = costly()

    def drop() -> None:
        operations.drop_cost(cost=cost, by=SYSTEM)

    answers = meanwhile(monkeypatch, "commitment.cost_dropped", drop, claiming(commitment))
    assert answers == ["commitments.no_cost", "done"]
    assert CompensationClaim.objects.count() == 0


@pytest.mark.parametrize(("council_rate", "state"), [(0, ClaimState.DECIDED), (10_000, ClaimState.WAIVED)])
def test_a_claim_is_not_dropped_while_it_is_decided_on(
    monkeypatch: pytest.MonkeyPatch, council_rate: int, state: ClaimState
) -> None:
    claim, decision = claimed(), make_decision(issued_on=LEFT)

    def decide() -> None:
        operations.decide_claim(
            claim=claim, decision=decision, council_rate=council_rate, council_reason="Bệnh", by=SYSTEM
        )

    def drop() -> None:
        operations.drop_claim(claim=CompensationClaim.objects.get(pk=claim.pk), by=SYSTEM)

    answers = meanwhile(monkeypatch, "compensation.decided", decide, drop)
    assert answers == ["commitments.claim_moved_on", "done"]
    assert CompensationClaim.objects.get().state == state
    assert ServiceCommitment.objects.get().state == CommitmentState.BROKEN


def test_of_two_last_parts_paid_at_once_one_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two_parts()
    assert meanwhile(monkeypatch, "compensation.paid", paying(one), paying(other)) == ["done", "done"]
    assert CompensationClaim.objects.get().state == ClaimState.PAID


def test_a_claim_is_not_paid_while_a_part_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two_parts()
    paying(one)()

    def take_back() -> None:
        operations.take_back_payment(instalment=one, by=SYSTEM)

    answers = meanwhile(monkeypatch, "compensation.payment_taken_back", take_back, paying(other))
    assert answers == ["done", "done"]
    assert CompensationClaim.objects.get().state == ClaimState.DECIDED
    assert list(Instalment.objects.filter(paid_on__isnull=True)) == [one]
