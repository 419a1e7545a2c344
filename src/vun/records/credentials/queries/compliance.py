"""How people stand, clause by clause and with reasons, and the programme that closes each gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from vun.records.credentials.queries.gathering import (
    Judges,
    PersonIds,
    PostRow,
    Profiles,
    Runs,
    facts_of,
    marks_of_people,
    people_in,
    post_rows,
)
from vun.records.dated import on_day
from vun.records.people.models import Appointment, Person, SuccessionMembership
from vun.records.standards.domain import Clause, ClauseResult, ClauseStatus, Post, RuleBook, Screen
from vun.records.standards.models import Programme
from vun.records.standards.queries import closing_programmes, programmes_closing, rules_on

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class ClauseStanding:
    """How a clause stands for one of somebody's posts; ``programmes`` close it where it is missing or in grace."""

    result: ClauseResult
    appointment: Appointment
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class PersonCompliance:
    """How somebody stands on a day: every clause of every post of the day, the primary post first."""

    person_id: int
    on: date
    clauses: tuple[ClauseStanding, ...]

    @property
    def has_standard(self) -> bool:
        """Whether any standard applies; of whom none does, it cannot be said whether they are at standard."""
        return bool(self.clauses)

    @property
    def is_at_standard(self) -> bool:
        """Every clause is met, exempt or in grace, and there is at least one."""
        return self.has_standard and all(standing.result.is_at_standard for standing in self.clauses)

    @property
    def missing(self) -> tuple[ClauseStanding, ...]:
        return tuple(standing for standing in self.clauses if standing.result.status is ClauseStatus.MISSING)


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause somebody does not meet on the day, and what would close it, best first.

    ``clause.status`` tells whether it is MISSING or still IN_GRACE; by when is ``clause.due_on``.
    """

    person: Person
    appointment: Appointment
    clause: ClauseResult
    programmes: tuple[Programme, ...]


def compliance_of(person_id: int, on: date) -> PersonCompliance:
    """How the person stands on the day, past or future, as far as is known of their posts and credentials then."""
    book = rules_on(on)
    closing = _Closing(book)
    standings = tuple(
        ClauseStanding(result, appointment, closing.for_result(result))
        for appointment, result in _assess([person_id], book)
    )
    return PersonCompliance(person_id, on, standings)


def gaps_of_unit(unit_id: int | None, on: date) -> list[Gap]:
    """What the people of the unit and below it do not meet on the day, in name order; None: everybody's gaps.

    A gap is a clause that is missing or in grace, of a primary or a concurrent post; a clause that two posts of a
    person ask for is one gap, that of the post in which it is due first. People are those whose primary post is there.
    """
    book = rules_on(on)
    found = _people_lacking(Screen(book), people_in(unit_id, on), on)
    return _gaps([id_ for id_, lacking in found.items() if lacking.missing or lacking.in_grace], book)


@dataclass(frozen=True, slots=True)
class BelowStandard:
    """Somebody with a clause missing, for lists: who, in which primary post, what, since when and what closes it.

    ``due_on`` is the earliest day by which one of the clauses had to be met.
    """

    pk: int
    full_name: str
    sort_key: str
    search_key: str
    unit_id: int
    title_id: str
    clauses: tuple[Clause, ...]
    due_on: date
    programmes: tuple[Programme, ...]


def people_below_standard(unit_id: int | None, on: date) -> list[BelowStandard]:
    """The people of the unit and below it who are not at standard, in name order; see `compliance_of_units`.

    One pass over everybody, with the same number of queries for ten and for sixty thousand.
    """
    book = rules_on(on)
    closing = _Closing(book)
    people = people_in(unit_id, on)
    found = _people_lacking(Screen(book), people, on)
    persons = Person.objects.order_by("sort_key", "pk")
    if people is not None:
        persons = persons.filter(pk__in=people)
    below = []
    rows = persons.values_list("pk", "full_name", "sort_key", "search_key")
    for person_id, full_name, sort_key, search_key in rows:
        lacking = found.get(person_id)
        if lacking is None or not lacking.missing:
            continue
        clauses, due_days = zip(*lacking.missing.values(), strict=True)
        programmes = {programme.pk: programme for clause in clauses for programme in closing.of(clause)}
        below.append(
            BelowStandard(
                pk=person_id,
                full_name=full_name,
                sort_key=sort_key,
                search_key=search_key,
                unit_id=lacking.primary.unit_id,
                title_id=lacking.primary.title_id,
                clauses=clauses,
                due_on=min(due_days),
                programmes=tuple(programmes.values()),
            )
        )
    return below


class OpenClauses(NamedTuple):
    """Somebody's clauses that are missing or still in grace, in all posts of the day, each with its day due."""

    post: PostRow
    clauses: tuple[tuple[Clause, date], ...]


def open_clauses(on: date) -> Iterator[OpenClauses]:
    """Whoever has a primary post on the day and an open clause, with what `people_below_standard` reads in one pass."""
    screen = Screen(rules_on(on))
    for lacking in _people_lacking(screen, None, on).values():
        clauses = tuple((lacking.in_grace | lacking.missing).values())
        if clauses:
            yield OpenClauses(lacking.primary, clauses)


def planned_clauses(on: date) -> dict[int, tuple[Clause, ...]]:
    """What those in the succession pool of the day lack of what the posts they are planned for ask, by person.

    Judged as if they held those posts on the day, in the rank they have: grace, which counts from being appointed, is
    no part of it. Whoever lacks nothing is left out.
    """
    screen = Screen(rules_on(on))
    members = SuccessionMembership.objects.filter(on_day(on)).order_by("pk")
    people: Any = members.values("person_id")
    ranks = {row.person_id: row.rank_id for row in post_rows(on, people, is_primary=True)}
    marks = marks_of_people(screen, people)
    judges = Judges(screen, Profiles(on))
    found: dict[int, dict[int, Clause]] = defaultdict(dict)
    columns = ("person_id", "unit_id", "title_id", "title__default_kind", "title__is_leader")
    for person_id, unit_id, title_id, kind, is_leader in members.values_list(*columns):
        post = PostRow(person_id, unit_id, title_id, kind, ranks.get(person_id), is_leader, on)
        for clause in judges.of(post).lacking(marks.get(person_id, 0)):
            found[person_id][clause.id] = clause
    return {person_id: tuple(clauses.values()) for person_id, clauses in found.items()}


def gaps_of_people(person_ids: Collection[int], on: date) -> list[Gap]:
    """The gaps of these people, in name order; see `gaps_of_unit`."""
    return _gaps(person_ids, rules_on(on))


def missing_of_posts(person_ids: Collection[int], on: date) -> dict[int, list[str]]:
    """By post, the names of the clauses its holder does not meet on the day; what is in grace is not missing yet."""
    found: dict[int, list[str]] = {}
    for post, result in _assess(person_ids, rules_on(on)):
        if result.status is ClauseStatus.MISSING:
            found.setdefault(post.pk, []).append(result.clause.name)
    return found


@dataclass(slots=True)
class _Lacking:
    """What somebody lacks in all posts of the day.

    ``missing`` and ``in_grace``: by clause id, the clause and the day it was, or will be, first due.
    """

    primary: PostRow
    in_grace: dict[int, tuple[Clause, date]] = field(default_factory=dict)
    missing: dict[int, tuple[Clause, date]] = field(default_factory=dict)


def _people_lacking(screen: Screen, people: PersonIds | None, on: date) -> dict[int, _Lacking]:
    marks = marks_of_people(screen, people)
    profiles = Profiles(on)
    judges = Judges(screen, profiles)
    runs = Runs(on, people, ended_from=None)
    primary = post_rows(on, people, is_primary=True)
    found = {row.person_id: _Lacking(row) for row in primary}
    for row in [*primary, *post_rows(on, people, is_primary=False)]:
        own = found.get(row.person_id)
        clauses = judges.of(row).lacking(marks.get(row.person_id, 0)) if own else ()
        if own is None or not clauses:
            continue
        post = Post(profiles.of(row), runs.since(row))
        for clause in clauses:
            due_on, _ = screen.book.due_on(clause, post)
            found_there = own.in_grace if due_on > on else own.missing
            known = found_there.get(clause.id, (clause, due_on))
            found_there[clause.id] = clause, min(due_on, known[1])
    return found


def _gaps(person_ids: Collection[int], book: RuleBook) -> list[Gap]:
    closing = _Closing(book)
    everybody = list(person_ids)
    gaps: list[Gap] = []
    for start in range(0, len(everybody), _AT_ONCE):
        ids = everybody[start : start + _AT_ONCE]
        people = Person.objects.in_bulk(ids)
        first: dict[tuple[int, int], Gap] = {}
        for appointment, result in _assess(ids, book):
            if result.status not in (ClauseStatus.MISSING, ClauseStatus.IN_GRACE) or result.due_on is None:
                continue
            gap = Gap(people[appointment.person_id], appointment, result, closing.for_result(result))
            known = first.setdefault((appointment.person_id, result.clause.id), gap)
            if known.clause.due_on is None or result.due_on < known.clause.due_on:
                first[appointment.person_id, result.clause.id] = gap
        gaps += first.values()
    return sorted(gaps, key=lambda gap: (gap.person.sort_key, gap.person.pk))


def _assess(person_ids: Collection[int], book: RuleBook) -> Iterator[tuple[Appointment, ClauseResult]]:
    """Every clause of every post of the day of these people, by the per-person rule."""
    on = book.day
    facts = facts_of(person_ids, on)
    profiles = Profiles(on)
    runs = Runs(on, person_ids, ended_from=None)
    posts = Appointment.objects.filter(on_day(on), person_id__in=person_ids)
    for post in posts.select_related("unit", "title").order_by("person_id", "-is_primary", "start_on", "pk"):
        row = PostRow(*(getattr(post, name) for name in PostRow._fields))
        for result in book.assess(Post(profiles.of(row), runs.since(row)), facts[post.person_id]):
            yield post, result


class _Closing:
    """Looks up what closes a clause, once for each."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._granting = closing_programmes(book.day)
        self._found: dict[int, tuple[Programme, ...]] = {}

    def of(self, clause: Clause) -> tuple[Programme, ...]:
        if clause.id not in self._found:
            self._found[clause.id] = tuple(programmes_closing(clause, self._book, self._granting))
        return self._found[clause.id]

    def for_result(self, result: ClauseResult) -> tuple[Programme, ...]:
        """What closes it, if it is open."""
        return () if result.status in (ClauseStatus.MET, ClauseStatus.EXEMPT) else self.of(result.clause)
