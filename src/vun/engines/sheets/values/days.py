"""Dates, as far as they are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache

from vun.common.errors import Problem
from vun.engines.sheets.model import Value, text_of
from vun.engines.sheets.values.texts import clean_text

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(7_000, 73_050)
"""Days as Excel counts them, from 1919 to 2099; smaller numbers are years or slips."""


class Precision(IntEnum):
    """How much of a date is known."""

    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known; the rest is the first month, the first day."""

    on: date
    precision: Precision = Precision.DAY

    def says_the_same(self, other: date) -> bool:
        """Whether ``other`` is what this says, as far as it says anything."""
        if self.precision is Precision.YEAR:
            return self.on.year == other.year
        if self.precision is Precision.MONTH:
            return (self.on.year, self.on.month) == (other.year, other.month)
        return self.on == other


_DMY = re.compile(r"(\d{1,2})\s*[/.\-,\s]\s*(\d{1,2})\s*[/.\-,\s]\s*(\d{4}|\d{2})")
_YMD = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:[T ].*)?")
_MY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YM = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})")
_WORDED = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:tháng|thg|-\s*thg)\s*(\d{1,2})\s*(?:năm|,|-)?\s*(\d{4})", re.IGNORECASE
)
_WORDED_MONTH = re.compile(r"(?:tháng|thg|t)\s*(\d{1,2})\s*(?:năm|,|/|-|\.)?\s*(\d{4})", re.IGNORECASE)
_BLANK_PARTS = re.compile(
    r"(?:0{1,2}|[.…_\-x?]{1,4})\s*/\s*(?:0{1,2}|[.…_\-x?]{1,4})\s*/\s*(\d{4})", re.IGNORECASE
)
_BLANK_DAY = re.compile(r"(?:0{1,2}|[.…_\-x?]{1,4})\s*/\s*(\d{1,2})\s*/\s*(\d{4})", re.IGNORECASE)
_MONTH_NAMES = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_AMERICAN = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})\s*,\s*(\d{4})")
_AROUND = re.compile(
    r"^(?:kể từ|từ|tính từ|ngày|từ ngày|kể từ ngày|sinh|sinh ngày|sn)\s*:?\s+(?=\d)"
    r"|\s*(?:-|–|—|đến|->|→)\s*(?:đến\s+)?nay$",
    re.IGNORECASE,
)
"""What says no more of a date: "từ 01/02/2010", "01/02/2010 - nay"."""
_ENGLISH = re.compile(r"(\d{1,2})[\s\-/]([A-Za-z]{3})[a-z]*[\s\-/,]+(\d{4}|\d{2})")
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?$", re.IGNORECASE)
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")


def read_day(value: Value, *, today: date) -> Day:
    """The date a cell says: a date cell, a serial number, dd/mm/yyyy, mm/yyyy, a year, or words.

    A year of two digits lies within the last hundred years. Raises Problem ``values.not_a_date`` or, for a day there is
    not (31/02, 25 as a month), ``values.no_such_day``, with what may be meant where one can tell.
    """
    if isinstance(value, datetime):
        return _dated(value.date(), value)
    if isinstance(value, date):
        return _dated(value, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_of_number(value)
    if isinstance(value, str):
        return _day_of_text(clean_text(value), today.year)
    raise Problem("values.not_a_date", value=text_of(value), suggestion="")


def _dated(day: date, value: Value) -> Day:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Problem("values.not_a_date", value=text_of(value), suggestion="")
    return Day(day)


def _day_of_number(value: int | float) -> Day:
    number = int(value)
    if number == value:
        if _FIRST_YEAR <= number <= _LAST_YEAR:
            return Day(date(number, 1, 1), Precision.YEAR)
        if 19_000_101 <= number <= 21_001_231:
            return _day(number // 10_000, number // 100 % 100, number % 100, str(number))
        text = str(number)
        if len(text) in (7, 8):
            return _day_of_text(text.zfill(8), _LAST_YEAR)
    if number in _SERIALS:
        return Day(_EXCEL_EPOCH + timedelta(days=number))
    # 3.198 or 12.1998 is a month and a year that lost their slash.
    month_year = re.fullmatch(r"(\d{1,2})\.(\d{3,4})", str(value))
    if month_year and 1 <= int(month_year[1]) <= 12:
        year = int(month_year[2].ljust(4, "0"))
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return Day(date(year, int(month_year[1]), 1), Precision.MONTH)
    raise Problem("values.not_a_date", value=text_of(value), suggestion="")


@lru_cache(maxsize=100_000)
def _day_of_text(text: str, this_year: int) -> Day:
    bare = _TIME.sub("", text.strip(" ,;'\"").rstrip(".")).strip()
    if not bare[:1].isdigit() or bare.endswith(("y", "Y")):
        bare = _AROUND.sub("", bare).strip()
    found = (
        _written_in_full(bare, text, this_year)
        or _written_in_part(bare, text)
        or _written_in_digits(bare, text)
    )
    if found is None:
        raise Problem("values.not_a_date", value=text, suggestion=_date_in(bare))
    return found


def _written_in_full(bare: str, text: str, this_year: int) -> Day | None:
    for pattern, order in ((_DMY, "dmy"), (_WORDED, "dmy"), (_YMD, "ymd")):
        if match := pattern.fullmatch(bare):
            numbers = dict(zip(order, map(int, match.groups()[:3]), strict=True))
            year = _full_year(numbers["y"], match.groups()[order.index("y")], this_year)
            return _day(year, numbers["m"], numbers["d"], text)
    return _written_in_english(bare, text, this_year)


def _written_in_english(bare: str, text: str, this_year: int) -> Day | None:
    """12-Mar-80, Mar 12, 1980."""
    for pattern, month_at, day_at in ((_ENGLISH, 2, 1), (_AMERICAN, 1, 2)):
        match = pattern.fullmatch(bare)
        month = _MONTH_NAMES.get(match[month_at].lower()) if match else None
        if match is not None and month is not None:
            return _day(_full_year(int(match[3]), match[3], this_year), month, int(match[day_at]), text)
    return None


def _written_in_part(bare: str, text: str) -> Day | None:
    if match := _BLANK_PARTS.fullmatch(bare):
        return _partial(int(match[1]), None, text)
    for pattern, year_at in ((_MY, 2), (_YM, 1), (_WORDED_MONTH, 2), (_BLANK_DAY, 2)):
        if match := pattern.fullmatch(bare):
            return _partial(int(match[year_at]), int(match[3 - year_at]), text)
    if match := re.fullmatch(r"(?:năm\s*|sn\s*)?(\d{4})", bare, re.IGNORECASE):
        return _partial(int(match[1]), None, text)
    return None


def _written_in_digits(bare: str, text: str) -> Day | None:
    if re.fullmatch(r"\d{8}", bare):
        if bare[:2] in ("19", "20") and 1 <= int(bare[4:6]) <= 12 and 1 <= int(bare[6:]) <= 31:
            return _day(int(bare[:4]), int(bare[4:6]), int(bare[6:]), text)
        return _day(int(bare[4:]), int(bare[2:4]), int(bare[:2]), text)
    if re.fullmatch(r"\d{5}", bare) and int(bare) in _SERIALS:
        return Day(_EXCEL_EPOCH + timedelta(days=int(bare)))
    return None


def _date_in(text: str) -> str:
    """The date somebody may have meant who typed O for 0, or a word around it."""
    mended = text.translate(_LETTERS_FOR_DIGITS)
    found = _DMY.search(mended)
    return f"{int(found[1]):02d}/{int(found[2]):02d}/{found[3]}" if found else ""


def _full_year(number: int, digits: str, this_year: int) -> int:
    if len(digits) > 2:
        return number
    this_year = min(this_year, date.max.year)
    century = this_year // 100 * 100
    return century + number if century + number <= this_year else century - 100 + number


def _partial(year: int, month: int | None, text: str) -> Day:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Problem("values.not_a_date", value=text, suggestion="")
    if month in (None, 0):
        return Day(date(year, 1, 1), Precision.YEAR)
    if month is not None and month > 12:
        raise Problem("values.no_such_day", value=text, suggestion="")
    return Day(date(year, month or 1, 1), Precision.MONTH)


def _day(year: int, month: int, day: int, text: str) -> Day:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Problem("values.no_such_day", value=text, suggestion="")
    if day == 0:
        return _partial(year, month, text)
    try:
        return Day(date(year, month, day))
    except ValueError:
        pass
    suggestion = ""
    if month > 12 and day <= 12:
        suggestion = f"{month:02d}/{day:02d}/{year}" if month <= 31 else ""
    raise Problem("values.no_such_day", value=text, suggestion=suggestion)
