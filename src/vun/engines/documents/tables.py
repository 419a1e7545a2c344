"""Plain tables as tables on paper: numbers in the office's way of writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from vun.common.numbers import format_date, format_number
from vun.engines.documents.model import Align, Grid, GridColumn, GridRow, Head
from vun.engines.tabular import Cell, Column, Kind, Table

_INDENT = 4
_WIDTHS = {Kind.TEXT: 3.0, Kind.MONEY: 1.6, Kind.DATE: 1.2}


def grid_of(table: Table, *, caption: str = "", unit: str = "") -> Grid:
    """The table with one line of headings; leading spaces of a first text become depth, totals stand in bold."""
    columns = tuple(
        GridColumn(_WIDTHS.get(column.kind, 1.0), Align.LEFT if column.kind is Kind.TEXT else Align.RIGHT)
        for column in table.columns
    )
    rows = [_row(cells, table.columns) for cells in table.rows]
    if table.totals is not None:
        rows.append(_row(table.totals, table.columns, is_bold=True))
    return Grid(
        columns=columns,
        head=(tuple(Head(column.name) for column in table.columns),),
        rows=tuple(rows),
        caption=caption,
        unit=unit,
        notes=tuple(table.notes),
    )


def _row(cells: Sequence[Cell], columns: Sequence[Column], *, is_bold: bool = False) -> GridRow:
    texts = [text_of(cell, column) for cell, column in zip(cells, columns, strict=True)]
    depth = (len(texts[0]) - len(texts[0].lstrip())) // _INDENT
    return GridRow((texts[0].strip(), *texts[1:]), is_bold=is_bold, depth=depth)


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
