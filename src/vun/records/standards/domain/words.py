"""Words of the standards and programmes."""

from __future__ import annotations

from enum import StrEnum


class RecordTable(StrEnum):
    """The six tables of item 32 of the personnel record form (Circular 06/2023/TT-BNV), general education (19) and
    academic title (21)."""

    GENERAL = "19"
    ACADEMIC = "21"
    PROFESSIONAL = "32.1"
    POLITICAL_THEORY = "32.2"
    STATE_MANAGEMENT = "32.3"
    DEFENCE_SECURITY = "32.4"
    COMPUTING = "32.5"
    LANGUAGE = "32.6"


class GraceFrom(StrEnum):
    """What a grace period is counted from."""

    APPOINTMENT = "appointment"
    REQUIREMENT = "requirement"


class Branch(StrEnum):
    """Đào tạo (degrees, long) or bồi dưỡng (fostering, short): Decree 101/2017/NĐ-CP, Article 3."""

    TRAINING = "training"
    FOSTERING = "fostering"


class StudyMode(StrEnum):
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    ONLINE = "online"
    BLENDED = "blended"


class StudyPlace(StrEnum):
    IN_COUNTRY = "in_country"
    ABROAD = "abroad"
    JOINT = "joint"
