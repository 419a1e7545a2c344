"""Numbers, money and dates as a Vietnamese office writes them: 1.234,5 and dd/mm/yyyy. Money is integer đồng."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+$|^-?\d+$")


def format_number(value: int | Decimal, *, decimals: int = 0) -> str:
    """``format_number(Decimal("1234.5"), decimals=1) == "1.234,5"``; rounds half up."""
    number = round_half_up(Decimal(value), decimals)
    return f"{number:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def parse_integer(text: str) -> int:
    """The integer in ``1.234.567`` or ``1234567``. Raises ValueError for anything else."""
    compact = text.strip().replace(" ", "").replace("\u00a0", "")
    if not _GROUPED.match(compact):
        raise ValueError(text)
    return int(compact.replace(".", ""))


def parse_date(text: str) -> date:
    """The day in ``dd/mm/yyyy``. Raises ValueError for anything else."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    if match is None:
        raise ValueError(text)
    day, month, year = map(int, match.groups())
    return date(year, month, day)


def format_date(day: date) -> str:
    """``dd/mm/yyyy``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded as published reports round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def cut(value: Decimal, decimals: int) -> Decimal:
    """Cut towards zero, as some published reports do instead of rounding."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)


def percent(part: int, whole: int, *, decimals: int = 2) -> Decimal | None:
    """``part`` of ``whole`` in per cent, rounded half up; None when there is no whole."""
    return round_half_up(Decimal(part) * 100 / Decimal(whole), decimals) if whole else None
