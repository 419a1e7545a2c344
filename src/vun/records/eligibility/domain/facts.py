"""What rules ask about people and programmes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class PostFact(NamedTuple):
    """A post held, or planned for (quy hoạch), on the day: codes of its title and of the title's group."""

    title: str
    group: str


class Facts(NamedTuple):
    """One person on one day.

    ``kind`` to ``tier`` are those of the primary post, "" where there is none. ``service_from`` is the first day of
    service as far as is known. ``ratings`` has (year, grade) of the years before the day. ``levels`` has the codes of
    all levels held, equivalents and lower ones included, and for each dated document a rule asks about a token of
    `dated_token`; so has ``ranks`` for ranks. ``periods``: tiết studied in the year of the day. ``first_sent_on``:
    first sent to postgraduate study; None: never.
    """

    person_id: int
    birth_on: date
    sex: str
    is_minority: bool
    kind: str = ""
    title: str = ""
    group: str = ""
    level: str = ""
    zone: str = ""
    is_leader: bool = False
    tier: str = ""
    posts: tuple[PostFact, ...] = ()
    planned: tuple[PostFact, ...] = ()
    party_joined_on: date | None = None
    party_official_on: date | None = None
    service_from: date | None = None
    ratings: tuple[tuple[int, str], ...] = ()
    levels: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    periods: int | None = None
    first_sent_on: date | None = None


class Subject(NamedTuple):
    """What rules ask about a programme. ``grants`` is the code of the level it leads to, "" for none."""

    id: int
    code: str
    name: str
    branch: str
    group: str
    grants: str
    mode: str
    place: str


class StudyFacts(NamedTuple):
    """What only the contexts that keep classes and sendings can tell, by person."""

    periods: Mapping[int, int]
    first_sent_on: Mapping[int, date]


def dated_token(code: str, before: date) -> str:
    """What stands in ``levels`` or ``ranks`` for having had it before that day."""
    return f"{code}@{before.isoformat()}"
