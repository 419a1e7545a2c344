"""Conditions as choices of a form, field, operator, values, and back to the plain data a definition keeps."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vun.reports.definitions.conditions import Value

_MOST_CHOICES = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a condition: a field that is, or is not, one of ``values`` or between ``least`` and ``most``.

    All lines of one ``group`` must hold, of one of the groups.
    """

    field: str
    values: tuple[Value, ...] = ()
    least: int | None = None
    most: int | None = None
    is_not: bool = False
    group: int = 0

    @property
    def asked(self) -> Any:
        """The value of the field in a definition."""
        bounds = {"from": self.least, "to": self.most}
        if not self.values and bounds != {"from": None, "to": None}:
            return {name: bound for name, bound in bounds.items() if bound is not None}
        return self.values[0] if len(self.values) == 1 else list(self.values)


def choices_of(where: Mapping[str, Any] | None) -> tuple[Choice, ...] | None:
    """The lines that say the same as the condition of a definition that has been read.

    None for one that no lines say: too many, or a condition that never holds.
    """
    groups = _any_of(where or {})
    if not groups or sum(len(group) for group in groups) > _MOST_CHOICES:
        return None
    return tuple(replace(one, group=place) for place, group in enumerate(groups) for one in group)


Group = tuple[Choice, ...]


def _any_of(where: Mapping[str, Any]) -> list[Group] | None:
    """Groups of lines, one of which must hold."""
    found: list[Group] = [()]
    for name, asked in where.items():
        if name == "any":
            parts = [_any_of(one) for one in asked]
            more = None if None in parts else [group for part in parts if part for group in part]
        elif name == "not":
            inner = _any_of(asked)
            more = None if inner is None else _none_of(inner)
        else:
            more = [(_choice(name, asked),)]
        if more is None or len(found) * len(more) > _MOST_CHOICES:
            return None
        found = [one + two for one, two in itertools.product(found, more)]
    return found


def _none_of(groups: Sequence[Group]) -> list[Group] | None:
    found: list[Group] = [()]
    for group in groups:
        if len(found) * len(group) > _MOST_CHOICES:
            return None
        found = [
            (*one, replace(choice, is_not=not choice.is_not))
            for one, choice in itertools.product(found, group)
        ]
    return found


def _choice(field: str, asked: Any) -> Choice:
    if isinstance(asked, Mapping):
        return Choice(field, least=asked.get("from"), most=asked.get("to"))
    return Choice(field, tuple(asked) if isinstance(asked, list | tuple) else (asked,))


def where_of(choices: Iterable[Choice]) -> dict[str, Any]:
    """The condition as a definition keeps it; none for no lines."""
    ordered = sorted(choices, key=lambda one: one.group)
    groups = [_all_of(list(own)) for _group, own in itertools.groupby(ordered, key=lambda one: one.group)]
    if not groups:
        return {}
    return groups[0] if len(groups) == 1 else {"any": groups}


def _all_of(choices: Sequence[Choice]) -> dict[str, Any]:
    where: dict[str, Any] = {}
    again: list[Choice] = []
    refused = [{one.field: one.asked} for one in choices if one.is_not]
    for one in choices:
        if one.is_not:
            continue
        if one.field in where:
            again.append(one)
        else:
            where[one.field] = one.asked
    if refused:
        where["not"] = refused[0] if len(refused) == 1 else {"any": refused}
    if again:
        where["any"] = [_all_of(again)]
    return where
