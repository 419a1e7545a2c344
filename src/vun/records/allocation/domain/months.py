"""The months of a plan's year, 0 to 11: which a period has whole, which it touches, which are still ahead."""

from __future__ import annotations

from datetime import date, timedelta

from vun.common.errors import Problem
from vun.common.period import Period, add_months

MONTHS = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100


def check_year(year: int, on: date) -> None:
    """Raises Problem for a year that is over on the day, or out of reach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem("allocation.year_unknown", field="year", first_year=FIRST_YEAR, last_year=LAST_YEAR)
    if year < on.year:
        raise Problem("allocation.year_is_past", field="year", this_year=str(on.year))


def months_between(start: date, end: date) -> list[int]:
    """The months of the days from ``start`` to ``end`` inclusive; of several years each month again."""
    found, day = [], start.replace(day=1)
    while day <= end:
        found.append(day.month - 1)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def whole_months(period: Period, year: int) -> frozenset[int]:
    """The months of the year that lie in the period from their first day to their last."""
    starts = [date(year, month, 1) for month in range(1, MONTHS + 1)] + [date(year + 1, 1, 1)]
    return frozenset(
        month
        for month in range(MONTHS)
        if period.start <= starts[month] and (period.end is None or starts[month + 1] <= period.end)
    )


def touched_months(period: Period, year: int) -> frozenset[int]:
    """The months of the year of which at least one day lies in the period."""
    months = [
        Period(date(year, month, 1), add_months(date(year, month, 1), 1)) for month in range(1, MONTHS + 1)
    ]
    return frozenset(month for month, days in enumerate(months) if days.overlaps(period))


def first_month_ahead(year: int, on: date) -> int:
    """The first month of the year that has not begun on the day; a month beginning that very day is still ahead."""
    return sum(date(year, month, 1) < on for month in range(1, MONTHS + 1))
