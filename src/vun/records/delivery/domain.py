"""States of a class and of a learner in it, marks, kinds of certificates."""

from __future__ import annotations

from enum import StrEnum


class ClassState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class EnrolmentState(StrEnum):
    STUDYING = "studying"
    COMPLETED = "completed"
    FAILED = "failed"
    DROPPED = "dropped"


class DayPart(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Mark(StrEnum):
    """What the attendance grid holds; no row means not marked yet."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


class Classification(StrEnum):
    """Xếp loại kết quả học tập, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"


class CertificateKind(StrEnum):
    """The two papers of Circular 03/2023/TT-BNV, and the degree of a training programme."""

    CERTIFICATE = "certificate"
    COMPLETION = "completion"
    DEGREE = "degree"


class CostKind(StrEnum):
    ESTIMATE = "estimate"
    SPENT = "spent"
