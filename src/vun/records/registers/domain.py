"""Kinds of documents a decision register holds, and the states of a job."""

from __future__ import annotations

from enum import StrEnum


class DecisionKind(StrEnum):
    """What sort of document it is: a numbered decision, or one that decisions rest on."""

    LAW = "law"
    DECREE = "decree"
    CIRCULAR = "circular"
    PARTY_REGULATION = "party_regulation"
    RESOLUTION = "resolution"
    CONCLUSION = "conclusion"
    SCHEME = "scheme"
    PLAN = "plan"
    DECISION = "decision"
    LETTER = "letter"


class JobState(StrEnum):
    """A job runs once; one whose worker died becomes FAILED by the reaper."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_JOB_STATES = frozenset({JobState.QUEUED, JobState.RUNNING})
