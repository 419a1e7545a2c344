"""The courses of a year: programmes that lead to the same level are one course, which differs by mode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from vun.records.allocation.domain import (
    Course,
    ExclusionCode,
    Policy,
    PolicyTerm,
    modes_named,
    planned_modes,
)
from vun.records.allocation.models import CourseTerms
from vun.records.allocation.queries import inputs
from vun.records.plans import queries as plans
from vun.records.standards.domain import Branch, Clause, RuleBook, StudyMode, StudyPlace
from vun.records.standards.models import Programme
from vun.records.standards.queries import closing_programmes, programmes_closing, programmes_on

CourseKey = str
"""``level:ID`` of the level granted, or ``programme:ID`` where a programme grants none."""


@dataclass(slots=True)
class PlannedCourse:
    """A course with the programmes it may be held as, each with its modes; or why it is not planned.

    ``is_from_centre``: its most learners are what is left of what the centre gave.
    """

    key: CourseKey
    name: str
    group: str
    programmes: list[Course] = field(default_factory=list)
    modes: dict[int, tuple[StudyMode, ...]] = field(default_factory=dict)
    excluded: ExclusionCode | None = None
    class_min: int = 0
    class_max: int = 0
    target_min: int | None = None
    target_max: int | None = None
    is_from_centre: bool = False
    granted_level: int | None = None
    needs_levels: frozenset[int] = frozenset()

    @property
    def is_full_time_only(self) -> bool:
        return all(modes == (StudyMode.FULL_TIME,) for modes in self.modes.values())

    @property
    def shortest_days(self) -> int:
        return min(course.days for course in self.programmes)

    @property
    def programme_ids(self) -> frozenset[int]:
        return frozenset(course.programme_id for course in self.programmes)


class Courses:
    """Finds the course that closes a clause or answers a need; each is made once."""

    def __init__(
        self, on: date, year: int, book: RuleBook, policy: Policy, allowed: frozenset[StudyMode]
    ) -> None:
        self._book = book
        self._policy = policy
        self._allowed = allowed
        self._granting = closing_programmes(on)
        self._terms = inputs.course_terms(year)
        self._from_centre: Counter[int] = Counter()
        for quota in plans.central_quotas(year):
            if quota.programme_id is not None:
                self._from_centre[quota.programme_id] += quota.learners - quota.passed_on
        self._programmes = {
            programme.pk: programme for programme in programmes_on(on).prefetch_related("prerequisites")
        }
        self._found: dict[CourseKey, PlannedCourse] = {}
        self._closing: dict[int, PlannedCourse | None] = {}

    def closing(self, clause: Clause) -> PlannedCourse | None:
        """The course proposed first for the clause; None when no programme closes it."""
        if clause.id not in self._closing:
            programmes = programmes_closing(clause, self._book, self._granting)
            courses = [self.of_programme(programme.pk) for programme in programmes]
            planned = [course for course in courses if course.excluded is None]
            self._closing[clause.id] = next(iter([*planned, *courses]), None)
        return self._closing[clause.id]

    def of_programme(self, programme_id: int) -> PlannedCourse:
        """The course the programme is one form of. KeyError for a programme not in force on the day."""
        programme = self._programmes[programme_id]
        if programme.grants_id is None:
            return self._get(f"programme:{programme.pk}", [programme])
        return self.of_level(programme.grants_id)

    def of_level(self, level_id: int) -> PlannedCourse:
        """The course that leads to the level. KeyError where none does."""
        return self._get(f"level:{level_id}", [self._programmes[one.pk] for one in self._granting[level_id]])

    def teaches(self, level_id: int) -> bool:
        """Whether a programme of the day leads to the level."""
        return level_id in self._granting

    def has_programme(self, programme_id: int) -> bool:
        return programme_id in self._programmes

    def _get(self, key: CourseKey, programmes: Sequence[Programme]) -> PlannedCourse:
        if key not in self._found:
            self._found[key] = self._make(key, programmes)
        return self._found[key]

    def _make(self, key: CourseKey, programmes: Sequence[Programme]) -> PlannedCourse:
        first = programmes[0]
        name = first.grants.name if first.grants and len(programmes) > 1 else first.name
        course = PlannedCourse(key, name, first.group_id, granted_level=first.grants_id)
        reasons = []
        for programme in programmes:
            one = _as_course(programme)
            reason = self._reason(programme)
            if reason is not None:
                reasons.append(reason)
                continue
            modes = tuple(mode for mode in self._modes(one) if mode in self._allowed)
            if modes:
                course.programmes.append(one)
                course.modes[one.programme_id] = modes
        if not course.programmes:
            course.excluded = reasons[0] if reasons else ExclusionCode.NO_PROGRAMME
        else:
            self._size(course)
            asked = [
                frozenset(level.pk for level in self._programmes[one.programme_id].prerequisites.all())
                for one in course.programmes
            ]
            # Who lacks what one form asks for may still study the other.
            course.needs_levels = frozenset.intersection(*asked)
        return course

    def _reason(self, programme: Programme) -> ExclusionCode | None:
        if programme.place != StudyPlace.IN_COUNTRY:
            return ExclusionCode.HELD_ELSEWHERE
        if programme.duration_days > self._policy.number(PolicyTerm.LONGEST_DAYS):
            return ExclusionCode.TOO_LONG
        return None

    def _modes(self, course: Course) -> tuple[StudyMode, ...]:
        terms = self._terms.get(course.programme_id)
        return modes_named(terms.modes) if terms is not None and terms.modes else planned_modes(course)

    def _size(self, course: PlannedCourse) -> None:
        rows = [self._terms[one] for one in sorted(course.programme_ids) if one in self._terms]
        course.class_min = _first(rows, "class_min") or self._policy.number(PolicyTerm.CLASS_MIN)
        most = _first(rows, "class_max") or self._policy.number(PolicyTerm.CLASS_MAX)
        course.class_max = max(course.class_min, most)
        course.target_min, course.target_max = _sum(rows, "target_min"), _sum(rows, "target_max")
        given = [self._from_centre[one] for one in course.programme_ids if one in self._from_centre]
        if course.target_max is None and given:
            course.target_max, course.is_from_centre = sum(given), True


def _first(rows: Iterable[CourseTerms], column: str) -> int | None:
    return next((getattr(row, column) for row in rows if getattr(row, column)), None)


def _sum(rows: Iterable[CourseTerms], column: str) -> int | None:
    known = [getattr(row, column) for row in rows if getattr(row, column) is not None]
    return sum(known) if known else None


def _as_course(programme: Programme) -> Course:
    return Course(
        programme_id=programme.pk,
        name=programme.name,
        branch=Branch(programme.branch),
        group=programme.group_id,
        mode=StudyMode(programme.mode),
        days=programme.duration_days,
        periods=programme.theory_periods + programme.practice_periods,
        field_days=programme.field_practice_days,
    )
