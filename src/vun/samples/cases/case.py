"""What a case is: records loaded through the operations of every day, and figures counted from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from vun.common.actor import Actor
from vun.engines.figures import Figure
from vun.reports.model import Report
from vun.samples.cases.stated import Value, Verdict, judge, read_stated

CASES = Actor.system("vun case")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the records say: tables, the value of every figure by its id, and what a reader must know besides.

    ``by_hand`` is what is kept by hand where there are no records: a whole figure, or what its records lack. It is
    shown for itself and never mixed into ``values``. ``derived`` are figures computed from others of both kinds, as a
    rate is, which do not add up from the two.
    """

    tables: tuple[Report, ...]
    values: Mapping[str, Value | None]
    notes: tuple[str, ...]
    by_hand: Mapping[str, Value] = field(default_factory=dict)
    derived: Mapping[str, Value] = field(default_factory=dict)

    def both(self, key: str) -> Value | None:
        """What records and hand give together. Raises KeyError for a figure neither speaks of."""
        if key in self.derived:
            return self.derived[key]
        if key not in self.by_hand:
            return self.values[key]
        counted, kept = self.values.get(key), self.by_hand[key]
        return kept if counted is None else _plain(Decimal(counted) + Decimal(kept))


def _plain(value: Decimal) -> Value:
    return int(value) if value == int(value) else value


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure as stated, as the records count it, as the hand kept it, and both together against the statement."""

    figure: Figure
    counted: Value | None
    by_hand: Value | None
    both: Value | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """A published report rebuilt. ``load`` writes the records into an empty database, ``count`` reads them."""

    name: str
    load: Callable[[], None]
    count: Callable[[], Counted]

    def compare(self, counted: Counted) -> list[Comparison]:
        """Every stated figure with what was counted. Raises KeyError for a figure nothing was counted for."""
        return [
            Comparison(
                figure,
                counted.values.get(figure.id),
                counted.by_hand.get(figure.id),
                both := counted.both(figure.id),
                judge(figure, both),
            )
            for _, figure in read_stated(self.name).walk()
        ]


def only(report: Report, title: str, keys: Sequence[str]) -> Report:
    """The wholes of the report under another title with some of its columns, without its notes."""
    columns = tuple(replace(column, groups=()) for column in report.columns if column.key in keys)
    return replace(wholes(report), title=title, columns=columns, notes=())


def wholes(report: Report) -> Report:
    """The report without the rows that are parts of others."""
    return replace(report, rows=tuple(row for row in report.rows if row.depth == 0))
