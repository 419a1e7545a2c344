"""What an OpenDocument sheet says beside its values, and how far its repeated cells reach before they are unpacked."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from vun.common.errors import Problem
from vun.engines.sheets import limits
from vun.engines.sheets.model import Area
from vun.engines.sheets.parts import Look
from vun.engines.sheets.xlsx import Parts

_BIG = 1 << 20


def examine(parts: Parts) -> list[Look]:
    """The looks of the sheets in order. Raises Problem for macros, broken XML, and sheets too large to hold."""
    if any(
        part.startswith("Basic/") and part.endswith(".xml") and "script-l" not in part for part in parts.names
    ):
        raise Problem("sheets.macros", name=parts.name)
    if b"<manifest:encryption-data" in parts.read("META-INF/manifest.xml", _BIG):
        raise Problem("sheets.locked", name=parts.name)
    scan = _Scan(parts.name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.begin
    parser.EndElementHandler = scan.end
    parser.StartDoctypeDeclHandler = scan.refuse
    parser.buffer_text = True
    try:
        for piece in parts.pieces("content.xml"):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Problem("sheets.broken", name=parts.name) from error
    return scan.looks


class _Scan:
    """Counts rows and columns as they are after unpacking; forgets repeated emptiness at the ends."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.looks: list[Look] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._fonts: dict[str, str] = {}
        self._row = self._column = self._columns_declared = 0
        self._row_repeat = 1
        self._row_has_content = False
        self._cell_repeat = 1
        self._cell_style = ""
        self._last_column = self._last_row = 0
        self._merges: list[Area] = []
        self._hidden_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._depth = 0

    def refuse(self, *_: object) -> None:
        raise Problem("sheets.broken", name=self._name)

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        handler = _BEGIN.get(tag)
        if handler is not None:
            handler(self, given)

    def end(self, tag: str) -> None:
        handler = _END.get(tag)
        if handler is not None:
            handler(self)

    def style(self, given: Mapping[str, str]) -> None:
        self._style = given.get("style:name", "")

    def table_properties(self, given: Mapping[str, str]) -> None:
        if given.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def text_properties(self, given: Mapping[str, str]) -> None:
        font = given.get("style:font-name") or given.get("fo:font-family") or ""
        if font.strip("'").lower().startswith((".vn", "vni")):
            self._fonts[self._style] = font.strip("'")

    def table(self, given: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        self.looks.append(Look(is_hidden=given.get("table:style-name") in self._hidden_styles))
        self._row = self._columns_declared = self._last_column = self._last_row = 0
        self._merges, self._hidden_columns, self._hidden_rows = [], set(), set()

    def end_table(self) -> None:
        self._depth -= 1
        if self._depth:
            return
        limits.check_size(self._name, self._last_row, self._last_column)
        look = self.looks[-1]
        look.merges = tuple(self._merges)
        look.hidden_columns = frozenset(self._hidden_columns)
        look.hidden_rows = frozenset(self._hidden_rows)

    def column(self, given: Mapping[str, str]) -> None:
        count = int(given.get("table:number-columns-repeated", "1"))
        if given.get("table:visibility") in ("collapse", "filter"):
            end = min(self._columns_declared + count, limits.MAX_COLUMNS)
            self._hidden_columns.update(range(self._columns_declared, end))
        self._columns_declared += count

    def row(self, given: Mapping[str, str]) -> None:
        self._column = 0
        self._row_has_content = False
        self._row_repeat = int(given.get("table:number-rows-repeated", "1"))
        if given.get("table:visibility") in ("collapse", "filter") and self._row_repeat < limits.MAX_COLUMNS:
            self._hidden_rows.update(range(self._row, self._row + self._row_repeat))

    def end_row(self) -> None:
        self._row += self._row_repeat
        if self._row_has_content:
            self._last_row = self._row
            if self._last_row > limits.MAX_ROWS:
                raise Problem("sheets.too_many_rows", name=self._name, rows=self._row, most=limits.MAX_ROWS)

    def cell(self, given: Mapping[str, str]) -> None:
        self._cell_repeat = int(given.get("table:number-columns-repeated", "1"))
        self._cell_style = given.get("table:style-name", "")
        across = int(given.get("table:number-columns-spanned", "1"))
        down = int(given.get("table:number-rows-spanned", "1"))
        if across > 1 or down > 1:
            self._merges.append(
                Area(self._row, self._column, self._row + down - 1, self._column + across - 1)
            )
        if "office:value-type" in given:
            self.content({})

    def content(self, _: Mapping[str, str]) -> None:
        self._row_has_content = True
        self._last_column = max(self._last_column, self._column + self._cell_repeat)
        if font := self._fonts.get(self._cell_style):
            self.looks[-1].fonts.setdefault(self._column, font)

    def end_cell(self) -> None:
        self._column += self._cell_repeat


_BEGIN = {
    "style:style": _Scan.style,
    "style:table-properties": _Scan.table_properties,
    "style:text-properties": _Scan.text_properties,
    "table:table": _Scan.table,
    "table:table-column": _Scan.column,
    "table:table-row": _Scan.row,
    "table:table-cell": _Scan.cell,
    "table:covered-table-cell": _Scan.cell,
}
_END = {
    "table:table": _Scan.end_table,
    "table:table-row": _Scan.end_row,
    "table:table-cell": _Scan.end_cell,
    "table:covered-table-cell": _Scan.end_cell,
}
