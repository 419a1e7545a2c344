"""Counting a report by reading every fact for every cell: slow, plain, and knowing nothing of the program."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

Fact = Mapping[str, Any]
_COUNTED = {"turns": "participations", "people": "participations", "mean_age": "staff"}


def holds(where: Mapping[str, Any] | None, fact: Fact) -> bool:
    """Whether the fact meets every part of the condition as it is written in a definition."""
    return all(_part(name, asked, fact) for name, asked in (where or {}).items())


def _part(name: str, asked: Any, fact: Fact) -> bool:
    if name == "any":
        return any(holds(one, fact) for one in asked)
    if name == "not":
        return not holds(asked, fact)
    value = fact[name]
    if isinstance(asked, Mapping):
        return asked.get("from", -1) <= value <= asked.get("to", 1000)
    wanted = asked if isinstance(asked, list) else [asked]
    return any(one in wanted for one in value) if isinstance(value, tuple) else value in wanted


def cells(
    definition: Mapping[str, Any], facts: Mapping[str, Iterable[Fact]]
) -> dict[tuple[str, str], list[Fact]]:
    """The facts behind every cell, by the keys of row and column; ``facts`` by what is counted."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for row, conditions, beside in _rows(definition["rows"], []):
        for column, above in _columns(definition["columns"], []):
            if "measure" not in column:
                continue
            kind = _COUNTED.get(column["measure"], column["measure"])
            found[row["key"], column["key"]] = [
                fact
                for fact in facts[kind]
                if all(holds(where, fact) for where in [definition.get("where"), *conditions, *above])
                and not any(holds(where, fact) for where in beside)
            ]
    return found


def figure(measure: str, facts: Iterable[Fact]) -> Any:
    """What the cell shows: means to one decimal, of nobody none."""
    listed = list(facts)
    if measure == "mean_age":
        years = sum(fact["age"] for fact in listed)
        return (
            Fraction(math.floor(Fraction(years * 10, len(listed)) + Fraction(1, 2)), 10) if listed else None
        )
    if measure == "people":
        return len({fact["person"] for fact in listed})
    return sum(fact["amount"] for fact in listed) if measure == "spent" else len(listed)


def reckoned(formula: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """What a column computed from others of its row shows: shares and ratios to two decimals, halves away from zero."""
    for name in ("sum", "difference", "share", "ratio"):
        if name in formula:
            operands = [one if isinstance(one, int) else values[one] for one in formula[name]]
            break
    if name == "sum":
        return sum(operands)
    first, second = operands
    if name == "difference":
        return first - second
    if not second:
        return None
    exact = Fraction(first, second) * (100 if name == "share" else 1)
    size = math.floor(abs(exact) * 100 + (0 if formula.get("rounding") == "cut" else Fraction(1, 2)))
    return Fraction(size if exact >= 0 else -size, 100)


def measures(definition: Mapping[str, Any]) -> dict[str, str]:
    """The measure of every column, by key."""
    return {
        column["key"]: column["measure"]
        for column, _ in _columns(definition["columns"], [])
        if "measure" in column
    }


def formulas(definition: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Every column that is computed from others, by key."""
    return {
        column["key"]: column for column, _ in _columns(definition["columns"], []) if "measure" not in column
    }


def _rows(rows: list[Any], above: list[Any]) -> Iterable[tuple[Any, list[Any], list[Any]]]:
    for row in rows:
        beside = [one.get("where") for one in rows if not one.get("other")] if row.get("other") else []
        own = [*above, row.get("where")]
        yield row, own, beside
        yield from _rows(row.get("parts", []), own)


def _columns(columns: list[Any], above: list[Any]) -> Iterable[tuple[Any, list[Any]]]:
    for column in columns:
        own = [*above, column.get("where")]
        if "parts" in column:
            yield from _columns(column["parts"], own)
        else:
            yield column, own
