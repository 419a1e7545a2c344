"""The verbs of offers and selection rounds."""

from vun.records.admission.operations.deciding import decide, fall_out
from vun.records.admission.operations.offers import (
    OfferTerms,
    cancel_offer,
    change_offer,
    close_offer,
    publish_offer,
    reopen_offer,
)
from vun.records.admission.operations.requests import (
    agree,
    ask_for_oneself,
    ask_for_unit,
    decline,
    withdraw_request,
)
from vun.records.admission.operations.rounds import cancel_round, enter, give_points, open_round

__all__ = [
    "OfferTerms",
    "agree",
    "ask_for_oneself",
    "ask_for_unit",
    "cancel_offer",
    "cancel_round",
    "change_offer",
    "close_offer",
    "decide",
    "decline",
    "enter",
    "fall_out",
    "give_points",
    "open_round",
    "publish_offer",
    "reopen_offer",
    "withdraw_request",
]
