"""What the registry does not tell, and what is taken instead; and why somebody's gap is not planned for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from vun.common.numbers import format_date, format_number


class AssumptionCode(StrEnum):
    """Each is said in words beside the plan it was taken for."""

    BUDGET_OF_OTHER_YEAR = "budget_of_other_year"
    BUDGET_COMMITTED = "budget_committed"
    MONTHS_BEGUN = "months_begun"
    CENTRAL_TARGETS = "central_targets"
    VENUES_FROM_CLASSES = "venues_from_classes"
    ONLINE_UNLIMITED = "online_unlimited"
    LECTURERS_UNLIMITED = "lecturers_unlimited"
    LECTURERS_OF_SOME_UNLIMITED = "lecturers_of_some_unlimited"
    AREAS_FROM_DISTRICTS = "areas_from_districts"
    ONE_AREA = "one_area"
    DISTANCES = "distances"
    RELEASE_SHARE = "release_share"
    SOURCES_PAY_ALL = "sources_pay_all"
    CLASS_SIZES = "class_sizes"
    MODES = "modes"
    LONG_COURSES_CARRIED = "long_courses_carried"
    NO_LECTURER_NORM = "no_lecturer_norm"
    NO_MEALS_NORM = "no_meals_norm"
    NO_ROOM_NORM = "no_room_norm"
    NORMS_UNVERIFIED = "norms_unverified"
    LECTURER_TIER = "lecturer_tier"
    NO_SURVEY = "no_survey"
    PRIORITIES_COUNTED = "priorities_counted"
    AWAY_COUNTED = "away_counted"
    CANNOT_LEAVE = "cannot_leave"
    QUOTA_UNITS = "quota_units"
    RUNNING_COUNTED = "running_counted"


class ExclusionCode(StrEnum):
    """Why a gap is not among those the plan may close."""

    NO_PROGRAMME = "no_programme"
    TOO_LONG = "too_long"
    HELD_ELSEWHERE = "held_elsewhere"
    REFUSED = "refused"
    LACKS_PREREQUISITE = "lacks_prerequisite"
    STUDYING = "studying"
    RETIRED_BY_THEN = "retired_by_then"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption taken; ``params`` fill the sentence the faces keep for its code."""

    code: AssumptionCode
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        """The params as they are written in the sentence."""
        return {name: _written(name, value) for name, value in self.params.items()}

    def to_plain(self) -> dict[str, Any]:
        """The assumption as it is kept beside a scenario."""
        return {"code": self.code.value, "words": self.words}


def _written(name: str, value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    # A year is not a quantity: 2026, not 2.026.
    if isinstance(value, int | Decimal) and not name.endswith("year"):
        return format_number(value)
    return str(value)
