"""Rows and columns of a report: ordered trees of conditions, and what stands in the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vun.records.delivery.domain import CountingRule
from vun.reports.definitions.conditions import ALWAYS, Condition
from vun.reports.definitions.measures import Measure
from vun.reports.formulas import Formula
from vun.reports.model import Footer, Units


@dataclass(frozen=True, slots=True)
class Row:
    """What a line counts: facts that meet ``where`` and the conditions of all rows above it.

    ``is_exclusive``: no fact may be counted in two of ``parts``; ``is_complete``: all of the whole is in the parts.
    ``is_other``: what of the whole is in none of the parts beside it. ``each``: a field by whose values the rows below
    are made when the report is run, units ``depth`` levels deep; ``parts`` then stand below every one of them, and
    are what ``is_exclusive`` and ``is_complete`` speak of. ``measure`` stands for that of the columns.
    """

    key: str
    label: str
    number: str = ""
    where: Condition = ALWAYS
    parts: tuple[Row, ...] = ()
    is_exclusive: bool = False
    is_complete: bool = False
    is_other: bool = False
    is_total: bool = False
    is_heading: bool = False
    each: str = ""
    depth: int = 1
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or with ``parts`` the heading over several. ``where`` narrows all below it.

    ``each``: a field; for every value found a column is made when the report is run, or a heading over ``parts``.
    """

    key: str
    label: str
    number: str = ""
    where: Condition = ALWAYS
    measure: Measure | None = None
    formula: Formula | None = None
    parts: tuple[Column, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole report as data.

    ``years``: how many years are set side by side, the last the one asked for; with ``has_change`` the change on the
    year before stands beside each. ``units``: those it is told in until its reader asks for the others. ``source`` is
    the law or form it comes from; ``is_reconstructed`` that the official annex was not at hand. ``author`` and
    ``stated_on`` belong to the statement made with it. ``words_before`` and ``words_after`` are the headings of what is
    said in words around the table.
    """

    name: str
    title: str
    question: str
    row_heading: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    rule: CountingRule = CountingRule.ADMITTED
    where: Condition = ALWAYS
    is_exclusive: bool = False
    unit_of_count: str = ""
    form_code: str = ""
    header: tuple[str, ...] = ()
    footer: Footer | None = None
    years: int = 1
    has_change: bool = False
    has_twins: bool = True
    units: Units = Units.THEN
    source: str = ""
    author: str = ""
    stated_on: str = ""
    is_reconstructed: bool = False
    notes: tuple[str, ...] = ()
    words_before: tuple[str, ...] = ()
    words_after: tuple[str, ...] = ()

    def leaves(self) -> tuple[LeafColumn, ...]:
        """The columns that hold figures, left to right."""
        return tuple(leaf for column in self.columns for leaf in _leaves(column, (), ALWAYS, ()))


@dataclass(frozen=True, slots=True)
class LeafColumn:
    """A column with everything that stands above it.

    ``made_by``: key and field of each column above, or itself, that stands for many. ``twin``: the key of the column in
    whose cells it stands.
    """

    column: Column
    headings: tuple[str, ...]
    where: Condition
    made_by: tuple[tuple[str, str], ...] = ()
    twin: str = ""

    @property
    def key(self) -> str:
        return self.column.key


def _leaves(
    column: Column, headings: tuple[str, ...], where: Condition, made_by: tuple[tuple[str, str], ...]
) -> Iterator[LeafColumn]:
    where = where & column.where
    if column.each:
        made_by = (*made_by, (column.key, column.each))
    if not column.parts:
        yield LeafColumn(column, headings, where, made_by)
    below = (*headings, column.label) if column.label else headings
    for part in column.parts:
        yield from _leaves(part, below, where, made_by)


@dataclass(frozen=True, slots=True)
class Line:
    """A row in its place: the rows above it, what it counts, and the rows beside it that an "other" leaves out.

    No fact may be counted by two lines of one ``group`` unless that is empty.
    """

    row: Row
    above: tuple[Row, ...]
    where: Condition
    without: tuple[Condition, ...] = ()
    group: str = ""

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def depth(self) -> int:
        return len(self.above)

    @property
    def path(self) -> str:
        """The row as a sentence about it names it, from the outermost whole."""
        return " › ".join(_name(row) for row in (*self.above, self.row))


def _name(row: Row) -> str:
    return f"{row.number} {row.label}".strip()


def lines(layout: Layout) -> list[Line]:
    """Every row, each whole before its parts."""
    return list(_lines(layout.rows, (), ALWAYS, "*" if layout.is_exclusive else ""))


def _lines(rows: Sequence[Row], above: tuple[Row, ...], where: Condition, group: str) -> Iterator[Line]:
    beside = tuple(row.where for row in rows if not (row.is_other or row.is_total or row.is_heading))
    for row in rows:
        own = where & row.where
        yield Line(row, above, own, beside if row.is_other else (), "" if row.is_total else group)
        yield from _lines(row.parts, (*above, row), own, row.key if row.is_exclusive else "")
