"""Opening a file by what its bytes are. Nothing in it is run, nothing outside is fetched, its size is bounded."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta

import python_calamine as calamine

from vun.common.errors import Problem
from vun.engines.sheets import biff, delimited, limits, markup, ods, xlsx
from vun.engines.sheets.model import Area, Format, Sheet, Value, Workbook
from vun.engines.sheets.parts import Look

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"MZ": "EXE",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
    b"\x7fELF": "ELF",
    b"SQLite format 3": "SQLite",
}
_SUFFIXES = {
    Format.XLSX: ("xlsx",),
    Format.XLS: ("xls",),
    Format.ODS: ("ods",),
    Format.CSV: ("csv", "tsv", "txt"),
    Format.HTML: ("html", "htm"),
    Format.XML: ("xml",),
}


def open_workbook(name: str, content: bytes) -> Workbook:
    """The file's sheets, values as they were last seen by whoever saved it.

    Takes xlsx, xls, ods, csv and the tables that other programs save as .xls (HTML, XML). What the name ends in is not
    believed; a name that misleads is noted. Raises Problem ``sheets.…`` that says what hinders reading: empty, too big,
    locked with a password, broken, with macros or links to other files, or no spreadsheet at all.
    """
    if not content:
        raise Problem("sheets.empty_file", name=name)
    if len(content) > limits.MAX_FILE_BYTES:
        raise Problem("sheets.too_big", name=name, most=limits.MAX_FILE_BYTES // 1024**2)
    workbook = _opened(name, content)
    if not any(row for sheet in workbook.sheets for row in sheet.rows):
        raise Problem("sheets.nothing_in_it", name=name)
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _SUFFIXES[workbook.format]:
        workbook.notes.append(Problem("sheets.misnamed", name=name, format=workbook.format.value))
    return workbook


def _opened(name: str, content: bytes) -> Workbook:
    if content.startswith(_ZIP):
        return _open_zip(name, content)
    if content.startswith(_OLE):
        return _open_ole(name, content)
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise Problem("sheets.not_a_spreadsheet", name=name, kind=kind)
    if content.startswith(b"PK"):
        raise Problem("sheets.broken", name=name)
    form = markup.recognise(content)
    if form is not None:
        return Workbook(name, form, markup.read(name, content, form))
    return delimited.read(name, content)


def _open_zip(name: str, content: bytes) -> Workbook:
    parts = xlsx.Parts(name, content)
    if "content.xml" in parts.names:
        looks = ods.examine(parts)
        sheets = _read_with_calamine(name, content)
        for sheet, look in zip(sheets, looks, strict=False):
            sheet.merges, sheet.is_hidden = look.merges, look.is_hidden
            _dress(sheet, look)
        return Workbook(name, Format.ODS, sheets)
    if any(part.lower().startswith("word/") for part in parts.names):
        raise Problem("sheets.not_a_spreadsheet", name=name, kind="Word")
    if "xl/workbook.bin" in parts.names:
        raise Problem("sheets.binary_workbook", name=name)
    if "xl/workbook.xml" not in parts.names:
        raise Problem("sheets.not_a_spreadsheet", name=name, kind="ZIP")
    examined = xlsx.examine(parts)
    sheets = _read_with_calamine(name, content)
    by_name = {look.name: look for look in examined.sheets}
    for sheet in sheets:
        if found := by_name.get(sheet.name):
            _dress(sheet, found)
    return Workbook(name, Format.XLSX, sheets, list(examined.notes))


def _open_ole(name: str, content: bytes) -> Workbook:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise Problem("sheets.locked", name=name)
    if holds("_VBA_PROJECT_CUR") or holds("VBA"):
        raise Problem("sheets.macros", name=name)
    if holds("WordDocument"):
        raise Problem("sheets.not_a_spreadsheet", name=name, kind="Word")
    if not holds("Workbook") and not holds("Book"):
        raise Problem("sheets.not_a_spreadsheet", name=name, kind="OLE")
    sheets = _read_with_calamine(name, content)
    by_name = {look.name: look for look in biff.examine(content)}
    for sheet in sheets:
        if found := by_name.get(sheet.name):
            _dress(sheet, found)
    return Workbook(name, Format.XLS, sheets)


def _dress(sheet: Sheet, look: Look) -> None:
    """Give the sheet what its file says of it; what a formula shows that failed stands in its cell again."""
    sheet.hidden_columns, sheet.hidden_rows, sheet.fonts = look.hidden_columns, look.hidden_rows, look.fonts
    for (row, column), shown in look.failed.items():
        if row < len(sheet.rows):
            cells = sheet.rows[row]
            cells += [None] * (column + 1 - len(cells))
            cells[column] = shown


def _read_with_calamine(name: str, content: bytes) -> list[Sheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            listed = [
                (index, each)
                for index, each in enumerate(book.sheets_metadata)
                if each.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            if len(listed) > limits.MAX_SHEETS:
                raise Problem("sheets.too_many_sheets", name=name, most=limits.MAX_SHEETS)
            return [_read_sheet(name, book, index, each) for index, each in listed]
    except calamine.PasswordError:
        raise Problem("sheets.locked", name=name) from None
    except (calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise Problem("sheets.broken", name=name) from error


def _read_sheet(
    name: str, book: calamine.CalamineWorkbook, index: int, listed: calamine.SheetMetadata
) -> Sheet:
    raw = book.get_sheet_by_index(index)
    if raw.start is None or raw.end is None:
        return Sheet(listed.name, [], is_hidden=listed.visible != calamine.SheetVisibleEnum.Visible)
    limits.check_size(name, raw.end[0] + 1, raw.end[1] + 1)
    return Sheet(
        name=listed.name,
        rows=_plain_rows(raw),
        merges=tuple(
            Area(top, left, bottom, right) for (top, left), (bottom, right) in raw.merged_cell_ranges or ()
        ),
        is_hidden=listed.visible != calamine.SheetVisibleEnum.Visible,
    )


def _plain_rows(raw: calamine.CalamineSheet) -> list[list[Value]]:
    """The rows one after the other, texts that come again and again kept once."""
    texts: dict[str, str] = {}
    left = raw.start[1] if raw.start else 0  # columns before the first with something in it are left out
    return [_plain_row(row, left, texts) for row in raw.iter_rows()]


def _plain_row(row: Sequence[object], left: int, texts: dict[str, str]) -> list[Value]:
    """Empty text becomes None, and cells without anything at the end of a row go; a length of time is read as text."""
    plain: list[Value] = [None] * left
    for cell in row:
        if type(cell) is str:
            plain.append(texts.setdefault(cell, cell) if cell else None)
        else:
            plain.append(str(cell) if isinstance(cell, timedelta) else cell)  # type: ignore[arg-type]
    while plain and plain[-1] is None:
        plain.pop()
    return plain
