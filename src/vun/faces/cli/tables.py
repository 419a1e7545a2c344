"""A report on a terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vun.common.numbers import format_number

if TYPE_CHECKING:
    from vun.reports.model import Report

_LONGEST = 60


def print_report(report: Report) -> None:
    """Title, columns by number, then one line a row; figures under the numbers of their columns."""
    table = report.to_table()
    print(report.title)
    print(report.subtitle)
    for number, column in enumerate(table.columns[1:], 1):
        print(f"  ({number}) {column.name}")
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    cells = [[_text(cell) for cell in row] for row in rows]
    widths = [max([len(line[place]) for line in cells] + [4]) for place in range(len(table.columns))]
    numbers = ["", *(f"({number})" for number in range(1, len(table.columns)))]
    for name, *figures in (numbers, *cells):
        texts = [text.rjust(width) for text, width in zip(figures, widths[1:], strict=True)]
        print("  ".join([name.ljust(widths[0]), *texts]))
    for note in table.notes:
        print(note)


def _text(cell: object) -> str:
    if isinstance(cell, Decimal):
        exponent = cell.as_tuple().exponent
        return format_number(cell, decimals=-exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if isinstance(cell, int):
        return format_number(cell)
    return "" if cell is None else str(cell)[:_LONGEST]
