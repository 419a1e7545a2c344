"""Asking for places of an offer, and the planner's answer; places and nominations follow from it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused
from vun.common.text import clean
from vun.records.admission.domain import REQUEST_STEPS, OfferState, RequestVerb
from vun.records.admission.models import OfferRequest, TrainingOffer
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.plans import operations as places
from vun.records.plans import queries as plans
from vun.records.plans.models import Quota
from vun.records.registers.models import Decision
from vun.records.sending import operations as sending


@transaction.atomic
def ask_for_unit(
    *, offer: TrainingOffer, unit: Unit, learners: int, reason: str, on: date, by: Actor
) -> OfferRequest:
    """A unit asks for so many places. Raises Refused without NOMINATE over it, and Problem.

    Problem: no number, no reason, more than the offer has, an offer published for others, closed or past its day, asked
    already.
    """
    by.require(Permission.NOMINATE, unit.pk)
    if learners < 1:
        raise Problem("admission.no_places", field="learners")
    if learners > offer.places:
        raise Problem("admission.more_than_offered", field="learners", places=offer.places)
    return _ask(offer, unit, None, learners, reason, on, by)


@transaction.atomic
def ask_for_oneself(*, offer: TrainingOffer, reason: str, on: date, by: Actor) -> OfferRequest:
    """Somebody asks for a place for themself, through the unit of their post. Raises Refused, Problem."""
    by.require_anywhere(Permission.OWN_RECORD)
    if by.person_id is None:
        raise Refused(Permission.OWN_RECORD)
    person = people.get_own_person(by)
    post = people.primary_on(person.pk, on)
    if post is None:
        raise Problem("admission.no_post", name=person.full_name)
    return _ask(offer, post.unit, person, 1, reason, on, by)


def _ask(
    offer: TrainingOffer, unit: Unit, person: Person | None, learners: int, reason: str, on: date, by: Actor
) -> OfferRequest:
    if not clean(reason):
        raise Problem("admission.reason_needed", field="reason")
    if offer.unit_id not in {above.pk for above in orgs.ancestors(unit.pk, on)} | {unit.pk}:
        raise Problem("admission.offer_for_others", field="unit", name=offer.name, unit=unit.name)
    if not TrainingOffer.objects.filter(pk=offer.pk, state=OfferState.OPEN, deadline_on__gte=on).exists():
        raise Problem("admission.offer_over", name=offer.name)
    try:
        with transaction.atomic():
            request = OfferRequest.objects.create(
                offer=offer,
                unit=unit,
                person=person,
                learners=learners,
                reason=clean(reason)[:300],
                asked_on=on,
                asked_by=by.name,
            )
    except IntegrityError:
        raise Problem("admission.asked_already", name=offer.name) from None
    audit.record(
        by,
        "offer_request.asked",
        request,
        unit_id=unit.pk,
        after={"offer": offer, "person": person, "learners": learners, "reason": request.reason, "on": on},
    )
    return request


@transaction.atomic
def agree(
    *,
    request: OfferRequest,
    learners: int,
    answer: str = "",
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> OfferRequest:
    """Give a unit places of the offer's line, so that it puts people forward; somebody who asked has asked their unit.

    However many answers are given at once, no more is granted than offered. Raises Refused without PLAN_EDIT over the
    offer's unit; Problem: answered already, no number, more than asked or left, or an offer without a line in force.
    """
    if learners < 1:
        raise Problem("admission.no_places", field="learners")
    if learners > request.learners:
        raise Problem("admission.more_than_asked", field="learners", asked=request.learners)
    offer = request.offer
    terms = plans.approved_terms(offer.line_id) if offer.line_id else None
    if terms is None:
        raise Problem("admission.offer_has_no_line", name=offer.name)
    _move(request, RequestVerb.AGREE, by, on, answer, granted=learners)
    # Whoever else answers for this offer waits here, so that what is granted by now is known.
    TrainingOffer.objects.filter(pk=offer.pk).update(places=offer.places)
    granted = OfferRequest.objects.filter(offer=offer).aggregate(all=Sum("granted", default=0))["all"]
    if granted > offer.places:
        raise Problem("admission.offer_used_up", field="learners", left=offer.places - granted + learners)
    quota = _quota_of(terms.line_id, request.unit_id)
    if request.person is None or quota is None or not quota.free:
        places.add_places(
            terms=terms,
            unit=request.unit,
            learners=learners,
            reason=offer.name,
            decision=decision,
            on=on,
            by=by,
        )
    if request.person is not None:
        sending.ask_for(
            line=terms.line, unit=request.unit, person=request.person, reason=request.reason, on=on, by=by
        )
    return request


def _quota_of(line_id: int, unit_id: int) -> Quota | None:
    return Quota.objects.filter(terms__line_id=line_id, unit_id=unit_id, is_in_force=True).first()


@transaction.atomic
def decline(*, request: OfferRequest, answer: str, on: date, by: Actor) -> OfferRequest:
    """Tell a unit or somebody why not. Raises Refused, and Problem without a reason or when it was answered."""
    return _move(request, RequestVerb.DECLINE, by, on, answer)


@transaction.atomic
def withdraw_request(*, request: OfferRequest, on: date, by: Actor) -> OfferRequest:
    """Take back a request nobody has answered: the unit's officers, or whoever asked. Raises Refused, Problem."""
    return _move(request, RequestVerb.WITHDRAW, by, on, "")


def _move(
    request: OfferRequest, verb: RequestVerb, by: Actor, on: date, answer: str, granted: int = 0
) -> OfferRequest:
    step = REQUEST_STEPS[verb]
    _require(request, verb, by)
    if step.needs_reason and not clean(answer):
        raise Problem("admission.reason_needed", field="answer")
    rows = OfferRequest.objects.filter(pk=request.pk, state__in=step.sources)
    told = {"answer": clean(answer)[:300], "answered_on": on, "answered_by": by.name}
    if not rows.update(state=step.target, granted=granted, **told):
        raise Problem("admission.answered_already")
    request.refresh_from_db()
    audit.record(
        by,
        f"offer_request.{step.target.value}",
        request,
        unit_id=request.unit_id,
        after={"state": step.target, "learners": granted, "reason": clean(answer), "on": on},
    )
    return request


def _require(request: OfferRequest, verb: RequestVerb, by: Actor) -> None:
    if verb is RequestVerb.WITHDRAW:
        if request.person_id is not None and request.person_id == by.person_id:
            return
        by.require(REQUEST_STEPS[verb].permission, request.unit_id)
        return
    if not by.may(REQUEST_STEPS[verb].permission, request.offer.unit_id):
        by.require_sight(Permission.NOMINATION_VIEW, request.unit_id, "request")
    by.require(REQUEST_STEPS[verb].permission, request.offer.unit_id)
