"""Reading what the rules ask about posts and people, for one person or for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Min, QuerySet

from vun.records.credentials.models import Credential
from vun.records.credentials.queries.record import counting_on, earned_by
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.people.models import Appointment, Person, Title
from vun.records.standards.domain import Facts, Held, Judge, Profile, Screen

PersonIds = QuerySet[Appointment, int]
"""A subquery of the ids of people."""


class PostRow(NamedTuple):
    """An appointment of the day, as bare columns."""

    person_id: int
    unit_id: int
    title_id: str
    kind: str
    rank_id: str | None
    is_leader: bool
    start_on: date


def people_in(unit_id: int | None, on: date) -> PersonIds | None:
    """The ids of the people whose primary post on the day is in the unit or below it; None: everybody's."""
    if unit_id is None:
        return None
    posts = Appointment.objects.filter(on_day(on), is_primary=True, unit_id__in=orgs.below(unit_id, on))
    return posts.values_list("person_id", flat=True)


def post_rows(on: date, people: PersonIds | None, *, is_primary: bool) -> list[PostRow]:
    """The primary, or the concurrent, posts of the day of these people, or of everybody."""
    posts = Appointment.objects.filter(on_day(on), is_primary=is_primary).order_by()
    if people is not None:
        posts = posts.filter(person_id__in=people)
    return [PostRow(*row) for row in posts.values_list(*PostRow._fields)]


class Profiles:
    """Makes profiles of posts of one day; two queries at the start."""

    def __init__(self, on: date) -> None:
        self._places = orgs.places_on(on)
        self._groups = dict(Title.objects.values_list("code", "group"))

    def of(self, row: PostRow) -> Profile:
        place = self._places[row.unit_id]
        return Profile(
            title=row.title_id,
            title_group=self._groups[row.title_id],
            kind=row.kind,
            rank=row.rank_id or "",
            level=place.level.value,
            block=place.block.value,
            zone=place.zone.value if place.zone else "",
            is_leader=row.is_leader,
        )


class Judges:
    """Finds the judge of a post, mostly without making a profile: posts of one unit class and title share it."""

    def __init__(self, screen: Screen, profiles: Profiles) -> None:
        self._screen = screen
        self._profiles = profiles
        self._found: dict[tuple[int, str, str, str | None, bool], Judge] = {}

    def of(self, row: PostRow) -> Judge:
        key = row[1:6]
        judge = self._found.get(key)
        if judge is None:
            judge = self._found[key] = self._screen.judge(self._profiles.of(row))
        return judge


class Runs:
    """Since when the title of a post has been held without a break.

    Moving to another unit because units merged, or being appointed again to the same title, opens a new appointment
    but no new time to meet the standard.
    """

    def __init__(
        self, on: date, people: PersonIds | Iterable[int] | None, *, ended_from: date | None
    ) -> None:
        """``ended_from``: earlier posts that ended before that day need not be looked at."""
        posts = Appointment.objects.filter(end_on__lte=on).order_by("-start_on")
        if ended_from is not None:
            posts = posts.filter(end_on__gte=ended_from)
        if people is not None:
            posts = posts.filter(person_id__in=people)
        rows = posts.values_list("person_id", "title_id", "end_on", "start_on")
        # Of posts with one title that end together the longest stays.
        self._ended = {(person, title, end_on): start_on for person, title, end_on, start_on in rows}

    def since(self, row: PostRow) -> date:
        since = row.start_on
        while (earlier := self._ended.get((row.person_id, row.title_id, since))) is not None:
            since = earlier
        return since


def marks_of_people(screen: Screen, people: PersonIds | None) -> dict[int, int]:
    """The marks of everybody who has any, from what they hold on the day of the screen, their birth and ranks."""
    day = screen.book.day
    always, dated = screen.levels_that_count()
    held = Credential.objects.filter(counting_on(day)).order_by()
    if people is not None:
        held = held.filter(person_id__in=people)
    marks: dict[int, int] = defaultdict(int)
    mark_of = {level_id: screen.held_mark(level_id, day) for level_id in always}
    for person_id, level_id in held.filter(level_id__in=always).values_list("person_id", "level_id"):
        marks[person_id] |= mark_of[level_id]
    if dated:
        rows = held.filter(level_id__in=dated).values_list("person_id", "level_id", "earned_on")
        for person_id, level_id, earned_on in rows:
            marks[person_id] |= screen.held_mark(level_id, earned_on)
    if screen.birth_turns:
        born = Person.objects.filter(birth_on__lt=max(screen.birth_turns)).order_by()
        if people is not None:
            born = born.filter(pk__in=people)
        for person_id, birth_on in born.values_list("pk", "birth_on"):
            marks[person_id] |= screen.birth_mark(birth_on)
    if screen.rank_turns:
        for person_id, rank, since in _first_in_rank(people, before=max(screen.rank_turns)):
            marks[person_id] |= screen.rank_mark(rank, since)
    return marks


def _first_in_rank(
    people: PersonIds | Iterable[int] | None, *, before: date
) -> Iterable[tuple[int, str, date]]:
    """The first day of each person in each rank, if it is before that day."""
    posts = Appointment.objects.filter(rank_id__isnull=False, start_on__lt=before).order_by()
    if people is not None:
        posts = posts.filter(person_id__in=people)
    return posts.values_list("person_id", "rank_id").annotate(Min("start_on"))


def facts_of(person_ids: Collection[int], on: date) -> dict[int, Facts]:
    """What the rule book asks about these people on the day. Three queries."""
    held: dict[int, list[Held]] = defaultdict(list)
    earned = Credential.objects.filter(earned_by(on), person_id__in=person_ids).order_by("pk")
    rows = earned.values_list("person_id", "pk", "level_id", "name", "earned_on", "valid_until")
    for person_id, key, level_id, name, earned_on, valid_until in rows:
        held[person_id].append(Held(key, level_id, name, earned_on, valid_until))
    ranks: dict[int, dict[str, date]] = defaultdict(dict)
    for person_id, rank, since in _first_in_rank(person_ids, before=date.max):
        ranks[person_id][rank] = since
    births = Person.objects.filter(pk__in=person_ids).order_by().values_list("pk", "birth_on")
    return {
        person_id: Facts(birth_on, tuple(held[person_id]), ranks[person_id]) for person_id, birth_on in births
    }
