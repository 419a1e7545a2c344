"""What a case is: records loaded through the operations of every day, and figures counted from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vun.common.actor import Actor
from vun.reports.model import Report
from vun.samples.cases.stated import Stated, Value, Verdict, read_stated

CASES = Actor.system("vun case")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the records say: tables, the value of every figure by its id, and what a reader must know besides."""

    tables: tuple[Report, ...]
    values: Mapping[str, Value | None]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A published report rebuilt. ``load`` writes the records into an empty database, ``count`` reads them."""

    name: str
    load: Callable[[], None]
    count: Callable[[], Counted]

    def compare(self, counted: Counted) -> list[tuple[Stated, Value | None, Verdict]]:
        """Every stated figure with what was counted. Raises KeyError for a figure nothing was counted for."""
        return [
            (stated, counted.values[stated.id], stated.judge(counted.values[stated.id]))
            for stated in read_stated(self.name)
        ]


def only(report: Report, title: str, keys: Sequence[str]) -> Report:
    """The wholes of the report under another title with some of its columns, without its notes."""
    columns = tuple(replace(column, groups=()) for column in report.columns if column.key in keys)
    return replace(wholes(report), title=title, columns=columns, notes=())


def wholes(report: Report) -> Report:
    """The report without the rows that are parts of others."""
    return replace(report, rows=tuple(row for row in report.rows if row.depth == 0))
