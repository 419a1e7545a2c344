"""How people stand, clause by clause and with reasons, and the programme that closes each gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from vun.records.credentials.queries.gathering import (
    Judges,
    PostRow,
    Profiles,
    Runs,
    facts_of,
    marks_of_people,
    people_in,
    post_rows,
)
from vun.records.dated import on_day
from vun.records.people.models import Appointment, Person
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
        ClauseStanding(result, appointment, closing.of(result))
        for appointment, result in _assess([person_id], book)
    )
    return PersonCompliance(person_id, on, standings)


def gaps_of_unit(unit_id: int | None, on: date) -> list[Gap]:
    """What the people of the unit and below it do not meet on the day, in name order; None: everybody's gaps.

    A gap is a clause that is missing or in grace, of a primary or a concurrent post; a clause that two posts of a
    person ask for is one gap, that of the post in which it is due first. People are those whose primary post is there.
    """
    book = rules_on(on)
    lacking = _people_lacking(Screen(book), unit_id, with_grace=True)
    return _gaps(lacking, book)


def people_below_standard(unit_id: int | None, on: date) -> dict[int, tuple[Clause, ...]]:
    """By person id, the clauses missing on the day, of the people of the unit and below it; see `compliance_of_units`.

    One pass, without the reasons.
    """
    return _people_lacking(Screen(rules_on(on)), unit_id, with_grace=False)


def gaps_of_people(person_ids: Collection[int], on: date) -> list[Gap]:
    """The gaps of these people, in name order."""
    return _gaps(person_ids, rules_on(on))


def _people_lacking(
    screen: Screen, unit_id: int | None, *, with_grace: bool
) -> dict[int, tuple[Clause, ...]]:
    on = screen.book.day
    people = people_in(unit_id, on)
    marks = marks_of_people(screen, people)
    judges = Judges(screen, Profiles(on))
    runs = None if with_grace else Runs(on, people, ended_from=screen.grace_turn)
    primary = post_rows(on, people, is_primary=True)
    lacking: dict[int, tuple[Clause, ...]] = {row.person_id: () for row in primary}
    for row in [*primary, *post_rows(on, people, is_primary=False)]:
        if row.person_id not in lacking:
            continue
        judge, own = judges.of(row), marks.get(row.person_id, 0)
        found = judge.missing(own, runs.since(row)) if runs else judge.lacking(own)
        if found:
            lacking[row.person_id] += tuple(
                clause for clause in found if clause.id not in {known.id for known in lacking[row.person_id]}
            )
    return {person_id: clauses for person_id, clauses in lacking.items() if clauses}


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
            gap = Gap(people[appointment.person_id], appointment, result, closing.of(result))
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
        self._found: dict[int, tuple[Programme, ...]] = defaultdict(tuple)

    def of(self, result: ClauseResult) -> tuple[Programme, ...]:
        if result.status not in (ClauseStatus.MISSING, ClauseStatus.IN_GRACE):
            return ()
        clause = result.clause
        if clause.id not in self._found:
            self._found[clause.id] = tuple(programmes_closing(clause, self._book, self._granting))
        return self._found[clause.id]
