"""The sample province's units as the data files tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"

HOLDERS = frozenset({"LS-TU", "LS-UBND", "LS-MT", "LS-HDND"})
"""Units whose parts have quotas of their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit from its first day: ``start`` up to but not including ``end`` (None: still there)."""

    code: str
    name: str
    kind: str
    level: str
    block: str
    start: date
    end: date | None
    successors: tuple[str, ...]

    def exists_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


class Geography:
    """Lạng Sơn before and after 1 July 2025: decisions, units, changes."""

    def __init__(self) -> None:
        parts = [_read("lang_son_bodies.yaml"), _read("lang_son_units.yaml")]
        self.decisions: list[dict[str, Any]] = [row for part in parts for row in part["decisions"]]
        self.units: list[dict[str, Any]] = [row for part in parts for row in part["units"]]
        self.changes: list[dict[str, Any]] = [row for part in parts for row in part["changes"]]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every unit by code."""
        return {
            row["code"]: Place(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                level=row["level"],
                block=row["block"],
                start=row["established_on"],
                end=row.get("dissolved_on"),
                successors=tuple(row.get("successors", ())),
            )
            for row in self.units
        }

    def quota_holder(self, code: str, day: date) -> str:
        """The unit whose quota covers the people of a unit on the day: the district, the department, the commune."""
        chain = [code]
        while (parent := self._parent(chain[-1], day)) is not None:
            chain.append(parent)
        # Directly below the root, or below one of those that only hold departments and boards together.
        holder = chain[-2] if len(chain) > 1 else code
        return chain[-3] if holder in HOLDERS and len(chain) > 2 else holder

    def _parent(self, code: str, day: date) -> str | None:
        """What the unit hangs under on the day: where it was moved last, or what took over from the parent it had."""
        moves = [(on, parent) for on, parent in self._moves.get(code, ()) if on <= day]
        parent = moves[-1][1] if moves else self._parents[code]
        while (
            parent is not None and not self.places[parent].exists_on(day) and self.places[parent].successors
        ):
            parent = self.places[parent].successors[0]
        return parent

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        """What each unit hung under on its first day."""
        return {row["code"]: row.get("parent") for row in self.units}

    @cached_property
    def _moves(self) -> dict[str, list[tuple[date, str]]]:
        """Under what each unit was moved, and when, in the order of the days."""
        moves: dict[str, list[tuple[date, str]]] = {}
        for row in sorted(self.changes, key=lambda row: row["effective_on"]):
            if row["kind"] == "moved":
                for code in row["from"]:
                    moves.setdefault(code, []).append((row["effective_on"], row["parent"]))
        return moves


def _read(name: str) -> dict[str, Any]:
    with (DATA / name).open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.safe_load(stream)
    return content
