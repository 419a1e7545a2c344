"""Tables as files. Every writer writes the same cells in the same order to a binary stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from vun.engines.tabular.model import Cell, Column, Kind, Table

# A spreadsheet takes text that starts so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {Kind.TEXT: 24, Kind.INTEGER: 11, Kind.NUMBER: 11, Kind.MONEY: 18, Kind.PERCENT: 11, Kind.DATE: 12}
_NAME_WIDTH = 42
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_xlsx(table: Table, stream: BinaryIO) -> None:
    """One sheet: title, subtitle, bold header that stays in sight and filters, typed cells, totals, notes.

    Rows go to disk as they come, so that memory stays constant. Text is always text, never a formula; a per cent
    is stored as a fraction, so that it computes rightly in the spreadsheet.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        _Sheet(workbook, table).write()


class _Sheet:
    def __init__(self, workbook: Workbook, table: Table) -> None:
        self.table = table
        self.workbook = workbook
        self.sheet: Worksheet = workbook.add_worksheet(_sheet_name(table.title))
        self.title = workbook.add_format({**_FONT, "bold": True, "font_size": 14})
        self.plain = workbook.add_format({**_FONT, "italic": True})
        self.header = workbook.add_format(
            {**_FONT, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
            | {"bg_color": "#EAF1EE"}
        )
        self.formats = [self._format(column) for column in table.columns]
        self.total_formats = [self._format(column, bold=True) for column in table.columns]

    def write(self) -> None:
        sheet, table = self.sheet, self.table
        for index, column in enumerate(table.columns):
            width = _NAME_WIDTH if index == 0 and column.kind is Kind.TEXT else _WIDTHS[column.kind]
            sheet.set_column(index, index, width)
        sheet.write_string(0, 0, table.title, self.title)
        sheet.write_string(1, 0, table.subtitle, self.plain)
        for index, column in enumerate(table.columns):
            sheet.write_string(3, index, column.name, self.header)
        row = 4
        for cells in table.rows:
            self._row(row, cells, self.formats)
            row += 1
        if row > 4:
            sheet.autofilter(3, 0, row - 1, len(table.columns) - 1)
        if table.totals is not None:
            self._row(row, table.totals, self.total_formats)
            row += 1
        for offset, note in enumerate(table.notes, start=1):
            sheet.write_string(row + offset, 0, note, self.plain)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _row(self, row: int, cells: Sequence[Cell], formats: Sequence[Format]) -> None:
        for index, (cell, column, style) in enumerate(zip(cells, self.table.columns, formats, strict=True)):
            if cell is None:
                self.sheet.write_blank(row, index, None, style)
            elif isinstance(cell, str):
                self.sheet.write_string(row, index, cell, style)
            elif isinstance(cell, date):
                self.sheet.write_datetime(row, index, cell, style)
            else:
                self.sheet.write_number(
                    row, index, cell / 100 if column.kind is Kind.PERCENT else cell, style
                )

    def _format(self, column: Column, *, bold: bool = False) -> Format:
        fraction = "." + "0" * column.decimals if column.decimals else ""
        # The spreadsheet shows these with the separators of its own locale.
        number_format = {
            Kind.TEXT: "@",
            Kind.INTEGER: "#,##0",
            Kind.NUMBER: f"#,##0{fraction}",
            Kind.MONEY: "#,##0",
            Kind.PERCENT: f"0{fraction}%",
            Kind.DATE: "dd/mm/yyyy",
        }[column.kind]
        properties: dict[str, Any] = {**_FONT, "num_format": number_format, "border": 1, "bold": bold}
        if column.kind is Kind.TEXT:
            # Quoted text stays text even when somebody edits the cell.
            properties |= {"text_wrap": True, "quote_prefix": True}
        return self.workbook.add_format(properties)


def _sheet_name(title: str) -> str:
    """A name a workbook accepts: at most 31 characters, none of the forbidden ones."""
    allowed = "".join(char for char in title if char not in "[]:*?/\\").strip("' ")
    return allowed[:31].rstrip("' ") or "Vun"


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
    """``{"title", "subtitle", "columns": [{"name", "kind"}], "rows", "totals", "notes"}``; dates are ISO."""
    document = {
        "title": table.title,
        "subtitle": table.subtitle,
        "columns": [{"name": column.name, "kind": column.kind.value} for column in table.columns],
        "rows": [[_json_cell(cell) for cell in cells] for cells in table.rows],
        "totals": None if table.totals is None else [_json_cell(cell) for cell in table.totals],
        "notes": list(table.notes),
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=1).encode())


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
