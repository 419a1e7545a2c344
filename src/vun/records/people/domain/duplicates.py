"""Two records that may be of one person: which are worth comparing, and what speaks for and against it.

Nobody is compared with everybody: records meet only under a number, or a name with a birth date, they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

MOST_SLIPS = 2
"""Two numbers that differ in no more digits than this may be one, mistyped."""
CROWD = 20
"""Of more records under one key than this, each is compared with the next ones only."""


class Likeness(StrEnum):
    """How sure it is that two records are of one person, the surest first."""

    EXACT = "exact"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Reason(StrEnum):
    """What two records have in common, and what speaks against their being one."""

    SAME_NUMBER = "same_number"
    SAME_NAME = "same_name"
    NAME_BUT_ACCENTS = "name_but_accents"
    NAME_DIFFERS = "name_differs"
    SAME_BIRTH = "same_birth"
    BIRTH_YEAR_ONLY = "birth_year_only"
    BIRTH_SWAPPED = "birth_swapped"
    BIRTH_DIFFERS = "birth_differs"
    SAME_UNIT = "same_unit"
    UNIT_ABOVE = "unit_above"
    NUMBER_MISSING = "number_missing"
    NUMBER_SLIP = "number_slip"
    NUMBERS_DIFFER = "numbers_differ"
    SEX_DIFFERS = "sex_differs"


class Nearness(StrEnum):
    """How near the units two people ever had posts in are to each other."""

    SAME_UNIT = "same_unit"
    ABOVE = "above"
    APART = "apart"


class Record(NamedTuple):
    """What is compared of somebody: ``name`` without accents, ``exact_name`` with them, ``number`` as it is indexed.

    ``numbers`` are all that is kept of old and new identity numbers, the index of the present one among them.
    """

    pk: int
    name: str
    exact_name: str
    birth_on: date
    sex: str
    number: str | None
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person, the older one first, with why."""

    first_id: int
    second_id: int
    likeness: Likeness
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> tuple[int, int]:
        return self.first_id, self.second_id


Key = Callable[[Record], Iterable[Hashable]]


def candidates(records: Iterable[Record]) -> list[tuple[Record, Record]]:
    """The pairs worth looking at, each once, the lower id first. The work grows with the records, not their pairs."""
    ordered = sorted(records)
    found: dict[tuple[int, int], tuple[Record, Record]] = {}
    for keys in (_numbers, _name_and_birth, _name_and_swapped_birth):
        for group in _groups(ordered, keys):
            for pair in _in_crowd(group):
                found.setdefault((pair[0].pk, pair[1].pk), pair)
    for group in _groups(ordered, _name_and_year):
        vague = [record for record in group if _is_vague(record.birth_on)][:CROWD]
        for one in vague:
            for other in group:
                if one.pk != other.pk:
                    first, second = sorted((one, other))
                    found.setdefault((first.pk, second.pk), (first, second))
    return list(found.values())


def weigh(
    first: Record, second: Record, nearness: Nearness, digits: tuple[str, str] | None = None
) -> Pair | None:
    """The pair with its reasons, or None when too little speaks for it.

    ``digits`` are both national IDs, None where one of the two is not known.
    """
    name, birth = _name_reason(first, second), _birth_reason(first.birth_on, second.birth_on)
    is_same = bool(first.numbers & second.numbers)
    number = Reason.SAME_NUMBER if is_same else _number_reason(digits)
    reasons = [number, name, birth, _NEARNESS.get(nearness)]
    if first.sex != second.sex:
        reasons.append(Reason.SEX_DIFFERS)
    likeness = _likeness({reason for reason in reasons if reason}, nearness)
    if likeness is None:
        return None
    told = tuple(reason for reason in reasons if reason)
    return Pair(first.pk, second.pk, likeness, told)


def _likeness(reasons: set[Reason], nearness: Nearness) -> Likeness | None:
    is_near = nearness is not Nearness.APART
    doubts = reasons & {Reason.NUMBERS_DIFFER, Reason.SEX_DIFFERS}
    if Reason.SAME_NUMBER in reasons:
        return Likeness.EXACT
    if Reason.NAME_DIFFERS in reasons:
        return None
    if Reason.SAME_BIRTH in reasons:
        if is_near:
            return Likeness.POSSIBLE if doubts else Likeness.PROBABLE
        return None if doubts else Likeness.POSSIBLE
    return Likeness.POSSIBLE if is_near and not doubts else None


_NEARNESS = {Nearness.SAME_UNIT: Reason.SAME_UNIT, Nearness.ABOVE: Reason.UNIT_ABOVE}


def _name_reason(first: Record, second: Record) -> Reason:
    if first.name != second.name:
        return Reason.NAME_DIFFERS
    return Reason.SAME_NAME if first.exact_name == second.exact_name else Reason.NAME_BUT_ACCENTS


def _birth_reason(first: date, second: date) -> Reason:
    if first.year == second.year and (_is_vague(first) or _is_vague(second)):
        return Reason.BIRTH_YEAR_ONLY
    if first == second:
        return Reason.SAME_BIRTH
    if (first.year, first.month, first.day) == (second.year, second.day, second.month):
        return Reason.BIRTH_SWAPPED
    return Reason.BIRTH_DIFFERS


def _number_reason(digits: tuple[str, str] | None) -> Reason:
    if digits is None:
        return Reason.NUMBER_MISSING
    slips = sum(one != other for one, other in zip(*digits, strict=True))
    return Reason.NUMBER_SLIP if slips <= MOST_SLIPS else Reason.NUMBERS_DIFFER


def _is_vague(day: date) -> bool:
    """The first of January stands for a year of which no more was known, or was written so."""
    return (day.month, day.day) == (1, 1)


def _numbers(record: Record) -> Iterable[Hashable]:
    return record.numbers


def _name_and_birth(record: Record) -> Iterable[Hashable]:
    return [(record.name, record.birth_on)]


def _name_and_year(record: Record) -> Iterable[Hashable]:
    return [(record.name, record.birth_on.year)]


def _name_and_swapped_birth(record: Record) -> Iterable[Hashable]:
    day, month = record.birth_on.day, record.birth_on.month
    return [(record.name, record.birth_on.year, *sorted((day, month)))] if day <= 12 and day != month else []


def _groups(records: Iterable[Record], keys: Key) -> Iterator[list[Record]]:
    found: dict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            found[key].append(record)
    return (group for group in found.values() if len(group) > 1)


def _in_crowd(group: list[Record]) -> Iterator[tuple[Record, Record]]:
    for place, first in enumerate(group):
        for second in group[place + 1 : place + 1 + CROWD]:
            yield first, second
