"""Numbers, percentages and dates as Vietnamese offices write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.numbers import (
    cut,
    format_date,
    format_number,
    parse_date,
    parse_integer,
    percent,
    round_half_up,
)


def test_points_group_thousands_and_a_comma_parts_decimals() -> None:
    assert format_number(1234567) == "1.234.567"
    assert format_number(Decimal("1234.5"), decimals=1) == "1.234,5"
    assert format_number(Decimal("-0.5"), decimals=0) == "-1"


@given(st.integers(-(10**15), 10**15))
def test_reading_undoes_writing(number: int) -> None:
    assert parse_integer(format_number(number)) == number


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_reading_a_date_undoes_writing_it(day: date) -> None:
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize("text", ["", "1,5", "12.34", "abc", "1.2345", "--1"])
def test_what_is_no_integer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_integer(text)


@pytest.mark.parametrize("text", ["2025-01-01", "31/02/2025", "1/1/25", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$|day is out of range"):
        parse_date(text)


def test_a_share_is_rounded_half_up_or_cut() -> None:
    assert percent(134, 147) == Decimal("91.16")
    assert percent(1, 0) is None
    share = Decimal(19037) * 100 / Decimal(14590)
    assert (round_half_up(share, 2), cut(share, 2)) == (Decimal("130.48"), Decimal("130.47"))
