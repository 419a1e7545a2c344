"""A report as signed: what it keeps, and the seal that shows whether anything of it was changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

LONGEST_NAME = 60
LONGEST_TITLE = 250
MOST_SECTIONS = 20
LONGEST_TEXT = 20_000


class Holding(StrEnum):
    """How a relation between figures came out."""

    HOLDS = "holds"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CheckedRelation:
    """A relation as it came out when the report was to be signed. ``left`` and ``right`` are the two sums as text."""

    name: str
    formula: str
    holding: Holding
    left: str
    right: str

    def as_data(self, explanation: str) -> dict[str, str]:
        return {
            "name": self.name,
            "formula": self.formula,
            "holding": self.holding.value,
            "left": self.left,
            "right": self.right,
            "explanation": explanation,
        }


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the words around the figures; ``is_before`` stands before the table, others behind it.

    ``text`` may quote figures by reference, ``[row/column]``; ``read`` is the text with the figures in it, as signed.
    """

    title: str
    text: str = ""
    is_before: bool = False
    read: str = ""

    def as_data(self) -> dict[str, Any]:
        return {"title": self.title, "text": self.text, "is_before": self.is_before, "read": self.read}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Section:
        return cls(data["title"], data["text"], data["is_before"], data["read"])


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything a signed report keeps: the definition, what it was asked for, its figures, the facts it counted.

    ``words`` are the sections around the figures, read; ``gone`` the references in them that name no figure.
    """

    name: str
    title: str
    first_day: date
    last_day: date
    unit_id: int | None
    definition: Mapping[str, Any]
    scope: Mapping[str, Any]
    figures: Mapping[str, Any]
    facts: Mapping[str, Any]
    relations: Sequence[CheckedRelation]
    words: Sequence[Section] = ()
    gone: Sequence[str] = ()


def packed(facts: Mapping[str, Any]) -> bytes:
    """Facts as stored: the ids behind every cell, small."""
    return zlib.compress(canonical(facts).encode())


def unpacked(stored: bytes) -> Any:
    """The facts again. Raises ValueError when what is stored cannot be read."""
    try:
        return json.loads(zlib.decompress(bytes(stored)))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def canonical(data: Any) -> str:
    """One text for one content, whatever database it passed through."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class SealsTold:
    """The seal of a whole report and those of its parts, as the audit was told them; empty: it never was."""

    whole: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


def seal(content: Any, facts: bytes) -> str:
    """SHA-256 over plain data and over facts as stored."""
    digest = hashlib.sha256(canonical(content).encode())
    digest.update(b"\0")
    digest.update(facts)
    return digest.hexdigest()
