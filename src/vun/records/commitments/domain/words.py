"""Cases and states of what somebody owes after study."""

from __future__ import annotations

from enum import StrEnum


class Case(StrEnum):
    """Why training cost may have to be paid back; the letters are those of the table of cases."""

    DROPPED_OUT = "dropped_out"
    NO_DIPLOMA = "no_diploma"
    DISMISSED_STUDYING = "dismissed_studying"
    LEFT_EARLY = "left_early"
    DISMISSED_EARLY = "dismissed_early"


DURING_STUDY = frozenset({Case.DROPPED_OUT, Case.NO_DIPLOMA, Case.DISMISSED_STUDYING})
"""The cases of whoever never graduated; the others are of graduates with service left to do."""


class Charge(StrEnum):
    """What a law charges in a case: all of the cost, half of it, or the part not yet served."""

    FULL = "full"
    HALF = "half"
    UNSERVED = "unserved"


class CommitmentState(StrEnum):
    """STUDYING until the diploma, SERVING until the months are served; BROKEN when a case has come about."""

    STUDYING = "studying"
    SERVING = "serving"
    SERVED = "served"
    BROKEN = "broken"
    RELEASED = "released"


OPEN_STATES = frozenset({CommitmentState.STUDYING, CommitmentState.SERVING})


class ClaimState(StrEnum):
    """Of a claim for training cost: computed, decided by the council's proposal, paid, or waived altogether."""

    COMPUTED = "computed"
    DECIDED = "decided"
    PAID = "paid"
    WAIVED = "waived"


class Payer(StrEnum):
    """Who paid for the study. Only what the sending body paid is paid back (Decree 101/2017/NĐ-CP, Article 8)."""

    SENDER = "sender"
    LEARNER = "learner"
    SPONSOR = "sponsor"


class CostItem(StrEnum):
    """What was paid for one learner. Pay and allowances are kept but never paid back."""

    TUITION = "tuition"
    MATERIALS = "materials"
    TRAVEL = "travel"
    LODGING = "lodging"
    OTHER = "other"
    PAY = "pay"


NOT_PAID_BACK = frozenset({CostItem.PAY})
