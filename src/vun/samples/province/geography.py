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

    def quota_holder(self, code: str) -> str:
        """The unit whose quota covers the people of a unit: the district, the department, or the commune itself."""
        chain = [code]
        while (parent := self._parents[chain[-1]]) is not None:
            chain.append(parent)
        # Directly below the root, or below one of those that only hold departments and boards together.
        holder = chain[-2] if len(chain) > 1 else code
        return chain[-3] if holder in HOLDERS and len(chain) > 2 else holder

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {row["code"]: row.get("parent") for row in self.units}


def _read(name: str) -> dict[str, Any]:
    with (DATA / name).open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.safe_load(stream)
    return content
