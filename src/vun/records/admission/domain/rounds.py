"""States of offers, requests, rounds and candidates, what leads from one to the next, ranking by points."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from vun.common.actor import Permission


class OfferState(StrEnum):
    """A class held by somebody else that may be asked for, no longer may, or is not held after all."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class RequestState(StrEnum):
    """What became of asking for an offer."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SelectionState(StrEnum):
    """A round takes candidates and points while open; decided, its outcomes stand."""

    OPEN = "open"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class CandidateState(StrEnum):
    """WAITING has no place yet; FALLEN_OUT had one, or was taken back before the decision."""

    ENTERED = "entered"
    ADMITTED = "admitted"
    WAITING = "waiting"
    NOT_ADMITTED = "not_admitted"
    FALLEN_OUT = "fallen_out"


OUTCOMES = (CandidateState.ADMITTED, CandidateState.WAITING, CandidateState.NOT_ADMITTED)
"""What a committee decides."""

State = TypeVar("State", OfferState, RequestState, SelectionState, CandidateState)


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """From which states a verb leads to which, whose permission over which unit it takes, and if it needs a reason."""

    sources: frozenset[State]
    target: State
    permission: Permission
    needs_reason: bool = False


class OfferVerb(StrEnum):
    """What is done to an offer."""

    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"


class RequestVerb(StrEnum):
    """What is done to a request."""

    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class RoundVerb(StrEnum):
    """What is done to a round."""

    DECIDE = "decide"
    CANCEL = "cancel"


class CandidateVerb(StrEnum):
    """What is done to a candidate beside points."""

    ADMIT = "admit"
    KEEP_WAITING = "keep_waiting"
    REFUSE = "refuse"
    PROMOTE = "promote"
    FALL_OUT = "fall_out"


_ABOVE = Permission.NOMINATION_APPROVE
_PLAN = Permission.PLAN_EDIT

OFFER_STEPS: Mapping[OfferVerb, Step[OfferState]] = {
    OfferVerb.CLOSE: Step(frozenset({OfferState.OPEN}), OfferState.CLOSED, _PLAN),
    OfferVerb.REOPEN: Step(frozenset({OfferState.CLOSED}), OfferState.OPEN, _PLAN),
    OfferVerb.CANCEL: Step(
        frozenset({OfferState.OPEN, OfferState.CLOSED}), OfferState.CANCELLED, _PLAN, needs_reason=True
    ),
}

_ASKED = frozenset({RequestState.ASKED})
REQUEST_STEPS: Mapping[RequestVerb, Step[RequestState]] = {
    RequestVerb.AGREE: Step(_ASKED, RequestState.AGREED, _PLAN),
    RequestVerb.DECLINE: Step(_ASKED, RequestState.DECLINED, _PLAN, needs_reason=True),
    # Over the unit that asked; whoever asked for themself takes it back as their own.
    RequestVerb.WITHDRAW: Step(_ASKED, RequestState.WITHDRAWN, Permission.NOMINATE),
}

_OPEN = frozenset({SelectionState.OPEN})
ROUND_STEPS: Mapping[RoundVerb, Step[SelectionState]] = {
    RoundVerb.DECIDE: Step(_OPEN, SelectionState.DECIDED, _ABOVE),
    RoundVerb.CANCEL: Step(_OPEN, SelectionState.CANCELLED, _ABOVE, needs_reason=True),
}

_ENTERED = frozenset({CandidateState.ENTERED})
CANDIDATE_STEPS: Mapping[CandidateVerb, Step[CandidateState]] = {
    CandidateVerb.ADMIT: Step(_ENTERED, CandidateState.ADMITTED, _ABOVE),
    CandidateVerb.KEEP_WAITING: Step(_ENTERED, CandidateState.WAITING, _ABOVE),
    CandidateVerb.REFUSE: Step(_ENTERED, CandidateState.NOT_ADMITTED, _ABOVE),
    CandidateVerb.PROMOTE: Step(frozenset({CandidateState.WAITING}), CandidateState.ADMITTED, _ABOVE),
    CandidateVerb.FALL_OUT: Step(
        frozenset({CandidateState.ENTERED, CandidateState.ADMITTED, CandidateState.WAITING}),
        CandidateState.FALLEN_OUT,
        _ABOVE,
        needs_reason=True,
    ),
}
"""Everything that can be done; what is not here is refused."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What points are given for, and how many at most."""

    name: str
    most: Decimal


def ranks(totals: Mapping[int, Decimal]) -> dict[int, int]:
    """The place of each by points, the most first; who has the same points has the same place."""
    return {key: 1 + sum(other > total for other in totals.values()) for key, total in totals.items()}


def by_points(totals: Mapping[int, Decimal], places: int) -> dict[int, CandidateState | None]:
    """Who would be admitted by points alone, who would wait; None for those alike of whom only some have a place."""
    found: dict[int, CandidateState | None] = {}
    placed = ranks(totals)
    for key, rank in placed.items():
        alike = sum(other == rank for other in placed.values())
        if rank + alike - 1 <= places:
            found[key] = CandidateState.ADMITTED
        else:
            found[key] = CandidateState.WAITING if rank > places else None
    return found


def passed_over(totals: Mapping[int, Decimal], admitted: Collection[int]) -> set[int]:
    """Those not admitted although somebody with fewer points is."""
    if not admitted:
        return set()
    least = min(totals[key] for key in admitted)
    return {key for key, total in totals.items() if key not in admitted and total > least}
