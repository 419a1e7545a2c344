"""Clashes of days, and what weighs most."""

from __future__ import annotations

from datetime import date

from vun.common.period import Period
from vun.records.sending.domain import (
    Check,
    CheckCode,
    CheckStatus,
    Study,
    clash_checks,
    last_day,
    status_of,
)

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1))
MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
STUDYING_IN_MARCH = Study(1, 7, "Lớp trung cấp", MARCH, is_over=False)
WHERE = {"name": "Lớp trung cấp", "start": date(2026, 3, 1), "end": date(2026, 3, 31)}


def test_known_days_that_overlap_are_a_red_clash() -> None:
    assert clash_checks([STUDYING_IN_MARCH], [MARCH], None) == [
        Check(CheckStatus.RED, CheckCode.CLASH, WHERE)
    ]


def test_one_class_of_the_line_on_free_days_is_enough() -> None:
    assert clash_checks([STUDYING_IN_MARCH], [MARCH, APRIL], None) == []


def test_months_of_the_plan_only_warn() -> None:
    spring = Period(date(2026, 3, 1), date(2026, 6, 1))
    assert clash_checks([STUDYING_IN_MARCH], [], spring) == [
        Check(CheckStatus.AMBER, CheckCode.MAY_CLASH, WHERE)
    ]


def test_what_is_over_or_on_other_days_or_without_days_does_not_clash() -> None:
    over = Study(1, 7, "Lớp cũ", MARCH, is_over=True)
    assert clash_checks([over], [MARCH], MARCH) == []
    assert clash_checks([STUDYING_IN_MARCH], [MAY], None) == []
    assert clash_checks([STUDYING_IN_MARCH], [], MAY) == []
    assert clash_checks([STUDYING_IN_MARCH], [], None) == []


def test_the_gravest_finding_counts() -> None:
    green = Check(CheckStatus.GREEN, CheckCode.CLOSES_GAP)
    amber = Check(CheckStatus.AMBER, CheckCode.MAY_CLASH)
    red = Check(CheckStatus.RED, CheckCode.HOLDS_ALREADY)
    assert status_of([]) is CheckStatus.GREEN
    assert status_of([green]) is CheckStatus.GREEN
    assert status_of([green, amber]) is CheckStatus.AMBER
    assert status_of([amber, red, green]) is CheckStatus.RED


def test_the_last_day_is_the_one_before_the_end() -> None:
    assert last_day(MARCH) == date(2026, 3, 31)
    assert last_day(Period(date(2026, 3, 1))) is None
