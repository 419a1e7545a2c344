"""Text with one row a line: comma, semicolon, tab or bar between cells, in whatever encoding it was saved."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata

from vun.common.errors import Problem
from vun.engines.sheets import legacy, limits
from vun.engines.sheets.model import Format, Sheet, Value, Workbook

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ";\t,|"
_SAMPLE_LINES = 200
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read(name: str, content: bytes) -> Workbook:
    """One sheet. Raises Problem when the bytes are no text or there are too many lines."""
    text, encoding = _decoded(name, content)
    if text.count("\n") > limits.MAX_ROWS:
        raise Problem("sheets.too_many_rows", name=name, rows=text.count("\n"), most=limits.MAX_ROWS)
    told = _SEPARATOR_LINE.match(text)
    delimiter = told[1] if told else _delimiter(text)
    if told:
        text = text[told.end() :]
    if text.count(delimiter) > limits.MAX_CELLS:  # seen before they are taken apart
        raise Problem(
            "sheets.too_many_cells", name=name, rows=text.count("\n") + 1, columns=text.count(delimiter)
        )
    rows = _rows(name, text, delimiter)
    if max(map(len, rows), default=0) > limits.MAX_COLUMNS:
        raise Problem("sheets.too_many_cells", name=name, rows=len(rows), columns=max(map(len, rows)))
    notes = [] if encoding == "utf-8" else [Problem("sheets.text_encoding", encoding=encoding.upper())]
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    return Workbook(name, Format.CSV, [Sheet(stem, rows)], notes)


def _rows(name: str, text: str, delimiter: str) -> list[list[Value]]:
    rows: list[list[Value]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            row: list[Value] = [_plain(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            rows.append(row)
    except csv.Error as error:
        raise Problem("sheets.broken", name=name) from error
    return rows


def _plain(cell: str) -> str | None:
    # ="0123" is how numbers are kept from losing their zeros in a CSV meant for Excel.
    cell = cell.strip()
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    return cell or None


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strictly(name, content[len(bom) :], encoding), encoding
    if (wide := _utf16_by_zeros(content)) is not None:
        return _strictly(name, content, wide), wide
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text:
        if _CONTROLS.search(text):
            raise Problem("sheets.not_a_spreadsheet", name=name, kind="?")
        return text, "utf-8"
    if _CONTROLS.search(content.decode("latin-1")):
        raise Problem("sheets.not_a_spreadsheet", name=name, kind="?")
    return _single_byte(content)


def _strictly(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Problem("sheets.broken", name=name) from error


def _utf16_by_zeros(content: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every other byte."""
    head = content[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even < odd // 8:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 8 and odd < even // 8 else None


def _single_byte(content: bytes) -> tuple[str, str]:
    """cp1258, or Western text that is TCVN3 or VNI underneath: whichever has more Vietnamese words in it."""
    head = content[:200_000]
    vietnamese = unicodedata.normalize("NFC", head.decode("cp1258", "replace"))
    western = head.decode("latin-1")
    votes = {
        "cp1258": legacy.score(vietnamese),
        "tcvn3": legacy.score(legacy.from_tcvn3(western)),
        "vni": legacy.score(legacy.from_vni(head.decode("cp1252", "replace"))),
    }
    best = max(votes, key=lambda encoding: votes[encoding])
    if best == "cp1258":
        return unicodedata.normalize("NFC", content.decode("cp1258", "replace")), best
    # The reading of the old encoding is shown and chosen column by column, as in any other file.
    return content.decode("latin-1" if best == "tcvn3" else "cp1252", "replace"), best


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells."""
    lines = text.splitlines()[:_SAMPLE_LINES]

    def worth(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if line.count(sign)]
        common = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(common) * min(common, 30), common)

    return max(_DELIMITERS, key=worth)
