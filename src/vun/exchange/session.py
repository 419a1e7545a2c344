"""What is at hand while a file is compared: who asks, the day, the registry as far as it was needed, remarks so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.engines.sheets import Table
from vun.exchange.model import Change, Difference, Outcome, Progress, Remark, Row, Told, Verdict, no_progress
from vun.exchange.words import in_words

if TYPE_CHECKING:
    from vun.exchange.matching.people import PeopleIndex
    from vun.exchange.matching.titles import TitleIndex
    from vun.exchange.matching.units import UnitIndex


@dataclass
class Session:
    """One comparison of one file. ``today`` bounds what can have happened, ``on`` is the day the file speaks of."""

    by: Actor
    on: date
    today: date
    difference: Difference
    progress: Progress = no_progress
    told: Told = field(default_factory=Told)
    extra: dict[str, Any] = field(default_factory=dict)
    """What a kind found out while choosing its columns."""

    @cached_property
    def units(self) -> UnitIndex:
        from vun.exchange.matching.units import UnitIndex

        return UnitIndex(self.on, self.by, self.told.values.get("unit", {}))

    @cached_property
    def titles(self) -> TitleIndex:
        from vun.exchange.matching.titles import TitleIndex

        return TitleIndex(self.on, self.told.values.get("title", {}))

    @cached_property
    def people(self) -> PeopleIndex:
        from vun.exchange.matching.people import PeopleIndex

        return PeopleIndex(self.on, self.by)

    def error(self, row: Row, name: str, problem: Problem) -> None:
        """Tell what is wrong with a field of a row; the row is not taken."""
        row.is_bad = True
        self.difference.errors.append(remark(row, name, problem))

    def warn(self, row: Row, name: str, problem: Problem) -> None:
        """Tell what should be looked at; the row is taken."""
        self.difference.warnings.append(remark(row, name, problem))

    def note(self, table: Table, problem: Problem, column: str = "", heading: str = "") -> None:
        """Tell something about a whole table."""
        self.difference.warnings.append(Remark(table.sheet, 0, column, heading, "", problem))

    def refuse(self, row: Row, name: str = "") -> None:
        """The row cannot be taken; what is wrong has been told."""
        self.difference.verdicts.append(Verdict(row, Outcome.REFUSED, name))

    def verdict(
        self,
        row: Row,
        outcome: Outcome,
        name: str,
        payload: object = None,
        changes: tuple[Change, ...] = (),
    ) -> None:
        self.difference.verdicts.append(Verdict(row, outcome, name, payload, changes))


_STAND_IN = {
    "full_name": ("name_and_birth", "given_name", "family_name"),
    "birth_on": ("name_and_birth", "birth_year", "birth_male", "birth_female"),
    "sex": ("is_female", "is_male"),
    "unit": ("title_and_unit",),
    "title": ("title_and_unit",),
    "earned_on": ("period",),
    "start_on": ("period",),
    "end_on": ("period",),
}
"""Where a field stands that has no column of its own."""


def remark(row: Row, name: str, problem: Problem) -> Remark:
    """Where in the file the field of the row stands, and what is to be told about it, in the reader's language."""
    if isinstance(label := problem.params.get("label"), str):
        problem.params["label"] = in_words(label)
    column = (
        next(filter(None, map(row.table.column_of, (name, *_STAND_IN.get(name, ())))), None) if name else None
    )
    if column is None:
        return Remark(row.table.sheet, row.number, "", "", "", problem)
    value = str(problem.params.get("value") or "")
    return Remark(row.table.sheet, row.number, column.letter, column.text, value, problem)
