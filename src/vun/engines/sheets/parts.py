"""What a table found in a sheet is made of, and a sheet whose merged cells can be asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from vun.engines.sheets.model import Area, Sheet, Value, column_letter


@dataclass(slots=True)
class Look:
    """What a file says of a sheet beside its values.

    ``fonts`` of old encodings by column; ``failed`` are formulas that show an error, by row and column from 0.
    """

    name: str = ""
    merges: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    fonts: dict[int, str] = field(default_factory=dict)
    failed: dict[tuple[int, int], str] = field(default_factory=dict)


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
class Block:
    top: int
    bottom: int
    parts: dict[int, tuple[str, ...]]
    chosen: dict[int, tuple[str, float]]
    worth: float


class Filled:
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
        return [(column, value) for column, value in enumerate(self.rows[row]) if not is_blank(value)]


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
