"""States of an import."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ImportState(StrEnum):
    """An import is there as a whole, or was undone as a whole."""

    APPLIED = "applied"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A heading of an office's file, folded, and the field its column was said to be; empty: not wanted."""

    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A spelling in an office's files, and the code of what it means; ``field`` is ``unit`` or ``title``."""

    field: str
    text: str
    code: str


def ranges(ids: list[int]) -> list[tuple[int, int]]:
    """Ascending ids as (first, last) runs without gaps."""
    found: list[tuple[int, int]] = []
    for each in sorted(ids):
        if found and found[-1][1] == each - 1:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found
