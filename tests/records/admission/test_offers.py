"""Classes others hold: published, asked for, answered; places and nominations follow."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import cadre, clerk_of, planner
from tests.factories.admission import ON, line_without_quotas, make_offer, offer_terms
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without
from tests.records.plans.test_places import at_once
from vun.common.actor import Actor
from vun.common.errors import NotFound, Refused
from vun.records.admission import operations, queries
from vun.records.admission.domain import (
    OFFER_STEPS,
    REQUEST_STEPS,
    OfferState,
    OfferVerb,
    RequestState,
    RequestVerb,
)
from vun.records.admission.models import OfferRequest, TrainingOffer
from vun.records.orgs.models import Unit
from vun.records.plans.models import Quota
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db


def asked(offer: TrainingOffer, unit: Unit | None = None, learners: int = 3) -> OfferRequest:
    unit = unit or make_unit()
    return operations.ask_for_unit(
        offer=offer, unit=unit, learners=learners, reason="Thiếu người đạt chuẩn", on=ON, by=clerk_of(unit)
    )


def test_a_unit_asks_is_given_places_of_the_line_and_puts_people_forward() -> None:
    terms = line_without_quotas(learners=5)
    offer = make_offer(line=terms.line)
    request = operations.agree(request=asked(offer), learners=2, answer="Giao 2", on=ON, by=planner())
    quota = Quota.objects.get()
    assert (request.state, request.granted, quota.unit, quota.learners) == (
        RequestState.AGREED,
        2,
        request.unit,
        2,
    )
    assert queries.get_offer(planner(), offer.pk).granted == 2


def test_somebody_asks_and_their_unit_has_a_request_to_answer() -> None:
    terms = line_without_quotas(learners=5)
    offer = make_offer(line=terms.line)
    person = make_person(unit=make_unit())
    request = operations.ask_for_oneself(offer=offer, reason="Để làm tốt", on=ON, by=cadre(person.pk))
    assert list(queries.asked_by(cadre(person.pk))) == [request]
    operations.agree(request=request, learners=1, on=ON, by=planner())
    nomination = Nomination.objects.get()
    assert (nomination.person, nomination.state, nomination.request_reason) == (
        person,
        NominationState.ASKED,
        "Để làm tốt",
    )
    assert Quota.objects.get().learners == 1


def test_what_does_not_hold_is_said_and_nothing_is_half_done() -> None:
    offer = make_offer(line=line_without_quotas(learners=3).line, places=4)
    unit = make_unit()
    for code, field, columns in [
        ("admission.not_filled", "name", {"name": " "}),
        ("admission.not_filled", "audience", {"audience": ""}),
        ("admission.no_places", "places", {"places": 0}),
        ("admission.cost_below_zero", "cost", {"cost": -1}),
        ("admission.deadline_past", "deadline_on", {"deadline_on": date(2026, 2, 1)}),
        (
            "admission.days_out_of_order",
            "end_on",
            {"start_on": date(2026, 5, 2), "end_on": date(2026, 5, 1)},
        ),
    ]:
        with problem(code, field):
            operations.publish_offer(unit=unit, terms=offer_terms(**columns), on=ON, by=SYSTEM)
    with problem("admission.more_than_offered", "learners"):
        asked(offer, unit, 5)
    with problem("admission.no_places", "learners"):
        asked(offer, unit, 0)
    request = asked(offer, unit, 4)
    with problem("admission.asked_already"):
        asked(offer, unit, 1)
    with problem("admission.more_than_asked", "learners"):
        operations.agree(request=request, learners=5, on=ON, by=SYSTEM)
    with problem("plans.line_has_fewer_left", "learners"):
        operations.agree(request=request, learners=4, on=ON, by=SYSTEM)
    request.refresh_from_db()
    assert (request.state, Quota.objects.count()) == (RequestState.ASKED, 0)
    with problem("admission.reason_needed", "answer"):
        operations.decline(request=request, answer=" ", on=ON, by=SYSTEM)
    with problem("admission.offer_over"):
        operations.ask_for_unit(
            offer=offer, unit=make_unit(), learners=1, reason="x", on=date(2026, 4, 1), by=SYSTEM
        )
    # On the last day one may still ask.
    operations.ask_for_unit(
        offer=offer, unit=make_unit(), learners=1, reason="x", on=date(2026, 3, 31), by=SYSTEM
    )
    with problem("admission.offer_has_no_line"):
        operations.agree(request=asked(make_offer()), learners=1, on=ON, by=SYSTEM)
    with problem("admission.no_post"):
        operations.ask_for_oneself(offer=offer, reason="x", on=ON, by=cadre(make_person().pk))


def test_no_more_is_granted_than_offered() -> None:
    offer = make_offer(line=line_without_quotas(learners=9).line, places=4)
    operations.agree(request=asked(offer), learners=3, on=ON, by=SYSTEM)
    with problem("admission.offer_used_up", "learners"):
        operations.agree(request=asked(offer), learners=2, on=ON, by=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_the_last_place_asked_for_by_fifty_units_at_once_goes_to_one() -> None:
    offer = make_offer(line=line_without_quotas(learners=9).line, places=1)
    requests = [asked(offer, learners=1) for _ in range(50)]
    outcomes = at_once(
        *[
            lambda request=request: operations.agree(request=request, learners=1, on=ON, by=SYSTEM) and None
            for request in requests
        ]
    )
    assert outcomes == {"done": 1, "admission.offer_used_up": 49}
    assert [quota.learners for quota in Quota.objects.all()] == [1]


@pytest.mark.parametrize("verb", list(OfferVerb))
@pytest.mark.parametrize("state", list(OfferState))
def test_every_step_of_an_offer_is_as_the_table_says(verb: OfferVerb, state: OfferState) -> None:
    offer = make_offer()
    TrainingOffer.objects.filter(pk=offer.pk).update(state=state)
    offer.refresh_from_db()

    def act(by: Actor) -> None:
        if verb is OfferVerb.CANCEL:
            operations.cancel_offer(offer=offer, reason="Không mở lớp", by=by)
        else:
            {OfferVerb.CLOSE: operations.close_offer, OfferVerb.REOPEN: operations.reopen_offer}[verb](
                offer=offer, by=by
            )

    refused_to_all_without(OFFER_STEPS[verb].permission, act)
    with pytest.raises(Refused):
        act(planner(make_unit()))
    if state in OFFER_STEPS[verb].sources:
        act(planner(offer.unit))
        assert offer.state == OFFER_STEPS[verb].target
    else:
        with problem("admission.offer_over"):
            act(planner(offer.unit))


@pytest.mark.parametrize("verb", list(RequestVerb))
@pytest.mark.parametrize("state", list(RequestState))
def test_every_step_of_a_request_is_as_the_table_says(verb: RequestVerb, state: RequestState) -> None:
    request = asked(make_offer(line=line_without_quotas().line))
    OfferRequest.objects.filter(pk=request.pk).update(state=state)
    request.refresh_from_db()

    def act(by: Actor) -> None:
        if verb is RequestVerb.AGREE:
            operations.agree(request=request, learners=1, on=ON, by=by)
        elif verb is RequestVerb.DECLINE:
            operations.decline(request=request, answer="Không đúng đối tượng", on=ON, by=by)
        else:
            operations.withdraw_request(request=request, on=ON, by=by)

    may = planner() if verb is not RequestVerb.WITHDRAW else clerk_of(request.unit)
    refused_to_all_without(REQUEST_STEPS[verb].permission, act)
    with pytest.raises((Refused, NotFound)):
        act(clerk_of(make_unit()))
    if state in REQUEST_STEPS[verb].sources:
        act(may)
        request.refresh_from_db()
        assert request.state == REQUEST_STEPS[verb].target
    else:
        with problem("admission.answered_already"):
            act(may)


def test_whoever_asked_takes_it_back_and_offers_are_seen_below_who_published_them() -> None:
    above = make_unit()
    unit, elsewhere = make_unit(parent=above), make_unit()
    offer = make_offer(above)
    assert list(queries.open_offers(clerk_of(unit), ON)) == [offer]
    assert list(queries.open_offers(clerk_of(unit), date(2026, 4, 1))) == []
    with pytest.raises(NotFound):
        queries.get_offer(clerk_of(elsewhere), offer.pk)
    person = make_person(unit=unit)
    request = operations.ask_for_oneself(offer=offer, reason="x", on=ON, by=cadre(person.pk))
    assert list(queries.requests_of(clerk_of(unit), offer)) == [request]
    assert list(queries.requests_of(clerk_of(elsewhere), offer)) == []
    assert operations.withdraw_request(request=request, on=ON, by=cadre(person.pk)).state == "withdrawn"
    assert list(queries.requests_waiting(planner())) == []
    stranger = cadre(make_person(unit=elsewhere).pk)
    assert list(queries.offers_visible_to(stranger)) == []
    assert list(queries.offers_visible_to(cadre(person.pk))) == [offer]
    with problem("admission.offer_for_others", "unit"):
        operations.ask_for_oneself(offer=offer, reason="x", on=ON, by=stranger)
    with problem("admission.offer_for_others", "unit"):
        asked(offer, elsewhere)
