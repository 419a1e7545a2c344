"""When a time limit counted in days ends: weekends, Tết, days worked instead, and rules that change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vun.common.period import Period
from vun.common.workdays import WorkCalendar
from vun.records.deadlines.domain import Deadline, Deadlines, LastDay, Rule

TET = {date(2026, 2, 14) + timedelta(days=place): False for place in range(9)}
CALENDAR = WorkCalendar({**TET, date(2026, 8, 22): True, date(2026, 8, 31): False, date(2026, 9, 1): False})
LAW = "Điều 148 khoản 5 Bộ luật Dân sự 2015"
MOVES = Rule(Period(date(2017, 1, 1)), LastDay.NEXT_WORKING_DAY, LAW, is_verified=False)


@pytest.mark.parametrize(
    ("counted_to", "ends_on"),
    [
        (date(2026, 6, 12), date(2026, 6, 12)),  # a Friday
        (date(2026, 6, 13), date(2026, 6, 15)),  # a Saturday
        (date(2026, 6, 14), date(2026, 6, 15)),  # a Sunday
        (date(2026, 2, 14), date(2026, 2, 23)),  # the first of nine days of Tết
        (date(2026, 2, 22), date(2026, 2, 23)),  # the last of them
        (date(2026, 8, 22), date(2026, 8, 22)),  # a Saturday worked instead
        (date(2026, 8, 29), date(2026, 9, 3)),  # a weekend and the National Day behind it
        (date(2026, 1, 1), date(2026, 1, 2)),  # a holiday of every year
        (date(2016, 12, 31), date(2016, 12, 31)),  # a Saturday before the rule
    ],
)
def test_a_time_limit_that_would_end_on_a_day_off_ends_on_the_next_working_day(
    counted_to: date, ends_on: date
) -> None:
    known = Deadlines([MOVES], CALENDAR)
    moved_by = MOVES if counted_to != ends_on else None
    assert known.of(counted_to) == Deadline(counted_to, ends_on, moved_by)


def test_a_province_may_say_from_a_day_on_that_it_ends_all_the_same() -> None:
    until, since = Period(date(2017, 1, 1), date(2026, 6, 14)), Period(date(2026, 6, 14))
    known = Deadlines(
        [Rule(until, LastDay.NEXT_WORKING_DAY, LAW, True), Rule(since, LastDay.AS_COUNTED, "Quy chế", True)],
        CALENDAR,
    )
    assert known.of(date(2026, 6, 13)).ends_on == date(2026, 6, 15)
    assert not known.of(date(2026, 6, 14)).is_moved


@pytest.mark.parametrize("rules", [[MOVES], []], ids=["moved", "as counted"])
def test_what_is_over_on_a_day_is_what_ended_before_it(rules: list[Rule]) -> None:
    known = Deadlines(rules, CALENDAR)
    days = [date(2026, 1, 1) + timedelta(days=place) for place in range(365)]
    for on in days[30:]:
        over = [day for day in days if known.of(day).ends_on < on]
        assert known.latest_over(on) == max(over)
