"""Which cells of a table are sums of others, so that a spreadsheet can go on computing them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from vun.engines.tabular.model import Cell, Column, Kind

_ADDED = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
_MOST_PIECES = 200
"""A spreadsheet takes 255 ranges in one sum."""


def sums(
    rows: Sequence[Sequence[Cell]], depths: Sequence[int], columns: Sequence[Column]
) -> Iterator[Mapping[int, list[int]]]:
    """For every row, the rows each of its cells adds up, by column; then the same for the totals, if ``rows`` has one
    row more than ``depths``: its last.

    A cell is a sum only where the rows just below it in the tree really add up to it: people counted once, rates and
    what is listed only in part stay plain numbers.
    """
    for place, depth in enumerate(depths):
        yield _adding_up(rows, place, _parts(depths, place, depth), columns)
    if len(rows) > len(depths):
        highest = min(depths, default=0)
        tops = [place for place, depth in enumerate(depths) if depth == highest]
        yield _adding_up(rows, len(rows) - 1, tops, columns)


def _parts(depths: Sequence[int], place: int, depth: int) -> list[int]:
    """The rows directly below a row: of those up to its next sibling, the least deep."""
    end = place + 1
    while end < len(depths) and depths[end] > depth:
        end += 1
    below = range(place + 1, end)
    nearest = min((depths[one] for one in below), default=0)
    return [one for one in below if depths[one] == nearest]


def _adding_up(
    rows: Sequence[Sequence[Cell]], place: int, parts: list[int], columns: Sequence[Column]
) -> dict[int, list[int]]:
    if not parts:
        return {}
    return {
        index: parts
        for index, column in enumerate(columns)
        if column.kind in _ADDED and _is_number(rows[place][index]) and _adds_up(rows, place, parts, index)
    }


def _adds_up(rows: Sequence[Sequence[Cell]], place: int, parts: list[int], index: int) -> bool:
    cells = [rows[part][index] for part in parts]
    if not any(map(_is_number, cells)):
        return False
    return sum((_value(cell) for cell in cells), Decimal(0)) == _value(rows[place][index])


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float | Decimal)


def _value(cell: Cell) -> Decimal:
    return Decimal(str(cell)) if isinstance(cell, int | float | Decimal) else Decimal(0)


def formula(letters: str, rows: Sequence[int]) -> str | None:
    """``=SUM(B6:B8,B11)`` over rows of a sheet, counted from 1; None when it would be too long for a spreadsheet."""
    starts = [rows[0], *(after for before, after in pairwise(rows) if after != before + 1)]
    ends = [*(before for before, after in pairwise(rows) if after != before + 1), rows[-1]]
    if len(starts) > _MOST_PIECES:
        return None
    pieces = [
        f"{letters}{start}" if start == end else f"{letters}{start}:{letters}{end}"
        for start, end in zip(starts, ends, strict=True)
    ]
    return f"=SUM({','.join(pieces)})"
