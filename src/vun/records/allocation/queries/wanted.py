"""Whose gaps a plan of the year may close, what each is worth, and why others are left out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from vun.common.period import whole_years
from vun.records.allocation.domain import Case, ExclusionCode, Policy, PolicyTerm, retires_on
from vun.records.allocation.queries.courses import CourseKey, Courses, PlannedCourse
from vun.records.allocation.queries.ground import Ground
from vun.records.credentials.models import Credential
from vun.records.credentials.queries import open_clauses
from vun.records.credentials.queries.record import counting_on
from vun.records.dated import on_day
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.eligibility.domain import Verdict
from vun.records.eligibility.queries import check_everybody, subjects_on
from vun.records.needs.domain import SheetState
from vun.records.needs.models import Need
from vun.records.people.domain import Sex
from vun.records.people.models import Appointment, Person, SuccessionMembership
from vun.records.sending.domain import LIVE_STATES
from vun.records.sending.models import Nomination
from vun.records.standards.domain import RuleBook

_DAYS_A_YEAR = 365.25
FAR_FROM_RETIRING = 10.0
"""From so many years before retirement on, more make no difference."""


@dataclass(slots=True)
class Wanted:
    """What is known of one person and course before it is weighed."""

    missing: int = 0
    in_grace: int = 0
    first_due: date | None = None
    is_wished: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One person, one course, what closing it is worth. ``is_step``: only on the way to another course."""

    person_id: int
    unit_id: int
    course: PlannedCourse
    weight: int
    case: Case | None = None


@dataclass(slots=True)
class Wants:
    """All items of a year, and how many gaps were left out for which reason.

    ``needed``: the courses somebody must complete to be at standard; "" stands for what no planned course closes.
    """

    items: list[Item] = field(default_factory=list)
    excluded: Counter[ExclusionCode] = field(default_factory=Counter)
    has_survey: bool = False
    studying: int = 0
    needed: dict[int, set[CourseKey]] = field(default_factory=lambda: defaultdict(set))


class Gathering:
    """Reads everything once, then weighs person by person."""

    def __init__(self, on: date, year: int, book: RuleBook, policy: Policy, ground: Ground) -> None:
        self.on, self.year = on, year
        self._book, self._policy, self._ground = book, policy, ground
        self._wanted: dict[int, dict[CourseKey, Wanted]] = defaultdict(dict)
        self._courses: dict[CourseKey, PlannedCourse] = {}
        self._before: dict[int, PlannedCourse] = {}
        self._weights: dict[Case, int] = {}
        self.found = Wants()

    def gather(self, courses: Courses) -> Wants:
        """The items in the order of people and courses."""
        posts = {
            person: (unit, leads)
            for person, unit, leads in Appointment.objects.filter(on_day(self.on), is_primary=True)
            .order_by()
            .values_list("person_id", "unit_id", "is_leader")
        }
        self._read_gaps(courses)
        self._read_needs(courses, posts.keys())
        busy = self._busy()
        held = self._holding(courses)
        refused = self._refused()
        people = _PeopleFacts(self.on, self.year)
        for person_id in sorted(self._wanted):
            if person_id not in posts:
                continue
            unit_id, leads = posts[person_id]
            for item in self._items(person_id, unit_id, leads, people, (busy, held, refused)):
                self.found.items.append(item)
        return self.found

    def _want(self, person_id: int, course: PlannedCourse) -> Wanted | None:
        if course.excluded is not None:
            self.found.excluded[course.excluded] += 1
            return None
        self._courses[course.key] = course
        return self._wanted[person_id].setdefault(course.key, Wanted())

    def _read_gaps(self, courses: Courses) -> None:
        for row in open_clauses(self.on):
            for clause, due_on in row.clauses:
                course = courses.closing(clause)
                if due_on <= self.on:
                    is_open = course is not None and course.excluded is None
                    self.found.needed[row.post.person_id].add(course.key if course and is_open else "")
                if course is None:
                    self.found.excluded[ExclusionCode.NO_PROGRAMME] += 1
                    continue
                wanted = self._want(row.post.person_id, course)
                if wanted is None:
                    continue
                if due_on > self.on:
                    wanted.in_grace += 1
                else:
                    wanted.missing += 1
                    wanted.first_due = min(due_on, wanted.first_due or due_on)

    def _read_needs(self, courses: Courses, known: Collection[int]) -> None:
        needs = Need.objects.filter(
            sheet__round__year=self.year, sheet__state__in=[SheetState.SIGNED, SheetState.ACCEPTED]
        )
        for person_id, programme_id in needs.order_by("pk").values_list("person_id", "programme_id"):
            self.found.has_survey = True
            if person_id in known and courses.has_programme(programme_id):
                wanted = self._want(person_id, courses.of_programme(programme_id))
                if wanted is not None:
                    wanted.is_wished = True

    def _busy(self) -> set[tuple[int, int]]:
        """(person, programme) of whoever studies it, or is put forward for it under a plan of the year."""
        studying = Enrolment.objects.filter(state=EnrolmentState.STUDYING)
        found = set(studying.values_list("person_id", "training_class__programme_id"))
        self.found.studying = len(found)
        sent = Nomination.objects.filter(state__in=LIVE_STATES, line__terms__year__gte=self.year - 1)
        sent = sent.filter(enrolment__isnull=True, line__terms__programme__isnull=False)
        return found | set(sent.values_list("person_id", "line__terms__programme_id"))

    def _holding(self, courses: Courses) -> dict[int, set[int]]:
        """By prerequisite level, who holds it or what counts as it."""
        asked = {level for course in self._courses.values() for level in course.needs_levels}
        for level in sorted(asked):
            before = courses.of_level(level) if courses.teaches(level) else None
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

    def _refused(self) -> set[tuple[int, int]]:
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

    def _items(
        self,
        person_id: int,
        unit_id: int,
        leads: bool,
        people: _PeopleFacts,
        against: tuple[set[tuple[int, int]], dict[int, set[int]], set[tuple[int, int]]],
    ) -> Iterator[Item]:
        busy, held, refused = against
        left = people.years_left(person_id)
        quota_unit = self._ground.quota_unit(unit_id)
        may: dict[CourseKey, PlannedCourse | None] = {}
        for key in sorted(self._wanted[person_id]):
            reason, before = self._reason(person_id, self._courses[key], left, busy, refused), None
            if reason is None:
                reason, before = self._step(person_id, self._courses[key], held)
            if reason is None and before is not None and before.key not in self._wanted[person_id]:
                reason = self._reason(person_id, before, left, busy, refused)
            if reason is None:
                may[key] = before
            else:
                self.found.excluded[reason] += 1
        taken: set[CourseKey] = set()
        for key, before in may.items():
            if before is not None and before.key in self._wanted[person_id] and before.key not in may:
                self.found.excluded[ExclusionCode.LACKS_PREREQUISITE] += 1
                continue
            case = self._case(person_id, unit_id, leads, people, self._courses[key])
            # Many people are alike in all that counts.
            weight = self._weights.get(case)
            if weight is None:
                weight = self._weights[case] = self._policy.weight(case)
            yield Item(person_id, quota_unit, self._courses[key], weight, case)
            if before is not None and before.key not in may and before.key not in taken:
                taken.add(before.key)
                yield Item(person_id, quota_unit, before, 0)

    def _case(
        self, person_id: int, unit_id: int, leads: bool, people: _PeopleFacts, course: PlannedCourse
    ) -> Case:
        wanted = self._wanted[person_id][course.key]
        is_small = self._ground.heads.get(unit_id, 0) <= self._policy.number(PolicyTerm.SMALL_UNIT)
        return Case(
            missing=wanted.missing,
            in_grace=wanted.in_grace,
            years_missing=whole_years(wanted.first_due, self.on) if wanted.first_due else 0,
            is_leader=leads,
            is_in_succession=person_id in people.succession,
            zone=self._ground.zone_of.get(unit_id, ""),
            is_wished=wanted.is_wished,
            years_left=math.ceil(min(people.years_left(person_id), FAR_FROM_RETIRING)),
            cannot_leave=leads or is_small,
            days=course.shortest_days,
            is_full_time_only=course.is_full_time_only,
            group=course.group,
            programme_ids=course.programme_ids,
        )

    def _reason(
        self,
        person_id: int,
        course: PlannedCourse,
        years_left: float,
        busy: set[tuple[int, int]],
        refused: set[tuple[int, int]],
    ) -> ExclusionCode | None:
        if years_left <= 0:
            return ExclusionCode.RETIRED_BY_THEN
        if any((person_id, one) in busy for one in course.programme_ids):
            return ExclusionCode.STUDYING
        if all((person_id, one) in refused for one in course.programme_ids):
            return ExclusionCode.REFUSED
        return None

    def _step(
        self, person_id: int, course: PlannedCourse, held: dict[int, set[int]]
    ) -> tuple[ExclusionCode | None, PlannedCourse | None]:
        """Whether the person may take the course, and the course to take before it."""
        lacking = [level for level in sorted(course.needs_levels) if person_id not in held[level]]
        if not lacking:
            return None, None
        before = self._before.get(lacking[0]) if len(lacking) == 1 else None
        if before is None or any(person_id not in held[level] for level in before.needs_levels):
            return ExclusionCode.LACKS_PREREQUISITE, None
        return None, before


class _PeopleFacts:
    """What weights ask about people beside their posts."""

    def __init__(self, on: date, year: int) -> None:
        rows = Person.objects.order_by().values_list("pk", "birth_on", "sex")
        self._born = {pk: (birth_on, sex) for pk, birth_on, sex in rows}
        self._until: dict[tuple[date, str], float] = {}
        self._from = date(year, 1, 1)
        members = SuccessionMembership.objects.filter(on_day(on))
        self.succession = frozenset(members.values_list("person_id", flat=True))

    def years_left(self, person_id: int) -> float:
        """Years from the beginning of the plan's year until retirement."""
        key = self._born[person_id]
        known = self._until.get(key)
        if known is None:
            ends = retires_on(key[0], Sex(key[1]))
            known = self._until[key] = (ends - self._from).days / _DAYS_A_YEAR
        return known
