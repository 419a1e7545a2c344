"""What a cell says: dates, numbers, names, marks, national IDs, in all the ways offices write them.

A reader takes a cell and gives its value, or raises Problem ``values.…`` when the cell says nothing of the kind; the
problem's ``suggestion`` is what may be meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from functools import lru_cache

from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.engines.sheets.model import Value, text_of

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


def is_empty(value: Value) -> bool:
    """Whether the cell says nothing: blank, a dash, dots."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    text = value.strip()
    return not text or not text.strip("-–—._…/ \u00a0*\u200b\ufeff")


def read_text(value: Value) -> str:
    """Composed Unicode with single spaces; numbers as they are written, days as dd/mm/yyyy."""
    if type(value) is str:
        return _clean_text(value)
    if isinstance(value, datetime | date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    return text_of(value)


@lru_cache(maxsize=50_000)
def _clean_text(text: str) -> str:
    text = text.replace("\u200b", "").replace("\ufeff", "").replace("\u00a0", " ")
    text = clean(text)
    return text[1:] if text.startswith("'") else text


_CALLED = re.compile(
    r"^(?:(?:đ/c|đồng chí|đc|ths|ts|gs|pgs|bs|ks|cn)[.:]?\s+(?=\S+\s)|(?:ông|bà|anh|chị)[.:]?\s+(?=\S+\s+\S+\s+\S))",
    re.IGNORECASE,
)
"""Ông is a family name too: it is left out only before a name that is whole without it."""


@lru_cache(maxsize=100_000)
def read_name(text: str) -> str:
    """A person's name: composed, words beginning with a capital, without Ông, Bà, Đồng chí before it."""
    name = clean(text.replace("\u00a0", " ").replace("\u200b", ""))
    name = re.sub(r"\s*[(\[].*?[)\]]\s*$", "", name)
    shorter = _CALLED.sub("", name)
    name = shorter if " " in shorter else name
    name = name.strip(" .,;:*-")
    if name == name.upper() or name == name.lower():
        name = " ".join(_capitalised(word) for word in name.split(" "))
    return name


def _capitalised(word: str) -> str:
    return "".join(
        part[:1].upper() + part[1:].lower() if part not in ("-", "'", "’") else part
        for part in re.split(r"([-'’])", word)
    )


# --- Dates ----------------------------------------------------------------------------------------------------

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
        return _day_of_text(_clean_text(value), today.year)
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
    match = _ENGLISH.fullmatch(bare)
    month = _MONTH_NAMES.get(match[2].lower()) if match else None
    if match is None or month is None:
        return None
    return _day(_full_year(int(match[3]), match[3], this_year), month, int(match[1]), text)


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


# --- Numbers --------------------------------------------------------------------------------------------------

_UNITS = {
    "tỷ": 10**9, "tỉ": 10**9, "tỷ đồng": 10**9, "tỉ đồng": 10**9, "ty": 10**9,
    "triệu": 10**6, "tr": 10**6, "trđ": 10**6, "triệu đồng": 10**6, "trd": 10**6, "tr.đ": 10**6,
    "nghìn": 10**3, "ngàn": 10**3, "nghìn đồng": 10**3, "ngàn đồng": 10**3, "k": 10**3, "1000đ": 10**3,
    "đồng": 1, "đ": 1, "vnđ": 1, "vnd": 1, "d": 1,
}  # fmt: skip
_AMOUNT = re.compile(r"([+-]?[\d.,\s]*\d)\s*([^\d.,\s].*)?")


def read_decimal(value: Value) -> Decimal:
    """1.234,5 as offices write it; 7.5 and 1,234.5 are understood as well. Raises Problem ``values.not_a_number``."""
    if isinstance(value, bool) or value is None:
        raise Problem("values.not_a_number", value=text_of(value), suggestion="")
    if isinstance(value, int | float):
        return Decimal(str(value)).normalize() if isinstance(value, float) else Decimal(value)
    if not isinstance(value, str):
        raise Problem("values.not_a_number", value=text_of(value), suggestion="")
    number = _number(_clean_text(value).replace(" ", "").replace("\u202f", ""))
    if number is None:
        raise Problem("values.not_a_number", value=value, suggestion="")
    return number


def _number(text: str) -> Decimal | None:
    if re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", text) or re.fullmatch(
        r"[+-]?\d{1,3},\d{3}\.\d+", text
    ):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d+,\d+", text):
        text = text.replace(",", ".")
    elif not re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def read_integer(value: Value) -> int:
    """A whole number; words of counting after it ("25 người") are passed over. Raises Problem."""
    if isinstance(value, str):
        match = _AMOUNT.fullmatch(_clean_text(value))
        if match is None or (match[2] and not match[2][0].isalpha()):
            raise Problem("values.not_a_number", value=value, suggestion="")
        text = match[1].replace(" ", "")
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
            return int(text.replace(".", "").replace(",", ""))
        value = text
    number = read_decimal(value)
    if number != number.to_integral_value():
        raise Problem("values.not_whole", value=text_of(value), suggestion="")
    return int(number)


def read_money(value: Value, multiplier: int = 1) -> int:
    """Đồng. "15 triệu", "1,5 tỷ", "1.500.000 đ"; a bare number counts in ``multiplier`` đồng. Raises Problem."""
    if not isinstance(value, str):
        amount = read_decimal(value) * multiplier
    else:
        match = _AMOUNT.fullmatch(_clean_text(value))
        if match is None:
            raise Problem("values.not_a_number", value=value, suggestion="")
        text = match[1].replace(" ", "")
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
            text = text.replace(".", "").replace(",", "")
        number = _number(text)
        unit = _UNITS.get((match[2] or "").strip().lower().rstrip(".")) if match[2] else multiplier
        if number is None or unit is None:
            raise Problem("values.not_a_number", value=value, suggestion="")
        amount = number * unit
    if amount != amount.to_integral_value():
        amount = amount.quantize(Decimal(1))
    return int(amount)


_MULTIPLIERS = (
    (re.compile(r"(?:ty|ti) ?(?:dong|vnd)|\bty d\b"), 10**9),
    (re.compile(r"trieu|\btrd\b|\btr d\b"), 10**6),
    (re.compile(r"(?:nghin|ngan|1000|1 000) ?(?:dong|d\b|vnd)|\bnghin dong|\bngan dong"), 10**3),
)


def multiplier_in(text: str) -> int:
    """The đồng one stands for by a heading or title such as "ĐVT: triệu đồng"; 1 when it says nothing."""
    folded = fold(text)
    return next((each for pattern, each in _MULTIPLIERS if pattern.search(folded)), 1)


# --- Marks ----------------------------------------------------------------------------------------------------

_YES = {"x", "co", "1", "dung", "yes", "true", "v", "✓", "✔", "√", "+", "da", "roi", "xx", "*"}
_NO = {"khong", "0", "sai", "no", "false", "chua", "k", "ko"}


def read_flag(value: Value) -> bool:
    """x, có, 1, ✓ is yes; blank, không, 0 is no. Raises Problem ``values.not_a_mark``."""
    if value is None:
        return False
    if isinstance(value, bool):
        return value
    text = text_of(value).strip().lower()
    if not text or is_empty(value):
        return False
    if text in _YES or fold(text) in _YES:
        return True
    if fold(text) in _NO:
        return False
    raise Problem("values.not_a_mark", value=text_of(value), suggestion="x")


# --- National IDs ---------------------------------------------------------------------------------------------

_SHOWN_AS_POWER = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


@dataclass(frozen=True, slots=True)
class Identity:
    """Twelve digits; ``zeros`` is how many leading ones were put back. An old card number has nine: ``is_old``."""

    digits: str
    zeros: int = 0
    is_old: bool = False


def read_identity(value: Value) -> Identity:
    """The number of the identity card (CCCD), the zeros a spreadsheet took put back where only they can be missing.

    Places of birth are numbered 001 to 096, so what is two digits short of twelve may only have lost zeros. Raises
    Problem ``values.identity_digits``, ``values.identity_power`` for one shown as 2,01E+10, of which digits are lost.
    """
    text = text_of(value)
    is_number = isinstance(value, int | float)
    if isinstance(value, str):
        text = _clean_text(value).lstrip("'").strip()
        if _SHOWN_AS_POWER.fullmatch(text.replace(" ", "")):
            raise Problem("values.identity_power", value=text, suggestion="")
        text = re.sub(r"\.0$", "", text)
        text = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))
    if not text.isdigit() or not text.isascii():
        raise Problem("values.identity_digits", value=text_of(value), suggestion="", digits=len(text))
    if len(text) == 12:
        return Identity(text)
    # A text that kept one zero has lost none: some other digit is missing.
    if len(text) in (10, 11) and not text.startswith("0"):
        full = text.zfill(12)
        if 1 <= int(full[:3]) <= 96 and full[3] in "0123":
            return Identity(full, zeros=12 - len(text))
    if len(text) == 9 or (is_number and len(text) == 8):
        return Identity(text.zfill(9), is_old=True)
    raise Problem("values.identity_digits", value=text_of(value), suggestion="", digits=len(text))
