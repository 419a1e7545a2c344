"""What a report is: rows of figures, each carrying what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from vun.common.actor import Actor
from vun.common.numbers import format_date
from vun.common.period import Period
from vun.engines.tabular import Column, Kind, Table

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Subject(StrEnum):
    """What a figure opens into."""

    ENROLMENT = "enrolment"
    PERSON = "person"
    TRAINING_CLASS = "training_class"
    PLAN_LINE = "plan_line"


class Units(StrEnum):
    """Whether the past is told in the units of then, or of now along successor links."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom, over which days, and below which unit (None: all the actor may see) a report is run."""

    actor: Actor
    period: Period
    unit_id: int | None = None
    units: Units = Units.THEN

    @property
    def day(self) -> date:
        """The last day of the period: the day whose names and units the report speaks in."""
        if self.period.end is None:
            raise ValueError("a report needs a last day")
        return self.period.end - timedelta(days=1)

    @property
    def dates(self) -> str:
        """The period in words, both days included."""
        return f"{format_date(self.period.start)} – {format_date(self.day)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the ids of what it counts, or what each of ``ids`` adds to it.

    A ratio or a sum of money counts nothing and opens into nothing.
    """

    value: int | Decimal | None
    subject: Subject | None = None
    ids: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()

    @classmethod
    def count(cls, subject: Subject, ids: Iterable[int]) -> Figure:
        """The number of different ``ids``: the list and the figure agree by construction."""
        distinct = tuple(sorted(set(ids)))
        return cls(len(distinct), subject, distinct)

    @classmethod
    def total(cls, subject: Subject, amounts: Mapping[int, int]) -> Figure:
        """The sum of what each id adds, such as the learners of plan lines."""
        parts = sorted((key, amount) for key, amount in amounts.items() if amount)
        return cls(
            sum(amount for _, amount in parts),
            subject,
            tuple(key for key, _ in parts),
            tuple(amount for _, amount in parts),
        )


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column of figures. ``group`` is the heading over several columns."""

    key: str
    label: str
    kind: Kind = Kind.INTEGER
    decimals: int = 2
    group: str = ""

    @property
    def heading(self) -> str:
        """The heading where there is only one line of headings."""
        return f"{self.group}: {self.label}" if self.group else self.label


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: ``figures`` by column key; a missing one is empty. ``depth`` indents parts under their whole."""

    key: str
    label: str
    figures: dict[str, Figure]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A report as run: what a page shows and a file holds."""

    title: str
    subtitle: str
    row_heading: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    total: ReportRow | None = None
    notes: tuple[str, ...] = ()

    def figure(self, row_key: str, column_key: str) -> Figure | None:
        """The figure at a place, or None when there is none."""
        rows = [*self.rows, *([self.total] if self.total else [])]
        return next((row.figures.get(column_key) for row in rows if row.key == row_key), None)

    def to_table(self) -> Table:
        """The same figures as a plain table, for files."""
        return Table(
            title=self.title,
            subtitle=self.subtitle,
            columns=[
                Column(self.row_heading),
                *(Column(column.heading, column.kind, column.decimals) for column in self.columns),
            ],
            rows=[self._cells(row) for row in self.rows],
            totals=self._cells(self.total) if self.total else None,
            notes=self.notes,
        )

    def _cells(self, row: ReportRow) -> list[str | int | Decimal | None]:
        figures = [row.figures.get(column.key) for column in self.columns]
        return [f"{'    ' * row.depth}{row.label}", *(figure.value if figure else None for figure in figures)]


@dataclass(frozen=True, slots=True)
class Definition:
    """A report that can be run: its name for commands and addresses, its title and the question it answers."""

    name: str
    title: str | Promise
    question: str | Promise
    run: Callable[[Scope], Report] = field(repr=False)
