"""What happens to a plan after it was made, and how much it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class IncidentKind(StrEnum):
    """The values are those of the planner's events."""

    CANCEL_CLASS = "cancel_class"
    BUDGET_CUT = "budget_cut"
    LOSE_VENUE_MONTH = "lose_venue_month"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """``line``: the place of a line of which one class is off. ``percent`` of the money of ``source`` (None: of every
    source) is cut. ``venue`` by its number in the plan has no room in ``month`` (1-12). ``people`` withdraw."""

    kind: IncidentKind
    line: int | None = None
    source: str | None = None
    percent: int | None = None
    venue: int | None = None
    month: int | None = None
    people: tuple[int, ...] = ()


def cut_budget(budget: Mapping[str, int], source: str | None, percent: int) -> dict[str, int]:
    """The đồng by source after the cut."""
    return {
        code: amount * (100 - percent) // 100 if source in (None, code) else amount
        for code, amount in budget.items()
    }


def percent_to_cut(amount: int, left: int) -> int:
    """The least whole per cent off ``amount`` đồng after which at most ``left`` are there; 0: nothing has to go."""
    return min(100, max(0, -(-(amount - left) * 100 // amount))) if amount else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A class somebody goes to, as the trade-off tells it; ``month`` is the first, from 1."""

    course: str
    month: int
    venue: str


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose classes are not what they were: those left and those come to."""

    person_id: int
    left: tuple[Place, ...]
    taken: tuple[Place, ...]

    def to_plain(self) -> list[Any]:
        """As stored; `move_from` reads it."""
        return [
            self.person_id,
            *([[p.course, p.month, p.venue] for p in part] for part in (self.left, self.taken)),
        ]


def move_from(plain: list[Any]) -> Move:
    """The move stored as `Move.to_plain` writes it."""
    person_id, left, taken = plain
    return Move(person_id, tuple(Place(*one) for one in left), tuple(Place(*one) for one in taken))
