"""A spreadsheet as it was read: values where they stand, and what the look of the sheet says about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from vun.common.errors import Problem

Value = str | int | float | bool | date | time | None
"""What a cell holds; a moment is a ``datetime``, which is a ``date``. An empty cell is None."""


class Format(StrEnum):
    """What the bytes of a file are, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    XML = "xml"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four edges included; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows[0]`` is row 1 of the file, whether or not something stands in it; rows may differ in length.

    ``fonts`` are the names of fonts met in a column, those of the old encodings only. ``last_row`` may say how many
    rows there are before they are read.
    """

    name: str
    rows: list[list[Value]]
    merges: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    fonts: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Workbook:
    """A file as it was read. ``notes`` tell what is odd about it and did not hinder reading."""

    name: str
    format: Format
    sheets: list[Sheet]
    notes: list[Problem] = field(default_factory=list)


def column_letter(index: int) -> str:
    """``column_letter(0) == "A"``, ``column_letter(27) == "AB"``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The inverse of `column_letter`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def text_of(value: Value) -> str:
    """The cell as somebody reads it; a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return value if isinstance(value, str) else str(value)
