"""A report as a page shows it: two lines of headings, cells that open into what they count."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from vun.engines.tabular import Kind
from vun.faces.web import formats
from vun.faces.web.reports.asking import address_of
from vun.reports.model import Figure, Report, ReportColumn, ReportRow, Scope


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over ``span`` columns; one without parts stands over both lines."""

    text: str
    span: int = 1
    kind: str = ""
    has_parts: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it reads, and where it opens."""

    text: str
    kind: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet."""

    label: str
    depth: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template lays out."""

    name: str
    report: Report
    scope: Scope

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.report.columns)

    @property
    def upper(self) -> list[Heading]:
        """The first line of headings: groups, and columns that are in none."""
        headings = []
        for group, members in self._groups():
            if group:
                headings.append(Heading(group, len(members), has_parts=True))
            else:
                headings += [Heading(column.label, kind=column.kind.value) for column in members]
        return headings

    @property
    def lower(self) -> list[Heading]:
        """The second line: the columns of the groups."""
        return [
            Heading(column.label, kind=column.kind.value)
            for group, members in self._groups()
            if group
            for column in members
        ]

    def _groups(self) -> Iterator[tuple[str, Sequence[ReportColumn]]]:
        for group, members in itertools.groupby(self.report.columns, key=lambda column: column.group):
            yield group, list(members)

    @property
    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.report.rows]

    @property
    def total(self) -> Line | None:
        return self._line(self.report.total) if self.report.total else None

    def _line(self, row: ReportRow) -> Line:
        cells = tuple(self._cell(row, column) for column in self.report.columns)
        return Line(row.label, row.depth, cells)

    def _cell(self, row: ReportRow, column: ReportColumn) -> Cell:
        figure = row.figures.get(column.key)
        url = self.url(row.key, column.key) if figure and figure.subject and figure.value else ""
        return Cell(_text(figure, column), column.kind.value, url)

    def url(self, row_key: str, column_key: str) -> str:
        """Where a figure opens."""
        return reverse("reports:figure", args=[self.name, address_of(self.scope), row_key, column_key])


def _text(figure: Figure | None, column: ReportColumn) -> str:
    """Zero, and a share of nothing, read –; a change says its sign."""
    if figure is None or not figure.value:
        return formats.DASH
    if column.kind is Kind.PERCENT:
        return formats.number(figure.value, column.decimals)
    if column.kind is Kind.NUMBER:
        sign = "+" if figure.value > 0 else "−"
        return f"{sign}{formats.number(abs(Decimal(figure.value)), column.decimals)}"
    return formats.number(figure.value)
