"""Whether the parts of a layout make sense together; refusals name the row or column at fault."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from vun.common.errors import Problem
from vun.reports.definitions.conditions import Condition
from vun.reports.definitions.fields import DOMAINS, FIELDS, NESTED, Source
from vun.reports.definitions.layout import Layout, LeafColumn, Line, Row, lines
from vun.reports.formulas import Formula, Reckoning

_MOST_LINES = 600
_MOST_COLUMNS = 120


def check(layout: Layout) -> None:
    """Return quietly, or raise Problem: names given twice, an unknown or unfit field, rows declared exclusive that
    overlap, a whole that can never count anything divided by."""
    listed, columns = lines(layout), layout.leaves()
    if len(listed) > _MOST_LINES or len(columns) > _MOST_COLUMNS:
        raise Problem("reports.too_many_cells", lines=_MOST_LINES, columns=_MOST_COLUMNS)
    _check_keys([line.key for line in listed])
    _check_keys([leaf.key for leaf in columns])
    for line in listed:
        _check_line(line, columns, layout)
    _check_exclusive(layout.rows, is_exclusive=layout.is_exclusive)
    for line in listed:
        _check_exclusive(line.row.parts, is_exclusive=line.row.is_exclusive)
    _check_formulas(columns, has_total=any(row.is_total for row in layout.rows))
    _check_divisions(listed, columns, layout.where)


def _check_keys(keys: Iterable[str]) -> None:
    for key, count in Counter(keys).items():
        if count > 1:
            raise Problem("reports.key_twice", name=key)


def _check_line(line: Line, columns: Sequence[LeafColumn], layout: Layout) -> None:
    if line.row.each and line.row.depth > 1 and line.row.parts:
        raise Problem("reports.each_with_parts", row=line.path)
    if line.row.is_heading:
        return
    made_by = {row.each for row in (*line.above, line.row) if row.each}
    asked = line.where.fields | layout.where.fields | made_by
    for leaf in columns:
        own = leaf.column.measure
        if own is None:
            continue
        measure = line.row.measure or own
        if measure.source is not own.source:
            raise Problem(
                "reports.measure_of_other_facts", row=line.path, name=measure.name, column=leaf.column.label
            )
        for name in sorted(asked | leaf.where.fields | {field for _key, field in leaf.made_by}):
            if own.source not in FIELDS[name].sources:
                raise Problem(
                    "reports.field_unfit",
                    row=line.path,
                    name=name,
                    measure=str(own.label),
                    column=leaf.column.label,
                )


def _check_exclusive(rows: Sequence[Row], *, is_exclusive: bool) -> None:
    if not is_exclusive:
        return
    counted = [row for row in rows if not (row.is_other or row.is_total or row.is_heading)]
    for one, two in itertools.combinations(counted, 2):
        if (one.where & two.where).can_hold(DOMAINS):
            raise Problem("reports.rows_overlap", first=_named(one), second=_named(two))


def _named(row: Row) -> str:
    return f"{row.number} {row.label}".strip()


def _check_formulas(columns: Sequence[LeafColumn], *, has_total: bool) -> None:
    """A formula uses columns to its left or right, but none of which there are many, and never itself by a detour."""
    formulas = {leaf.key: leaf.column.formula for leaf in columns if leaf.column.formula}
    known = {leaf.key: leaf for leaf in columns}
    for leaf in columns:
        formula = leaf.column.formula
        if formula is None:
            continue
        for key in formula.of:
            used = known.get(key)
            if used is None or leaf.made_by[: len(used.made_by)] != used.made_by:
                raise Problem("reports.unknown_column", row=leaf.column.label, name=key)
        if _reaches(leaf.key, formula, formulas, len(columns)):
            raise Problem("reports.formula_turns_round", row=leaf.column.label)
        if formula.reckoning is Reckoning.PART and not has_total:
            raise Problem("reports.part_of_no_total", row=leaf.column.label)


def _reaches(key: str, formula: Formula, formulas: Mapping[str, Formula], steps: int) -> bool:
    if not steps:
        return True
    return any(
        used == key or (used in formulas and _reaches(key, formulas[used], formulas, steps - 1))
        for used in formula.of
    )


def _check_divisions(listed: Sequence[Line], columns: Sequence[LeafColumn], where: Condition) -> None:
    by_key = {leaf.key: leaf for leaf in columns}
    for leaf in columns:
        formula = leaf.column.formula
        if formula is None or formula.reckoning not in (Reckoning.SHARE, Reckoning.RATIO):
            continue
        if formula.constant is not None:
            if not formula.constant:
                raise Problem("reports.divided_by_zero", row=leaf.column.label, column=leaf.column.label)
            continue
        whole = by_key[formula.of[1]]
        for line in listed:
            if not line.row.is_heading and _never_counts(line, whole, by_key, where):
                raise Problem("reports.divided_by_zero", row=line.path, column=leaf.column.label)


def _never_counts(line: Line, leaf: LeafColumn, by_key: Mapping[str, LeafColumn], where: Condition) -> bool:
    """Whether the cell is nothing whatever happened."""
    formula = leaf.column.formula
    if formula is None:
        condition = where & line.where & leaf.where
        return not condition.can_hold(DOMAINS, nested=NESTED)
    if formula.reckoning is Reckoning.DIFFERENCE:
        return len(formula.of) == 2 and formula.of[0] == formula.of[1]
    if formula.reckoning is Reckoning.SUM:
        return formula.constant is None and all(
            _never_counts(line, by_key[key], by_key, where) for key in formula.of
        )
    return _never_counts(line, by_key[formula.of[0]], by_key, where)


def sources(layout: Layout) -> tuple[Source, ...]:
    """The facts the report is counted from."""
    found = {leaf.column.measure.source for leaf in layout.leaves() if leaf.column.measure}
    return tuple(source for source in Source if source in found)
