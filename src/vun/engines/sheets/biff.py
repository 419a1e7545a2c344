"""What an .xls says beside its values: hidden rows and columns, fonts of old encodings, formulas that failed."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from vun.engines.sheets import limits
from vun.engines.sheets.compound import BrokenCompound, Compound
from vun.engines.sheets.parts import Look

_EOF, _BOF, _BOUNDSHEET, _COLINFO, _ROW, _BOOLERR, _FORMULA = 0x0A, 0x809, 0x85, 0x7D, 0x208, 0x205, 0x06
_FONT, _XF, _LABEL, _LABELSST = 0x31, 0xE0, 0x204, 0xFD
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def examine(content: bytes) -> list[Look]:
    """The looks of the worksheets in order; none when the file is older than BIFF8 or not to be understood.

    The values are read elsewhere: what cannot be told here of how they look keeps nobody from reading them.
    """
    try:
        stream = Compound(content).stream("Workbook")
        return _Scan(stream).looks if stream else []
    except (BrokenCompound, struct.error, IndexError):
        return []


class _Scan:
    """One pass over the records of the workbook stream."""

    def __init__(self, stream: bytes) -> None:
        self.looks: list[Look] = []
        self._fonts: list[str] = []
        self._fonts_of_formats: list[int] = []
        self._starts: list[tuple[int, str]] = []
        self._hidden_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        for kind, data in _records(stream, 0):
            self._globally(kind, data)
        for start, name in self._starts:
            self._sheet(stream, start, name)

    def _globally(self, kind: int, data: bytes) -> None:
        if kind == _BOUNDSHEET and data[5] == 0:  # a worksheet, no chart and no macros
            start = struct.unpack_from("<I", data)[0]
            self._starts.append((start, _text(data[6:])))
        elif kind == _FONT:
            self._fonts.append(_text(data[14:]))
        elif kind == _XF:
            self._fonts_of_formats.append(struct.unpack_from("<H", data)[0])

    def _sheet(self, stream: bytes, start: int, name: str) -> None:
        look = Look(name)
        self._hidden_columns, self._hidden_rows = set(), set()
        for kind, data in _records(stream, start):
            if kind == _COLINFO:
                first, last, _, _, flags = struct.unpack_from("<5H", data)
                if flags & 1:
                    self._hidden_columns.update(range(first, min(last + 1, limits.MAX_COLUMNS)))
            elif kind == _ROW:
                row, flags = struct.unpack_from("<H", data)[0], struct.unpack_from("<I", data, 12)[0]
                if flags & 0x20:
                    self._hidden_rows.add(row)
            else:
                self._cell(look, kind, data)
        look.hidden_columns, look.hidden_rows = frozenset(self._hidden_columns), frozenset(self._hidden_rows)
        self.looks.append(look)

    def _cell(self, look: Look, kind: int, data: bytes) -> None:
        if kind == _BOOLERR and data[7] == 1:
            row, column = struct.unpack_from("<2H", data)
            look.failed[row, column] = _ERRORS.get(data[6], "#N/A")
        elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
            row, column = struct.unpack_from("<2H", data)
            look.failed[row, column] = _ERRORS.get(data[8], "#N/A")
        elif kind in (_LABEL, _LABELSST):
            _, column, format_ = struct.unpack_from("<3H", data)
            if font := self._font(format_):
                look.fonts.setdefault(column, font)

    def _font(self, format_: int) -> str:
        """The font of a cell's format, where it is one of an old encoding. There is no font with the number 4."""
        number = self._fonts_of_formats[format_] if format_ < len(self._fonts_of_formats) else 0
        place = number - 1 if number > 4 else number
        name = self._fonts[place] if place < len(self._fonts) else ""
        return name if name.lower().startswith((".vn", "vni")) else ""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one that begins a part to the one that ends it."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        if kind == _EOF:
            return
        if kind in _WANTED:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


_WANTED = frozenset((_BOUNDSHEET, _COLINFO, _ROW, _BOOLERR, _FORMULA, _FONT, _XF, _LABEL, _LABELSST))


def _text(data: bytes) -> str:
    """A short text: its length, whether it is wide, its letters."""
    length, is_wide = data[0], data[1] & 1
    return (
        data[2 : 2 + 2 * length].decode("utf-16-le", "replace")
        if is_wide
        else data[2 : 2 + length].decode("latin-1")
    )
