"""The end of a time limit counted in days, as the rule of the day and the calendar have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vun.common.period import Period
from vun.common.workdays import WorkCalendar


class LastDay(StrEnum):
    """What becomes of a time limit whose last day is a day off: it ends on the next working day, or all the same."""

    NEXT_WORKING_DAY = "next_working_day"
    AS_COUNTED = "as_counted"


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for time limits counted to a day of the period, and by which law."""

    period: Period
    last_day: LastDay
    law: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit: ``counted_to`` by its days, and the day it ``ends_on``; ``rule`` is the one that moved it."""

    counted_to: date
    ends_on: date
    rule: Rule | None = None

    @property
    def is_moved(self) -> bool:
        return self.ends_on != self.counted_to


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The rules there are and the working days, as one value. At most one rule holds on a day."""

    rules: Sequence[Rule]
    calendar: WorkCalendar

    def of(self, counted_to: date) -> Deadline:
        """How a time limit counted to the day ends."""
        rule = next((each for each in self.rules if counted_to in each.period), None)
        if rule is None or rule.last_day is LastDay.AS_COUNTED or self.calendar.is_working(counted_to):
            return Deadline(counted_to, counted_to)
        return Deadline(counted_to, self.calendar.after(counted_to, 1), rule)

    def latest_over(self, on: date) -> date:
        """The latest day counted to whose time limit is over on the day: whatever is counted to it or before is."""
        day = on - timedelta(days=1)
        while self.of(day).ends_on >= on:
            day -= timedelta(days=1)
        return day
