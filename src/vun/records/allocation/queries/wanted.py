"""Whose gaps a plan of the year may close, what each is worth, and why others are left out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from vun.common.period import whole_years
from vun.records.allocation.domain import Away, Case, ExclusionCode, Policy, PolicyTerm
from vun.records.allocation.queries.away import away_in
from vun.records.allocation.queries.courses import CourseKey, Courses, PlannedCourse
from vun.records.allocation.queries.ground import Ground
from vun.records.allocation.queries.hindrances import Hindrances
from vun.records.allocation.queries.people import PeopleFacts
from vun.records.allocation.queries.running import Engaged, engaged_in
from vun.records.credentials.queries import open_clauses, planned_clauses
from vun.records.needs.domain import SheetState
from vun.records.needs.models import Need
from vun.records.standards.domain import Clause, RuleBook

FAR_FROM_RETIRING = 10.0
"""From so many years before retirement on, more make no difference."""


@dataclass(slots=True)
class Wanted:
    """What is known of one person and course before it is weighed; ``before_post`` counts what a post planned asks."""

    missing: int = 0
    in_grace: int = 0
    before_post: int = 0
    first_due: date | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One person, one course, what closing it is worth. ``case`` is None for a mere step on the way to another."""

    person_id: int
    unit_id: int
    course: PlannedCourse
    weight: int
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something somebody lacks, or wishes for, that the plan cannot close: what, by name, and why."""

    person_id: int
    what: str
    code: ExclusionCode


@dataclass(slots=True)
class Wants:
    """All items of a year, and what was left out.

    ``needed``: the courses somebody must complete to be at standard; "" stands for what no planned course closes.
    ``priorities`` counts the needs registered by their priority, ``away`` is what keeps people from classes in months,
    ``released`` counts who is in a full-time class already by unit and month.
    """

    engaged: Engaged
    items: list[Item] = field(default_factory=list)
    excluded: list[Exclusion] = field(default_factory=list)
    priorities: Counter[int] = field(default_factory=Counter)
    away: Mapping[int, list[Away]] = field(default_factory=dict)
    needed: dict[int, set[CourseKey]] = field(default_factory=lambda: defaultdict(set))
    engaged_units: Counter[int] = field(default_factory=Counter)
    released: Counter[tuple[int, int]] = field(default_factory=Counter)


class Gathering:
    """Reads everything once, then weighs person by person."""

    def __init__(
        self, on: date, year: int, book: RuleBook, policy: Policy, ground: Ground, courses: Courses
    ) -> None:
        self.on, self.year = on, year
        self._book, self._policy, self._ground, self._all = book, policy, ground, courses
        self._people = PeopleFacts(on, year)
        self._wanted: dict[int, dict[CourseKey, Wanted]] = defaultdict(dict)
        self._courses: dict[CourseKey, PlannedCourse] = {}
        self._weights: dict[Case, int] = {}
        engaged = engaged_in(year)
        self.found = Wants(engaged, away=away_in(year, engaged))

    def gather(self) -> Wants:
        """The items in the order of people and courses."""
        clauses = self._read_gaps()
        self._read_posts_to_come(clauses)
        self._read_needs()
        against = Hindrances(
            self.on,
            self.year,
            self._book,
            self._all,
            self._courses,
            self._wanted,
            self._people,
            self.found.engaged,
            self.found.away,
        )
        for person_id in sorted(self._wanted):
            if person_id in self._people.units:
                self.found.items += self._items(person_id, against)
        engaged = self.found.engaged
        for person_id, count in engaged.classes.items():
            if (unit_id := self._people.units.get(person_id)) is not None:
                unit = self._ground.quota_unit(unit_id)
                self.found.engaged_units[unit] += count
                self.found.released.update((unit, month) for month in engaged.full_time.get(person_id, ()))
        return self.found

    # ------------------------------------------------------------------------------------------ what is wanted

    def _want(self, person_id: int, course: PlannedCourse) -> Wanted | None:
        if course.excluded is not None:
            self._leave_out(person_id, course.name, course.excluded)
            return None
        self._courses[course.key] = course
        return self._wanted[person_id].setdefault(course.key, Wanted())

    def _want_clause(self, person_id: int, clause: Clause) -> Wanted | None:
        course = self._all.closing(clause)
        if course is None:
            self._leave_out(person_id, clause.name, ExclusionCode.NO_PROGRAMME)
            return None
        return self._want(person_id, course)

    def _leave_out(self, person_id: int, what: str, code: ExclusionCode) -> None:
        self.found.excluded.append(Exclusion(person_id, what, code))

    def _read_gaps(self) -> set[tuple[int, int]]:
        """What people lack in the posts they have; returns it as (person, clause) pairs."""
        seen = set()
        for row in open_clauses(self.on):
            person_id = row.post.person_id
            for clause, due_on in row.clauses:
                seen.add((person_id, clause.id))
                if due_on <= self.on:
                    course = self._all.closing(clause)
                    is_open = course is not None and course.excluded is None
                    self.found.needed[person_id].add(course.key if course and is_open else "")
                wanted = self._want_clause(person_id, clause)
                if wanted is None:
                    continue
                if due_on > self.on:
                    wanted.in_grace += 1
                else:
                    wanted.missing += 1
                    wanted.first_due = min(due_on, wanted.first_due or due_on)
        return seen

    def _read_posts_to_come(self, seen: set[tuple[int, int]]) -> None:
        """What the posts people are planned for ask beyond what their own do."""
        for person_id, clauses in planned_clauses(self.on).items():
            for clause in clauses:
                if person_id in self._people.units and (person_id, clause.id) not in seen:
                    wanted = self._want_clause(person_id, clause)
                    if wanted is not None:
                        wanted.before_post += 1

    def _read_needs(self) -> None:
        needs = Need.objects.filter(
            sheet__round__year=self.year, sheet__state__in=[SheetState.SIGNED, SheetState.ACCEPTED]
        )
        rows = needs.order_by("pk").values_list("person_id", "programme_id", "priority")
        for person_id, programme_id, priority in rows:
            self.found.priorities[priority] += 1
            if person_id in self._people.units and self._all.has_programme(programme_id):
                wanted = self._want(person_id, self._all.of_programme(programme_id))
                if wanted is not None:
                    wanted.priority = min(priority, wanted.priority or priority)

    # ------------------------------------------------------------------------------------------ what it is worth

    def _items(self, person_id: int, against: Hindrances) -> Iterator[Item]:
        unit_id = self._people.units[person_id]
        quota_unit = self._ground.quota_unit(unit_id)
        may: dict[CourseKey, PlannedCourse | None] = {}
        for key in sorted(self._wanted[person_id]):
            course, before = self._courses[key], None
            reason = against.reason(person_id, course)
            if reason is None:
                reason, before = against.step(person_id, course)
            if reason is None:
                may[key] = before
            else:
                self._leave_out(person_id, course.name, reason)
        taken: set[CourseKey] = set()
        for key, before in may.items():
            course = self._courses[key]
            if before is not None and before.key in self._wanted[person_id] and before.key not in may:
                self._leave_out(person_id, course.name, ExclusionCode.LACKS_PREREQUISITE)
                continue
            case = self._case(person_id, unit_id, course)
            # Many people are alike in all that counts.
            weight = self._weights.get(case)
            if weight is None:
                weight = self._weights[case] = self._policy.weight(case)
            yield Item(person_id, quota_unit, course, weight, case)
            if before is not None and before.key not in may and before.key not in taken:
                taken.add(before.key)
                yield Item(person_id, quota_unit, before, 0)

    def _case(self, person_id: int, unit_id: int, course: PlannedCourse) -> Case:
        wanted, people = self._wanted[person_id][course.key], self._people
        is_small = self._ground.heads.get(unit_id, 0) <= self._policy.number(PolicyTerm.SMALL_UNIT)
        leads = person_id in people.leaders
        return Case(
            missing=wanted.missing,
            in_grace=wanted.in_grace,
            before_post=wanted.before_post,
            years_missing=whole_years(wanted.first_due, self.on) if wanted.first_due else 0,
            is_leader=leads,
            is_in_succession=person_id in people.succession,
            zone=self._ground.zone_of(unit_id),
            priority=wanted.priority,
            years_left=math.ceil(min(people.years_left(person_id), FAR_FROM_RETIRING)),
            cannot_leave=leads or is_small,
            days=course.shortest_days,
            is_full_time_only=course.is_full_time_only,
            group=course.group,
            programme_ids=course.programme_ids,
        )
