"""What stands in the way of people studying what they lack: studies, rules, prerequisites, absences, retirement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vun.records.allocation.domain import (
    Away,
    ExclusionCode,
    closed_months,
    first_month_ahead,
    is_open,
    months_of,
)
from vun.records.allocation.queries.courses import CourseKey, Courses, PlannedCourse
from vun.records.allocation.queries.people import PeopleFacts
from vun.records.allocation.queries.running import Engaged
from vun.records.credentials.models import Credential
from vun.records.credentials.queries.record import counting_on
from vun.records.eligibility.domain import Verdict
from vun.records.eligibility.queries import check_everybody, subjects_on
from vun.records.standards.domain import RuleBook, StudyMode


class Hindrances:
    """What the courses wanted ask for, and who cannot take them. Read once all that is wanted is known.

    ``courses`` are those wanted, by key; the courses that lead to what they ask for are added. ``wanted`` holds the
    keys of each person.
    """

    def __init__(
        self,
        on: date,
        year: int,
        book: RuleBook,
        every: Courses,
        courses: dict[CourseKey, PlannedCourse],
        wanted: Mapping[int, Mapping[CourseKey, object]],
        people: PeopleFacts,
        engaged: Engaged,
        away: Mapping[int, list[Away]],
    ) -> None:
        self.on, self._book, self._all = on, book, every
        self._courses, self._wanted, self._people = courses, wanted, people
        self._engaged, self._away = engaged, away
        self._first_month = first_month_ahead(year, on)
        self._before: dict[int, PlannedCourse] = {}
        self._held = self._holding()
        self._refused = self._read_refused()

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

    def reason(self, person_id: int, course: PlannedCourse) -> ExclusionCode | None:
        """Why the person cannot take the course, whatever it asks for; None: nothing speaks against it."""
        if self._people.years_left(person_id) <= 0:
            return ExclusionCode.RETIRED_BY_THEN
        if any((person_id, one) in self._engaged.busy for one in course.programme_ids):
            return ExclusionCode.STUDYING
        if all((person_id, one) in self._refused for one in course.programme_ids):
            return ExclusionCode.REFUSED
        if not self._is_there(person_id, course):
            return ExclusionCode.AWAY
        return None

    def _is_there(self, person_id: int, course: PlannedCourse) -> bool:
        """Whether some form of the course fits into the months ahead that the person is there in."""
        away = self._away.get(person_id)
        if not away:
            return True
        return any(
            is_open(
                closed_months(away, is_full_time=mode is StudyMode.FULL_TIME),
                months_of(one.days, mode),
                self._first_month,
            )
            for one in course.programmes
            for mode in course.modes[one.programme_id]
        )

    def step(
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
        return self.reason(person_id, before), before
