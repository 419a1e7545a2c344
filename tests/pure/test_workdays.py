"""Working days: weekends, holidays of every year, and what is recorded of single days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vun.common.workdays import WorkCalendar

# Tết of 2026: offices are closed from Saturday 14 to Sunday 22 February; Saturday 10 January is worked.
TET = WorkCalendar(
    {date(2026, 2, day): False for day in range(14, 23)} | {date(2026, 1, 2): False, date(2026, 1, 10): True}
)


def test_the_last_working_day_is_counted_over_weekends_holidays_and_what_is_recorded() -> None:
    none = WorkCalendar()
    assert none.after(date(2026, 2, 12), 3) == date(2026, 2, 17)
    assert TET.after(date(2026, 2, 12), 3) == date(2026, 2, 24)
    assert TET.after(date(2026, 1, 9), 1) == date(2026, 1, 10), "a Saturday worked in exchange"
    assert none.after(date(2026, 4, 29), 1) == date(2026, 5, 4), "30 April, 1 May and a weekend"
    assert none.after(date(2026, 2, 12), 0) == date(2026, 2, 12)
    assert [TET.is_working(date(2026, 1, day)) for day in (1, 2, 3, 5, 10)] == [
        False,
        False,
        False,
        True,
        True,
    ]


@given(since=st.dates(date(2025, 1, 1), date(2026, 12, 31)), days=st.integers(1, 40))
def test_just_so_many_working_days_lie_after_the_first_and_the_last_is_one(since: date, days: int) -> None:
    last = TET.after(since, days)
    between = [since + timedelta(days=place) for place in range(1, (last - since).days + 1)]
    assert sum(TET.is_working(day) for day in between) == days
    assert TET.is_working(last)
