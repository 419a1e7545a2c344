"""States of a nomination."""

from __future__ import annotations

from enum import StrEnum


class NominationState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


LIVE_STATES = frozenset({NominationState.PROPOSED, NominationState.APPROVED})
"""The states that use up a place of the unit's quota."""
