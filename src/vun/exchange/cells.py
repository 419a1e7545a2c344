"""Readers of cells for the fields of imports: a value, a Doubt about one, or a Problem saying what would be right."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone

from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets import Value, text_of, values
from vun.engines.sheets.values import Day, Precision
from vun.exchange.model import Doubt


class Nothing(Exception):
    """The cell says in words that there is nothing to be said: it counts as empty."""


def _today() -> date:
    """Today; asked for every cell with a date, and so looked up once a minute."""
    return _day_of_minute(int(time.time() // 60))


@lru_cache(maxsize=1)
def _day_of_minute(minute: int) -> date:
    return timezone.localdate()


def text(longest: int) -> Callable[[Value], Any]:
    """Text up to so many letters. Raises Problem ``import.too_long``."""

    def read(value: Value) -> str:
        found = values.read_text(value)
        if len(found) > longest:
            raise Problem("import.too_long", value=found[:60], longest=longest, letters=len(found))
        return found

    return read


def name(value: Value) -> Any:
    """A person's name. Digits in it are a slip, told with the name without them."""
    if not isinstance(value, str):
        raise Problem("import.name_unreadable", value=text_of(value), suggestion="")
    if "\n" in value and sum(" " in line.strip() for line in value.splitlines()) > 1:
        raise Problem("import.several_people", value=" ; ".join(value.split("\n")))
    found = values.read_name(value)
    if not found or any(char.isdigit() for char in found):
        suggestion = re.sub(r"[\d.)]+", "", found).strip()
        raise Problem("import.name_unreadable", value=value, suggestion=suggestion)
    return found


_NONE_YET = {
    "chua", "khong", "chua co", "khong co", "chua vao", "chua vao dang", "khong ro", "chua ro", "chua xac dinh",
    "chua biet", "khong xac dinh", "chua ket nap", "quan chung", "khong thoi han", "vo thoi han", "k", "ko", "n a",
    "na", "null",
}  # fmt: skip


def day(value: Value) -> Day:
    """A date as far as it is known. Raises Nothing where words say that there is none."""
    if isinstance(value, str) and fold(value) in _NONE_YET:
        raise Nothing
    return values.read_day(value, today=_today())


def full_day(value: Value) -> Any:
    """A date; of one known by month or year only the first day is taken, and told."""
    found = day(value)
    if found.precision is Precision.DAY:
        return found.on
    return Doubt(found.on, Problem("import.day_filled_in", value=text_of(value), day=found.on))


def month(value: Value) -> date:
    """A date that papers give by month or year: its first day, without a word."""
    return day(value).on


_SPAN = re.compile(
    r"(?:từ\s+)?(.*?\d{4})\s*(?:-|–|—|đến|->|→|tới)\s*((?:tháng\s*)?[\d/.]*\d{4})", re.IGNORECASE
)


def month_or_span(value: Value) -> Any:
    """As `month`; "2015 - 2017" where a column for the beginning holds both is a pair."""
    if isinstance(value, str) and (found := _SPAN.fullmatch(values.read_text(value))) is not None:
        return month(found[1]), month(found[2])
    return month(value)


def past_day(value: Value) -> Any:
    """As `full_day`, not after today."""
    found = full_day(value)
    on = found.value if isinstance(found, Doubt) else found
    if on > _today():
        raise Problem("import.day_in_future", value=text_of(value), day=on)
    return found


def birth(value: Value) -> Any:
    """A birth date as far as it is known, told where day or month are missing."""
    found = day(value)
    today = _today()
    if found.on > today:
        raise Problem("import.day_in_future", value=text_of(value), day=found.on)
    if found.on.year > today.year - 14 or found.on.year < today.year - 110:
        raise Problem("import.birth_year_odd", value=text_of(value), birth_year=found.on.year)
    if found.precision is Precision.DAY:
        return found
    return Doubt(found, Problem("import.birth_filled_in", value=text_of(value), day=found.on))


def identity(value: Value) -> Any:
    """Twelve digits. Zeros put back, and old numbers of nine digits that cannot be kept, are told."""
    return _identity(value) if isinstance(value, str) else _read_identity(value)


@lru_cache(maxsize=2_000)
def _identity(value: str) -> Any:
    # The papers of one person stand below each other.
    return _read_identity(value)


def _read_identity(value: Value) -> Any:
    found = values.read_identity(value)
    if found.is_old:
        return Doubt("", Problem("import.identity_old", value=text_of(value)))
    if found.is_among:
        return Doubt(
            found.digits, Problem("import.identity_among", value=text_of(value), digits=found.digits)
        )
    if found.zeros:
        full = found.digits
        return Doubt(
            full, Problem("import.identity_zeros", value=text_of(value), count=found.zeros, digits=full)
        )
    return found.digits


_NOTHING_HELD = {"khong bang cap", "khong co bang", "chua dao tao", "chua qua dao tao", "0"}


def held(value: Value) -> str:
    """A level somebody holds. Raises Nothing where words say that there is none."""
    found = values.read_text(value)
    if not found or fold(found) in _NONE_YET | _NOTHING_HELD or not fold(found):
        raise Nothing
    if len(found) > 200:
        raise Problem("import.too_long", value=found[:60], longest=200, letters=len(found))
    return found


def sex(word: Callable[[Value], Any]) -> Callable[[Value], Any]:
    """Nam or Nữ, by ``word``. A bare number does not say which of them it stands for: it is told, and left out."""

    def read(value: Value) -> Any:
        raw = values.read_text(value)
        if raw in ("0", "1", "2"):
            return Doubt("", Problem("import.sex_as_number", value=raw))
        return word(value)

    return read


_NOT_RATED = re.compile(
    r"(?:chua|khong|mien|k|ko) (?:danh gia|xep loai|xl|du thoi gian|xet)|nghi (?:thai san|sinh|om|khong luong)|"
    r"thai san|moi tuyen dung|dang (?:tap su|di hoc)|tap su|chuyen cong tac|biet phai|nghi huu"
)
_GRADE_WORDS = (
    (r"\bht\b", "hoan thanh"),
    (r"\bnv\b", "nhiem vu"),
    (r"\bxs\b", "xuat sac"),
)


def grade(word: Callable[[Value], Any]) -> Callable[[Value], Any]:
    """A grade by ``word``, its parts shortened or not, remarks in brackets aside.

    Where words say why somebody has none ("Nghỉ thai sản"), that is told, and nothing taken.
    """

    def read(value: Value) -> Any:
        raw = values.read_text(value)
        try:
            return word(raw)
        except Problem:
            bare = fold(re.sub(r"\(.*?\)", " ", raw))
            if _NOT_RATED.match(bare):
                return Doubt(None, Problem("import.not_rated", value=raw))
            for short, full in _GRADE_WORDS:
                bare = re.sub(short, full, bare)
            try:
                return word(" ".join(bare.split()))
            except Problem as problem:
                problem.params["value"] = raw
                raise

    return read


def flag(value: Value) -> bool:
    """A mark: x, có, 1."""
    return values.read_flag(value)


def integer(least: int, most: int) -> Callable[[Value], int]:
    """A whole number within bounds. Raises Problem ``import.out_of_bounds``."""

    def read(value: Value) -> int:
        if isinstance(value, str) and fold(value) in _NONE_YET:
            raise Nothing
        found = values.read_integer(value)
        if not least <= found <= most:
            raise Problem("import.out_of_bounds", value=text_of(value), least=least, most=most)
        return found

    return read


_NO_SCORE = {
    "vang", "v", "vang thi", "bo thi", "khong thi", "khong du thi", "hoan thi", "hoan", "mien", "mien thi", "chua thi",
    "chua co", "chua co diem", "nghi", "nghi thi", "bao luu", "khong du dieu kien", "khong du dieu kien thi", "kdt",
    "cp", "vp", "khong co bai", "khong nop bai", "chua nop bai", "vang co phep", "vang khong phep",
}  # fmt: skip


def score(value: Value) -> Any:
    """A mark out of ten: 7,5, 7.5, 75/100 is no mark. A number from 10 to 100 in tenths was 7.5 once, and is told."""
    raw = values.read_text(value)
    if fold(raw) in _NO_SCORE:
        return Doubt("", Problem("import.no_score", value=raw))
    match = re.fullmatch(r"([\d.,]+)\s*/\s*10|([\d.,]+)\s*(?:điểm|đ)?", raw)
    if match is None:
        raise Problem("values.not_a_number", value=raw, suggestion="")
    found = values.read_decimal(match[1] or match[2])
    if not 0 <= found <= 10:
        raise Problem("import.score_range", value=raw, suggestion=_tenth(found))
    if found != round(found, 2):
        return Doubt(round(found, 2), Problem("import.score_rounded", value=raw, score=round(found, 2)))
    return found


def _tenth(found: Decimal) -> str:
    return (
        str(found / 10).replace(".", ",") if 10 < found <= 100 and found == found.to_integral_value() else ""
    )


def year(value: Value) -> int:
    """A year, bare, in words, or as the year of a date."""
    if isinstance(value, str) and (match := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", value)):
        return int(match[0])
    return day(value).on.year


def phone(value: Value) -> Any:
    """Digits of a telephone; a zero that a spreadsheet took is put back, and told."""
    raw = values.read_text(value)
    digits = re.sub(r"[^\d+]", "", raw.split("/")[0].split(";")[0].split(",")[0])
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if len(digits) == 9 and digits[0] in "35789":
        return Doubt("0" + digits, Problem("import.phone_zero", value=raw, phone="0" + digits))
    if not re.fullmatch(r"\+?\d{8,15}", digits):
        raise Problem("import.phone_unreadable", value=raw)
    return digits


def email(value: Value) -> str:
    """An address of electronic mail in small letters."""
    raw = values.read_text(value).replace(" ", "").lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+", raw):
        raise Problem("import.email_unreadable", value=raw)
    return raw


def one_of(words: Mapping[str, Any], code: str) -> Callable[[Value], Any]:
    """One of the words (accents aside). Raises Problem ``code`` with all that would be right."""
    folded = {fold(word) or word: member for word, member in words.items()}
    shown: dict[Any, str] = {}
    for word, member in words.items():
        shown.setdefault(member, word)

    @lru_cache(maxsize=2_000)
    def find(raw: str) -> Any:
        key = fold(raw) or raw  # a sign such as ✓ folds to nothing
        if key in folded:
            return folded[key]
        raise Problem(code, value=raw, suggestion=", ".join(shown.values()))

    def read(value: Value) -> Any:
        return find(values.read_text(value))

    return read


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it stands in a cell, and what it is in đồng where nothing else says its unit."""

    raw: Value
    dong: int

    def times(self, multiplier: int) -> int:
        """In đồng, when a bare number counts in ``multiplier`` đồng."""
        return values.read_money(self.raw, multiplier)


def money(value: Value) -> Amount:
    """An amount, whose unit may be told by the heading or a title: so it is kept as read. Raises Nothing as `day`."""
    if isinstance(value, str) and fold(value) in _NONE_YET:
        raise Nothing
    return Amount(value, values.read_money(value))
