"""Kinds and states of a trip abroad, and the table of everything that can be done to one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vun.common.actor import Permission


class TripKind(StrEnum):
    """A delegation that studies or surveys, a fostering course, or study for a degree."""

    DELEGATION = "delegation"
    COURSE = "course"
    STUDY = "study"


class MemberRole(StrEnum):
    """What somebody is on the trip."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"
    INTERPRETER = "interpreter"


LEARNING_ROLES = frozenset({MemberRole.HEAD, MemberRole.DEPUTY, MemberRole.MEMBER})
"""Those who take part as learners; the others serve the delegation and are not counted as having studied."""


class TripState(StrEnum):
    """RETURNED is for correction; BACK: the delegation is home and its reports fall due."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PERMITTED = "permitted"
    BACK = "back"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


OPEN_STATES = frozenset({TripState.DRAFT, TripState.RETURNED})
"""The states in which the trip and its members can still be written differently."""

AWAY_STATES = frozenset({TripState.PERMITTED, TripState.BACK, TripState.CLOSED})
"""The states in which its members are abroad on its days, whatever else they are asked to do."""


class Verb(StrEnum):
    """What is done to a trip that is there. RECALL takes it back to put something right, WITHDRAW gives it up; CHANGE,
    once it is decided on, is by a decision of its own."""

    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    PERMIT = "permit"
    REJECT = "reject"
    CHANGE = "change"
    COME_BACK = "come_back"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a verb leads to which, who may do it over the unit, and whether it needs a reason."""

    sources: frozenset[TripState]
    target: TripState
    permission: Permission
    needs_reason: bool = False


_S = TripState
_UNIT, _ABOVE = Permission.NOMINATE, Permission.NOMINATION_APPROVE

TRANSITIONS: dict[Verb, Move] = {
    Verb.SUBMIT: Move(OPEN_STATES, _S.SUBMITTED, _UNIT),
    Verb.RECALL: Move(frozenset({_S.SUBMITTED}), _S.DRAFT, _UNIT),
    Verb.RETURN: Move(frozenset({_S.SUBMITTED}), _S.RETURNED, _ABOVE, needs_reason=True),
    Verb.PERMIT: Move(frozenset({_S.SUBMITTED}), _S.PERMITTED, _ABOVE),
    Verb.REJECT: Move(frozenset({_S.SUBMITTED}), _S.REJECTED, _ABOVE, needs_reason=True),
    Verb.CHANGE: Move(frozenset({_S.PERMITTED}), _S.PERMITTED, _ABOVE),
    Verb.COME_BACK: Move(frozenset({_S.PERMITTED}), _S.BACK, _UNIT),
    Verb.CLOSE: Move(frozenset({_S.BACK}), _S.CLOSED, _ABOVE),
    Verb.WITHDRAW: Move(OPEN_STATES | {_S.SUBMITTED}, _S.WITHDRAWN, _UNIT),
    Verb.CANCEL: Move(frozenset({_S.PERMITTED}), _S.CANCELLED, _ABOVE, needs_reason=True),
}
"""Everything that can be done; what is not here is refused."""
