"""Workbooks: one table on a sheet, several on sheets of their own or one below the other, and templates to fill.

Rows go to disk as they come, so that memory stays constant. Text is always text, never a formula or a link; a per cent
is stored as a fraction, so that it computes rightly in the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from vun.engines.tabular.live import formula, sums
from vun.engines.tabular.model import Cell, Column, Kind, Table

_WIDTHS = {
    Kind.TEXT: 24,
    Kind.INTEGER: 11,
    Kind.NUMBER: 14,
    Kind.MONEY: 18,
    Kind.PERCENT: 11,
    Kind.DATE: 12,
    Kind.MONTH: 11,
}
_NAME_WIDTH, _LINE_HEIGHT = 42, 15.0
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_HEAD_ROW = 3
_TEMPLATE_ROWS = 2_000
"""Rows of a template with drop-downs and formats: more are rarely typed by hand."""
_LONGEST_HINT = 255
"""Letters a spreadsheet shows beside a chosen cell."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What a template says besides its columns: names of its sheets, headings of the guide, and a line below its title.

    ``required`` and ``optional`` are the words for the two kinds of columns.
    """

    title: str
    lists: str
    headings: tuple[str, str, str]
    required: str
    optional: str
    hint: str
    wrong: str


class _Looks:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.title = workbook.add_format({**_FONT, "bold": True, "font_size": 14})
        self.plain = workbook.add_format({**_FONT, "italic": True})
        self.section = workbook.add_format({**_FONT, "bold": True})
        self.header = workbook.add_format(
            {**_FONT, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
            | {"bg_color": "#EAF1EE"}
        )
        self.wrapped = workbook.add_format({**_FONT, "text_wrap": True, "border": 1})

    def of(self, column: Column, *, bold: bool = False) -> Format:
        """The format of a column's cells."""
        fraction = "." + "0" * column.decimals if column.decimals else ""
        # The spreadsheet shows these with the separators of its own locale.
        number_format = {
            Kind.TEXT: "@",
            Kind.INTEGER: "#,##0",
            Kind.NUMBER: f"#,##0{fraction}",
            Kind.MONEY: "#,##0",
            Kind.PERCENT: f"0{fraction}%",
            Kind.DATE: "dd/mm/yyyy",
            Kind.MONTH: "mm/yyyy",
        }[column.kind]
        properties: dict[str, Any] = {**_FONT, "num_format": number_format, "border": 1, "bold": bold}
        if column.kind is Kind.TEXT:
            # Quoted text stays text even when somebody edits the cell.
            properties |= {"text_wrap": True, "quote_prefix": True}
        return self._workbook.add_format(properties)


@contextmanager
def _workbook(stream: BinaryIO) -> Iterator[tuple[Workbook, _Looks]]:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        yield workbook, _Looks(workbook)


def write_xlsx(table: Table, stream: BinaryIO) -> None:
    """One sheet: title, subtitle, bold header that stays in sight and filters, typed cells, totals, notes."""
    with _workbook(stream) as (workbook, looks):
        sheet = _Sheet(workbook.add_worksheet(_sheet_name(table.title)), looks, table)
        if table.depths:
            sheet.add_tree()
        else:
            for cells in table.rows:
                sheet.add(cells)
            sheet.finish()


def write_book(tables: Sequence[Table], rows: Iterable[tuple[int, Sequence[Cell]]], stream: BinaryIO) -> None:
    """Each table on a sheet of its own. ``rows`` are (place among the tables, cells), in any order of the places.

    So what belongs to six tables is read once. The tables' own rows are left out.
    """
    with _workbook(stream) as (workbook, looks):
        sheets = [_Sheet(workbook.add_worksheet(_sheet_name(each.title)), looks, each) for each in tables]
        for place, cells in rows:
            sheets[place].add(cells)
        for sheet in sheets:
            sheet.finish()


def write_stacked(title: str, lines: Sequence[str], tables: Sequence[Table], stream: BinaryIO) -> None:
    """One sheet, as a form of several tables: the title, lines about whom it is, and the tables one below the other."""
    with _workbook(stream) as (workbook, looks):
        sheet = workbook.add_worksheet(_sheet_name(title))
        width = max(len(table.columns) for table in tables)
        sheet.set_column(0, 1, 12)
        sheet.set_column(2, width - 1, 30)
        sheet.write_string(0, 0, title, looks.title)
        row = 1
        for line in lines:
            sheet.write_string(row, 0, line, looks.section)
            row += 1
        for table in tables:
            row = _stack(sheet, looks, table, row + 1)
        _set_paper(sheet)


def _stack(sheet: Worksheet, looks: _Looks, table: Table, row: int) -> int:
    """Write the table from the row on; returns the first row after it."""
    sheet.write_string(row, 0, table.title, looks.section)
    for index, column in enumerate(table.columns):
        sheet.write_string(row + 1, index, column.name, looks.header)
    row += 2
    formats = [looks.of(column) for column in table.columns]
    for cells in table.rows:
        _write_row(sheet, row, cells, table.columns, formats)
        row += 1
    return row


def write_template(table: Table, guide: Guide, stream: BinaryIO) -> None:
    """The table to fill: rows there are, then empty ones; what may be chosen drops down in its cells.

    A second sheet explains the columns; the lists stand on a hidden third. Cells take other words than those offered
    too, after a warning: what they say is checked when the file is taken in.
    """
    with _workbook(stream) as (workbook, looks):
        worksheet = workbook.add_worksheet(_sheet_name(table.title))
        sheet = _Sheet(worksheet, looks, table)
        for cells in table.rows:
            sheet.add(cells)
        first, last = _HEAD_ROW + 1, max(sheet.next_row, _HEAD_ROW + 1 + _TEMPLATE_ROWS)
        sheet.finish(last)
        for index, column in enumerate(table.columns):
            worksheet.set_column(index, index, _width(index, column), looks.of(column))
        _write_guide(workbook, looks, table, guide)
        _write_lists(workbook, table, guide)
        place = 0
        for index, column in enumerate(table.columns):
            rule = _rule(column, guide)
            if column.choices:
                letters = xl_col_to_name(place, col_abs=True)
                quoted = _sheet_name(guide.lists).replace("'", "''")
                source = f"='{quoted}'!{letters}$1:{letters}${len(column.choices)}"
                rule |= {"validate": "list", "source": source}
                place += 1
            if rule["validate"] != "any" or "input_message" in rule:
                worksheet.data_validation(first, index, last, index, rule)


def _rule(column: Column, guide: Guide) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "validate": "any",
        "error_type": "warning",
        "error_title": column.name[:32],
        "error_message": guide.wrong[:_LONGEST_HINT],
    }
    if column.note:
        rule |= {"input_title": column.name[:32], "input_message": column.note[:_LONGEST_HINT]}
    return rule


def _write_guide(workbook: Workbook, looks: _Looks, table: Table, guide: Guide) -> None:
    sheet = workbook.add_worksheet(_sheet_name(guide.title))
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, 90)
    sheet.write_string(0, 0, table.title, looks.title)
    sheet.write_string(1, 0, guide.hint, looks.plain)
    for index, heading in enumerate(guide.headings):
        sheet.write_string(3, index, heading, looks.header)
    for row, column in enumerate(table.columns, start=4):
        sheet.write_string(row, 0, column.name, looks.wrapped)
        sheet.write_string(row, 1, guide.required if column.is_required else guide.optional, looks.wrapped)
        sheet.write_string(row, 2, column.note, looks.wrapped)


def _write_lists(workbook: Workbook, table: Table, guide: Guide) -> None:
    offered = [column.choices for column in table.columns if column.choices]
    if not offered:
        return
    sheet = workbook.add_worksheet(_sheet_name(guide.lists))
    sheet.hide()
    for row in range(max(map(len, offered))):
        for place, choices in enumerate(offered):
            if row < len(choices):
                sheet.write_string(row, place, choices[row])


class _Sheet:
    """One table on one sheet, row by row."""

    def __init__(self, sheet: Worksheet, looks: _Looks, table: Table) -> None:
        self._sheet, self._table = sheet, table
        self._plain = looks.plain
        self._formats = [looks.of(column) for column in table.columns]
        self._total_formats = [looks.of(column, bold=True) for column in table.columns]
        self.next_row = _HEAD_ROW + 1
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, _width(index, column))
        sheet.write_string(0, 0, table.title, looks.title)
        sheet.write_string(1, 0, table.subtitle, looks.plain)
        sheet.set_row(_HEAD_ROW, _head_height(table.columns))
        for index, column in enumerate(table.columns):
            sheet.write_string(_HEAD_ROW, index, column.name, looks.header)

    def add(self, cells: Sequence[Cell], formulas: Mapping[int, str] | None = None) -> None:
        """The next row; ``formulas`` are computed by the spreadsheet, by column, and their cells are what comes out."""
        _write_row(self._sheet, self.next_row, cells, self._table.columns, self._formats, formulas)
        self.next_row += 1

    def add_tree(self) -> None:
        """All rows and the totals of a table whose rows have depths: wholes as sums of their parts."""
        rows = [list(cells) for cells in self._table.rows]
        totals = [self._table.totals] if self._table.totals is not None else []
        live = sums([*rows, *totals], self._table.depths, self._table.columns)
        for cells in rows:
            self.add(cells, self._formulas(next(live)))
        self.finish(formulas=self._formulas(next(live)) if totals else None)

    def _formulas(self, added: Mapping[int, Sequence[int]]) -> dict[int, str]:
        first = _HEAD_ROW + 2  # of the rows, as a spreadsheet counts
        made = {
            index: formula(xl_col_to_name(index), [first + row for row in rows])
            for index, rows in added.items()
        }
        return {index: text for index, text in made.items() if text is not None}

    def finish(self, filtered_to: int = 0, formulas: Mapping[int, str] | None = None) -> None:
        """Totals, notes and what makes the sheet handy. ``filtered_to`` is a last row beyond those written."""
        sheet, table = self._sheet, self._table
        last = max(self.next_row - 1, filtered_to)
        if last > _HEAD_ROW:
            sheet.autofilter(_HEAD_ROW, 0, last, len(table.columns) - 1)
        row = self.next_row
        if table.totals is not None:
            _write_row(sheet, row, table.totals, table.columns, self._total_formats, formulas)
            row += 1
        for offset, note in enumerate(table.notes, start=1):
            sheet.write_string(row + offset, 0, note, self._plain)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)
        _set_paper(sheet)


def _set_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _width(index: int, column: Column) -> int:
    return _NAME_WIDTH if index == 0 and column.kind is Kind.TEXT else _WIDTHS[column.kind]


def _head_height(columns: Sequence[Column]) -> float:
    """Points for the longest heading in its column: not every spreadsheet finds the height by itself."""
    lines = (len(wrap(column.name, _width(index, column) - 2)) for index, column in enumerate(columns))
    return _LINE_HEIGHT * max(lines, default=1)


def _write_row(
    sheet: Worksheet,
    row: int,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    formats: Sequence[Format],
    formulas: Mapping[int, str] | None = None,
) -> None:
    for index, (cell, column, style) in enumerate(zip(cells, columns, formats, strict=True)):
        if formulas and index in formulas:
            sheet.write_formula(row, index, formulas[index], style, cell)
        elif cell is None:
            sheet.write_blank(row, index, None, style)
        elif isinstance(cell, str):
            sheet.write_string(row, index, cell, style)
        elif isinstance(cell, date):
            sheet.write_datetime(row, index, cell, style)
        else:
            sheet.write_number(row, index, cell / 100 if column.kind is Kind.PERCENT else cell, style)


def _sheet_name(title: str) -> str:
    """A name a workbook accepts: at most 31 characters, none of the forbidden ones."""
    allowed = "".join(char for char in title if char not in "[]:*?/\\").strip("' ")
    return allowed[:31].rstrip("' ") or "Vun"
