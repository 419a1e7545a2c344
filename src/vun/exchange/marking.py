"""A copy of somebody's file with the faulty cells marked and what is wrong beside them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from vun.common.errors import Problem
from vun.engines.sheets import Format, Sheet, Workbook, open_workbook
from vun.engines.sheets.legacy import decode
from vun.engines.sheets.model import column_index
from vun.exchange.model import Difference, Remark

_KEPT_LOOK_CELLS = 400_000
"""Up to so many cells the very file is marked; a larger one is written anew, its values only."""
_RED, _YELLOW = "FFC7CE", "FFEB9C"
_AUTHOR = "Vun"
_NEUTRAL = ("=", "+", "-", "@", "\t", "\r")

Say = Callable[[Problem], str]


def mark(name: str, content: bytes, difference: Difference, say: Say, words: Sequence[str]) -> bytes:
    """An xlsx: the file as it was, faulty cells red and doubtful ones yellow, each with a comment; a list of all in a
    sheet of its own.

    ``say`` gives the sentence for a problem; ``words`` are the headings of the list: its name, sheet, row,
    column, value, what is wrong, error, warning. Raises Problem when the file cannot be read.
    """
    workbook = open_workbook(name, content)
    cells = sum(len(row) for sheet in workbook.sheets for row in sheet.rows)
    if workbook.format is Format.XLSX and cells <= _KEPT_LOOK_CELLS:
        return _marked_in_place(content, difference, say, words)
    decode(workbook)
    return _written_anew(workbook, difference, say, words)


def _by_cell(difference: Difference) -> dict[tuple[str, int, int], list[tuple[bool, Remark]]]:
    cells: dict[tuple[str, int, int], list[tuple[bool, Remark]]] = defaultdict(list)
    for is_error, remarks in ((True, difference.errors), (False, difference.warnings)):
        for remark in remarks:
            if remark.row:
                column = column_index(remark.column) if remark.column else 0
                cells[remark.sheet, remark.row - 1, column].append((is_error, remark))
    return cells


def _marked_in_place(content: bytes, difference: Difference, say: Say, words: Sequence[str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    red, yellow = (PatternFill("solid", start_color=color) for color in (_RED, _YELLOW))
    for (sheet_name, row, column), remarks in _by_cell(difference).items():
        if sheet_name not in book.sheetnames:
            continue
        sheet = book[sheet_name]
        row_number, column_number = row + 1, column + 1
        for area in sheet.merged_cells.ranges:
            if area.min_row <= row_number <= area.max_row and area.min_col <= column_number <= area.max_col:
                row_number, column_number = area.min_row, area.min_col
                break
        cell = sheet.cell(row_number, column_number)
        cell.fill = red if any(is_error for is_error, _ in remarks) else yellow
        cell.comment = Comment("\n".join(say(remark.problem) for _, remark in remarks), _AUTHOR, 120, 320)
    listed = book.create_sheet(_free_name(words[0], book.sheetnames))
    for line in _lines(difference, say, words):
        listed.append([_neutral(text) for text in line])
    for letter, width in zip("ABCDEF", (10, 18, 8, 22, 26, 90), strict=True):
        listed.column_dimensions[letter].width = width
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _written_anew(workbook: Workbook, difference: Difference, say: Say, words: Sequence[str]) -> bytes:
    stream = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        looks = {
            True: book.add_format({"bg_color": f"#{_RED}"}),
            False: book.add_format({"bg_color": f"#{_YELLOW}"}),
            None: None,
        }
        dates = {
            key: book.add_format({"num_format": "dd/mm/yyyy", **({"bg_color": f"#{color}"} if color else {})})
            for key, color in ((True, _RED), (False, _YELLOW), (None, ""))
        }
        remarks = _by_cell(difference)
        names: list[str] = []
        for sheet in workbook.sheets:
            names.append(_free_name(sheet.name, names))
            _write_sheet(book.add_worksheet(names[-1]), sheet, remarks, looks, dates, say)
        listed = book.add_worksheet(_free_name(words[0], names))
        for number, line in enumerate(_lines(difference, say, words)):
            for column, text in enumerate(line):
                listed.write_string(number, column, str(text))
    return stream.getvalue()


def _write_sheet(target, sheet: Sheet, remarks, looks, dates, say: Say) -> None:  # type: ignore[no-untyped-def]
    for row, cells in enumerate(sheet.rows):
        marked = (
            {column for name, at, column in remarks if name == sheet.name and at == row} if remarks else set()
        )
        width = max(len(cells), *(column + 1 for column in marked), 0) if marked else len(cells)
        for column in range(width):
            value = cells[column] if column < len(cells) else None
            found = remarks.get((sheet.name, row, column))
            key = any(is_error for is_error, _ in found) if found else None
            if isinstance(value, datetime | date):
                target.write_datetime(row, column, value, dates[key])
            elif isinstance(value, bool | time) or value is None or isinstance(value, str):
                target.write_string(row, column, "" if value is None else str(value), looks[key])
            else:
                target.write_number(row, column, value, looks[key])
            if found:
                target.write_comment(row, column, "\n".join(say(remark.problem) for _, remark in found))


def _lines(difference: Difference, say: Say, words: Sequence[str]) -> list[list[str]]:
    _, sheet, row, column, value, wrong, error, warning = words
    lines = [[f"{error}/{warning}", sheet, row, column, value, wrong]]
    for kind, remarks in ((error, difference.errors), (warning, difference.warnings)):
        for remark in remarks:
            where = f"{remark.column} {remark.heading}".strip()
            number = str(remark.row) if remark.row else ""
            lines.append([kind, remark.sheet, number, where, remark.value, say(remark.problem)])
    return lines


def _neutral(text: str) -> str:
    """Text that a spreadsheet would take for a formula, kept from being one."""
    return f"'{text}" if text.startswith(_NEUTRAL) else text


def _free_name(wanted: str, taken: Sequence[str]) -> str:
    """A name no other sheet has, as spreadsheets allow it."""
    bare = "".join(char for char in wanted if char not in "[]:*?/\\").strip("'")[:28] or "Sheet"
    lower = {name.lower() for name in taken}
    name, number = bare, 2
    while name.lower() in lower:
        name, number = f"{bare} {number}", number + 1
    return name
