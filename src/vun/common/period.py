"""Half-open periods of days. Every state that changes with time lies in one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to but not including ``end``; ``end`` None means still open.

    Raises ValueError when ``end`` is not after ``start``: an empty period is never a state of anything.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"period ends {self.end} on or before its start {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """True when at least one day lies in both."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def intersection(self, other: Period) -> Period | None:
        """The days in both, or None when there are none."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends) if ends else None)

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))


def first_overlap(periods: Iterable[Period]) -> tuple[Period, Period] | None:
    """The first two periods, by start, that share a day; None when no two do."""
    ordered = sorted(periods, key=lambda period: period.start)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.overlaps(later):
            return earlier, later
    return None


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later (earlier when negative), or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def whole_years(since: date, until: date) -> int:
    """Completed years from ``since`` to ``until``: an age to the day."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
