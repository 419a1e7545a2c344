"""The states of a version and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class VersionState(StrEnum):
    """A version is drafted, submitted, returned or approved; an approved one is superseded by the next."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


TRANSITIONS: Mapping[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.SUBMITTED, VersionState.CANCELLED}),
    VersionState.RETURNED: frozenset({VersionState.SUBMITTED, VersionState.CANCELLED}),
    VersionState.SUBMITTED: frozenset({VersionState.APPROVED, VersionState.RETURNED, VersionState.DRAFT}),
    VersionState.APPROVED: frozenset({VersionState.SUPERSEDED}),
    VersionState.SUPERSEDED: frozenset(),
    VersionState.CANCELLED: frozenset(),
}
"""The states a version may go to from each state."""

EDITABLE_STATES = frozenset({VersionState.DRAFT, VersionState.RETURNED})
OPEN_STATES = EDITABLE_STATES | {VersionState.SUBMITTED}
PUBLISHED_STATES = frozenset({VersionState.APPROVED, VersionState.SUPERSEDED})
"""What units other than the plan's own may read."""


def states_before(target: VersionState) -> frozenset[VersionState]:
    """The states from which ``target`` can be reached in one step."""
    return frozenset(state for state, following in TRANSITIONS.items() if target in following)
