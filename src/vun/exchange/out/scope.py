"""What an export is asked for: by whom, of which day, of which unit or class; and names that an import reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.engines.tabular import Table
from vun.exchange.matching.titles import TitleIndex
from vun.exchange.matching.units import UnitIndex

CHUNK = 1_000
"""Rows that are read from the database at once."""

Item = TypeVar("Item")


@dataclass
class Scope:
    """One export. ``unit_id`` means the unit and all below it on the day; None: all that the actor may see.

    ``class_id`` names the class where an export is of one class. ``written`` counts the rows that went out.
    """

    actor: Actor
    on: date
    unit_id: int | None = None
    class_id: int | None = None
    written: int = 0
    _unit_texts: dict[int, str] = field(default_factory=dict)
    _title_texts: dict[tuple[str, int], str] = field(default_factory=dict)

    @cached_property
    def _units(self) -> UnitIndex:
        return UnitIndex(self.on, self.actor, {})

    @cached_property
    def _titles(self) -> TitleIndex:
        return TitleIndex(self.on, {})

    def counted(self, table: Table) -> Table:
        """The table, whose rows are counted as they are written."""
        return replace(table, rows=self.each(table.rows))

    def each(self, rows: Iterable[Item]) -> Iterator[Item]:
        """The rows, each counted as it is written."""
        for row in rows:
            self.written += 1
            yield row

    def unit_code(self, unit_id: int) -> str:
        """The unit's code."""
        return self._units.by_id[unit_id].code

    def unit_text(self, unit_id: int) -> str:
        """The unit's name where an import takes it for that very unit, else its code."""
        if unit_id not in self._unit_texts:
            facts = self._units.by_id[unit_id]
            self._unit_texts[unit_id] = facts.name if self._is_found(unit_id, facts.name) else facts.code
        return self._unit_texts[unit_id]

    def _is_found(self, unit_id: int, name: str) -> bool:
        found = self._units.find_quietly(name)
        return found is not None and found.pk == unit_id and found.doubt is None

    def title_text(self, title: str, unit_id: int) -> str:
        """The title's name where an import takes it for that very title in the unit, else its code."""
        key = (title, unit_id)
        if key not in self._title_texts:
            name, unit = self._titles.by_code[title].name, self._units.by_id[unit_id]
            try:
                found = self._titles.find(name, unit.level, unit.block, unit.name)
                is_same = found.code == title and found.doubt is None
            except Problem:
                is_same = False
            self._title_texts[key] = name if is_same else title
        return self._title_texts[key]
