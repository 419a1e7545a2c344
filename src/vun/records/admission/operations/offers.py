"""Classes others hold, published to the units, changed, closed and cancelled."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.records.admission.domain import OFFER_STEPS, OfferState, OfferVerb
from vun.records.admission.models import TrainingOffer
from vun.records.audit import operations as audit
from vun.records.orgs.models import Unit
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLine
from vun.records.registers.models import Decision
from vun.records.standards.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTerms:
    """What the letter of whoever holds the class says. ``cost`` in đồng for one learner."""

    name: str
    organiser: str
    audience: str
    places: int
    deadline_on: date
    conditions: str = ""
    programme: Programme | None = None
    line: PlanLine | None = None
    start_on: date | None = None
    end_on: date | None = None
    venue: str = ""
    cost: int = 0
    cost_note: str = ""
    decision: Decision | None = None


@transaction.atomic
def publish_offer(*, unit: Unit, terms: OfferTerms, on: date, by: Actor) -> TrainingOffer:
    """Let the units below ``unit`` know of an offer, so that they and their people can ask for it.

    Raises Refused without PLAN_EDIT over the unit; Problem: a name, organiser, audience or place missing, days out of
    order, a deadline that is past, or a line no longer in force.
    """
    by.require(Permission.PLAN_EDIT, unit.pk)
    terms = _checked(terms, on)
    offer = TrainingOffer.objects.create(
        unit=unit, published_on=on, published_by=by.name, search_key=_key(terms), **_columns(terms)
    )
    audit.record(by, "offer.published", offer, unit_id=unit.pk, after=_columns(terms))
    return offer


@transaction.atomic
def change_offer(*, offer: TrainingOffer, terms: OfferTerms, on: date, by: Actor) -> TrainingOffer:
    """Put right what an open offer says. Raises as `publish_offer`, and Problem when it is no longer open."""
    by.require(Permission.PLAN_EDIT, offer.unit_id)
    terms = _checked(terms, on)
    before = {name: getattr(offer, name) for name in _columns(terms)}
    still_open = TrainingOffer.objects.filter(pk=offer.pk, state=OfferState.OPEN)
    if not still_open.update(search_key=_key(terms), **_columns(terms)):
        raise Problem("admission.offer_over", name=offer.name)
    offer.refresh_from_db()
    after = _columns(terms)
    changed = [name for name in after if after[name] != before[name]]
    audit.record(
        by,
        "offer.changed",
        offer,
        unit_id=offer.unit_id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return offer


@transaction.atomic
def close_offer(*, offer: TrainingOffer, by: Actor) -> None:
    """Take no more requests. Raises Refused, Problem."""
    _move(offer, OfferVerb.CLOSE, by)


@transaction.atomic
def reopen_offer(*, offer: TrainingOffer, by: Actor) -> None:
    """Take requests again. Raises Refused, Problem."""
    _move(offer, OfferVerb.REOPEN, by)


@transaction.atomic
def cancel_offer(*, offer: TrainingOffer, reason: str, by: Actor) -> None:
    """Tell that the class is not held. Places given stay with their units. Raises Refused, Problem."""
    _move(offer, OfferVerb.CANCEL, by, reason)


def _move(offer: TrainingOffer, verb: OfferVerb, by: Actor, reason: str = "") -> None:
    step = OFFER_STEPS[verb]
    by.require(step.permission, offer.unit_id)
    if step.needs_reason and not clean(reason):
        raise Problem("admission.reason_needed", field="reason")
    before = offer.state
    rows = TrainingOffer.objects.filter(pk=offer.pk, state__in=step.sources)
    if not rows.update(state=step.target, state_reason=clean(reason)[:300]):
        raise Problem("admission.offer_over", name=offer.name)
    offer.refresh_from_db()
    audit.record(
        by,
        f"offer.{step.target.value}",
        offer,
        unit_id=offer.unit_id,
        before={"state": before},
        after={"state": step.target, "reason": clean(reason)},
    )


_TEXTS = ("name", "organiser", "audience", "conditions", "venue", "cost_note")


def _checked(terms: OfferTerms, on: date) -> OfferTerms:
    texts: dict[str, Any] = {name: clean(getattr(terms, name)) for name in _TEXTS}
    terms = replace(terms, **texts)
    for name in ("name", "organiser", "audience"):
        if not getattr(terms, name):
            raise Problem("admission.not_filled", field=name)
    if terms.places < 1:
        raise Problem("admission.no_places", field="places")
    if terms.cost < 0:
        raise Problem("admission.cost_below_zero", field="cost")
    if terms.start_on and terms.end_on and terms.end_on < terms.start_on:
        raise Problem("admission.days_out_of_order", field="end_on", start_on=terms.start_on)
    if terms.deadline_on < on:
        raise Problem("admission.deadline_past", field="deadline_on")
    if terms.line is not None and plans.approved_terms(terms.line.pk) is None:
        raise Problem("sending.line_not_in_force", field="line")
    return terms


def _columns(terms: OfferTerms) -> dict[str, object]:
    return {field.name: getattr(terms, field.name) for field in fields(terms)}


def _key(terms: OfferTerms) -> str:
    return fold(f"{terms.name} {terms.organiser}")[:300]
