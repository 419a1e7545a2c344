"""What a report is: rows of figures, each carrying what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.common.numbers import format_date
from vun.common.period import Period
from vun.engines.tabular import Column, Kind, Table
from vun.records.delivery.domain import CountingRule

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from vun.reports.formulas import Formula


class Subject(StrEnum):
    """What a figure opens into."""

    ENROLMENT = "enrolment"
    PERSON = "person"
    TRAINING_CLASS = "training_class"
    PLAN_LINE = "plan_line"
    COST = "cost"


class Units(StrEnum):
    """Whether the past is told in the units of then, or of now along successor links."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom, over which days, and below which unit (None: all the actor may see) a report is run.

    ``rule``: by which day participations fall into the period; None leaves it to the report. ``now``: the day whose
    units are those of now; None, or a day before the last of the period: that last day.
    """

    actor: Actor
    period: Period
    unit_id: int | None = None
    units: Units = Units.THEN
    rule: CountingRule | None = None
    now: date | None = None

    @property
    def day(self) -> date:
        """The last day of the period."""
        if self.period.end is None:
            raise ValueError("a report needs a last day")
        return self.period.end - timedelta(days=1)

    @property
    def units_day(self) -> date:
        """The day whose names the report speaks in, and in units of now also whose units."""
        if self.units is Units.THEN or self.now is None:
            return self.day
        return max(self.day, self.now)

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
    """One column of figures. ``groups`` are the headings over it and its neighbours, the outermost first.

    ``number`` is what the numbering line of a form prints. A ``twin`` stands in the cells of the column of that key,
    as people beside turns do. Where the figures are computed from others of their row, ``formula`` says how.
    """

    key: str
    label: str
    kind: Kind = Kind.INTEGER
    decimals: int = 2
    groups: tuple[str, ...] = ()
    number: str = ""
    twin: str = ""
    is_change: bool = False
    formula: Formula | None = None

    @property
    def heading(self) -> str:
        """The heading where there is only one line of headings."""
        return ": ".join((*self.groups, self.label))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: ``figures`` by column key; a missing one is empty. ``depth`` indents parts under their whole."""

    key: str
    label: str
    figures: dict[str, Figure]
    depth: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Footer:
    """Who signs below a form: left whoever drew it up, right whoever answers for it."""

    left: str = ""
    left_note: str = ""
    right: str = ""
    right_note: str = ""
    place_and_date: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What an official form prints around its figures."""

    code: str = ""
    header: tuple[str, ...] = ()
    unit_of_count: str = ""
    author: str = ""
    stated_on: str = ""
    footer: Footer | None = None


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
    form: Form | None = None

    @property
    def numbering(self) -> tuple[str, ...]:
        """The numbering line of the form, for the columns that are not twins; empty when it has none."""
        numbers = tuple(column.number for column in self.columns if not column.twin)
        return numbers if any(numbers) else ()

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
            depths=tuple(row.depth for row in self.rows),
        )

    def _cells(self, row: ReportRow) -> list[str | int | Decimal | None]:
        figures = [row.figures.get(column.key) for column in self.columns]
        label = f"{row.number} {row.label}".strip()
        return [f"{'    ' * row.depth}{label}", *(figure.value if figure else None for figure in figures)]


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands behind a figure: the things of ``subject``, by ``ids`` or as ``rows`` to be read page by page.

    ``words`` say the rule it was counted by; ``amounts`` what each id adds, where a figure is a sum. ``rows`` may be
    costly to read whole: ``read`` gives some of them by their ids, as each was on the day of the event; ``count`` is
    how many they are, where that is known. ``posts`` are those a person is counted for, in words, where posts are
    counted.
    """

    subject: Subject
    words: tuple[str, ...]
    day: date
    ids: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    rows: QuerySet[Any] | None = None
    count: int | None = None
    read: Callable[[Sequence[int]], list[Any]] | None = None
    posts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """A report that can be run: its name for commands and addresses, its title and the question it answers.

    ``open_cell`` lists what a figure counts without running the whole; without it the figure keeps the ids itself.
    ``has_rule``: participations may be counted by another day than the report's own. So many ``years`` stand side by
    side. ``units``: those it is told in until its reader asks for the others. ``promises`` are relations such a report
    keeps by its nature, as (name, formula).
    """

    name: str
    title: str | Promise
    question: str | Promise
    run: Callable[[Scope], Report] = field(repr=False)
    open_cell: Callable[[Scope, str, str], Opened] | None = field(default=None, repr=False)
    has_rule: bool = False
    years: int = 1
    units: Units = Units.THEN
    promises: Callable[[Report], Iterable[tuple[str, str]]] | None = field(default=None, repr=False)

    @property
    def is_computed(self) -> bool:
        """Whether the report is computed as a whole, and not laid out as data."""
        return self.open_cell is None

    def open(self, scope: Scope, row_key: str, column_key: str) -> Opened:
        """What stands behind a figure. Raises NotFound where there is none, or it counts nothing."""
        if self.open_cell is not None:
            return self.open_cell(scope, row_key, column_key)
        found = self.run(scope).figure(row_key, column_key)
        if found is None or found.subject is None:
            raise NotFound("figure")
        return Opened(found.subject, (), scope.day, found.ids, found.amounts)
