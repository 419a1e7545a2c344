"""Counting: facts into the cells of rows and columns. Pure; the same for live records and for a frozen report."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from vun.common.errors import Problem
from vun.common.numbers import round_half_up
from vun.reports.counting.facts import Atom, Facts
from vun.reports.definitions.conditions import ALWAYS, Condition, Matcher
from vun.reports.definitions.fields import Source
from vun.reports.definitions.layout import LeafColumn, Line, Row
from vun.reports.definitions.measures import How, Measure

CellKey = tuple[str, str]
Cells = dict[CellKey, int | Decimal | None]
# To sort some numbers takes so many times as long as to mark them.
_SPARSE = 16


@dataclass(slots=True)
class _Cell:
    count: int = 0
    amount: int = 0
    members: list[NDArray[np.int64]] = field(default_factory=list)

    def value(self, how: How, seen: NDArray[np.bool_]) -> int | Decimal | None:
        if how is How.COUNT:
            return self.count
        if how is How.DISTINCT:
            return _different(self.members, seen)
        if how is How.AMOUNT:
            return self.amount
        return round_half_up(Decimal(self.amount) / self.count, 1) if self.count else None


def _different(members: Sequence[NDArray[np.int64]], seen: NDArray[np.bool_]) -> int:
    """How many different numbers there are. ``seen``: a place for each number there may be, all of them false."""
    listed = sum(map(len, members))
    if listed * _SPARSE < len(seen):
        return len(np.unique(np.concatenate(members))) if listed else 0
    for one in members:
        seen[one] = True
    count = int(np.count_nonzero(seen))
    seen[:] = False
    return count


class Grid:
    """Says which rows and which columns of a report count a fact of one source."""

    def __init__(
        self, listed: Sequence[Line], leaves: Sequence[LeafColumn], fields: Sequence[str], where: Condition
    ) -> None:
        self.lines = [line for line in listed if not line.row.is_heading]
        self.leaves = leaves
        conditions = [where & line.where for line in self.lines] + [leaf.where for leaf in leaves]
        self._others: list[tuple[int, list[int]]] = []
        for place, line in enumerate(self.lines):
            if line.without:
                first = len(conditions)
                conditions += line.without
                self._others.append((place, list(range(first, len(conditions)))))
        self._matcher = Matcher(conditions, fields)
        self._found: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def of(self, atom: Atom) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The places of rows and of columns. Raises Problem where rows declared exclusive both count it."""
        matched = self._matcher.matches(atom.values)
        if (found := self._found.get(matched)) is None:
            found = self._found[matched] = self._places(matched)
        return found

    def _places(self, matched: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        held = set(matched)
        rows = {place for place in matched if place < len(self.lines)}
        for place, beside in self._others:
            if not held.isdisjoint(beside):
                rows.discard(place)
        first_of: dict[str, int] = {}
        for place in sorted(rows):
            if group := self.lines[place].group:
                first = first_of.setdefault(group, place)
                if first != place:
                    raise Problem(
                        "reports.rows_overlap", first=self.lines[first].path, second=self.lines[place].path
                    )
        columns = tuple(
            place - len(self.lines)
            for place in matched
            if len(self.lines) <= place < len(self.lines) + len(self.leaves)
        )
        return tuple(sorted(rows)), columns


def tabulate(
    listed: Sequence[Line],
    leaves: Sequence[LeafColumn],
    facts: Mapping[Source, Facts],
    where: Condition = ALWAYS,
) -> Cells:
    """The figure of every cell that counts facts, by the keys of row and column. Formulas are not computed here."""
    cells: Cells = {}
    for source, own in facts.items():
        counted = [leaf for leaf in leaves if leaf.column.measure and leaf.column.measure.source is source]
        grid = Grid(listed, counted, own.fields, where)
        found, most = _gather(grid, own)
        nothing, seen = _Cell(), np.zeros(most, dtype=np.bool_)
        for row, line in enumerate(grid.lines):
            for column, leaf in enumerate(counted):
                measure = measure_of(line.row, leaf)
                cells[line.key, leaf.key] = found.get((row, column), nothing).value(measure.how, seen)
    return cells


def measure_of(row: Row, leaf: LeafColumn) -> Measure:
    """What the cell counts. Only for columns that count facts."""
    measure = leaf.column.measure
    if measure is None:
        raise ValueError(leaf.key)
    return row.measure or measure


def _gather(grid: Grid, facts: Facts) -> tuple[dict[tuple[int, int], _Cell], int]:
    """Facts that the same rows and columns count are put together before they are counted into each cell; and how many
    different members there are."""
    together: dict[tuple[tuple[int, ...], tuple[int, ...]], Atom] = {}
    for atom in facts.atoms:
        places = grid.of(atom)
        if not (places[0] and places[1]):
            continue
        if places not in together:
            together[places] = Atom(())
        together[places].add(atom)
    wants_members = {
        (row, column)
        for row, line in enumerate(grid.lines)
        for column, leaf in enumerate(grid.leaves)
        if measure_of(line.row, leaf).how is How.DISTINCT
    }
    numbered, most = _numbered(list(together.values())) if wants_members else ([], 0)
    cells: dict[tuple[int, int], _Cell] = defaultdict(_Cell)
    for place, ((rows, columns), atom) in enumerate(together.items()):
        for key in itertools.product(rows, columns):
            cell = cells[key]
            cell.count += atom.count
            cell.amount += atom.amount
            if key in wants_members:
                cell.members.append(numbered[place])
    return cells, most


def _numbered(atoms: Sequence[Atom]) -> tuple[list[NDArray[np.int64]], int]:
    """The members of each atom, numbered from 0 without gaps, and how many different ones there are."""
    arrays = [atom.members.array() for atom in atoms]
    if not arrays:
        return [], 0
    different, numbers = np.unique(np.concatenate(arrays), return_inverse=True)
    ends = np.cumsum([len(array) for array in arrays])
    return np.split(numbers.astype(np.int64), ends[:-1]), len(different)


def atoms_of(line: Line, leaf: LeafColumn, facts: Facts, where: Condition = ALWAYS) -> Iterator[Atom]:
    """The facts one cell counts."""
    grid = Grid([line], [leaf], facts.fields, where)
    for atom in facts.atoms:
        rows, columns = grid.of(atom)
        if rows and columns:
            yield atom


def atoms_by_cell(
    listed: Sequence[Line],
    leaves: Sequence[LeafColumn],
    facts: Mapping[Source, Facts],
    where: Condition = ALWAYS,
) -> dict[CellKey, list[Atom]]:
    """The facts every cell counts, by the keys of row and column, in one walk over them."""
    found: dict[CellKey, list[Atom]] = defaultdict(list)
    for source, own in facts.items():
        counted = [leaf for leaf in leaves if leaf.column.measure and leaf.column.measure.source is source]
        grid = Grid(listed, counted, own.fields, where)
        for atom in own.atoms:
            for row, column in itertools.product(*grid.of(atom)):
                found[grid.lines[row].key, counted[column].key].append(atom)
    return found
