"""Claiming training cost back: computed, decided by the council's proposal, paid in parts, or waived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.period import add_months
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.commitments import queries
from vun.records.commitments.domain import (
    CLAIM_TRANSITIONS,
    DURING_STUDY,
    TRANSITIONS,
    Case,
    Charge,
    Claim,
    ClaimVerb,
    Verb,
    compute,
    shares,
)
from vun.records.commitments.models import CompensationClaim, Instalment, ServiceCommitment
from vun.records.commitments.operations.commitments import hold
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision


@transaction.atomic
def claim_back(
    *,
    commitment: ServiceCommitment,
    case: Case,
    happened_on: date,
    earlier_years: int | None = None,
    on: date,
    by: Actor,
) -> CompensationClaim:
    """End a commitment that was broken, and compute what is to be paid back by the law it was made under.

    ``earlier_years`` corrects the years of service the records tell. Raises Refused without NOMINATION_APPROVE;
    Problem: over already, a case the law does not know or that does not fit graduation, a day before what it is about
    or still to come, no cost recorded, or all months served, so that nothing is due.
    """
    move = TRANSITIONS[Verb.BREAK]
    by.require(move.permission, commitment.unit_id)
    if happened_on > on:
        raise Problem("commitments.happened_in_future", field="happened_on", happened_on=happened_on)
    hold(commitment)
    commitment.refresh_from_db()
    claim = queries.drafted_claim(commitment, case, happened_on)
    if earlier_years is not None:
        claim = replace(claim, earlier_years=earlier_years)
    result = compute(queries.as_law(commitment.law), claim)
    if result.charge is None:
        raise Problem("commitments.no_such_case", field="case", law=commitment.law.legal_basis)
    _check_day(commitment, case, happened_on)
    if not claim.cost:
        raise Problem("commitments.no_cost", field="case")
    # What is left may round to nothing: then it is the decision that waives it.
    if result.charge is Charge.UNSERVED and claim.served >= commitment.owed_months:
        raise Problem("commitments.nothing_due", field="case", served=claim.served, owed=claim.owed)
    open_still = ServiceCommitment.objects.filter(pk=commitment.pk, state__in=move.sources)
    if not open_still.update(state=move.target, ended_on=happened_on):
        raise Problem("commitments.is_over", name=commitment.person.full_name)
    commitment.refresh_from_db()
    try:
        with transaction.atomic():
            stored = CompensationClaim.objects.create(
                commitment=commitment,
                case=case,
                happened_on=happened_on,
                cost=claim.cost,
                owed=commitment.owed_months,
                served=claim.served,
                earlier_years=claim.earlier_years,
                is_special=claim.is_special,
                money_unit=commitment.law.money_unit,
                amount=result.amount,
            )
    except IntegrityError:
        raise Problem("commitments.claimed_already") from None
    _tell(stored, "compensation.computed", by, case=case, amount=result.amount)
    return stored


def _check_day(commitment: ServiceCommitment, case: Case, happened_on: date) -> None:
    """Whoever gave up their post or study before the diploma did so while studying, even where they got it after."""
    graduated_on = commitment.graduated_on
    if case in DURING_STUDY:
        since, fits = (
            commitment.study_start_on,
            graduated_on is None or (case is not Case.NO_DIPLOMA and happened_on < graduated_on),
        )
    else:
        since, fits = graduated_on or commitment.study_start_on, graduated_on is not None
    if happened_on < since:
        raise Problem("commitments.happened_before", field="happened_on", since=since)
    if not fits:
        raise Problem("commitments.case_does_not_fit", field="case")


@transaction.atomic
def decide_claim(
    *,
    claim: CompensationClaim,
    decision: Decision,
    council_rate: int = 0,
    council_reason: str = "",
    parts: int = 1,
    by: Actor,
) -> None:
    """Put the council's proposal in force by a decision: what is to be paid, and in how many monthly parts.

    ``council_rate``: a further reduction, in hundredths of a per cent, which needs its reason. All parts fall due
    within the law's days from the decision when there is one part, else monthly from it. Raises Refused, Problem.
    """
    by.require(CLAIM_TRANSITIONS[ClaimVerb.DECIDE].permission, claim.commitment.unit_id)
    if decision.issued_on < claim.happened_on:
        raise Problem("commitments.decided_before", field="issued_on", on=claim.happened_on)
    if council_rate and not clean(council_reason):
        raise Problem("commitments.reason_needed", field="council_reason")
    law = queries.law_of(claim)
    result = compute(law, replace(as_claim(claim), council_rate=council_rate))
    due_on = decision.issued_on + timedelta(days=law.pay_within_days)
    plan = _plan(result.amount, parts, decision.issued_on, due_on)
    _move(
        claim,
        ClaimVerb.DECIDE if result.amount else ClaimVerb.WAIVE,
        council_rate=council_rate,
        council_reason=clean(council_reason),
        amount=result.amount,
        decision=decision,
        due_on=plan[-1][0] if plan else None,
    )
    Instalment.objects.bulk_create(Instalment(claim=claim, due_on=day, amount=amount) for day, amount in plan)
    _tell(claim, "compensation.decided", by, amount=result.amount, decision=decision.number, parts=parts)


@transaction.atomic
def decide_claim_by(
    *,
    claim: CompensationClaim,
    council_rate: int = 0,
    council_reason: str = "",
    parts: int = 1,
    by: Actor,
    **told: Any,
) -> None:
    """`decide_claim` by a decision entered on the way, as ``told`` to the register: both or neither.

    Raises as both.
    """
    by.require(CLAIM_TRANSITIONS[ClaimVerb.DECIDE].permission, claim.commitment.unit_id)
    decision = registers.register_decision(kind=DecisionKind.DECISION, by=by, **told)
    decide_claim(
        claim=claim,
        decision=decision,
        council_rate=council_rate,
        council_reason=council_reason,
        parts=parts,
        by=by,
    )


def _plan(amount: int, parts: int, decided_on: date, due_on: date) -> Sequence[tuple[date, int]]:
    if not amount:
        return []
    if parts == 1:
        return [(due_on, amount)]
    return [
        (add_months(decided_on, month), part) for month, part in enumerate(shares(amount, parts), start=1)
    ]


@transaction.atomic
def pay_instalment(*, instalment: Instalment, paid_on: date, on: date, by: Actor) -> None:
    """Record that a part was paid on a day; the claim is paid when all parts are.

    Raises Refused, and Problem when it was, or for a day before the decision or to come.
    """
    claim = instalment.claim
    by.require(CLAIM_TRANSITIONS[ClaimVerb.PAY].permission, claim.commitment.unit_id)
    decided_on = claim.decision.issued_on if claim.decision else claim.happened_on
    if not decided_on <= paid_on <= on:
        raise Problem("commitments.paid_out_of_order", field="paid_on", decided_on=decided_on, on=on)
    # Whoever pays another part, or takes one back, waits: of two last parts one is the last.
    CompensationClaim.objects.filter(pk=claim.pk).update(state=F("state"))
    if not Instalment.objects.filter(pk=instalment.pk, paid_on__isnull=True).update(paid_on=paid_on):
        raise Problem("commitments.paid_already")
    if not claim.instalments.filter(paid_on__isnull=True).exists():
        _move(claim, ClaimVerb.PAY)
    _tell(claim, "compensation.paid", by, amount=instalment.amount, paid_on=paid_on)


def as_claim(claim: CompensationClaim) -> Claim:
    """The figures of a stored claim as a value."""
    return Claim(
        case=Case(claim.case),
        cost=claim.cost,
        owed=claim.owed,
        served=claim.served,
        earlier_years=claim.earlier_years,
        is_special=claim.is_special,
        council_rate=claim.council_rate,
    )


def _move(claim: CompensationClaim, verb: ClaimVerb, **columns: object) -> None:
    move = CLAIM_TRANSITIONS[verb]
    standing = CompensationClaim.objects.filter(pk=claim.pk, state__in=move.sources)
    if not standing.update(state=move.target, **columns):
        raise Problem("commitments.claim_moved_on")
    claim.refresh_from_db()


def _tell(claim: CompensationClaim, action: str, by: Actor, **after: object) -> None:
    audit.record(by, action, claim, unit_id=claim.commitment.unit_id, after=after)
