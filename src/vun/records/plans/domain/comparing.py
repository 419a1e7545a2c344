"""What two versions of a plan say differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from vun.records.plans.domain.lines import LineState, LineTerms

Key = TypeVar("Key", int, str)


class DifferenceKind(StrEnum):
    """What happened to a line between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a line that differs.

    ``field`` is a field of LineTerms, or ``"budget"``, ``"quota"`` or ``"proposed"`` with the source code, unit id or
    person id as ``key``; None stands for no row.
    """

    field: str
    before: object
    after: object
    key: str | int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What two versions say differently about one line."""

    number: int
    kind: DifferenceKind
    before: LineState | None
    after: LineState | None
    changes: tuple[FieldChange, ...] = ()


def differences(before: Iterable[LineState], after: Iterable[LineState]) -> list[Difference]:
    """Every line added, removed or changed (field by field) from one version to the other, by line number."""
    old = {line.number: line for line in before}
    new = {line.number: line for line in after}
    found = []
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number), new.get(number)
        if was is None:
            found.append(Difference(number, DifferenceKind.ADDED, None, now))
        elif now is None:
            found.append(Difference(number, DifferenceKind.REMOVED, was, None))
        elif was != now:
            found.append(Difference(number, DifferenceKind.CHANGED, was, now, _changes(was, now)))
    return found


def _changes(was: LineState, now: LineState) -> tuple[FieldChange, ...]:
    changes = [
        FieldChange(field.name, getattr(was.terms, field.name), getattr(now.terms, field.name))
        for field in fields(LineTerms)
        if getattr(was.terms, field.name) != getattr(now.terms, field.name)
    ]
    return (
        *changes,
        *_row_changes("budget", was.budgets, now.budgets),
        *_row_changes("quota", was.quotas, now.quotas),
        *_row_changes("proposed", was.proposed, now.proposed),
    )


def _row_changes(
    field: str, was: Sequence[tuple[Key, int]], now: Sequence[tuple[Key, int]]
) -> list[FieldChange]:
    old, new = dict(was), dict(now)
    return [
        FieldChange(field, old.get(key), new.get(key), key)
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    ]
