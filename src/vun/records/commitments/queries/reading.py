"""Reading commitments, laws and claims."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet, Sum

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.commitments.domain import (
    NOT_PAID_BACK,
    Case,
    Charge,
    ClaimState,
    Law,
    Payer,
)
from vun.records.commitments.models import (
    CommitmentLaw,
    CompensationClaim,
    Instalment,
    ServiceCommitment,
    TrainingCost,
)
from vun.records.dated import on_day
from vun.records.deadlines.queries import deadlines


def laws() -> QuerySet[CommitmentLaw]:
    """Every law there is or was, by code."""
    return CommitmentLaw.objects.select_related("decision")


def find_law(kind: str, sent_on: date) -> CommitmentLaw | None:
    """The law for somebody of this kind of staff sent that day, if there is one."""
    return next((each for each in CommitmentLaw.objects.filter(on_day(sent_on)) if kind in each.kinds), None)


def law_for(kind: str, sent_on: date) -> CommitmentLaw:
    """The law for somebody of this kind of staff sent that day. Raises Problem when there is none."""
    law = find_law(kind, sent_on)
    if law is None:
        raise Problem("commitments.no_law", field="sent_on", on=sent_on)
    return law


def as_law(row: CommitmentLaw) -> Law:
    """The row as a value."""
    return Law(
        code=row.code,
        multiple=row.multiple,
        charges={Case(case): Charge(charge) for case, charge in row.charges.items()},
        yearly_rate=row.yearly_rate,
        special_rate=row.special_rate,
        pay_within_days=row.pay_within_days,
        month_from_days=row.month_from_days,
        money_unit=row.money_unit,
        legal_basis=row.legal_basis,
        clause=row.clause,
        is_verified=row.is_verified,
    )


def law_of(claim: CompensationClaim) -> Law:
    """The law a claim was computed by, rounding as it did then."""
    return replace(as_law(claim.commitment.law), money_unit=claim.money_unit)


def visible_to(actor: Actor) -> QuerySet[ServiceCommitment]:
    """The commitments of units in the actor's scope, and one's own; with person, unit and law."""
    rows = ServiceCommitment.objects.select_related("person", "unit", "law", "programme", "decision")
    scope = actor.unit_ids(Permission.COMMITMENT_VIEW)
    if isinstance(scope, frozenset):
        return rows.filter(Q(unit_id__in=scope) | Q(person_id=actor.person_id or 0))
    return rows


def commitments_of(person_id: int) -> QuerySet[ServiceCommitment]:
    """What somebody owes in service after study, or owed."""
    found = ServiceCommitment.objects.filter(person_id=person_id)
    return found.select_related("person", "unit", "law", "programme", "decision")


def get_commitment(actor: Actor, commitment_id: int) -> ServiceCommitment:
    """Raises NotFound when there is none in the actor's sight."""
    found = visible_to(actor).filter(pk=commitment_id).first()
    if found is None:
        raise NotFound("commitment")
    return found


def find_claim(commitment: ServiceCommitment) -> CompensationClaim | None:
    """What is claimed back, if anything."""
    return CompensationClaim.objects.filter(commitment=commitment).select_related("decision").first()


def get_instalment(commitment: ServiceCommitment, instalment_id: int) -> Instalment:
    """A part of what the commitment's claim asks. Raises NotFound."""
    rows = Instalment.objects.filter(claim__commitment=commitment, pk=instalment_id)
    found = rows.select_related("claim__commitment").first()
    if found is None:
        raise NotFound("instalment")
    return found


def get_cost(commitment: ServiceCommitment, cost_id: int) -> TrainingCost:
    """What was paid for the commitment's study. Raises NotFound."""
    found = commitment.costs.select_related("commitment").filter(pk=cost_id).first()
    if found is None:
        raise NotFound("training cost")
    return found


def open_on(person_ids: Collection[int], day: date) -> QuerySet[ServiceCommitment]:
    """The commitments of these people that ran on the day, whatever has become of them since."""
    running = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return ServiceCommitment.objects.filter(running, person_id__in=person_ids, sent_on__lte=day)


def cost_of(commitment: ServiceCommitment) -> int:
    """F: what the sending body really paid for the one person, without pay and allowances."""
    return sum(cost_by_source(commitment).values())


def cost_by_source(commitment: ServiceCommitment) -> dict[str, int]:
    """F by where the sending body took it from, by the names of sources; no name where it was not told."""
    counted = commitment.costs.exclude(item__in=NOT_PAID_BACK).filter(payer=Payer.SENDER)
    rows = counted.order_by("source__order", "source__name").values_list("source__name")
    return {name or "": amount for name, amount in rows.annotate(sum=Sum("amount"))}


def get_law(law_id: int) -> CommitmentLaw:
    """Raises NotFound."""
    found = laws().filter(pk=law_id).first()
    if found is None:
        raise NotFound("commitment law")
    return found


def overdue(actor: Actor, on: date) -> QuerySet[Instalment]:
    """The instalments whose time is over on the day and that are not paid, of commitments in the actor's scope.

    The longest due come first.
    """
    return (
        Instalment.objects.filter(
            due_on__lte=deadlines().latest_over(on),
            paid_on__isnull=True,
            claim__state=ClaimState.DECIDED,
            claim__commitment__in=visible_to(actor),
        )
        .select_related("claim__commitment__person", "claim__commitment__unit", "claim__decision")
        .order_by("due_on", "pk")
    )
