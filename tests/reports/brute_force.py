"""Counting a report by reading every fact for every cell: slow, plain, and knowing nothing of the program."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Fact = Mapping[str, Any]
_RECKONINGS = ("sum", "difference", "share", "ratio", "part")
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


@dataclass(frozen=True)
class Counted:
    """The facts behind every cell by the keys of row and column, the columns that count, and those computed of them."""

    cells: dict[tuple[str, str], list[Fact]]
    measures: dict[str, str]
    formulas: dict[str, Mapping[str, Any]]


def counted(definition: Mapping[str, Any], facts: Mapping[str, Iterable[Fact]]) -> Counted:
    """``facts`` by what is counted."""
    kinds = {_kind(column) for column in _leaves(definition["columns"]) if "measure" in column}
    # What the values of made rows and columns are found in.
    about = [fact for kind in sorted(kinds) for fact in facts[kind] if holds(definition.get("where"), fact)]
    columns = list(_columns(definition["columns"], [], about, "", {}))
    found: dict[tuple[str, str], list[Fact]] = {}
    for row, conditions, beside in _rows(definition["rows"], [], about, ""):
        for column, above in columns:
            if "measure" in column:
                found[row["key"], column["key"]] = [
                    fact
                    for fact in facts[_kind(column)]
                    if all(holds(where, fact) for where in [definition.get("where"), *conditions, *above])
                    and not any(holds(where, fact) for where in beside)
                ]
    return Counted(
        found,
        {column["key"]: column["measure"] for column, _ in columns if "measure" in column},
        {column["key"]: column for column, _ in columns if "measure" not in column},
    )


def _kind(column: Mapping[str, Any]) -> str:
    return _COUNTED.get(column["measure"], str(column["measure"]))


def _leaves(columns: list[Any]) -> Iterable[Any]:
    for column in columns:
        yield from _leaves(column["parts"]) if "parts" in column else [column]


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


def reckoned(formula: Mapping[str, Any], values: Mapping[str, Any], totals: Mapping[str, Any]) -> Any:
    """What a column computed from others of its row shows: shares and ratios to two decimals, halves away from zero.

    A part is a share of the same column of the total row.
    """
    for name in _RECKONINGS:
        if name in formula:
            operands = [one if isinstance(one, int) else values[one] for one in formula[name]]
            break
    if name == "part":
        operands.append(totals[formula[name][0]])
    if name == "sum":
        return sum(operands)
    first, second = operands
    if name == "difference":
        return first - second
    if not second:
        return None
    exact = Fraction(first, second) * (100 if name in ("share", "part") else 1)
    size = math.floor(abs(exact) * 100 + (0 if formula.get("rounding") == "cut" else Fraction(1, 2)))
    return Fraction(size if exact >= 0 else -size, 100)


def _made(field: str, fact: Fact) -> tuple[str, Any]:
    """What of a made row or column the fact is: of units the one below the outermost, or that one itself."""
    value = fact[field]
    if field != "unit":
        return field, value
    return ("unit", value[1]) if len(value) > 1 else ("own_unit", value[0] if value else "")


def _every(field: str, facts: list[Fact], above: list[Any], key: str) -> Iterable[tuple[str, list[Any]]]:
    """The key of each made row or column, and all its conditions."""
    met = [fact for fact in facts if all(holds(where, fact) for where in above)]
    for own, value in sorted({_made(field, fact) for fact in met}, key=str):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield f"{key}:{own}:{text}", [*above, {own: value}]


def _rows(
    rows: list[Any], above: list[Any], facts: list[Fact], prefix: str
) -> Iterable[tuple[Any, list[Any], list[Any]]]:
    for row in rows:
        plain = [one.get("where") for one in rows if not (one.get("other") or one.get("total"))]
        own, key = [*above, row.get("where")], f"{prefix}{row['key']}"
        if not row.get("each") or row["label"]:
            yield {**row, "key": key}, own, plain if row.get("other") else []
        if row.get("each"):
            for made, conditions in _every(row["each"], facts, own, key):
                yield {**row, "key": made}, conditions, []
                yield from _rows(row.get("parts", []), conditions, facts, f"{made}:")
        else:
            yield from _rows(row.get("parts", []), own, facts, prefix)


def _columns(
    columns: list[Any], above: list[Any], facts: list[Fact], prefix: str, known: Mapping[str, str]
) -> Iterable[tuple[Any, list[Any]]]:
    """``known``: what the keys that formulas name have become."""
    for column in columns:
        own, key = [*above, column.get("where")], f"{prefix}{column['key']}"
        if column.get("each"):
            for made, conditions in _every(column["each"], facts, own, key):
                if "parts" not in column:
                    yield {**column, "key": made}, conditions
                    continue
                within = {one["key"]: f"{made}:{one['key']}" for one in column["parts"] if "each" not in one}
                yield from _columns(column["parts"], conditions, facts, f"{made}:", {**known, **within})
        elif "parts" in column:
            yield from _columns(column["parts"], own, facts, prefix, known)
        else:
            named = {
                name: [known.get(one, one) for one in column[name]] for name in _RECKONINGS if name in column
            }
            yield {**column, **named, "key": key}, own
