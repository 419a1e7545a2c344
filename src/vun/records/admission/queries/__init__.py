"""Readers of offers and selection rounds."""

from vun.records.admission.queries.offers import (
    asked_by,
    get_offer,
    get_request,
    offers_visible_to,
    open_offers,
    requests_of,
    requests_waiting,
)
from vun.records.admission.queries.rounds import (
    being_selected,
    candidates_of,
    get_candidate,
    get_round,
    list_of,
    points_of,
    proposal,
    rounds_visible_to,
    to_enter,
)

__all__ = [
    "asked_by",
    "being_selected",
    "candidates_of",
    "get_candidate",
    "get_offer",
    "get_request",
    "get_round",
    "list_of",
    "offers_visible_to",
    "open_offers",
    "points_of",
    "proposal",
    "requests_of",
    "requests_waiting",
    "rounds_visible_to",
    "to_enter",
]
