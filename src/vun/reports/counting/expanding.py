"""Rows made when a report is run: one for each value found, units below units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from vun.reports.counting.facts import Facts
from vun.reports.counting.names import Names
from vun.reports.definitions.conditions import Condition, Matcher, OneOf
from vun.reports.definitions.fields import FIELDS, FieldKind, Source
from vun.reports.definitions.layout import Layout, Row

_MARK = ":"


def expanded(layout: Layout, facts: Mapping[Source, Facts], names: Names) -> Layout:
    """The layout with the rows its facts call for."""
    return replace(layout, rows=_rows(layout.rows, layout.where, facts, names))


def _rows(
    rows: Sequence[Row], above: Condition, facts: Mapping[Source, Facts], names: Names
) -> tuple[Row, ...]:
    result = []
    for row in rows:
        where = above & row.where
        if row.each:
            parts = _each(row, where, facts, names)
            # A row with no name of its own only stands for the rows made from it.
            result += (
                parts if not row.label else [replace(row, parts=tuple(parts), each="", is_exclusive=True)]
            )
        else:
            result.append(replace(row, parts=_rows(row.parts, where, facts, names)))
    return tuple(result)


def _each(row: Row, where: Condition, facts: Mapping[Source, Facts], names: Names) -> list[Row]:
    if FIELDS[row.each].kind is FieldKind.UNIT:
        return _units(row, set(_values(row.each, where, facts)), names)
    values = names.in_order(row.each, set(_values(row.each, where, facts)))
    return [_made(row.key, row.each, value, names) for value in values]


def _values(field: str, where: Condition, facts: Mapping[Source, Facts]) -> Iterable[Any]:
    for own in facts.values():
        if field in own.fields:
            matcher, place = Matcher([where], own.fields), own.fields.index(field)
            yield from (atom.values[place] for atom in own.atoms if matcher.matches(atom.values))


def _units(row: Row, lineages: set[tuple[str, ...]], names: Names) -> list[Row]:
    """The units directly below the one reported on, it itself for what is directly its own, then down by depth."""
    below = {lineage[1:] for lineage in lineages if len(lineage) > 1}
    made = []
    if any(len(lineage) == 1 for lineage in lineages):
        (top,) = {lineage[0] for lineage in lineages if len(lineage) == 1}
        made.append(_made(row.key, "own_unit", top, names))
    made += _nested(row, below, row.depth, names)
    if () in lineages:
        made.append(_made(row.key, "own_unit", "", names))
    return made


def _nested(row: Row, below: set[tuple[str, ...]], depth: int, names: Names) -> list[Row]:
    firsts = names.in_order("unit", {lineage[0] for lineage in below})
    made = []
    for first in firsts:
        own = _made(row.key, "unit", first, names)
        under = {lineage[1:] for lineage in below if lineage[0] == first and len(lineage) > 1}
        parts = _nested(row, under, depth - 1, names) if depth > 1 and under else []
        made.append(replace(own, parts=tuple(parts), is_exclusive=True))
    return made


def _made(key: str, field: str, value: Any, names: Names) -> Row:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return Row(
        key=f"{key}{_MARK}{field}{_MARK}{quote(written, safe='')}".replace("%", "~"),
        label=names.of(field, value),
        where=Condition((((field, OneOf(frozenset({value}))),),)),
    )


def row_of_key(key: str) -> tuple[str, Condition] | None:
    """The key of the row it was made from and its own condition; None for a row that was not made."""
    parts = key.split(_MARK)
    if len(parts) != 3 or parts[1] not in FIELDS:
        return None
    text = unquote(parts[2].replace("~", "%"))
    kind = FIELDS[parts[1]].kind
    value: Any = text
    if kind is FieldKind.FLAG:
        value = text == "true"
    elif kind is FieldKind.NUMBER:
        value = int(text) if text.lstrip("-").isdigit() else -1
    return parts[0], Condition((((parts[1], OneOf(frozenset({value}))),),))
