"""Requests for one offer by two records of one person."""

from __future__ import annotations

from collections.abc import Iterator

from vun.records.admission.domain import RequestState
from vun.records.admission.models import OfferRequest
from vun.records.people.holdings import Facts, Twins

_LIVE = (RequestState.ASKED, RequestState.AGREED)


def twin_requests(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """One offer asked for twice, neither request refused or taken back."""
    rows = OfferRequest.objects.filter(person__in=(survivor_id, merged_id), state__in=_LIVE)
    found = {(row.person_id, row.offer_id): row for row in rows.select_related("offer", "unit")}
    for (person_id, offer_id), kept in found.items():
        merged = found.get((merged_id, offer_id))
        if person_id == survivor_id and merged is not None:
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_requests",
                facts=(_told(kept), _told(merged)),
            )


def _told(request: OfferRequest) -> Facts:
    return request.offer.name, request.unit.name, request.asked_on
