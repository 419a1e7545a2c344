"""Whose gaps a plan of the year may close, what each is worth, and why others are left out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from vun.common.period import whole_years
from vun.records.allocation.domain import Case, ExclusionCode, Policy, PolicyTerm
from vun.records.allocation.queries.courses import CourseKey, Courses, PlannedCourse
from vun.records.allocation.queries.ground import Ground
from vun.records.allocation.queries.people import PeopleFacts
from vun.records.allocation.queries.running import Engaged, engaged_in
from vun.records.credentials.models import Credential
from vun.records.credentials.queries import open_clauses, planned_clauses
from vun.records.credentials.queries.record import counting_on
from vun.records.eligibility.domain import Verdict
from vun.records.eligibility.queries import check_everybody, subjects_on
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
    is_wished: bool = False


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
    """

    engaged: Engaged
    items: list[Item] = field(default_factory=list)
    excluded: list[Exclusion] = field(default_factory=list)
    has_survey: bool = False
    needed: dict[int, set[CourseKey]] = field(default_factory=lambda: defaultdict(set))
    engaged_units: Counter[int] = field(default_factory=Counter)


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
        self._before: dict[int, PlannedCourse] = {}
        self._weights: dict[Case, int] = {}
        self._held: dict[int, set[int]] = {}
        self._refused: set[tuple[int, int]] = set()
        self.found = Wants(engaged_in(year))

    def gather(self) -> Wants:
        """The items in the order of people and courses."""
        clauses = self._read_gaps()
        self._read_posts_to_come(clauses)
        self._read_needs()
        self._held = self._holding()
        self._refused = self._read_refused()
        for person_id in sorted(self._wanted):
            if person_id in self._people.units:
                self.found.items += self._items(person_id)
        for person_id, count in self.found.engaged.classes.items():
            if (unit_id := self._people.units.get(person_id)) is not None:
                self.found.engaged_units[self._ground.quota_unit(unit_id)] += count
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
        for person_id, programme_id in needs.order_by("pk").values_list("person_id", "programme_id"):
            self.found.has_survey = True
            if person_id in self._people.units and self._all.has_programme(programme_id):
                wanted = self._want(person_id, self._all.of_programme(programme_id))
                if wanted is not None:
                    wanted.is_wished = True

    # ------------------------------------------------------------------------------------------ what stands in the way

    def _holding(self) -> dict[int, set[int]]:
        """By prerequisite level, who holds it or what counts as it."""
        asked = {level for course in self._courses.values() for level in course.needs_levels}
        for level in sorted(asked):
            before = self._all.of_level(level) if self._all.teaches(level) else None
            if before is not None and before.excluded is None:
                self._courses.setdefault(before.key, before)
                self._before[level] = before
                asked |= before.needs_levels
        levels = self._book.levels
        holders: dict[int, set[int]] = {level: set() for level in asked}
        if not asked:
            return holders
        useful: dict[tuple[int, date], tuple[int, ...]] = {}
        rows = Credential.objects.filter(counting_on(self.on)).order_by()
        for person_id, level_id, earned_on in rows.values_list("person_id", "level_id", "earned_on"):
            key = level_id, self._era(earned_on)
            if key not in useful:
                counted = [each.level for each in self._book.counted(level_id, key[1])]
                useful[key] = tuple(
                    one for one in asked if any(level.covers(levels[one]) for level in counted)
                )
            for one in useful[key]:
                holders[one].add(person_id)
        return holders

    def _era(self, earned_on: date) -> date:
        """The same day for all days between which no equivalence makes a difference."""
        turns = [rule.earned_before for rule in self._book.equivalences if rule.earned_before]
        return max((day for day in turns if day <= earned_on), default=date.min)

    def _read_refused(self) -> set[tuple[int, int]]:
        """(person, programme) that the rules of being sent refuse on the day."""
        wanted = {one for course in self._courses.values() for one in course.programme_ids}
        subjects = [subject for subject in subjects_on(self.on) if subject.id in wanted]
        verdicts = check_everybody(self.on, person_ids=list(self._wanted), subjects=subjects)
        ids = [subject.id for subject in subjects]
        return {
            (person_id, programme_id)
            for person_id, row in verdicts.rows.items()
            for programme_id, verdict in zip(ids, row, strict=True)
            if verdict is Verdict.REFUSED
        }

    def _reason(self, person_id: int, course: PlannedCourse) -> ExclusionCode | None:
        if self._people.years_left(person_id) <= 0:
            return ExclusionCode.RETIRED_BY_THEN
        if any((person_id, one) in self.found.engaged.busy for one in course.programme_ids):
            return ExclusionCode.STUDYING
        if all((person_id, one) in self._refused for one in course.programme_ids):
            return ExclusionCode.REFUSED
        return None

    def _step(
        self, person_id: int, course: PlannedCourse
    ) -> tuple[ExclusionCode | None, PlannedCourse | None]:
        """Whether the person may take the course, and the course to take before it."""
        held = self._held
        lacking = [level for level in sorted(course.needs_levels) if person_id not in held[level]]
        if not lacking:
            return None, None
        before = self._before.get(lacking[0]) if len(lacking) == 1 else None
        if before is None or any(person_id not in held[level] for level in before.needs_levels):
            return ExclusionCode.LACKS_PREREQUISITE, None
        if before.key in self._wanted[person_id]:
            return None, before
        return self._reason(person_id, before), before

    # ------------------------------------------------------------------------------------------ what it is worth

    def _items(self, person_id: int) -> Iterator[Item]:
        unit_id = self._people.units[person_id]
        quota_unit = self._ground.quota_unit(unit_id)
        may: dict[CourseKey, PlannedCourse | None] = {}
        for key in sorted(self._wanted[person_id]):
            course, before = self._courses[key], None
            reason = self._reason(person_id, course)
            if reason is None:
                reason, before = self._step(person_id, course)
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
            is_wished=wanted.is_wished,
            years_left=math.ceil(min(people.years_left(person_id), FAR_FROM_RETIRING)),
            cannot_leave=leads or is_small,
            days=course.shortest_days,
            is_full_time_only=course.is_full_time_only,
            group=course.group,
            programme_ids=course.programme_ids,
        )
