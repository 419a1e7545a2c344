"""Finding the tables of a sheet: below titles, under headings of one to four rows, one above the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time

from vun.common.text import fold
from vun.engines.sheets.headings import Heading, assign, is_order, score
from vun.engines.sheets.model import Sheet, Value, column_letter, text_of
from vun.engines.sheets.parts import Block, Column, Filled, Table, is_blank
from vun.engines.sheets.rowkinds import Rows
from vun.engines.sheets.rowwords import has_letters

_SEARCHED_ROWS = 120
_DEEPEST = 4
_SURE = 3.5
"""The worth of headings that need no better ones further down: three columns known, one of them needed."""
_DAY = re.compile(r"\d{1,2} \d{1,2}(?: \d{2,4})?")
_DATUM = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|'?\d{6,}")
"""A date or a long number as text: what heads no column."""
_CROSSES = frozenset(("x", "X", "+", "✓", "✔", "√"))
_NUMBER = re.compile(r"\d{1,4}\.?")


def find_tables(
    sheet: Sheet, headings: Sequence[Heading], told: Mapping[str, str] | None = None
) -> list[Table]:
    """The tables of a sheet that have at least two columns of the fields asked for, and every required one if any can.

    ``told`` is what somebody said columns mean, field by heading text (as `Column.text` without accents, or a column
    letter); an empty field means that the column is not wanted. It wins over any guess.
    """
    tables: list[Table] = []
    filled = Filled(sheet)
    row = 0
    while (block := _next_block(filled, headings, row)) is not None:
        end = _next_top(filled, headings, block)
        tables.append(_table(filled, headings, block, end, row, told or {}))
        row = end
    return tables


def _next_block(filled: Filled, headings: Sequence[Heading], start: int) -> Block | None:
    """The best block of headings from ``start`` on: the first that is not beaten by one near below."""
    best: Block | None = None
    last = min(len(filled.rows), start + _SEARCHED_ROWS)
    for top in range(start, last):
        if best is not None and top > best.bottom + (1 if best.worth >= _SURE else 6):
            break
        for depth in range(1, _DEEPEST + 1):
            block = _block(filled, headings, top, depth)
            if block is not None and (best is None or block.worth > best.worth):
                best = block
    return best


def _block(filled: Filled, headings: Sequence[Heading], top: int, depth: int) -> Block | None:
    bottom = top + depth - 1
    has_days = _are_headed_by_days(headings)
    if bottom >= len(filled.rows) or len(filled.distinct(top)) < 2:
        return None  # a line of its own is a title
    for row in range(top, bottom + 1):
        values = [value for _, value in filled.distinct(row)]
        if not values or not all(_may_head(value, has_days=has_days) for value in values):
            return None
        if _is_data(filled, top, row, has_days=has_days):
            return None
    reach = [
        filled.areas[row, column].bottom
        for row in range(top, bottom + 1)
        for column in range(len(filled.rows[row]))
        if (row, column) in filled.areas and not is_blank(filled.at(row, column))
    ]
    if reach and bottom < max(reach) < top + _DEEPEST:
        return None  # a heading merged downwards takes the rows it covers with it
    parts = _parts(filled, top, bottom)
    chosen = assign(headings, parts)
    if depth > 1 and _takes_data(filled, headings, chosen, top, bottom):
        return None
    fields = {name for name, _ in chosen.values()}
    required = {heading.name for heading in headings if heading.is_required}
    if len(fields) < 2 or (required and not fields & required):
        return None
    worth = sum(sure for _, sure in chosen.values()) + len(fields & required)
    # One more row must say something, and rather a row too many than headings taken for data.
    return Block(top, bottom, parts, chosen, worth - 0.05 * depth)


def _is_data(filled: Filled, top: int, row: int, *, has_days: bool) -> bool:
    """Whether a row is plainly data: marked with crosses, with dates, or numbered under the heading of numbers."""
    cells = filled.distinct(row)
    texts = [value.strip() for _, value in cells if isinstance(value, str)]
    if any(text in _CROSSES or (not has_days and _DATUM.fullmatch(text)) for text in texts):
        return True
    for column, value in cells:
        if _NUMBER.fullmatch(text_of(value).strip()) and any(
            is_order(text_of(filled.at(above, column))) for above in range(top, row)
        ):
            # A line that numbers the columns is none.
            return sum(isinstance(text, str) and has_letters(text) for _, text in cells) >= 1
    return False


def _takes_data(
    filled: Filled,
    headings: Sequence[Heading],
    chosen: Mapping[int, tuple[str, float]],
    top: int,
    bottom: int,
) -> bool:
    """Whether the lowest row stands under a heading that is whole without it, of a column every row fills."""
    required = {heading.name: heading for heading in headings if heading.is_required}
    for column, (name, _) in chosen.items():
        if name not in required or is_blank(filled.raw(bottom, column)):
            continue
        area = filled.areas.get((bottom - 1, column))
        beside = filled.raw(bottom - 1, column + 1) if bottom - 1 < len(filled.rows) else None
        if (area is not None and area.right > area.left) or is_blank(beside):
            continue  # a heading over several columns
        above = _parts(filled, top, bottom - 1).get(column, ())
        if above and score(required[name], above) >= 0.9:
            return True
    return False


def _are_headed_by_days(headings: Sequence[Heading]) -> bool:
    """Whether columns of some of the fields are headed by days, which spreadsheets make dates of."""
    return any(_DAY.fullmatch(phrase) for heading in headings for phrase in heading.folded[:3])


def _may_head(value: Value, *, has_days: bool = False) -> bool:
    if isinstance(value, bool | date | time):
        return has_days and isinstance(value, date)
    if isinstance(value, int | float):
        # Years and numbers of columns head columns too.
        return float(value).is_integer() and (0 <= value < 100 or 1990 <= value <= 2100)
    return isinstance(value, str) and len(value) <= 250


def _may_head_below(value: Value) -> bool:
    """As `_may_head`, for headings of a further table: below data a bare number is data."""
    if isinstance(value, str):
        return not value.strip().isdigit()
    return value is None or (isinstance(value, int | float) and 1990 <= value <= 2100)


def _parts(filled: Filled, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    width = max(len(filled.rows[row]) for row in range(top, bottom + 1))
    width = max(width, 1 + max((column for row, column in filled.areas if top <= row <= bottom), default=0))
    stacks: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        carried = ""
        for column in range(width):
            value = filled.at(row, column)
            if not is_blank(value):
                text = _heading_text(value)
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


def _heading_text(value: Value) -> str:
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return " ".join(text_of(value).split())


def _has_below(filled: Filled, row: int, bottom: int, column: int) -> bool:
    return any(not is_blank(filled.raw(below, column)) for below in range(row + 1, bottom + 1))


def _next_top(filled: Filled, headings: Sequence[Heading], block: Block) -> int:
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


def _titles_top(filled: Filled, top: int, above: int) -> int:
    """The first of the title lines that belong to a table further down: lines with one or two texts over it."""
    row = top
    while row - 1 > above and len(filled.distinct(row - 1)) <= 1:
        row -= 1
        if not filled.distinct(row):
            return row
    return row


def _table(
    filled: Filled,
    headings: Sequence[Heading],
    block: Block,
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
    Rows(filled, block, table, required).collect(end)
    return table


def _columns(sheet: Sheet, block: Block, told: Mapping[str, str]) -> tuple[Column, ...]:
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
