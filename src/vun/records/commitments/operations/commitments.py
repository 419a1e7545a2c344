"""What happens to a commitment: made when somebody is sent, running from the diploma, served or released."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.commitments import queries
from vun.records.commitments.domain import TRANSITIONS, CostItem, Payer, Verb, owed_months
from vun.records.commitments.models import ServiceCommitment, TrainingCost
from vun.records.funding.models import FundSource
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.registers.models import Decision
from vun.records.standards.models import Programme


@transaction.atomic
def commit(
    *,
    person: Person,
    unit: Unit,
    name: str,
    sent_on: date,
    study_start_on: date,
    study_end_on: date,
    programme: Programme | None = None,
    decision: Decision | None = None,
    by: Actor,
) -> ServiceCommitment:
    """Record that somebody sent on a day owes service after study, by the law of that day for their kind of staff.

    Raises Refused without NOMINATE over the unit; Problem: no post or no law that day, or days out of order.
    """
    by.require(Permission.NOMINATE, unit.pk)
    _check_days(study_start_on, study_end_on)
    post = people.primary_on(person.pk, sent_on)
    if post is None:
        raise Problem("commitments.no_post", field="sent_on", name=person.full_name, on=sent_on)
    law = queries.law_for(post.kind, sent_on)
    commitment = ServiceCommitment.objects.create(
        person=person,
        unit=unit,
        law=law,
        programme=programme,
        name=clean(name),
        sent_on=sent_on,
        study_start_on=study_start_on,
        study_end_on=study_end_on,
        planned_end_on=study_end_on,
        owed_months=owed_months(queries.as_law(law), study_start_on, study_end_on),
        decision=decision,
    )
    _tell(commitment, "commitment.made", by, owed_months=commitment.owed_months, law=law.legal_basis)
    return commitment


@transaction.atomic
def graduate(
    *,
    commitment: ServiceCommitment,
    graduated_on: date,
    study_end_on: date | None = None,
    on: date,
    by: Actor,
) -> None:
    """Record the diploma: service runs from that day, for a multiple of the real time of study.

    Raises Refused, and Problem when it is not running, the days are out of order, or the diploma is still to come.
    """
    by.require(TRANSITIONS[Verb.GRADUATE].permission, commitment.unit_id)
    last = study_end_on or commitment.study_end_on
    _check_days(commitment.study_start_on, last)
    if graduated_on < commitment.study_start_on:
        raise Problem(
            "commitments.graduated_before_study", field="graduated_on", start_on=commitment.study_start_on
        )
    if graduated_on > on:
        raise Problem("commitments.graduated_in_future", field="graduated_on", graduated_on=graduated_on)
    if last > graduated_on:
        raise Problem(
            "commitments.studied_after_graduation",
            field="study_end_on",
            study_end_on=last,
            graduated_on=graduated_on,
        )
    owed = owed_months(queries.as_law(commitment.law), commitment.study_start_on, last)
    _move(
        commitment,
        Verb.GRADUATE,
        graduated_on=graduated_on,
        study_end_on=last,
        owed_months=owed,
    )
    _tell(commitment, "commitment.graduated", by, graduated_on=graduated_on, owed_months=owed)


@transaction.atomic
def close_served(*, commitment: ServiceCommitment, on: date, by: Actor) -> None:
    """Close a commitment whose months are served by the day. Raises Refused, and Problem when they are not."""
    by.require(TRANSITIONS[Verb.CLOSE].permission, commitment.unit_id)
    (standing,) = queries.standings([commitment], on)
    if not standing.is_served:
        raise Problem("commitments.not_served", left=standing.left)
    _move(commitment, Verb.CLOSE, ended_on=on)
    _tell(commitment, "commitment.served", by, on=on)


@transaction.atomic
def release(*, commitment: ServiceCommitment, on: date, reason: str, by: Actor) -> None:
    """Let somebody off for a reason the law knows: death, illness, moved by decision of the competent body.

    Raises Refused without NOMINATION_APPROVE, and Problem without a reason or when it is over.
    """
    by.require(TRANSITIONS[Verb.RELEASE].permission, commitment.unit_id)
    if not clean(reason):
        raise Problem("commitments.reason_needed", field="reason")
    _move(commitment, Verb.RELEASE, ended_on=on, end_reason=clean(reason))
    _tell(commitment, "commitment.released", by, on=on, reason=clean(reason))


@transaction.atomic
def record_cost(
    *,
    commitment: ServiceCommitment,
    item: CostItem,
    amount: int,
    paid_on: date,
    payer: Payer = Payer.SENDER,
    source: FundSource | None = None,
    note: str = "",
    by: Actor,
) -> TrainingCost:
    """Record what was really paid for the study. Only what the sending body paid is ever paid back.

    Raises Refused, and Problem for no amount, a source of money that was not the sending body's, or once it is claimed.
    """
    by.require(Permission.STUDY_COST_EDIT, commitment.unit_id)
    if amount <= 0:
        raise Problem("commitments.no_amount", field="amount")
    if source is not None and payer is not Payer.SENDER:
        raise Problem("commitments.source_not_senders", field="source")
    hold(commitment)
    if queries.find_claim(commitment) is not None:
        raise Problem("commitments.claimed_already")
    cost = TrainingCost.objects.create(
        commitment=commitment,
        item=item,
        payer=payer,
        source=source,
        amount=amount,
        paid_on=paid_on,
        note=clean(note),
    )
    told = {"item": item, "payer": payer, "amount": amount, "paid_on": paid_on}
    _tell(commitment, "commitment.cost_recorded", by, **told)
    return cost


def hold(commitment: ServiceCommitment) -> None:
    """Let no other transaction record or drop a cost of the commitment, claim it or drop the claim, until this one
    ends.
    """
    ServiceCommitment.objects.filter(pk=commitment.pk).update(state=F("state"))


def _check_days(start_on: date, end_on: date) -> None:
    if end_on < start_on:
        raise Problem("commitments.study_out_of_order", field="study_end_on", start_on=start_on)


def _move(commitment: ServiceCommitment, verb: Verb, **columns: object) -> None:
    move = TRANSITIONS[verb]
    standing = ServiceCommitment.objects.filter(pk=commitment.pk, state__in=move.sources)
    if not standing.update(state=move.target, **columns):
        raise Problem("commitments.is_over", name=commitment.person.full_name)
    commitment.refresh_from_db()


def _tell(commitment: ServiceCommitment, action: str, by: Actor, **after: object) -> None:
    audit.record(by, action, commitment, unit_id=commitment.unit_id, after=after)
