"""Nominations as values: their states and moves, and the checks before somebody is put forward."""

from vun.records.sending.domain.checks import (
    Check,
    CheckCode,
    CheckStatus,
    NominationProblems,
    NominationRow,
    Study,
    clash_checks,
    last_day,
    rule_check,
    status_of,
)
from vun.records.sending.domain.states import (
    LIVE_STATES,
    OPEN_STATES,
    SENT_STATES,
    TRANSITIONS,
    Move,
    NominationState,
    Verb,
    places_change,
)

__all__ = [
    "LIVE_STATES",
    "OPEN_STATES",
    "SENT_STATES",
    "TRANSITIONS",
    "Check",
    "CheckCode",
    "CheckStatus",
    "Move",
    "NominationProblems",
    "NominationRow",
    "NominationState",
    "Study",
    "Verb",
    "clash_checks",
    "last_day",
    "places_change",
    "rule_check",
    "status_of",
]
