"""Numbers, money, national IDs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets.model import Value, text_of
from vun.engines.sheets.values.texts import clean_text

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
    number = _number(clean_text(value).replace(" ", "").replace("\u202f", ""))
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
        match = _AMOUNT.fullmatch(clean_text(value))
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
        match = _AMOUNT.fullmatch(clean_text(value))
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


_SHOWN_AS_POWER = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


@dataclass(frozen=True, slots=True)
class Identity:
    """Twelve digits; ``zeros`` is how many leading ones were put back. An old card number has nine: ``is_old``.

    ``is_among``: other words stand beside it in the cell.
    """

    digits: str
    zeros: int = 0
    is_old: bool = False
    is_among: bool = False


_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")


def _identity_among(value: Value, text: str) -> Identity:
    """The only number of twelve digits in "CCCD: 020080111117, cấp ngày 1/2/2021". Raises Problem."""
    found = set(_TWELVE.findall(str(value)))
    if len(found) == 1:
        return Identity(found.pop(), is_among=True)
    mended = text.translate(_LETTERS_FOR_DIGITS)
    suggestion = mended if _TWELVE.fullmatch(mended) else ""
    raise Problem("values.identity_digits", value=text_of(value), suggestion=suggestion, digits=len(text))


def read_identity(value: Value) -> Identity:
    """The number of the identity card (CCCD), the zeros a spreadsheet took put back where only they can be missing.

    Places of birth are numbered 001 to 096, so what is two digits short of twelve may only have lost zeros. Raises
    Problem ``values.identity_digits``, ``values.identity_power`` for one shown as 2,01E+10, of which digits are lost.
    """
    text = text_of(value)
    is_number = isinstance(value, int | float)
    if isinstance(value, str):
        text = clean_text(value).lstrip("'").strip()
        if _SHOWN_AS_POWER.fullmatch(text.replace(" ", "")):
            raise Problem("values.identity_power", value=text, suggestion="")
        text = re.sub(r"\.0$", "", text)
        text = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))
    if not text.isdigit() or not text.isascii():
        return _identity_among(value, text)
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
