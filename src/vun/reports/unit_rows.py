"""Rows by unit: the units directly below the reported one, each with those directly below it, parts under wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vun.records.orgs.queries import Lineages, find_root_unit, names_on, sort_keys, successors_now
from vun.reports.model import Scope, Units

RowKey = tuple[int, ...]
"""The unit of a row at depth 0, or that unit and one directly below it."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row to be filled: where it stands and what it is called."""

    key: RowKey
    label: str
    depth: int


class UnitRows:
    """Says in which rows something that happened in a unit on a day is counted, in units of then or of now."""

    def __init__(self, scope: Scope, unit_ids: Iterable[int]) -> None:
        """``unit_ids``: every unit that will be asked for."""
        self._day = scope.units_day
        self._wants_now = scope.units is Units.NOW
        known = set(unit_ids)
        root = find_root_unit()
        top = scope.unit_id if scope.unit_id is not None else (root.pk if root else None)
        asked = known if top is None else known | {top}
        self._heirs: Mapping[int, int] = successors_now(asked, self._day) if self._wants_now else {}
        self._top = top if top is None else self._heirs.get(top, top)
        self._lineages = Lineages(known | set(self._heirs.values()))

    def place(self, unit_id: int, day: date) -> list[RowKey] | None:
        """Keys of the rows that count it, the outer one first; None when the unit is not below the reported one."""
        if self._wants_now:
            unit_id, day = self._heirs[unit_id], self._day
        lineage = self._lineages.on(unit_id, day)
        if self._top not in lineage:
            return None
        below = lineage[lineage.index(self._top) :]
        outer = below[1:2] or below[:1]
        return [outer] if len(below) < 3 else [outer, (*outer, below[2])]

    def rows(self, keys: Iterable[RowKey]) -> list[UnitRow]:
        """The rows of these keys in the order of names, each whole before its parts."""
        inner: dict[int, set[int]] = defaultdict(set)
        for key in keys:
            inner[key[0]].update(key[1:])
        every = {unit_id for outer, parts in inner.items() for unit_id in (outer, *parts)}
        names, order = names_on(every, self._day), sort_keys(every)
        rows: list[UnitRow] = []
        for outer in sorted(inner, key=order.__getitem__):
            rows.append(UnitRow((outer,), names[outer], 0))
            rows += [
                UnitRow((outer, part), names[part], 1) for part in sorted(inner[outer], key=order.__getitem__)
            ]
        return rows
