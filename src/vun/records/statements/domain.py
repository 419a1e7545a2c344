"""What is said of a report kept by hand besides its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vun.common.period import Period
from vun.engines.figures import Figure, Qualifier, Statement

LONGEST_TITLE, LONGEST_SOURCE = 300, 300
MOST_FIGURES = 2_000


@dataclass(frozen=True, slots=True)
class StatementDetails:
    """Whose report it is, of which days, and where it was read. ``period`` has both a first and a last day."""

    title: str
    unit_id: int
    period: Period
    source: str = ""
    author: str = ""
    stated_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Beside which cell of which report a figure kept by hand stands. Nothing is ever added to the cell."""

    figure: str
    report: str
    row: str
    column: str

    def as_data(self) -> list[str]:
        return [self.figure, self.report, self.row, self.column]

    def __str__(self) -> str:
        return f"{self.figure} – {self.report}: {self.row}/{self.column}"


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure kept by hand that stands beside a cell, and the report it was stated in."""

    figure: Figure
    statement_id: int
    title: str


def figures_told(statement: Statement) -> dict[str, str]:
    """Every figure in few words by its id, as the audit keeps it."""
    return {figure.id: told(figure) for _, figure in statement.walk()}


def told(figure: Figure) -> str:
    """``over 1500 lượt người``."""
    word = "" if figure.qualifier is Qualifier.EXACT else f"{figure.qualifier.value} "
    return f"{word}{_digits(figure.value)} {figure.unit}"


def _digits(value: Decimal) -> str:
    return f"{value:f}"


def changes(before: Statement, after: Statement) -> tuple[dict[str, str], dict[str, str]]:
    """What the figures were and are, for those that came, went or changed."""
    old, new = figures_told(before), figures_told(after)
    moved = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return (
        {key: text for key, text in old.items() if key in moved},
        {key: text for key, text in new.items() if key in moved},
    )
