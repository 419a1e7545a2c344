"""States of a nomination, and the table of everything that can be done to one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vun.common.actor import Permission


class NominationState(StrEnum):
    """ASKED by somebody for themself; WAITLISTED without a place; RETURNED for correction, keeping its place."""

    ASKED = "asked"
    WAITLISTED = "waitlisted"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    COMPLETED = "completed"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


LIVE_STATES = frozenset(
    {
        NominationState.PROPOSED,
        NominationState.RETURNED,
        NominationState.APPROVED,
        NominationState.COMPLETED,
    }
)
"""The states that use up a place of the unit's quota."""

OPEN_STATES = frozenset({NominationState.ASKED, NominationState.WAITLISTED}) | LIVE_STATES
"""The states in which the same person cannot be put forward for the same line again."""

WAITING_TO_STUDY = LIVE_STATES - {NominationState.COMPLETED}
"""The states in which somebody is to study yet, or studies."""

SENT_STATES = frozenset({NominationState.APPROVED, NominationState.COMPLETED})


class Verb(StrEnum):
    """What is done to a nomination that is there."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WAITLIST = "waitlist"
    PROMOTE = "promote"
    RETURN = "return"
    RESUBMIT = "resubmit"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a verb leads to which, who may do it over the unit, and whether it needs a reason."""

    sources: frozenset[NominationState]
    target: NominationState
    permission: Permission
    needs_reason: bool = False


_S = NominationState
_UNIT, _ABOVE = Permission.NOMINATE, Permission.NOMINATION_APPROVE

TRANSITIONS: dict[Verb, Move] = {
    Verb.ACCEPT: Move(frozenset({_S.ASKED}), _S.PROPOSED, _UNIT),
    Verb.DECLINE: Move(frozenset({_S.ASKED}), _S.DECLINED, _UNIT, needs_reason=True),
    Verb.WAITLIST: Move(frozenset({_S.ASKED, _S.PROPOSED}), _S.WAITLISTED, _UNIT),
    Verb.PROMOTE: Move(frozenset({_S.WAITLISTED}), _S.PROPOSED, _UNIT),
    Verb.RETURN: Move(frozenset({_S.PROPOSED}), _S.RETURNED, _ABOVE, needs_reason=True),
    Verb.RESUBMIT: Move(frozenset({_S.RETURNED}), _S.PROPOSED, _UNIT),
    Verb.APPROVE: Move(frozenset({_S.PROPOSED}), _S.APPROVED, _ABOVE),
    Verb.REJECT: Move(frozenset({_S.PROPOSED}), _S.REJECTED, _ABOVE, needs_reason=True),
    Verb.WITHDRAW: Move(
        frozenset({_S.ASKED, _S.WAITLISTED, _S.PROPOSED, _S.RETURNED, _S.APPROVED}), _S.WITHDRAWN, _UNIT
    ),
    Verb.CANCEL: Move(frozenset({_S.APPROVED}), _S.CANCELLED, _ABOVE, needs_reason=True),
    Verb.COMPLETE: Move(frozenset({_S.APPROVED}), _S.COMPLETED, _ABOVE),
}
"""Everything that can be done; what is not here is refused."""


def places_change(source: NominationState, target: NominationState) -> int:
    """How many places of the quota the move takes: one, none, or minus one when it gives one back."""
    return (target in LIVE_STATES) - (source in LIVE_STATES)
