"""Kinds of measures after study, and what each is proposed for."""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    """Reward, a measure to mend a poor result, or discipline."""

    REWARD = "reward"
    REMEDY = "remedy"
    DISCIPLINE = "discipline"


class Cause(StrEnum):
    """What a measure answers: a result of its classification, failing, dropping out, or refusing a decision to send."""

    RESULT = "result"
    FAILED = "failed"
    DROPPED = "dropped"
    REFUSED = "refused"


CAUSES_IN_CLASS = frozenset({Cause.RESULT, Cause.FAILED, Cause.DROPPED})
"""Those found in a class; refusing is found in a nomination that a decision had sent."""
