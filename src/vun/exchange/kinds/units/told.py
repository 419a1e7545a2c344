"""Units by what a file calls them: those it tells of itself, then those on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from vun.common.errors import Problem
from vun.common.text import fold
from vun.exchange.matching.names import spelt_out
from vun.exchange.model import Row
from vun.exchange.session import Session
from vun.records.orgs.domain import UnitLevel, UnitRow


class Named(NamedTuple):
    """A unit a text names."""

    code: str
    start_on: date


class UnitsTold:
    """What the rows read so far establish, beside what is on record."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: list[UnitRow] = []

    def add(self, row: UnitRow) -> None:
        """Keep a unit that a row establishes, for the rows after it."""
        self._rows.append(row)

    @property
    def first(self) -> Named | None:
        """The first unit told of: the root, where none is on record."""
        return _named(self._rows[0]) if self._rows else None

    def has_code(self, code: str) -> bool:
        """Whether a row before gave a unit this code."""
        return any(row.code == code for row in self._rows)

    def level_of(self, code: str | None) -> UnitLevel:
        """The level of the unit with that code; with none, the province's."""
        for row in self._rows:
            if row.code == code:
                return row.level
        pk = self._session.units.by_code.get(fold(code or ""))
        return UnitLevel(self._session.units.by_id[pk].level) if pk else UnitLevel.PROVINCE

    def find(self, row: Row, field: str, text: str) -> Named | None:
        """The unit the text names by code or name; where there is none, or more, an error of the row at the field."""
        found = self._in_file(
            lambda each: fold(each.code) == fold(text) or spelt_out(each.name) == spelt_out(text)
        )
        if found is not None:
            return found
        try:
            on_record = self._session.units.find(text)
        except Problem as problem:
            self._session.error(row, field, problem)
            return None
        if on_record.doubt is not None:
            self._session.warn(row, field, on_record.doubt)
        return self._on_record(on_record.pk)

    def find_quietly(self, text: str) -> Named | None:
        """The unit of that name, or None."""
        found = self._in_file(lambda each: spelt_out(each.name) == spelt_out(text))
        if found is not None:
            return found
        on_record = self._session.units.find_quietly(text)
        return self._on_record(on_record.pk) if on_record else None

    def _in_file(self, is_meant: Callable[[UnitRow], bool]) -> Named | None:
        return next((_named(each) for each in self._rows if is_meant(each)), None)

    def _on_record(self, pk: int) -> Named:
        facts = self._session.units.by_id[pk]
        return Named(facts.code, facts.start_on)


def _named(row: UnitRow) -> Named:
    return Named(row.code, row.start_on)
