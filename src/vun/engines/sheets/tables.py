"""Finding the tables of a sheet: below titles, under headings of one to three rows, between sections and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from vun.common.text import fold
from vun.engines.sheets.headings import Heading, assign
from vun.engines.sheets.model import Area, Sheet, Value, column_letter, text_of

_SEARCHED_ROWS = 120
_DEEPEST = 4
_SURE = 3.5
"""The worth of headings that need no better ones further down: three columns known, one of them needed."""
_DATUM = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|'?\d{6,}")
"""A date or a long number as text: what heads no column."""
_TOTAL = re.compile(
    r"(?:tong so|tong cong|tong|cong|cong cong|toan tinh|cong tong|tong hop)"
    r"(?: (?:[0-9]+|[a-z]{1,9})){0,6}"
)
_INDEX = re.compile(r"\(?(?:[ivxlc]+|[0-9]+(?:[.,][0-9]+)*|[a-zđ])\)?[.)]?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d+)\s*[.)/-]|[Pp]hần |PHẦN ")
_UNIT_WORDS = re.compile(
    r"(?:so|phong|ban|trung tam|van phong|chi cuc|truong|khoi|ubnd|uy ban|xa|phuong|thi tran|huyen|thanh pho|thi xa|"
    r"dang uy|hoi|doan|don vi|co quan|to|khoa|cac|lop|tinh|benh vien|tram|bang|phu luc|lanh dao|cap|nhom|vien chuc|"
    r"cong chuc|can bo) "
)
_FOOT = re.compile(
    r"nguoi lap|lap bieu|thu truong|ky ten|ky ghi ro|ghi ro ho ten|xac nhan|noi nhan|ngay \w* ?thang \w* ?nam|"
    r"giam doc$|^tm |^kt |^tl |^ghi chu|^luu y|^chu thich|truong phong$|chu tich$|bi thu$|"
    r"danh sach (?:nay )?(?:co|gom)|"
    r"an dinh|^nguoi |hieu truong$|truong ban$|ke toan|^bang chu|^tong so (?:nguoi|can bo|hoc vien)"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading as it stands in the file, top row first, and what it was taken for."""

    index: int
    parts: tuple[str, ...]
    field: str = ""
    sureness: float = 0.0
    is_hidden: bool = False

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @property
    def text(self) -> str:
        return " / ".join(self.parts)


@dataclass(slots=True)
class DataRow:
    """One row of data: its number in the file (from 1) and the values by column index.

    ``section`` are the headings of the sections it stands under, the outermost first.
    """

    number: int
    cells: list[Value]
    section: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """A table found in a sheet. ``titles`` are the lines above it, ``left_out`` rows that are no data, with why."""

    sheet: str
    titles: tuple[str, ...]
    heading_row: int
    columns: tuple[Column, ...]
    rows: list[DataRow]
    left_out: dict[int, str] = field(default_factory=dict)

    def column_of(self, name: str) -> Column | None:
        """The column taken for a field, or None."""
        return next((column for column in self.columns if column.field == name), None)


@dataclass(slots=True)
class _Block:
    top: int
    bottom: int
    parts: dict[int, tuple[str, ...]]
    chosen: dict[int, tuple[str, float]]
    worth: float


def find_tables(
    sheet: Sheet, headings: Sequence[Heading], told: Mapping[str, str] | None = None
) -> list[Table]:
    """The tables of a sheet that have at least two columns of the fields asked for, and every required one if any can.

    ``told`` is what somebody said columns mean, field by heading text (as `Column.text` without accents, or a column
    letter); an empty field means that the column is not wanted. It wins over any guess.
    """
    tables: list[Table] = []
    filled = _Filled(sheet)
    row = 0
    while (block := _next_block(filled, headings, row)) is not None:
        end = _next_top(filled, headings, block)
        tables.append(_table(filled, headings, block, end, row, told or {}))
        row = end
    return tables


class _Filled:
    """A sheet whose merged cells can be asked for at every cell they cover."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self._merged: dict[tuple[int, int], Value] = {}
        self.areas: dict[tuple[int, int], Area] = {}
        for area in sheet.merges:
            if area.bottom - area.top > 50 and area.right - area.left > 50:
                continue
            value = self.raw(area.top, area.left)
            for row in range(area.top, min(area.bottom, len(self.rows) - 1) + 1):
                for column in range(area.left, area.right + 1):
                    self._merged[row, column] = value
                    self.areas[row, column] = area

    def raw(self, row: int, column: int) -> Value:
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None

    def at(self, row: int, column: int) -> Value:
        value = self.raw(row, column)
        return self._merged.get((row, column)) if value is None else value

    def distinct(self, row: int) -> list[tuple[int, Value]]:
        """What stands in a row, merged cells once."""
        return [(column, value) for column, value in enumerate(self.rows[row]) if not _is_blank(value)]


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _next_block(filled: _Filled, headings: Sequence[Heading], start: int) -> _Block | None:
    """The best block of headings from ``start`` on: the first that is not beaten by one near below."""
    best: _Block | None = None
    last = min(len(filled.rows), start + _SEARCHED_ROWS)
    for top in range(start, last):
        if best is not None and top > best.bottom + (1 if best.worth >= _SURE else 6):
            break
        for depth in range(1, _DEEPEST + 1):
            block = _block(filled, headings, top, depth)
            if block is not None and (best is None or block.worth > best.worth):
                best = block
    return best


def _block(filled: _Filled, headings: Sequence[Heading], top: int, depth: int) -> _Block | None:
    bottom = top + depth - 1
    if bottom >= len(filled.rows) or len(filled.distinct(top)) < 2:
        return None  # a line of its own is a title
    for row in range(top, bottom + 1):
        values = [value for _, value in filled.distinct(row)]
        if not values or not all(_may_head(value) for value in values):
            return None
    reach = [
        filled.areas[row, column].bottom
        for row in range(top, bottom + 1)
        for column in range(len(filled.rows[row]))
        if (row, column) in filled.areas and not _is_blank(filled.at(row, column))
    ]
    if reach and bottom < max(reach) < top + _DEEPEST:
        return None  # a heading merged downwards takes the rows it covers with it
    parts = _parts(filled, top, bottom)
    chosen = assign(headings, parts)
    fields = {name for name, _ in chosen.values()}
    required = {heading.name for heading in headings if heading.is_required}
    if len(fields) < 2 or (required and not fields & required):
        return None
    worth = sum(sure for _, sure in chosen.values()) + len(fields & required)
    return _Block(top, bottom, parts, chosen, worth - 0.1 * depth)


def _may_head(value: Value) -> bool:
    if isinstance(value, bool | date | time):
        return False
    if isinstance(value, int | float):
        # Years and numbers of columns head columns too.
        return float(value).is_integer() and (0 <= value < 100 or 1990 <= value <= 2100)
    return isinstance(value, str) and len(value) <= 250


def _may_head_below(value: Value) -> bool:
    """As `_may_head`, for headings of a further table: below data a bare number is data."""
    if isinstance(value, str):
        return not value.strip().isdigit()
    return value is None or (isinstance(value, int | float) and 1990 <= value <= 2100)


def _parts(filled: _Filled, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    width = max(len(filled.rows[row]) for row in range(top, bottom + 1))
    width = max(width, 1 + max((column for row, column in filled.areas if top <= row <= bottom), default=0))
    stacks: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        carried = ""
        for column in range(width):
            value = filled.at(row, column)
            if not _is_blank(value):
                text = " ".join(text_of(value).split())
                carried = text if (row, column) not in filled.areas else ""
            elif carried and row < bottom and _has_below(filled, row, bottom, column):
                # A heading over several columns that nobody merged.
                text = carried
            else:
                text = ""
                if row < bottom:
                    carried = ""
            if text and (column not in stacks or stacks[column][-1] != text):
                stacks.setdefault(column, []).append(text)
    return {column: tuple(stack) for column, stack in stacks.items()}


def _has_below(filled: _Filled, row: int, bottom: int, column: int) -> bool:
    return any(not _is_blank(filled.raw(below, column)) for below in range(row + 1, bottom + 1))


def _next_top(filled: _Filled, headings: Sequence[Heading], block: _Block) -> int:
    """Where the next table's lines begin, or the end of the sheet.

    Only rows that could be headings are looked at: texts, few of them long, as the headings of this table are.
    """
    names = {fold(part) for parts in block.parts.values() for part in parts}
    for top in range(block.bottom + 1, len(filled.rows)):
        row = filled.rows[top]
        if len(row) < 2 or not all(_may_head_below(cell) for cell in row):
            continue
        texts = [fold(cell) for cell in row if isinstance(cell, str)]
        if any(isinstance(cell, str) and _DATUM.fullmatch(cell.strip()) for cell in row):
            continue
        if len(texts) < 2 or not _looks_like_headings(texts, headings):
            continue
        following = _block(filled, headings, top, 1) or _block(filled, headings, top, 2)
        if following is None or following.worth < 0.5 * block.worth:
            continue
        if sum(text in names for text in texts) >= 0.8 * len(texts):
            continue  # the same headings again, on top of a printed page
        return _titles_top(filled, top, block.bottom)
    return len(filled.rows)


def _looks_like_headings(texts: Sequence[str], headings: Sequence[Heading]) -> bool:
    known = 0
    for text in texts:
        if any(
            text == phrase or phrase in text for heading in headings for phrase in heading.folded if phrase
        ):
            known += 1
    return known >= 2


def _titles_top(filled: _Filled, top: int, above: int) -> int:
    """The first of the title lines that belong to a table further down: lines with one or two texts over it."""
    row = top
    while row - 1 > above and len(filled.distinct(row - 1)) <= 1:
        row -= 1
        if not filled.distinct(row):
            return row
    return row


def _table(
    filled: _Filled,
    headings: Sequence[Heading],
    block: _Block,
    end: int,
    start: int,
    told: Mapping[str, str],
) -> Table:
    columns = _columns(filled.sheet, block, told)
    titles = tuple(
        " ".join(text_of(value).split())
        for row in range(start, block.top)
        for _, value in filled.distinct(row)
    )
    table = Table(filled.sheet.name, titles, block.top + 1, columns, [])
    required = frozenset(heading.name for heading in headings if heading.is_required)
    _Rows(filled, block, table, required).collect(end)
    return table


def _columns(sheet: Sheet, block: _Block, told: Mapping[str, str]) -> tuple[Column, ...]:
    wanted = {fold(key): name for key, name in told.items()}
    columns = []
    said: set[str] = set()
    for index, parts in sorted(block.parts.items()):
        name, sure = block.chosen.get(index, ("", 0.0))
        for key in (fold(" / ".join(parts)), fold(parts[-1]), column_letter(index).lower()):
            if key in wanted:
                name, sure = wanted[key], 2.0
                said.add(name)
                break
        columns.append(Column(index, parts, name, sure, index in sheet.hidden_columns))
    # A guess gives way to what was said.
    return tuple(
        Column(each.index, each.parts, "", 0.0, each.is_hidden)
        if each.field in said and each.sureness < 2.0
        else each
        for each in columns
    )


class _Rows:
    """Tells the rows below the headings apart: data, sections, totals, repeated headings, notes at the foot."""

    def __init__(self, filled: _Filled, block: _Block, table: Table, required: frozenset[str]) -> None:
        self._filled, self._block, self._table = filled, block, table
        self._mapped = [column.index for column in table.columns if column.field]
        self._known = [column.index for column in table.columns]
        self._required = [column.index for column in table.columns if column.field in required]
        self._names = {fold(part) for parts in block.parts.values() for part in parts}
        self._width = max(self._known) + 1
        self._order = next(
            (
                column.index
                for column in table.columns
                if not column.field
                and fold(column.parts[-1]) in ("stt", "tt", "so tt", "so thu tu", "so tt", "no")
            ),
            None,
        )
        self._section: list[tuple[int, str]] = []

    def collect(self, end: int) -> None:
        table, rows = self._table, self._filled.rows
        first = self._block.bottom + 1
        while first < end and (self._is_numbering(rows[first]) or self._is_lower_heading(rows[first])):
            table.left_out[first + 1] = "heading"
            first += 1
        for row in range(first, end):
            cells = rows[row]
            kind = self._kind(row, cells)
            if kind == "data":
                table.rows.append(
                    DataRow(row + 1, self._data(row, cells), tuple(text for _, text in self._section))
                )
            elif kind:
                table.left_out[row + 1] = kind
        self._drop_foot()

    def _data(self, row: int, cells: list[Value]) -> list[Value]:
        """The cells, those covered by a merge downwards filled: one unit for several people."""
        if not self._filled.areas:
            return cells
        filled = list(cells)
        for column in self._mapped:
            area = self._filled.areas.get((row, column))
            if area is not None and area.top != row and area.left == column:
                filled += [None] * (column + 1 - len(filled))
                if filled[column] is None:
                    filled[column] = self._filled.at(row, column)
        return filled

    def _kind(self, row: int, cells: list[Value]) -> str:
        filled = [column for column, value in enumerate(cells) if not _is_blank(value)]
        if not filled:
            return ""
        if len(filled) > 6 and isinstance(cells[filled[-1]], int | float):
            return "data" if not self._is_total(cells, filled) else "total"
        texts = [fold(text_of(cells[column])) for column in filled]
        if len(filled) > 1 and sum(text in self._names for text in texts) >= 0.8 * len(texts):
            return "heading"
        if self._is_total(cells, filled):
            return "total"
        if (title := self._section_title(row, cells, filled)) is not None:
            self._open_section(title)
            return "section"
        return "data"

    def _is_numbering(self, cells: list[Value]) -> bool:
        """(1) (2) (3), 1 2 3, A B 1 2 under the headings."""
        values = [text_of(value).strip("() .") for value in cells if not _is_blank(value)]
        if len(values) < 3:
            return False
        letters = 0
        while letters < len(values) and len(values[letters]) == 1 and values[letters].isalpha():
            letters += 1
        numbers = values[letters:]
        if not all(re.fullmatch(r"\d{1,3}(?: ?[=+x].*)?", each) for each in numbers):
            return False
        steps = [int(re.match(r"\d+", each)[0]) for each in numbers]  # type: ignore[index]
        return letters + len(steps) >= 3 and steps == sorted(steps) and (not steps or steps[0] <= 3)

    def _is_lower_heading(self, cells: list[Value]) -> bool:
        """Texts without digits below the headings, none in columns that every row fills: "Bằng số", "Bằng chữ"."""
        filled = [(column, value) for column, value in enumerate(cells) if not _is_blank(value)]
        return (
            len(filled) >= 2
            and bool(self._required)
            and all(isinstance(value, str) and not any(map(str.isdigit, value)) for _, value in filled)
            and not {column for column, _ in filled} & {self._order, *self._required[:1]}
        )

    def _is_total(self, cells: list[Value], filled: Sequence[int]) -> bool:
        """A total names itself in its first text, and has nothing but numbers beside it."""
        first = cells[filled[0]]
        others = filled[1:]
        if isinstance(first, str) and _INDEX.fullmatch(first.strip()) and others:
            first, others = cells[others[0]], others[1:]
        if not isinstance(first, str) or not _TOTAL.fullmatch(fold(first)):
            return False
        if fold(first).split()[0] == "tong" and "ổng" not in first.lower() and not first.isascii():
            return False  # Tống is a family name
        return all(
            isinstance(cells[column], int | float) or _is_quantity(text_of(cells[column]))
            for column in others
        )

    def _section_title(self, row: int, cells: list[Value], filled: Sequence[int]) -> str | None:
        """The text of a line that stands alone, with at most a number before it and counts after it.

        A line is not taken for a section when it could be somebody whose other columns were forgotten.
        """
        titles = [
            column
            for column in filled
            if isinstance(value := cells[column], str)
            and not _INDEX.fullmatch(value.strip())
            and not _is_quantity(value)
        ]
        told = sum(each in self._mapped for each in filled)
        if len(titles) != 1 or len(self._mapped) < 3 or len(filled) > 3 or 2 * told > len(self._mapped):
            return None
        column = titles[0]
        title = text_of(cells[column]).strip()
        before = [text_of(cells[each]).strip() for each in filled if each < column]
        if len(before) > 1 or not _has_letters(title):
            return None
        is_section = (
            _is_spread(self._filled, row, column)
            or (before and not before[0].strip("(). ").isdigit())
            or _NUMBERED.match(title)
            or _UNIT_WORDS.match(fold(title))
            or (len(filled) == 1 and column not in self._required)
        )
        return title if is_section else None

    def _open_section(self, title: str) -> None:
        rank = _rank(title)
        while self._section and self._section[-1][0] >= rank:
            self._section.pop()
        self._section.append((rank, title))

    def _drop_foot(self) -> None:
        """Signatures and notes below the last row that is surely data are not data, and are told as left out."""
        rows = self._table.rows
        last = max((index for index, row in enumerate(rows) if self._is_surely_data(row)), default=-1)
        for row in rows[last + 1 :]:
            if not self._is_foot(row):
                continue
            self._table.left_out[row.number] = "foot"
        self._table.rows = [row for row in rows if row.number not in self._table.left_out]

    def _is_surely_data(self, row: DataRow) -> bool:
        there = sum(column < len(row.cells) and not _is_blank(row.cells[column]) for column in self._required)
        mapped = sum(column < len(row.cells) and not _is_blank(row.cells[column]) for column in self._mapped)
        texts = " ".join(fold(text_of(value)) for value in row.cells if isinstance(value, str))
        if _FOOT.search(texts) and mapped <= 2:
            return False
        return 2 * there >= len(self._required) and mapped >= min(2, len(self._mapped))

    def _is_foot(self, row: DataRow) -> bool:
        texts = [fold(value) for value in row.cells if isinstance(value, str)]
        mapped = sum(column < len(row.cells) and not _is_blank(row.cells[column]) for column in self._mapped)
        has_order = (
            self._order is not None
            and self._order < len(row.cells)
            and text_of(row.cells[self._order]).strip(". ").isdigit()
        )
        if any(_FOOT.search(text) for text in texts):
            return True
        return (
            mapped <= 2
            and not has_order
            and all(isinstance(value, str) or value is None for value in row.cells)
        )


def _is_quantity(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.,\s%]+(?:người|lớp|đ|đồng|đ/c|học viên)?", text.strip().lower())) and any(
        char.isdigit() for char in text
    )


def _is_spread(filled: _Filled, row: int, column: int) -> bool:
    area = filled.areas.get((row, column))
    return area is not None and area.right - area.left >= 2


def _has_letters(text: str) -> bool:
    return sum(char.isalpha() for char in text) >= 2


def _rank(title: str) -> int:
    """How deep a section lies by its numbering: A, I, 1, a; without numbering deepest but one."""
    if re.match(r"^(?:phần|phan|[A-Z][.)/ ])", title):
        return 0
    if re.match(r"^[IVXLC]+[.)/ -]", title):
        return 1
    if re.match(r"^\d+[.)/ ]", title):
        return 3
    return 2


def rows_of(tables: Sequence[Table]) -> Iterator[tuple[Table, DataRow]]:
    """Every row of data of the tables."""
    for table in tables:
        for row in table.rows:
            yield table, row
