"""Half-open periods and calendar arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.period import Period, add_months, first_overlap, whole_years

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(days)
    length = draw(st.none() | st.integers(1, 4000))
    return Period(start, None if length is None else start + timedelta(days=length))


def test_the_end_day_is_outside() -> None:
    period = Period(date(2025, 1, 1), date(2025, 7, 1))
    assert date(2025, 1, 1) in period
    assert date(2025, 6, 30) in period
    assert date(2025, 7, 1) not in period


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(ValueError, match="on or before its start"):
        Period(date(2025, 7, 1), date(2025, 7, 1))


@given(periods(), periods(), days)
def test_the_intersection_holds_exactly_the_days_in_both(one: Period, other: Period, day: date) -> None:
    both = one.intersection(other)
    assert (both is not None and day in both) == (day in one and day in other)
    assert (both is not None) == one.overlaps(other) == other.overlaps(one)


@given(st.lists(periods(), max_size=6))
def test_an_overlap_is_found_exactly_when_some_pair_overlaps(several: list[Period]) -> None:
    some_pair = any(a.overlaps(b) for i, a in enumerate(several) for b in several[i + 1 :])
    assert (first_overlap(several) is not None) == some_pair


def test_a_month_later_is_the_same_day_or_the_months_last() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert add_months(date(2025, 3, 15), -3) == date(2024, 12, 15)


@given(days, st.integers(-200, 200))
def test_adding_months_lands_in_the_right_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).month != later.month


def test_age_is_counted_to_the_day() -> None:
    assert whole_years(date(1980, 7, 1), date(2025, 6, 30)) == 44
    assert whole_years(date(1980, 7, 1), date(2025, 7, 1)) == 45
    assert whole_years(date(2000, 2, 29), date(2001, 2, 28)) == 0
