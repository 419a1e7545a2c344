"""Months of a plan's year somebody is not there for, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from vun.records.allocation.domain.months import MONTHS


class AwayReason(StrEnum):
    """IN_CLASS: in a full-time class already, which leaves time for classes beside it and on line."""

    ABSENT = "absent"
    TRIP = "trip"
    IN_CLASS = "in_class"


@dataclass(frozen=True, slots=True)
class Away:
    """``months`` (0-11) of the year; ``kind`` is the kind of an absence."""

    months: frozenset[int]
    reason: AwayReason
    kind: str = ""


def closed_months(away: Iterable[Away], *, is_full_time: bool) -> frozenset[int]:
    """The months somebody cannot be in a class in, held full time or otherwise."""
    closed = (one.months for one in away if is_full_time or one.reason is not AwayReason.IN_CLASS)
    return frozenset().union(*closed)


def is_open(closed: Collection[int], span: int, first: int) -> bool:
    """Whether a class of ``span`` months fits between the closed ones from the month ``first`` on."""
    return any(
        not any(month in closed for month in range(start, start + span))
        for start in range(first, MONTHS - span + 1)
    )
