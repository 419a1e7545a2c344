"""Values as text: 1.234,5 and dd/mm/yyyy in both languages, zero as –, the unknown as a word."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from vun.common.numbers import format_date, format_number

DASH = "–"
_NO_BREAK = "\u00a0"
Number = int | float | Decimal


def unknown() -> str:
    """The word for what is not known."""
    return _("chưa rõ")


def number(value: Number | None, decimals: int = 0) -> str:
    """``1.234,5``; the unknown as a word."""
    return unknown() if value is None else format_number(_exact(value), decimals=decimals)


def dash(value: Number | None, decimals: int = 0) -> str:
    """Like `number`, with zero as –: for cells of a table."""
    return DASH if value == 0 else number(value, decimals)


def percent(value: Number | None, decimals: int = 1) -> str:
    """``50,4 %`` from 50.4; the unknown as a word."""
    return unknown() if value is None else f"{number(value, decimals)}{_NO_BREAK}%"


def millions(value: int | None) -> str:
    """Đồng in millions with at most one decimal: ``1.250,5`` from 1250500000."""
    if value is None:
        return unknown()
    tenths = _exact(value) / 1_000_000
    return number(tenths, 0 if tenths == tenths.to_integral_value() else 1)


def day(value: date | None) -> str:
    """``dd/mm/yyyy``; the unknown as a word."""
    if value is None:
        return unknown()
    return format_date(timezone.localdate(value) if isinstance(value, datetime) else value)


def moment(value: datetime | None) -> str:
    """``dd/mm/yyyy HH:MM`` in local time; the unknown as a word."""
    if value is None:
        return unknown()
    local = timezone.localtime(value)
    return f"{format_date(local.date())} {local:%H:%M}"


def _exact(value: Number) -> Decimal:
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)
