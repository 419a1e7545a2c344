"""Telling the rows below headings apart: data, sections, totals, headings again, notes and signatures at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vun.common.text import fold
from vun.engines.sheets.headings import is_order
from vun.engines.sheets.model import Value, text_of
from vun.engines.sheets.parts import Block, DataRow, Filled, Table, is_blank
from vun.engines.sheets.rowwords import (
    FOOT,
    GROUP_WORDS,
    INDEX,
    NUMBERED,
    SIGNED,
    SUMMARY,
    TOTAL,
    TOTAL_WORDS,
    UNIT_WORDS,
    WEEKDAY,
    depth,
    has_letters,
    is_amount,
    is_quantity,
    rank,
)  # fmt: skip

_MANY_TEXTS = 4
"""A total, a section or a line at the foot has fewer texts."""


class Rows:
    """Tells the rows below the headings apart: data, sections, totals, repeated headings, notes at the foot."""

    def __init__(self, filled: Filled, block: Block, table: Table, required: frozenset[str]) -> None:
        self._filled, self._block, self._table = filled, block, table
        self._mapped = [column.index for column in table.columns if column.field]
        self._required = [column.index for column in table.columns if column.field in required]
        self._names = {fold(part) for parts in block.parts.values() for part in parts}
        self._raw_names = {part for parts in block.parts.values() for part in parts}
        self._order = next(
            (column.index for column in table.columns if not column.field and is_order(column.parts[-1])),
            None,
        )
        self._section: list[tuple[int, str]] = []
        self._is_over = False
        self._is_numbered = False

    def collect(self, end: int) -> None:
        table, rows = self._table, self._filled.rows
        first = self._block.bottom + 1
        while first < end and (self._is_numbering(rows[first]) or self._is_lower_heading(rows[first])):
            table.left_out[first + 1] = "heading"
            first += 1
        self._is_numbered = self._are_numbered(first, end)
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
        if self._is_plainly_data(cells):
            return "data"
        filled = [column for column, value in enumerate(cells) if not is_blank(value)]
        if not filled or (filled == [self._order] and self._mark(cells).isdigit()):
            return ""  # numbered beforehand, and nobody in it
        texts = [fold(text_of(cells[column])) for column in filled]
        if len(filled) > 1 and sum(text in self._names for text in texts) >= 0.8 * len(texts):
            return "heading"
        if self._is_total(cells, filled) or self._is_summary(cells, filled):
            return "total"
        if self._ends_here(cells, filled):
            return "foot"
        title, mark = self._section_title(row, cells, filled), ""
        if title is None and self._is_numbered:
            title, mark = self._group_title(row, cells, filled)
        if title is not None:
            self._open_section(title, mark or self._mark(cells))
            return "section"
        return "data"

    def _are_numbered(self, first: int, end: int) -> bool:
        """Whether rows have a number of their own, at least where they are marked at all."""
        if self._order is None:
            return False
        marks = [mark for cells in self._filled.rows[first:end] if (mark := self._mark(cells))]
        return 3 * sum(mark[0].isdigit() for mark in marks) >= max(3, len(marks))

    def _mark(self, cells: list[Value]) -> str:
        """What stands in the column of numbers: "A", "II", "3", "1.2"."""
        order = self._order
        return text_of(cells[order]).strip("(). ") if order is not None and order < len(cells) else ""

    def _ends_here(self, cells: list[Value], filled: Sequence[int]) -> bool:
        """Where and when it was signed, who made it, and what stands below that without a number of its own."""
        if self._mark(cells)[:1].isdigit() or not all(isinstance(cells[column], str) for column in filled):
            return False
        if len(filled) <= 3 and any(SIGNED.search(fold(text_of(cells[column]))) for column in filled):
            self._is_over = True
        is_in_pairs = len(filled) > 1 and not {*filled} & {*self._required}
        mark = self._mark(cells)
        if self._is_numbered and is_in_pairs and has_letters(mark) and not INDEX.fullmatch(mark):
            self._is_over = True  # words where numbers stand, and nobody named: "GIÁM THỊ 1"
        return self._is_over and 2 * sum(column in self._mapped for column in filled) <= len(self._mapped)

    def _group_title(self, row: int, cells: list[Value], filled: Sequence[int]) -> tuple[str | None, str]:
        """The title of a line that sums up those below it, whose numbers lie deeper: "A  ĐÀO TẠO  1  60  500"."""
        texts = [
            column
            for column in filled
            if column != self._order and isinstance(value := cells[column], str) and not is_quantity(value)
        ]
        mark = self._mark(cells)
        if len(texts) != 1 or not has_letters(text_of(cells[texts[0]])):
            return None, ""
        title = text_of(cells[texts[0]]).strip()
        if not mark:
            is_group = title == title.upper() and bool(GROUP_WORDS.match(fold(title)))
            return (title, "") if is_group and self._next_mark(row) else (None, "")
        following = self._next_mark(row)
        return (title, mark) if following and depth(mark) < depth(following) else (None, "")

    def _next_mark(self, row: int) -> str:
        """The number of the next row that has one; none beyond an empty row."""
        for cells in self._filled.rows[row + 1 : row + 4]:
            if mark := self._mark(cells):
                return mark
        return ""

    def _is_plainly_data(self, cells: list[Value]) -> bool:
        """Many words, none of them a heading: quickly seen, for most rows are so."""
        texts = 0
        for cell in cells:
            if type(cell) is str and len(cell) > 1:
                if cell in self._raw_names:
                    return False
                texts += cell[0].isalpha()
        return texts >= _MANY_TEXTS

    def _is_numbering(self, cells: list[Value]) -> bool:
        """(1) (2) (3), 1 2 3, A B 1 2 under the headings."""
        values = [text_of(value).strip("() .") for value in cells if not is_blank(value)]
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
        filled = [(column, value) for column, value in enumerate(cells) if not is_blank(value)]
        return (
            len(filled) >= 2
            and bool(self._required)
            and all(isinstance(value, str) and _is_wordy(value) for _, value in filled)
            and not {column for column, _ in filled} & {self._order, *self._required[:1]}
        )

    def _is_total(self, cells: list[Value], filled: Sequence[int]) -> bool:
        """A total names itself in its first text, and has nothing but numbers beside it."""
        first = cells[filled[0]]
        others = filled[1:]
        if isinstance(first, str) and INDEX.fullmatch(first.strip()) and others:
            first, others = cells[others[0]], others[1:]
        if not isinstance(first, str) or not TOTAL.fullmatch(fold(first)):
            return False
        word = fold(first).split()[0]
        if word in TOTAL_WORDS and TOTAL_WORDS[word] not in first.lower() and not first.isascii():
            return False  # Tống is a family name, "Công chức" a section
        return all(
            isinstance(cells[column], int | float) or is_quantity(text_of(cells[column])) for column in others
        )

    def _is_summary(self, cells: list[Value], filled: Sequence[int]) -> bool:
        """Counts below numbered rows, after a word for what is counted: "Có mặt  6  6  5"."""
        if not self._is_numbered or self._mark(cells):
            return False
        words = [text for column in filled if not is_amount(text := cells[column])]
        numbers = len(filled) - len(words)
        return len(words) == 1 and numbers > 0 and bool(SUMMARY.match(fold(text_of(words[0]))))

    def _section_title(self, row: int, cells: list[Value], filled: Sequence[int]) -> str | None:
        """The text of a line that stands alone, with at most a number before it and counts after it.

        A line is not taken for a section when it could be somebody whose other columns were forgotten.
        """
        titles = [
            column
            for column in filled
            if isinstance(value := cells[column], str)
            and not INDEX.fullmatch(value.strip())
            and not is_quantity(value)
        ]
        told = sum(each in self._mapped for each in filled)
        if len(titles) != 1 or len(self._mapped) < 3 or len(filled) > 3 or 2 * told > len(self._mapped):
            return None
        column = titles[0]
        title = text_of(cells[column]).strip()
        before = [text_of(cells[each]).strip() for each in filled if each < column]
        if len(before) > 1 or not has_letters(title):
            return None
        is_section = (
            _is_spread(self._filled, row, column)
            or (before and not before[0].strip("(). ").isdigit())
            or NUMBERED.match(title)
            or UNIT_WORDS.match(fold(title))
            or (len(filled) == 1 and column not in self._required)
        )
        return title if is_section else None

    def _open_section(self, title: str, mark: str = "") -> None:
        own = rank(f"{mark}. {title}" if mark else title)
        while self._section and self._section[-1][0] >= own:
            self._section.pop()
        self._section.append((own, title))

    def _drop_foot(self) -> None:
        """Signatures and notes below the last row that is surely data are not data, and are told as left out."""
        rows = self._table.rows
        last = next((at for at in range(len(rows) - 1, -1, -1) if self._is_surely_data(rows[at])), -1)
        is_over = False
        number = rows[last].number if last >= 0 else 0
        for row in rows[last + 1 :]:
            # Names without more are signatures only below an empty line, or below what only signatures have.
            is_over = is_over or row.number > number + 1 or self._has_foot_words(row)
            number = row.number
            if is_over and self._is_foot(row):
                self._table.left_out[row.number] = "foot"
        self._table.rows = rows[: last + 1] + [
            row for row in rows[last + 1 :] if row.number not in self._table.left_out
        ]

    def _is_surely_data(self, row: DataRow) -> bool:
        there = sum(column < len(row.cells) and not is_blank(row.cells[column]) for column in self._required)
        mapped = sum(column < len(row.cells) and not is_blank(row.cells[column]) for column in self._mapped)
        texts = " ".join(fold(text_of(value)) for value in row.cells if isinstance(value, str))
        if FOOT.search(texts) and mapped <= 2:
            return False
        if self._has_order(row) and mapped >= min(2, len(self._mapped)):
            return True
        if self._is_numbered and 2 * mapped <= len(self._mapped):
            return False
        # Two names side by side below the table are who signed it.
        needed = min(len(self._mapped), max(2, -(-2 * len(self._mapped) // 5)))
        return 2 * there >= len(self._required) and mapped >= needed

    def _has_foot_words(self, row: DataRow) -> bool:
        return any(FOOT.search(fold(value)) for value in row.cells if isinstance(value, str))

    def _has_order(self, row: DataRow) -> bool:
        order = self._order
        return (
            order is not None and order < len(row.cells) and text_of(row.cells[order]).strip(". ").isdigit()
        )

    def _is_foot(self, row: DataRow) -> bool:
        mapped = sum(column < len(row.cells) and not is_blank(row.cells[column]) for column in self._mapped)
        if self._has_foot_words(row):
            return True
        is_all_text = all(isinstance(value, str) or value is None for value in row.cells)
        return mapped <= min(2, len(self._mapped) - 1) and not self._has_order(row) and is_all_text


def _is_wordy(text: str) -> bool:
    """Without digits, but for the days of the week."""
    return not any(map(str.isdigit, text)) or bool(WEEKDAY.fullmatch(fold(text)))


def _is_spread(filled: Filled, row: int, column: int) -> bool:
    area = filled.areas.get((row, column))
    return area is not None and area.right - area.left >= 2
