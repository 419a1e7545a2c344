"""Reading offers and who asked for them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.admission.domain import OfferState, RequestState
from vun.records.admission.models import OfferRequest, TrainingOffer
from vun.records.orgs.models import UnitAncestor
from vun.records.people.models import Appointment


def offers_visible_to(actor: Actor) -> QuerySet[TrainingOffer]:
    """The offers published by units in the actor's scope or above them, or above the posts the actor holds.

    Each with ``asked``, the requests that wait, and ``granted``, the places agreed to.
    """
    rows = TrainingOffer.objects.select_related("unit", "programme", "decision").annotate(
        asked=Count("requests", filter=Q(requests__state=RequestState.ASKED)),
        granted=Sum("requests__granted", default=0),
    )
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if not isinstance(scope, frozenset):
        return rows
    held = Q(end_on__isnull=True) | Q(end_on__gt=actor.acts_on) if actor.acts_on else Q(end_on__isnull=True)
    own = Appointment.objects.filter(held, person_id=actor.person_id or 0)
    below = Q(unit_id__in=scope) | Q(unit_id__in=own.values("unit_id"))
    above = UnitAncestor.objects.filter(below).values("ancestor_id")
    asked = OfferRequest.objects.filter(person_id=actor.person_id or 0).values("offer_id")
    return rows.filter(Q(unit_id__in=above) | Q(unit_id__in=scope) | Q(pk__in=asked))


def open_offers(actor: Actor, on: date) -> QuerySet[TrainingOffer]:
    """The offers that may still be asked for on the day."""
    return offers_visible_to(actor).filter(state=OfferState.OPEN, deadline_on__gte=on)


def get_offer(actor: Actor, offer_id: int) -> TrainingOffer:
    """Raises NotFound when there is none in the actor's sight."""
    offer = offers_visible_to(actor).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound("offer")
    return offer


def requests_of(actor: Actor, offer: TrainingOffer) -> QuerySet[OfferRequest]:
    """Who asked for the offer, as far as the actor may see it: units in scope, and oneself."""
    rows = OfferRequest.objects.filter(offer=offer).select_related("unit", "person", "offer")
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        rows = rows.filter(Q(unit_id__in=scope) | Q(person_id=actor.person_id or 0))
    return rows.order_by("asked_on", "pk")


def get_request(actor: Actor, request_id: int) -> OfferRequest:
    """Raises NotFound when there is none in the actor's sight."""
    row = OfferRequest.objects.select_related("offer").filter(pk=request_id).first()
    found = requests_of(actor, row.offer).filter(pk=request_id).first() if row else None
    if found is None:
        raise NotFound("request")
    return found


def asked_by(actor: Actor) -> QuerySet[OfferRequest]:
    """What the actor asked for themself, the latest first."""
    rows = OfferRequest.objects.filter(person_id=actor.person_id or 0)
    return rows.select_related("offer", "unit").order_by("-asked_on", "-pk")


def requests_waiting(actor: Actor) -> QuerySet[OfferRequest]:
    """The requests the actor is to answer: of offers their units published."""
    rows = OfferRequest.objects.filter(state=RequestState.ASKED)
    scope = actor.unit_ids(Permission.PLAN_EDIT)
    return rows.filter(offer__unit_id__in=scope) if isinstance(scope, frozenset) else rows
