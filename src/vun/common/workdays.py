"""Working days: Monday to Friday, less the holidays of every year, less and plus what is recorded for single days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

FIXED_HOLIDAYS = frozenset({(1, 1), (30, 4), (1, 5), (2, 9)})
"""Day and month of the holidays that never move (Labour Code, Article 112). Tết and the like are recorded by day."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """What is recorded of single ``days``: worked, or off. It goes before the day of the week and fixed holidays."""

    days: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        recorded = self.days.get(day)
        if recorded is not None:
            return recorded
        return day.weekday() < 5 and (day.day, day.month) not in FIXED_HOLIDAYS

    def after(self, since: date, working_days: int) -> date:
        """The last of so many working days after ``since``; ``since`` itself for none."""
        day = since
        while working_days > 0:
            day += timedelta(days=1)
            working_days -= self.is_working(day)
        return day
