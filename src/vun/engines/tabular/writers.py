"""Tables as files. Every writer writes the same cells in the same order to a binary stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from vun.engines.tabular.model import Cell, Table
from vun.engines.tabular.workbooks import write_xlsx

# A spreadsheet takes text that starts so for a formula; some take the wide forms of the signs for the signs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_csv(table: Table, stream: BinaryIO) -> None:
    """The header and the rows, for programs: UTF-8 with a byte-order mark, commas, ISO dates, plain numbers.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream.write(_BYTE_ORDER_MARK)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([_safe(column.name) for column in table.columns])
    for cells in _all_rows(table):
        writer.writerow([_csv_cell(cell) for cell in cells])
    text.detach()


def _csv_cell(cell: Cell) -> str | int | float | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return _safe(cell) if isinstance(cell, str) else cell


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_json(table: Table, stream: BinaryIO) -> None:
    """``{"title", "subtitle", "columns": [{"name", "kind"}], "rows", "totals", "notes"}``; dates are ISO.

    Rows are written as they come.
    """

    def write(text: str) -> None:
        stream.write(text.encode())

    head = {
        "title": table.title,
        "subtitle": table.subtitle,
        "columns": [{"name": column.name, "kind": column.kind.value} for column in table.columns],
    }
    tail = {
        "totals": None if table.totals is None else [_json_cell(cell) for cell in table.totals],
        "notes": list(table.notes),
    }
    write(_json(head)[:-1] + ', "rows": [')
    for place, cells in enumerate(table.rows):
        write((",\n" if place else "\n") + _json([_json_cell(cell) for cell in cells]))
    write("\n], " + _json(tail)[1:])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


def _all_rows(table: Table) -> Iterator[Sequence[Cell]]:
    yield from table.rows
    if table.totals is not None:
        yield table.totals


# File name suffix: writer and media type.
SUFFIXES: dict[str, tuple[Callable[[Table, BinaryIO], None], str]] = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "json": (write_json, "application/json"),
}


def write(table: Table, suffix: str, stream: BinaryIO) -> None:
    """Write in the format the suffix names. Raises KeyError for a suffix not in ``SUFFIXES``."""
    SUFFIXES[suffix][0](table, stream)
