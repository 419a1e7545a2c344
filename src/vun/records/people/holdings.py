"""What hangs on a person, in every context: told to this one, which knows none of those above it.

A context declares each of its columns that point at a person when the site starts. Merging two records moves the rows
of them all; where one person cannot have two of the kind, the context finds the rows that clash. A test holds the
columns declared against those there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

Facts = tuple[object, ...]
"""What tells a row from its twin, in the order shown: texts, days, periods, members of enums; None is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """A row of either record of which one person can have only one.

    ``code`` is that of the message which says so. ``is_same``: both say the same, so that there is nothing to choose.
    ``is_stuck``: leaving one of them out would tell an untruth, so that it is first to be put right by hand.
    ``prefers_merged``: it is rather the other record's row that stays, when nobody is asked.
    """

    kept: Model
    merged: Model
    code: str
    facts: tuple[Facts, Facts]
    is_same: bool = False
    is_stuck: bool = False
    prefers_merged: bool = False


FindTwins = Callable[[int, int], Iterable[Twins]]
"""Asked with the ids of the record that goes on and of the one to be merged into it."""


def _no_twins(survivor_id: int, merged_id: int) -> Iterable[Twins]:
    return ()


@dataclass(frozen=True, slots=True)
class Holding:
    """A column that points at a person."""

    model: type[Model]
    column: str = "person"
    twins: FindTwins = _no_twins

    @property
    def table(self) -> str:
        return self.model._meta.label_lower

    @property
    def key(self) -> str:
        return f"{self.table}.{self.column}"

    def rows(self, person_id: int) -> Any:
        """The rows that point at the person, by id."""
        return self.model._base_manager.filter(**{f"{self.column}_id": person_id}).order_by("pk")


_declared: dict[str, Holding] = {}


def declare(*holdings: Holding) -> None:
    """Move the rows of these columns from now on when two records become one."""
    for holding in holdings:
        _declared[holding.key] = holding


def holdings() -> list[Holding]:
    """Every declared column, in a stable order."""
    return [_declared[key] for key in sorted(_declared)]
