"""The facts behind a report laid out as data: counted from records, or as a signed report keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from vun.reports.counting.facts import Atom, Facts, Numbers
from vun.reports.counting.running import (
    Count,
    count,
    counted,
    earlier,
    report_of,
    year_key,
)
from vun.reports.counting.tabulate import CellKey, atoms_by_cell, measure_of
from vun.reports.definitions.fields import Source
from vun.reports.definitions.layout import Layout
from vun.reports.definitions.measures import How
from vun.reports.evidence import Behind, Integers, in_order, no_numbers
from vun.reports.model import Report, Scope, Subject

_PARTS = {
    Source.CLASSES: Subject.TRAINING_CLASS,
    Source.COSTS: Subject.COST,
    Source.QUOTAS: Subject.PLAN_LINE,
    Source.LINES: Subject.PLAN_LINE,
    Source.BUDGETS: Subject.PLAN_LINE,
}


@dataclass(frozen=True)
class LaidOut:
    """A layout counted for each of its years, the oldest first, with the ids of every fact."""

    layout: Layout
    scope: Scope
    counts: tuple[Count, ...]

    @classmethod
    def of(cls, layout: Layout, scope: Scope) -> LaidOut:
        """As the records tell it now."""
        years = reversed(range(layout.years))
        return cls(layout, scope, tuple(count(layout, earlier(scope, back), with_ids=True) for back in years))

    @classmethod
    def from_kept(cls, layout: Layout, scope: Scope, kept: Mapping[str, Any]) -> LaidOut:
        """As it was kept, counted anew. Raises ValueError, KeyError or TypeError where what is kept is damaged."""
        return cls(layout, scope, tuple(counted(layout, scope, _facts_from(data)) for data in kept["years"]))

    @cached_property
    def report(self) -> Report:
        return report_of(self.layout, self.scope, self.counts)

    def behind(self, row_key: str, column_key: str) -> Behind | None:
        found = self._columns.get(column_key)
        if found is None:
            return None
        place, key = found
        line = next((one for one in self.counts[place].lines if one.key == row_key), None)
        leaf = next(one for one in self.counts[place].leaves if one.key == key)
        if line is None or line.row.is_heading or leaf.column.measure is None:
            return None
        measure = measure_of(line.row, leaf)
        return _behind(measure.subject, measure.how, self._atoms[place].get((row_key, key), []))

    @cached_property
    def _columns(self) -> dict[str, tuple[int, str]]:
        """By the key of a column as shown: which count it is of, and its key there."""
        years = len(self.counts)
        return {
            year_key(leaf.key, self.scope, years - 1 - place): (place, leaf.key)
            for place, one in enumerate(self.counts)
            for leaf in one.leaves
        }

    @cached_property
    def _atoms(self) -> tuple[dict[CellKey, list[Atom]], ...]:
        return tuple(atoms_by_cell(one.lines, one.leaves, one.facts, one.layout.where) for one in self.counts)

    def things(self) -> dict[Subject, set[int]]:
        found: dict[Subject, set[int]] = {}
        for one in self.counts:
            for source, own in one.facts.items():
                subject = _PARTS.get(source, Subject.PERSON)
                for atom in own.atoms:
                    numbers = atom.members if source is Source.PARTICIPATIONS else atom.ids
                    found.setdefault(subject, set()).update(numbers.array().tolist())
        return found

    def kept(self) -> dict[str, Any]:
        return {"years": [_facts_data(one.facts) for one in self.counts]}


def _behind(subject: Subject, how: How, atoms: Sequence[Atom]) -> Behind:
    ids, members, amounts = Numbers(), Numbers(), Numbers()
    for atom in atoms:
        ids.add(atom.ids)
        members.add(atom.members)
        amounts.add(atom.amounts)
    if how is How.AMOUNT:
        return Behind(subject, *_summed(ids.array(), amounts.array()))
    return Behind(subject, *in_order(ids.array(), no_numbers(), members.array()))


def _summed(ids: Integers, amounts: Integers) -> tuple[Integers, Integers]:
    """Each id once, with all it adds: a plan line adds for every unit and every source of money."""
    different, place = np.unique(ids, return_inverse=True)
    sums = np.zeros(len(different), dtype=np.int64)
    np.add.at(sums, place, amounts)
    return different, sums


# --- Facts as plain data ----------------------------------------------------------------------------------------


def _facts_data(facts: Mapping[Source, Facts]) -> dict[str, Any]:
    """For each source its fields and the groups of facts no condition tells apart."""
    return {
        source.value: {
            "fields": list(own.fields),
            "atoms": [
                [
                    list(atom.values),
                    atom.count,
                    atom.amount,
                    ",".join(atom.members.texts),
                    ",".join(atom.ids.texts),
                    ",".join(atom.amounts.texts),
                ]
                for atom in own.atoms
            ],
        }
        for source, own in facts.items()
    }


def _facts_from(data: Mapping[str, Any]) -> dict[Source, Facts]:
    return {
        Source(name): Facts(tuple(own["fields"]), tuple(_atom(one) for one in own["atoms"]))
        for name, own in data.items()
    }


def _atom(data: Sequence[Any]) -> Atom:
    values, number, amount, *lists = data
    members, ids, amounts = (Numbers([text] if text else []) for text in lists)
    if len(ids.array()) != number:
        raise ValueError("more or fewer facts are listed than are counted")
    plain = tuple(tuple(value) if isinstance(value, list) else value for value in values)
    return Atom(plain, number, amount, members, ids, amounts)
