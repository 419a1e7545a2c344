"""A report as a page shows it: lines of headings, cells that open into what they count."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from vun.engines.tabular import Kind
from vun.faces.web import formats
from vun.faces.web.reports.asking import address_of
from vun.reports.model import Figure, Report, ReportColumn, ReportRow, Scope
from vun.reports.wording import reference


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over ``span`` columns and ``rows`` lines."""

    text: str
    span: int = 1
    kind: str = ""
    has_parts: bool = False
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure kept by hand as it reads beside a cell; the statement it is of and its address."""

    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it reads, and where it opens; ``twin`` stands beside it, as people beside turns.

    ``quote``: how words quote the figure, where it is shown to be quoted. ``kept`` are figures kept by hand that stand
    beside it, each with what it is and where it opens.
    """

    text: str
    kind: str
    url: str = ""
    twin: Cell | None = None
    twin_label: str = ""
    quote: str = ""
    kept: Sequence[Kept] = ()

    @property
    def has_value(self) -> bool:
        return self.text not in ("", formats.DASH)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet."""

    label: str
    depth: int
    cells: tuple[Cell, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template lays out. With ``query`` figures open on the same page, asked by that query string.

    ``is_quoted``: figures do not open, they are chosen to be quoted in words.
    """

    name: str
    report: Report
    scope: Scope
    signed_id: int | None = None
    opens: bool = True
    query: str = ""
    kept: Mapping[tuple[str, str], Sequence[Kept]] = field(default_factory=dict)
    is_quoted: bool = False

    @property
    def columns(self) -> list[ReportColumn]:
        """The columns that stand by themselves; twins are shown in the cells of their column."""
        return [column for column in self.report.columns if not column.twin]

    @property
    def has_numbers(self) -> bool:
        """Whether rows are numbered, as forms number them."""
        return any(row.number for row in self.report.rows)

    @property
    def heading_lines(self) -> list[list[Heading]]:
        """Lines of headings: the outermost groups first, a column without groups over all lines."""
        columns = self.columns
        deepest = max((len(column.groups) for column in columns), default=0)
        return [self._headings(columns, line, deepest) for line in range(deepest + 1)]

    def _headings(self, columns: Sequence[ReportColumn], line: int, deepest: int) -> list[Heading]:
        """Neighbours under one heading share it; a column without groups left stands down to the last line."""
        headings: list[Heading] = []
        for path, members in itertools.groupby(columns, key=lambda column: _path(column, line)):
            first, *others = members
            if len(first.groups) < line:
                continue
            if len(first.groups) > line:
                headings.append(Heading(path[line], 1 + len(others), has_parts=True))
            else:
                rows = deepest - len(first.groups) + 1
                headings.append(Heading(first.label, kind=first.kind.value, rows=rows))
        return headings

    @property
    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.report.rows]

    @property
    def total(self) -> Line | None:
        return self._line(self.report.total) if self.report.total else None

    def _line(self, row: ReportRow) -> Line:
        twins = {column.twin: column for column in self.report.columns if column.twin}
        cells = tuple(self._cell(row, column, twins.get(column.key)) for column in self.columns)
        return Line(row.label, row.depth, cells, row.number)

    def _cell(self, row: ReportRow, column: ReportColumn, twin: ReportColumn | None = None) -> Cell:
        figure = row.figures.get(column.key)
        url = (
            self.url(row.key, column.key) if self.opens and figure and figure.subject and figure.value else ""
        )
        is_told = self.is_quoted and figure is not None and figure.value is not None
        cell = Cell(
            _text(figure, column) if row.figures else "",
            column.kind.value,
            url,
            quote=reference(row.key, column.key) if is_told else "",
            kept=self.kept.get((row.key, column.key), ()),
        )
        if twin is None or figure is None:
            return cell
        return replace(cell, twin=self._cell(row, twin), twin_label=_unit_word(twin))

    def url(self, row_key: str, column_key: str) -> str:
        """Where a figure opens: the records, or what a signed report keeps."""
        if self.query:
            return f"?{self.query}&{urlencode({'row': row_key, 'column': column_key})}"
        if self.signed_id is not None:
            return reverse("reports:signed_figure", args=[self.signed_id, row_key, column_key])
        return reverse("reports:figure", args=[self.name, address_of(self.scope), row_key, column_key])


def _path(column: ReportColumn, line: int) -> tuple[str, ...]:
    """What columns must have in common to stand under one heading on a line: groups, or being the same column."""
    path = (*column.groups, column.label)[: line + 1]
    return path if len(column.groups) > line else (*path, column.key)


def _unit_word(twin: ReportColumn) -> str:
    return gettext("lượt") if twin.key.rpartition("~")[2].startswith("turns") else gettext("người")


def _text(figure: Figure | None, column: ReportColumn) -> str:
    """Zero, and a share of nothing, read –; a change says its sign."""
    if figure is None or not figure.value:
        return formats.DASH
    if column.kind is Kind.PERCENT:
        return formats.number(figure.value, column.decimals)
    if column.is_change:
        sign = "+" if figure.value > 0 else "−"
        return f"{sign}{formats.number(abs(Decimal(figure.value)), column.decimals)}"
    if column.kind is Kind.NUMBER:
        return formats.number(figure.value, column.decimals)
    if column.kind is Kind.INTEGER and isinstance(figure.value, Decimal):
        # A row of means stands among counts.
        return formats.number(figure.value, 1)
    return formats.number(figure.value)
