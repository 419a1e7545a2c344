"""Who the 209 learners are: what the report prints, and what had to be constructed between its margins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.domain import PostGroup

UNITS: Mapping[str, tuple[str, int]] = {
    "CL": ("Huyện Chợ Lách", 16),
    "GT": ("Huyện Giồng Trôm", 23),
    "MCN": ("Huyện Mỏ Cày Nam", 26),
    "TP": ("Thành phố Bến Tre", 27),
    "BD": ("Huyện Bình Đại", 28),
    "BT": ("Huyện Ba Tri", 25),
    "CT": ("Huyện Châu Thành", 27),
    "MCB": ("Huyện Mỏ Cày Bắc", 12),
    "THP": ("Huyện Thạnh Phú", 25),
}
"""Learners by sending unit, as published: code of the unit, name, how many."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """One class (khoá). Its first and last day are constructed: the report gives the length and two years."""

    number: int
    start_on: date
    end_on: date
    placed_on: date | None


COHORTS = (
    Cohort(1, date(2012, 10, 1), date(2014, 3, 31), date(2014, 6, 2)),
    Cohort(2, date(2013, 11, 4), date(2015, 5, 3), date(2015, 7, 1)),
    Cohort(3, date(2015, 7, 6), date(2017, 1, 5), None),
)

_BEFORE = (
    PostGroup.COMMUNE_CADRE,
    PostGroup.COMMUNE_CIVIL_SERVANT,
    PostGroup.PART_TIME_COMMUNE,
    PostGroup.DISTRICT_STAFF,
    PostGroup.RESERVE_CADRE,
)
_AFTER = (
    PlacementGroup.COMMUNE_CADRE,
    PlacementGroup.COMMUNE_CIVIL_SERVANT,
    PlacementGroup.PART_TIME_COMMUNE,
    PlacementGroup.DISTRICT_STAFF,
    PlacementGroup.DEPARTED,
    PlacementGroup.NOT_PLACED,
    PlacementGroup.DECLINED,
)
# Cohorts 1 and 2, before × after. Only the sums of rows and columns are published; the cells are constructed to meet
# them: most keep or better their post, and whoever was not placed or declined came from the reserve.
_JOINT = (
    (11, 0, 0, 0, 0, 0, 0),
    (13, 22, 0, 0, 2, 0, 0),
    (3, 6, 20, 0, 2, 0, 0),
    (0, 0, 0, 3, 0, 0, 0),
    (0, 5, 49, 2, 2, 3, 4),
)
_FRESH_GRADUATES = 54
_OLDER_IN_SECOND = 5
_FIRST_COHORT = 59
# Cohort 3: the 7 of the reserve are published, the posts of the others are constructed.
_THIRD = (
    (PostGroup.COMMUNE_CIVIL_SERVANT, 30),
    (PostGroup.PART_TIME_COMMUNE, 25),
    (PostGroup.RESERVE_CADRE, 7),
)


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner; ``after`` None where no outcome is published. A fresh graduate (sinh viên) never held a post."""

    cohort: Cohort
    unit: str
    before: PostGroup
    after: PlacementGroup | None
    is_fresh_graduate: bool = False


def learners() -> Iterator[Learner]:
    """The 209, cohort by cohort; sending units are spread over the cohorts."""
    units = _units_in_turn()
    pairs = [
        (before, after)
        for before, line in zip(_BEFORE, _JOINT, strict=True)
        for after, how_many in zip(_AFTER, line, strict=True)
        for _ in range(how_many)
    ]
    reserve = [pair for pair in pairs if pair[0] is PostGroup.RESERVE_CADRE]
    in_post = [pair for pair in pairs if pair[0] is not PostGroup.RESERVE_CADRE]
    fresh, older = reserve[:_FRESH_GRADUATES], reserve[_FRESH_GRADUATES:]
    # All fresh graduates are in cohort 2, the others of the reserve in both; those in post fill up cohort 1 first.
    in_post = in_post[::2] + in_post[1::2]
    to_first = _FIRST_COHORT - len(older[_OLDER_IN_SECOND:])
    for before, after in [*in_post[:to_first], *older[_OLDER_IN_SECOND:]]:
        yield Learner(COHORTS[0], next(units), before, after)
    for before, after in [*in_post[to_first:], *older[:_OLDER_IN_SECOND]]:
        yield Learner(COHORTS[1], next(units), before, after)
    for before, after in fresh:
        yield Learner(COHORTS[1], next(units), before, after, is_fresh_graduate=True)
    for before, how_many in _THIRD:
        for _ in range(how_many):
            yield Learner(COHORTS[2], next(units), before, None)


def _units_in_turn() -> Iterator[str]:
    """Each unit as often as it sent somebody, in turns, so that every cohort has people of all units."""
    for turn in range(max(how_many for _, how_many in UNITS.values())):
        yield from (code for code, (_, how_many) in UNITS.items() if turn < how_many)
