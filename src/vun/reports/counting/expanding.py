"""Rows and columns made when a report is run: one for each value found, units below units, values within values.

The key of what is made is the way to it: ``h:sex:female``, within it ``h:sex:female:k:level:commune``; a plain part
within keeps its own key behind, ``h:sex:female:a``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import quote, unquote

from vun.common.errors import Problem
from vun.reports.counting.facts import Facts
from vun.reports.counting.names import Names
from vun.reports.definitions.conditions import ALWAYS, Condition, Matcher, OneOf
from vun.reports.definitions.fields import FIELDS, FieldKind, Source
from vun.reports.definitions.layout import Column, Layout, Row, lines
from vun.reports.formulas import Formula

MOST_CELLS = 20_000
"""So many figures a browser still shows and a reader still finds something in."""

_MOST_ROWS, _MOST_COLUMNS = 3_000, 400
_MARK = ":"
_NUMBER = re.compile(r"-?[0-9]{1,9}")

Made = tuple[str, Any]
"""What a made row or column stands for: a field and its value."""


def expanded(layout: Layout, facts: Mapping[Source, Facts], names: Names) -> Layout:
    """The layout with the rows and columns its facts call for. Raises Problem naming the field of too many values."""
    pool = _Found([(own.fields, [atom.values for atom in own.atoms]) for own in facts.values()])
    making = _Making(names.of, names.in_order)
    own = pool.narrowed(layout.where)
    full = replace(
        layout, rows=making.rows(layout.rows, "", own), columns=making.columns(layout.columns, "", own, {})
    )
    making.check(len(lines(full)) * len(full.leaves()) * full.years, MOST_CELLS)
    return full


def along(layout: Layout, row_key: str, column_key: str, called: Callable[[str, Any], str]) -> Layout:
    """The layout with those rows and columns only made that lead to the keys, whether or not anything is found there.

    What else would be made stands as it is written. ``called`` gives their labels.
    """
    making = _Making(called, lambda _field, values: list(values))
    return replace(
        layout,
        rows=making.rows(layout.rows, "", _OneWay(tuple(row_key.split(_MARK)))),
        columns=making.columns(layout.columns, "", _OneWay(tuple(column_key.split(_MARK))), {}),
    )


def is_made(key: str) -> bool:
    """Whether the row or column of that key was made when the report was run, or stands within one that was."""
    return _MARK in key


def maker_of(key: str) -> str:
    """The key of the outermost row or column it was made from."""
    return key.partition(_MARK)[0]


# --- What there is to make rows of ------------------------------------------------------------------------------


class _Pool(Protocol):
    """Facts, or what stands for them."""

    def narrowed(self, where: Condition) -> _Pool:
        """Those that meet the condition."""

    def split(self, key: str, field: str, level: int) -> Mapping[Made, _Pool] | None:
        """By what the rows made of the part of that key stand for; None leaves the part as it is written."""


class _Found:
    """The facts of a report, as the values of their groups in the order of the fields of their source."""

    def __init__(self, groups: Sequence[tuple[Sequence[str], Sequence[tuple[Any, ...]]]]) -> None:
        self._groups = groups

    def narrowed(self, where: Condition) -> _Found:
        if where == ALWAYS:
            return self
        kept = []
        for fields, values in self._groups:
            if where.fields <= set(fields):
                matcher = Matcher([where], fields)
                kept.append((fields, [one for one in values if matcher.matches(one)]))
        return _Found(kept)

    def split(self, key: str, field: str, level: int) -> Mapping[Made, _Pool]:
        parted: dict[Made, dict[int, list[tuple[Any, ...]]]] = {}
        for place, (fields, values) in enumerate(self._groups):
            if field not in fields:
                continue
            at = fields.index(field)
            for one in values:
                if (made := _made_of(field, one[at], level)) is not None:
                    parted.setdefault(made, {}).setdefault(place, []).append(one)
        return {
            made: _Found([(self._groups[place][0], values) for place, values in own.items()])
            for made, own in parted.items()
        }


def _made_of(field: str, value: Any, level: int) -> Made | None:
    """A unit below the one reported on, so many levels deeper; that one itself for what is directly its own."""
    if FIELDS[field].kind is not FieldKind.UNIT:
        return field, value
    if len(value) > level + 1:
        return "unit", value[level + 1]
    return None if level else ("own_unit", value[0] if value else "")


class _OneWay:
    """Only what leads to one key, of which ``rest`` is still to come."""

    def __init__(self, rest: tuple[str, ...]) -> None:
        self._rest = rest

    def narrowed(self, where: Condition) -> _OneWay:
        return self

    def split(self, key: str, field: str, level: int) -> Mapping[Made, _Pool] | None:
        if level:
            return {}
        if len(self._rest) < 3 or self._rest[0] != key:
            return None
        own, text = self._rest[1:3]
        if own != field and (field, own) != ("unit", "own_unit"):
            return None
        return {(own, _value(own, unquote(text.replace("~", "%")))): _OneWay(self._rest[3:])}


def _value(field: str, text: str) -> Any:
    kind = FIELDS[field].kind
    if kind is FieldKind.FLAG:
        return text == "true"
    if kind is FieldKind.NUMBER:
        return int(text) if _NUMBER.fullmatch(text) else -1
    return text


# --- Making -----------------------------------------------------------------------------------------------------


class _Making:
    """Makes rows and columns, and counts how many of each field."""

    def __init__(
        self, called: Callable[[str, Any], str], in_order: Callable[[str, Iterable[Any]], list[Any]]
    ) -> None:
        self._called = called
        self._in_order = in_order
        self._values: dict[str, set[Any]] = {}
        self._made: Counter[str] = Counter()

    def check(self, count: int, most: int) -> None:
        """Return quietly, or raise Problem naming the field of most values where more was made than can be shown."""
        if count > most and self._values:
            field = max(self._values, key=lambda one: len(self._values[one]))
            raise Problem(
                "reports.too_many_made",
                name=FIELDS[field].label,
                values=len(self._values[field]),
                rows=_MOST_ROWS,
                columns=_MOST_COLUMNS,
                cells=MOST_CELLS,
            )

    def rows(self, rows: Sequence[Row], prefix: str, pool: _Pool) -> tuple[Row, ...]:
        made: list[Row] = []
        for row in rows:
            own, key = pool.narrowed(row.where), f"{prefix}{row.key}"
            if not row.each:
                made.append(replace(row, key=key, parts=self.rows(row.parts, prefix, own)))
                continue
            parts = self._rows_of(row, prefix, own, 0)
            if parts is None:
                made.append(replace(row, key=key))
            elif row.label:
                made.append(replace(row, key=key, parts=tuple(parts), each="", is_exclusive=True))
            else:
                # A row with no name of its own only stands for the rows made from it.
                made += [replace(part, where=row.where & part.where) for part in parts]
        return tuple(made)

    def _rows_of(self, row: Row, prefix: str, pool: _Pool, level: int) -> list[Row] | None:
        """The rows made from one: each with the units below it, or with what stands below every one of them."""
        found = pool.split(row.key, row.each, level)
        if found is None:
            return None
        made = []
        for (field, value), own in self._ordered(row.each, found, "rows", _MOST_ROWS):
            key = _key(prefix, row.key, field, value)
            if row.depth > 1:
                is_deeper = field == "unit" and level + 1 < row.depth
                parts = self._rows_of(row, prefix, own, level + 1) if is_deeper else []
            else:
                parts = list(self.rows(row.parts, f"{key}{_MARK}", own))
            made.append(
                Row(
                    key,
                    self._called(field, value),
                    where=_is(field, value),
                    parts=tuple(parts or ()),
                    is_exclusive=row.is_exclusive or len(row.parts) < 2,
                    is_complete=row.is_complete,
                    measure=row.measure,
                )
            )
        return made

    def columns(
        self, columns: Sequence[Column], prefix: str, pool: _Pool, known: Mapping[str, str]
    ) -> tuple[Column, ...]:
        """``known``: what the keys have become that a formula standing here may name."""
        made: list[Column] = []
        for column in columns:
            own, key = pool.narrowed(column.where), f"{prefix}{column.key}"
            if not column.each:
                parts = self.columns(column.parts, prefix, own, known)
                if parts or not column.parts:
                    made.append(replace(column, key=key, formula=_at(column.formula, known), parts=parts))
                continue
            found = tuple(self._columns_of(column, prefix, own, known))
            if column.label:
                made += [replace(column, key=key, each="", measure=None, parts=found)] if found else []
            else:
                made += [replace(part, where=column.where & part.where) for part in found]
        return tuple(made)

    def _columns_of(
        self, column: Column, prefix: str, pool: _Pool, known: Mapping[str, str]
    ) -> Iterator[Column]:
        found = pool.split(column.key, column.each, 0) or {}
        for (field, value), own in self._ordered(column.each, found, "columns", _MOST_COLUMNS):
            key = _key(prefix, column.key, field, value)
            within = {**known, **{one: f"{key}{_MARK}{one}" for one in _plain_keys(column.parts)}}
            parts = self.columns(column.parts, f"{key}{_MARK}", own, within)
            yield Column(
                key,
                self._called(field, value),
                where=_is(field, value),
                measure=column.measure,
                parts=parts,
            )

    def _ordered(
        self, field: str, found: Mapping[Made, _Pool], side: str, most: int
    ) -> Iterator[tuple[Made, _Pool]]:
        """In the order of the catalogue; the unit reported on before those below it, what is in none behind them."""
        self._values.setdefault(field, set()).update(value for _own, value in found)
        self._made[side] += len(found)
        self.check(self._made[side], most)
        plain = self._in_order(field, [value for own, value in found if own == field])
        others = [made for made in found if made[0] != field]
        ordered = [
            *(made for made in others if made[1] != ""),
            *((field, value) for value in plain),
            *(made for made in others if made[1] == ""),
        ]
        return ((made, found[made]) for made in ordered)


def _key(prefix: str, key: str, field: str, value: Any) -> str:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    told = quote(written, safe="").replace("~", "%7E").replace("%", "~")
    return f"{prefix}{key}{_MARK}{field}{_MARK}{told}"


def _is(field: str, value: Any) -> Condition:
    return Condition((((field, OneOf(frozenset({value}))),),))


def _plain_keys(columns: Sequence[Column]) -> Iterator[str]:
    """The keys of what stands below every made column itself, not below others made within."""
    for column in columns:
        if not column.each:
            yield column.key
            yield from _plain_keys(column.parts)


def _at(formula: Formula | None, known: Mapping[str, str]) -> Formula | None:
    return formula and replace(formula, of=tuple(known.get(key, key) for key in formula.of))
