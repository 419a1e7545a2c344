"""Trips abroad as values: kinds, states and moves, who permits, which reports fall due and when."""

from vun.records.abroad.domain.paper_text import (
    ROLE_NOTES,
    about_text,
    amended_text,
    days_text,
    duties_text,
    letter_text,
)
from vun.records.abroad.domain.rules import (
    PermitRule,
    ReportRule,
    ReportScope,
    due_on,
    permit_for,
)
from vun.records.abroad.domain.trips import (
    AWAY_STATES,
    LEARNING_ROLES,
    OPEN_STATES,
    TRANSITIONS,
    MemberRole,
    Move,
    TripKind,
    TripState,
    Verb,
)

__all__ = [
    "AWAY_STATES",
    "LEARNING_ROLES",
    "OPEN_STATES",
    "ROLE_NOTES",
    "TRANSITIONS",
    "MemberRole",
    "Move",
    "PermitRule",
    "ReportRule",
    "ReportScope",
    "TripKind",
    "TripState",
    "Verb",
    "about_text",
    "amended_text",
    "days_text",
    "due_on",
    "duties_text",
    "letter_text",
    "permit_for",
]
