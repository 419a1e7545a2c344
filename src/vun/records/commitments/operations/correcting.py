"""Putting right what was recorded by mistake: a cost, a claim nobody has decided on, a payment."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.audit import operations as audit
from vun.records.commitments import queries
from vun.records.commitments.domain import CLAIM_TRANSITIONS, TRANSITIONS, ClaimVerb, Verb
from vun.records.commitments.models import CompensationClaim, Instalment, ServiceCommitment, TrainingCost
from vun.records.commitments.operations.commitments import hold


@transaction.atomic
def drop_cost(*, cost: TrainingCost, by: Actor) -> None:
    """Take away a cost recorded by mistake. Raises Refused, and Problem once what is paid back is computed from it."""
    commitment = cost.commitment
    by.require(Permission.STUDY_COST_EDIT, commitment.unit_id)
    hold(commitment)
    if queries.find_claim(commitment) is not None:
        raise Problem("commitments.claimed_already")
    told = {"item": cost.item, "payer": cost.payer, "amount": cost.amount, "paid_on": cost.paid_on}
    if not TrainingCost.objects.filter(pk=cost.pk).delete()[0]:
        raise NotFound("training cost")
    _tell(commitment, "commitment.cost_dropped", by, **told)


@transaction.atomic
def drop_claim(*, claim: CompensationClaim, by: Actor) -> None:
    """Take back a claim computed by mistake: the commitment goes on as if it had not been broken.

    Raises Refused, and Problem once it is decided on.
    """
    commitment = claim.commitment
    verb = Verb.RESUME_STUDY if commitment.graduated_on is None else Verb.RESUME
    move = TRANSITIONS[verb]
    by.require(move.permission, commitment.unit_id)
    hold(commitment)
    computed = CompensationClaim.objects.filter(
        pk=claim.pk, state__in=CLAIM_TRANSITIONS[ClaimVerb.DECIDE].sources
    )
    told = {"case": claim.case, "amount": claim.amount}
    # Deleting asks for the rows first and deletes them by their keys: the condition has to hold until then.
    if not computed.update(state=F("state")):
        raise Problem("commitments.claim_moved_on")
    computed.delete()
    broken = ServiceCommitment.objects.filter(pk=commitment.pk, state__in=move.sources)
    if not broken.update(state=move.target, ended_on=None):
        raise Problem("commitments.is_over", name=commitment.person.full_name)
    commitment.refresh_from_db()
    _tell(commitment, "compensation.dropped", by, **told)


@transaction.atomic
def take_back_payment(*, instalment: Instalment, by: Actor) -> None:
    """Take back that a part was paid, where it was not. Raises Refused, and Problem where nobody said it was."""
    claim = instalment.claim
    move = CLAIM_TRANSITIONS[ClaimVerb.UNPAY]
    by.require(move.permission, claim.commitment.unit_id)
    # The claim first: whoever pays a part meanwhile waits, and counts the parts not paid when this one is.
    standing = CompensationClaim.objects.filter(pk=claim.pk, state__in=move.sources)
    if not standing.update(state=move.target):
        raise Problem("commitments.claim_moved_on")
    instalment.refresh_from_db()
    told = {"amount": instalment.amount, "paid_on": instalment.paid_on}
    if not Instalment.objects.filter(pk=instalment.pk, paid_on__isnull=False).update(paid_on=None):
        raise Problem("commitments.not_paid")
    _tell(claim.commitment, "compensation.payment_taken_back", by, **told)


def _tell(commitment: ServiceCommitment, action: str, by: Actor, **before: object) -> None:
    audit.record(by, action, commitment, unit_id=commitment.unit_id, before=before)
