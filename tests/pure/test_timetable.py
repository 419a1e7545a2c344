"""Sessions laid over working days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.records.delivery.domain import PERIODS_A_SESSION, DayPart, Slot, days_between, timetable

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)


def test_modules_follow_one_another_morning_and_afternoon() -> None:
    assert timetable([(1, 6), (2, 4)], MONDAY, FRIDAY) == [
        Slot(date(2026, 3, 2), DayPart.MORNING, 4, 1),
        Slot(date(2026, 3, 2), DayPart.AFTERNOON, 2, 1),
        Slot(date(2026, 3, 3), DayPart.MORNING, 4, 2),
    ]


def test_a_weekend_and_what_is_taken_are_skipped() -> None:
    saturday = date(2026, 3, 7)
    assert timetable([(None, 8)], saturday, date(2026, 3, 9), [(date(2026, 3, 9), DayPart.EVENING)]) == [
        Slot(date(2026, 3, 9), DayPart.MORNING, 4),
        Slot(date(2026, 3, 9), DayPart.AFTERNOON, 4),
    ]
    taken = [(FRIDAY, DayPart.MORNING)]
    assert timetable([(1, 4)], FRIDAY, FRIDAY, taken) == [Slot(FRIDAY, DayPart.AFTERNOON, 4, 1)]


def test_too_few_days_tell_how_many_sessions_have_no_room() -> None:
    with pytest.raises(ValueError, match="3"):
        timetable([(1, 52)], MONDAY, FRIDAY)


modules = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 40)), max_size=5)


@given(modules, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_period_is_taught_once_on_a_working_day_in_order(
    asked: list[tuple[int | None, int]], start_on: date
) -> None:
    end_on = date.fromordinal(start_on.toordinal() + 120)
    slots = timetable(asked, start_on, end_on)
    assert sum(slot.periods for slot in slots) == sum(periods for _, periods in asked)
    assert all(slot.on.weekday() < 5 and 0 < slot.periods <= PERIODS_A_SESSION for slot in slots)
    places = [(slot.on, slot.part is DayPart.AFTERNOON) for slot in slots]
    assert places == sorted(set(places))


def test_both_ends_are_days_of_the_class() -> None:
    assert days_between(MONDAY, MONDAY) == [MONDAY]
    assert len(days_between(MONDAY, FRIDAY)) == 5
