"""The closed set of words rules are made of."""

from __future__ import annotations

from enum import StrEnum


class ConditionKind(StrEnum):
    """What a condition asks. There is no other: whoever writes a rule picks from these and fills in figures."""

    AGE_AT_MOST = "age_at_most"
    AGE_AT_LEAST = "age_at_least"
    SERVICE = "service"
    RATINGS = "ratings"
    PARTY = "party"
    HOLDS = "holds"
    POST = "post"
    TIER = "tier"
    AREA = "area"
    IN_RANK_BEFORE = "in_rank_before"
    PERIODS_BELOW = "periods_below"


class Weight(StrEnum):
    """What a rule does to whom it speaks against: refuses, asks to be looked at, or only speaks for others."""

    REFUSES = "refuses"
    WARNS = "warns"
    FAVOURS = "favours"


class Outcome(StrEnum):
    """How a condition stands for somebody. UNKNOWN: what it asks about is not recorded."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What all rules together say of a person and a programme."""

    MAY = "may"
    LOOK = "look"
    REFUSED = "refused"
