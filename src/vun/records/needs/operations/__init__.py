"""Verbs of a survey of needs."""

from vun.records.needs.operations.filling import (
    answer_need,
    register_all_gaps,
    register_need,
    wish,
    withdraw_need,
)
from vun.records.needs.operations.rounds import close_round, extend_round, open_round
from vun.records.needs.operations.signing import accept_sheet, accept_sheets, return_sheet, sign_sheet

__all__ = [
    "accept_sheet",
    "accept_sheets",
    "answer_need",
    "close_round",
    "extend_round",
    "open_round",
    "register_all_gaps",
    "register_need",
    "return_sheet",
    "sign_sheet",
    "wish",
    "withdraw_need",
]
