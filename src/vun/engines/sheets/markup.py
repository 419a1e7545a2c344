"""Tables that programs save under .xls though they are HTML, or XML of the year 2003."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html.parser import HTMLParser
from xml.parsers import expat

from vun.common.errors import Problem
from vun.engines.sheets import limits
from vun.engines.sheets.model import Area, Format, Sheet, Value

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MAX_SPAN = 200
_DEEPEST = 100
"""Spreadsheets have fewer than ten elements within each other."""


def recognise(content: bytes) -> Format | None:
    """HTML or XML of a spreadsheet by how it begins, or None."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        return Format.XML
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")):
        return Format.HTML
    return Format.HTML if b"<table" in head and head.startswith(b"<") else None


def read(name: str, content: bytes, form: Format) -> list[Sheet]:
    """The tables, one a sheet. Raises Problem when the markup is broken or there is too much of it."""
    if form is Format.XML:
        return _read_xml(name, content)
    found = _CHARSET.search(content[:4096])
    try:
        text = content.decode(found[1].decode() if found else "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = content.decode("utf-8", "replace")
    reader = _Tables(name)
    reader.feed(text)
    reader.close()
    sheets = [
        Sheet(f"{name} {number}", rows, tuple(merges))
        for number, (rows, merges) in enumerate(reader.tables, 1)
    ]
    return [sheet for sheet in sheets if sheet.rows]


class _Tables(HTMLParser):
    """Collects the cells of tables; a table within a cell counts as text of that cell."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.tables: list[tuple[list[list[Value]], list[Area]]] = []
        self._depth = 0
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._reserved: dict[tuple[int, int], None] = {}
        self._column = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(([], []))
                self._reserved = {}
                if len(self.tables) > limits.MAX_SHEETS:
                    raise Problem("sheets.too_many_sheets", name=self._name, most=limits.MAX_SHEETS)
        elif self._depth != 1:
            return
        elif tag == "tr":
            self._close_cell()
            self.tables[-1][0].append([])
            self._column = 0
            if len(self.tables[-1][0]) > limits.MAX_ROWS:
                raise Problem(
                    "sheets.too_many_rows", name=self._name, rows=limits.MAX_ROWS, most=limits.MAX_ROWS
                )
        elif tag in ("td", "th"):
            self._close_cell()
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self._close_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _close_cell(self) -> None:
        if self._text is None or not self.tables[-1][0]:
            self._text = None
            return
        rows, merges = self.tables[-1]
        top = len(rows) - 1
        while (top, self._column) in self._reserved:
            self._column += 1
        down, across = self._span
        row = rows[-1]
        self._cells += 1 if down == across == 1 else 8 * down * across  # what is merged is kept by cell
        if self._cells > limits.MAX_CELLS:
            raise Problem("sheets.too_many_cells", name=self._name, rows=len(rows), columns=self._column)
        row += [None] * (self._column - len(row))
        row.append(" ".join("".join(self._text).split()) or None)
        if down > 1 or across > 1:
            merges.append(Area(top, self._column, top + down - 1, self._column + across - 1))
            for below in range(down):
                for beside in range(across):
                    self._reserved[top + below, self._column + beside] = None
        self._column += across
        self._text = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if text and text.isdigit() else 1


def _read_xml(name: str, content: bytes) -> list[Sheet]:
    scan = _Spreadsheet(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.begin
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.StartDoctypeDeclHandler = scan.refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Problem("sheets.broken", name=name) from error
    return scan.sheets


class _Spreadsheet:
    """SpreadsheetML 2003: Worksheet, Row, Cell, Data, with indexes that may jump ahead."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.sheets: list[Sheet] = []
        self._merges: list[Area] = []
        self._type = ""
        self._data: list[str] | None = None
        self._across = 0
        self._cells = self._depth = 0

    def refuse(self, *_: object) -> None:
        raise Problem("sheets.broken", name=self._name)

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self.refuse()
        local = tag.rpartition(":")[2]
        found = {key.rpartition(":")[2]: value for key, value in given.items()}
        if local == "Worksheet":
            self._merges = []
            self.sheets.append(Sheet(found.get("Name", ""), []))
        elif local == "Row" and self.sheets:
            self._begin_row(found)
        elif local == "Cell" and self.sheets and self.sheets[-1].rows:
            self._begin_cell(found)
        elif local == "Data":
            self._type, self._data = found.get("Type", ""), []

    def _begin_row(self, found: Mapping[str, str]) -> None:
        rows = self.sheets[-1].rows
        wanted = int(found.get("Index", len(rows) + 1))
        if wanted > limits.MAX_ROWS:
            raise Problem("sheets.too_many_rows", name=self._name, rows=wanted, most=limits.MAX_ROWS)
        rows += [[] for _ in range(wanted - len(rows))]

    def _begin_cell(self, found: Mapping[str, str]) -> None:
        rows = self.sheets[-1].rows
        row = rows[-1]
        wanted = int(found.get("Index", len(row) + 1))
        if wanted > limits.MAX_COLUMNS:
            raise Problem("sheets.too_many_cells", name=self._name, rows=len(rows), columns=wanted)
        self._cells += max(wanted - len(row), 1)
        if self._cells > limits.MAX_CELLS:
            raise Problem("sheets.too_many_cells", name=self._name, rows=len(rows), columns=wanted)
        row += [None] * (wanted - len(row))
        self._across, down = int(found.get("MergeAcross", "0")), int(found.get("MergeDown", "0"))
        if self._across or down:
            top, left = len(rows) - 1, wanted - 1
            self._merges.append(Area(top, left, top + down, left + self._across))
            self.sheets[-1].merges = tuple(self._merges)

    def text(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)

    def end(self, tag: str) -> None:
        self._depth -= 1
        local = tag.rpartition(":")[2]
        if local == "Data" and self._data is not None:
            if self.sheets and self.sheets[-1].rows and self.sheets[-1].rows[-1]:
                self.sheets[-1].rows[-1][-1] = _typed("".join(self._data), self._type)
            self._data = None
        elif local == "Cell" and self.sheets and self.sheets[-1].rows:
            self.sheets[-1].rows[-1] += [None] * min(self._across, limits.MAX_COLUMNS)
            self._across = 0


def _typed(text: str, kind: str) -> Value:
    if not text:
        return None
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return text
    return text
