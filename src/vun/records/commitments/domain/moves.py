"""The tables of everything that can be done to a commitment and to a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from vun.common.actor import Permission
from vun.records.commitments.domain.words import OPEN_STATES, ClaimState, CommitmentState

State = TypeVar("State", CommitmentState, ClaimState)


@dataclass(frozen=True, slots=True)
class Move(Generic[State]):
    """From which states a verb leads to which, and who may do it over the unit that sent the person."""

    sources: frozenset[State]
    target: State
    permission: Permission


class Verb(StrEnum):
    """What is done to a commitment. BREAK ends it by a claim for what the study cost; where that is taken back, RESUME
    lets service go on, and RESUME_STUDY study."""

    GRADUATE = "graduate"
    CLOSE = "close"
    RELEASE = "release"
    BREAK = "break"
    RESUME = "resume"
    RESUME_STUDY = "resume_study"


class ClaimVerb(StrEnum):
    """What is done to a claim. WAIVE: decided, with nothing left to pay; PAY: the last part; UNPAY: a part was not."""

    DECIDE = "decide"
    WAIVE = "waive"
    PAY = "pay"
    UNPAY = "unpay"


_UNIT, _ABOVE, _MONEY = Permission.NOMINATE, Permission.NOMINATION_APPROVE, Permission.REPAYMENT_EDIT
_COMPUTED = frozenset({ClaimState.COMPUTED})

TRANSITIONS: Mapping[Verb, Move[CommitmentState]] = {
    Verb.GRADUATE: Move(frozenset({CommitmentState.STUDYING}), CommitmentState.SERVING, _UNIT),
    Verb.CLOSE: Move(frozenset({CommitmentState.SERVING}), CommitmentState.SERVED, _UNIT),
    Verb.RELEASE: Move(OPEN_STATES, CommitmentState.RELEASED, _ABOVE),
    Verb.BREAK: Move(OPEN_STATES, CommitmentState.BROKEN, _ABOVE),
    Verb.RESUME: Move(frozenset({CommitmentState.BROKEN}), CommitmentState.SERVING, _ABOVE),
    Verb.RESUME_STUDY: Move(frozenset({CommitmentState.BROKEN}), CommitmentState.STUDYING, _ABOVE),
}
CLAIM_TRANSITIONS: Mapping[ClaimVerb, Move[ClaimState]] = {
    ClaimVerb.DECIDE: Move(_COMPUTED, ClaimState.DECIDED, _ABOVE),
    ClaimVerb.WAIVE: Move(_COMPUTED, ClaimState.WAIVED, _ABOVE),
    ClaimVerb.PAY: Move(frozenset({ClaimState.DECIDED}), ClaimState.PAID, _MONEY),
    ClaimVerb.UNPAY: Move(frozenset({ClaimState.DECIDED, ClaimState.PAID}), ClaimState.DECIDED, _MONEY),
}
"""Everything that can be done; what is not here is refused."""
