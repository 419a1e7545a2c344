"""Cells of tables as printed: numbers in the office's way of writing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from vun.common.numbers import format_date, format_number
from vun.engines.tabular import Cell, Column, Kind


def text_of(cell: Cell, column: Column) -> str:
    """The cell as printed: ``1.234,5``, ``dd/mm/yyyy``; nought is a dash, as in the forms, and nothing is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%m/%Y}" if column.kind is Kind.MONTH else format_date(cell)
    if isinstance(cell, str):
        return cell
    if not cell:
        return "–"
    decimals = column.decimals if column.kind in (Kind.NUMBER, Kind.PERCENT) else 0
    return format_number(Decimal(str(cell)), decimals=decimals)
