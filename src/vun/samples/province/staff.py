"""Invented people with careers: who stood where from when to when, through the mergers of 2024 and 2025.

Pure and seeded: the same arguments give the same people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from itertools import islice
from random import Random
from typing import Any

import yaml

from vun.common.period import add_months, whole_years
from vun.samples.province.geography import DATA, Geography, Place
from vun.samples.province.posts import REFORM, posts, size

FIRST_DAY = date(2023, 1, 1)
"""The day the province is first staffed; careers before it are led back from here."""

_JUNIOR = {
    "province": "expert",
    "district": "expert",
    "commune": "commune-office-statistics",
    "service": "administrative-employee",
}
_KEEP_GROUPS = frozenset({"part_time_commune", "reserve", "contract"})


@dataclass(frozen=True, slots=True)
class TitleFact:
    """What the catalogue says of a title; ``ranks``: the usual one first."""

    group: str
    is_leader: bool
    ranks: tuple[str, ...]


def read_titles() -> dict[str, TitleFact]:
    """The catalogue of titles in its order, by code."""
    catalogue = files("vun.records.people").joinpath("data", "titles.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(catalogue)["titles"]
    return {
        row["code"]: TitleFact(row["group"], row["is_leader"], tuple(row.get("ranks", ()))) for row in rows
    }


@dataclass(slots=True)
class Post:
    """One appointment: from ``start`` up to but not including ``end``."""

    unit: str
    title: str
    start: date
    end: date | None = None
    end_reason: str = ""
    is_primary: bool = True
    rank: str = ""


@dataclass(slots=True)
class Somebody:
    """An invented person with a career, oldest post first."""

    full_name: str
    sex: str
    birth_on: date
    ethnic_group: str
    national_id: str
    recruited_on: date
    party_joined_on: date | None
    posts: list[Post] = field(default_factory=list)
    ratings: dict[int, str] = field(default_factory=dict)

    @property
    def last_post(self) -> Post:
        """The latest primary post."""
        return next(post for post in reversed(self.posts) if post.is_primary)

    def post_on(self, day: date) -> Post | None:
        """The primary post held on ``day``."""
        for post in reversed(self.posts):
            if post.is_primary and post.start <= day and (post.end is None or day < post.end):
                return post
        return None


class Namer:
    """Gives invented people names, birth days and numbers that fit together."""

    def __init__(self, rng: Random) -> None:
        with (DATA / "names.yaml").open(encoding="utf-8") as stream:
            lists: dict[str, Any] = yaml.safe_load(stream)
        self._rng = rng
        self._groups = [(row["code"], row["share"]) for row in lists["ethnic_groups"]]
        self._surnames = {
            code: [(row["name"], row["weights"][code]) for row in lists["surnames"] if code in row["weights"]]
            for code, _ in self._groups
        }
        self._middle = lists["middle_names"]
        self._given = lists["given_names"]
        self._serial = 0

    def somebody(self, *, youngest: date, oldest: date) -> Somebody:
        """A person born between the two days, with no post yet."""
        rng = self._rng
        sex = rng.choices(("male", "female"), (57, 43))[0]
        group = _weighted(rng, self._groups)
        surname = _weighted(rng, self._surnames[group])
        birth_on = oldest + timedelta(days=rng.randrange((youngest - oldest).days))
        recruited_on = add_months(birth_on, rng.randint(22 * 12, 30 * 12)).replace(day=1)
        joined = add_months(recruited_on, rng.randint(12, 96)) if rng.random() < 0.72 else None
        return Somebody(
            full_name=f"{surname} {rng.choice(self._middle[sex])} {rng.choice(self._given[sex])}",
            sex=sex,
            birth_on=birth_on,
            ethnic_group=group,
            national_id=self._national_id(sex, birth_on),
            recruited_on=recruited_on,
            party_joined_on=joined,
        )

    def _national_id(self, sex: str, birth_on: date) -> str:
        """As the twelve digits are built: province of birth 020, century and sex, year, then a serial."""
        self._serial += 1
        century = (birth_on.year // 100 - 19) * 2 + (sex == "female")
        return f"020{century}{birth_on.year % 100:02d}{self._serial:06d}"


def _weighted(rng: Random, pairs: Sequence[tuple[str, float]]) -> str:
    return rng.choices([name for name, _ in pairs], [weight for _, weight in pairs])[0]


class Staffing:
    """Staffs the province on FIRST_DAY, brings newcomers, and lives through every change up to ``today``."""

    def __init__(self, *, people: int, seed: int, today: date) -> None:
        self.geography = Geography()
        self.places = self.geography.places
        self.today = today
        self.titles = read_titles()
        self.people = people
        self.rng = Random(seed)
        self.namer = Namer(self.rng)
        self.everybody: list[Somebody] = []
        self._order = {code: place for place, code in enumerate(self.titles)}

    def make(self) -> list[Somebody]:
        """Everybody, in the order they were invented."""
        newcomers = self.people * 8 // 100
        reserves = self.people * 2 // 100
        self._staff(self.people - newcomers - reserves)
        self._recruit(newcomers, reserves)
        for day in sorted(
            {place.end for place in self.places.values() if place.end and place.end <= self.today}
        ):
            if day > FIRST_DAY:
                self._reorganise(day)
        self._leave_with_age()
        self._add_council_deputies()
        for person in self.everybody:
            self._rate(person)
        return self.everybody

    def rank(self, title: str) -> str:
        """The rank that usually goes with a title; empty when none does."""
        ranks = self.titles[title].ranks
        return ranks[0] if ranks else ""

    @property
    def open_commune(self) -> str:
        """The commune whose work for today and next year is left to whoever tries the sample."""
        return next(
            code
            for code, place in self.places.items()
            if place.level == "commune" and place.exists_on(self.today)
        )

    def group(self, title: str) -> str:
        """The group the catalogue puts a title in."""
        return self.titles[title].group

    def _staff(self, people: int) -> None:
        places = [place for place in self.places.values() if place.exists_on(FIRST_DAY) and size(place)]
        whole = sum(size(place) for place in places)
        taken = 0
        cumulated = 0
        for place in places:
            cumulated += size(place)
            count = people * cumulated // whole - taken
            taken += count
            for title in islice(posts(place, FIRST_DAY), count):
                self._place_first(place, title)

    def _place_first(self, place: Place, title: str) -> None:
        rng = self.rng
        is_senior = self.titles[title].is_leader
        youngest, oldest = (
            (date(1990, 1, 1), date(1965, 1, 1)) if is_senior else (date(1999, 1, 1), date(1964, 1, 1))
        )
        person = self.namer.somebody(youngest=youngest, oldest=oldest)
        start = min(max(person.recruited_on, place.start), FIRST_DAY - timedelta(days=1)).replace(day=1)
        person.recruited_on = min(person.recruited_on, start)
        if is_senior:
            promoted = date(rng.randint(2015, 2022), rng.randint(1, 12), 1)
            junior = _JUNIOR["service" if place.block == "service" else place.level]
            if promoted > start:
                person.posts.append(Post(place.code, junior, start, promoted, "reappointed"))
                start = promoted
            if person.party_joined_on is None:
                person.party_joined_on = add_months(person.recruited_on, 30)
        person.posts.append(Post(place.code, title, start))
        self.everybody.append(person)

    def _recruit(self, newcomers: int, reserves: int) -> None:
        rng = self.rng
        last = (self.today - timedelta(days=60) - FIRST_DAY).days
        for index in range(newcomers + reserves):
            day = (FIRST_DAY + timedelta(days=rng.randrange(31, last))).replace(day=1)
            place = rng.choice(
                [place for place in self.places.values() if place.exists_on(day) and size(place)]
            )
            person = self.namer.somebody(youngest=date(2001, 1, 1), oldest=date(1992, 1, 1))
            person.recruited_on = day
            person.party_joined_on = None
            title = "reserve-cadre" if index >= newcomers else self._ordinary(place, day)
            person.posts.append(Post(place.code, title, day))
            self.everybody.append(person)

    def _ordinary(self, place: Place, day: date) -> str:
        """The post an ordinary newcomer gets: the first that is not a leader's."""
        return next(title for title in posts(place, day) if not self.titles[title].is_leader)

    def _reorganise(self, day: date) -> None:
        """Move everybody whose unit ends on ``day`` into a successor, by a new post; some leave instead."""
        arriving: dict[str, list[tuple[Somebody, str]]] = defaultdict(list)
        standing: dict[str, Counter[str]] = defaultdict(Counter)
        for person in self.everybody:
            post = person.last_post
            if post.end is not None or post.start >= day:
                continue
            place = self.places[post.unit]
            if place.end != day:
                standing[post.unit][post.title] += 1
                continue
            post.end = day
            if day == REFORM and not self._keeps_title(post.title) and self.rng.random() < 0.1:
                post.end_reason = self.rng.choice(("retired", "resigned"))
            else:
                post.end_reason = "unit_changed"
                arriving[self.rng.choice(self._heirs(place))].append((person, post.title))
        for code, people in arriving.items():
            self._fill(self.places[code], day, people, standing[code])

    def _heirs(self, place: Place) -> tuple[str, ...]:
        """Where people of a unit that ends go: those of a district's bodies into all communes of the district."""
        is_district_body = place.level == "district" and place.kind == "body"
        if is_district_body and self.places[place.successors[0]].level == "commune":
            return self.places[place.code.rsplit("-", 1)[0]].successors
        return place.successors

    def _fill(
        self, place: Place, day: date, people: list[tuple[Somebody, str]], standing: Counter[str]
    ) -> None:
        """Give leading posts to who led before, then ordinary ones; nobody is left without a post."""
        movers = [(person, title) for person, title in people if not self._keeps_title(title)]
        movers.sort(key=lambda mover: (not self.titles[mover[1]].is_leader, self._order[mover[1]]))
        vacant: list[str] = []
        for title in islice(posts(place, day), len(movers) + sum(standing.values())):
            if standing[title]:
                standing[title] -= 1
            else:
                vacant.append(title)
        for (person, _), title in zip(movers, vacant, strict=False):
            person.posts.append(Post(place.code, title, day))
        for person, title in people:
            if self._keeps_title(title):
                person.posts.append(Post(place.code, title, day))

    def _keeps_title(self, title: str) -> bool:
        return self.titles[title].group in _KEEP_GROUPS

    def _leave_with_age(self) -> None:
        for person in self.everybody:
            post = person.last_post
            retires_on = add_months(person.birth_on, 62 * 12 if person.sex == "male" else 60 * 12).replace(
                day=1
            )
            if post.end is None and post.start < retires_on <= self.today:
                post.end, post.end_reason = retires_on, "retired"
            elif post.end is None and self.rng.random() < 0.015:
                day = FIRST_DAY + timedelta(days=self.rng.randrange((self.today - FIRST_DAY).days))
                if day > post.start:
                    post.end, post.end_reason = day, self.rng.choice(("resigned", "left_province", "died"))

    def _add_council_deputies(self) -> None:
        """Some commune leaders sit in the commune's council as well (kiêm nhiệm), from its election on."""
        for person in self.everybody:
            post = person.last_post
            if self.group(post.title) == "commune_government_leader" and self.rng.random() < 0.4:
                person.posts.append(
                    Post(
                        post.unit,
                        "council-deputy-commune",
                        post.start,
                        post.end,
                        post.end_reason,
                        is_primary=False,
                    )
                )

    def _rate(self, person: Somebody) -> None:
        for year in range(max(2020, person.recruited_on.year + 1), self.today.year):
            post = person.post_on(date(year, 12, 1))
            if post is not None and post.title != "reserve-cadre":
                person.ratings[year] = self.rng.choices(
                    ("excellent", "good", "completed", "not_completed"), (18, 70, 11, 1)
                )[0]


def age_on(person: Somebody, day: date) -> int:
    """Whole years on ``day``."""
    return whole_years(person.birth_on, day)
