"""What is planned: a course is the programmes that lead to the same level, which differ in mode."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from vun.records.allocation.domain.months import MONTHS
from vun.records.standards.domain import Branch, StudyMode

LONGEST_SPAN = 10
"""A class that lasts longer is planned to start so early that this much of it lies in the year."""

ROOM_WEEKS_A_MONTH = 4.33
DAYS_A_WEEK = 5
WEEKS_A_YEAR = 52
ONLINE_AT_MOST_DAYS = 40
PART_TIME_FROM_DAYS = 20
_NEVER_ONLINE = frozenset({"defence_security"})
_PART_TIME_ROOM_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A programme as planning sees it. ``periods`` are tiết in all; ``field_days`` are days of practice elsewhere."""

    programme_id: int
    name: str
    branch: Branch
    group: str
    mode: StudyMode
    days: int
    periods: int
    field_days: int


def planned_modes(course: Course) -> tuple[StudyMode, ...]:
    """The modes a programme may be held in when nobody has said: as the catalogue has it, and what is like it.

    A fostering course of no field practice may be held online up to 40 days, and beside work from 20 days on. Training
    for a degree and defence knowledge are held as the catalogue says.
    """
    own = StudyMode.PART_TIME if course.mode is StudyMode.BLENDED else course.mode
    found = [own]
    if course.branch is Branch.FOSTERING and course.group not in _NEVER_ONLINE and not course.field_days:
        if course.days <= ONLINE_AT_MOST_DAYS:
            found.append(StudyMode.ONLINE)
        if course.days >= PART_TIME_FROM_DAYS:
            found.append(StudyMode.PART_TIME)
    if course.mode is StudyMode.BLENDED:
        found.append(StudyMode.FULL_TIME)
    return tuple(dict.fromkeys(found))


def weeks_of(days: int) -> int:
    """Weeks of five days, the last one perhaps not full."""
    return math.ceil(days / DAYS_A_WEEK)


def months_of(days: int, mode: StudyMode) -> int:
    """How many months of the plan a class takes: a class beside work takes twice as long; at most LONGEST_SPAN."""
    weeks = weeks_of(days) * (2 if mode is StudyMode.PART_TIME else 1)
    return min(LONGEST_SPAN, max(1, math.ceil(weeks * MONTHS / WEEKS_A_YEAR)))


def is_carried_over(days: int, mode: StudyMode) -> bool:
    """Whether the class goes on after the months it is planned with."""
    weeks = weeks_of(days) * (2 if mode is StudyMode.PART_TIME else 1)
    return math.ceil(weeks * MONTHS / WEEKS_A_YEAR) > LONGEST_SPAN


def room_weeks(days: int, mode: StudyMode) -> float:
    """The weeks a class needs a room for, in all."""
    if mode is StudyMode.ONLINE:
        return 0.0
    return weeks_of(days) * (_PART_TIME_ROOM_SHARE if mode is StudyMode.PART_TIME else 1.0)


def modes_named(names: Collection[str]) -> tuple[StudyMode, ...]:
    """The modes stored under these names, in the order of the enum."""
    return tuple(mode for mode in StudyMode if mode.value in names)
