"""Lives through the training years of the sample: who sits in which class, with what result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from vun.common.period import add_months
from vun.records.delivery.domain import (
    ClassRow,
    ClassState,
    CostKind,
    CostRow,
    DayPart,
    EnrolmentState,
    LearnerRow,
    Mark,
    SessionRow,
)
from vun.records.standards.models import Programme
from vun.samples.province.courses import Course
from vun.samples.province.staff import Somebody, Staffing

_DAYS_A_WEEK = {"full_time": 5.0, "online": 5.0, "part_time": 1.7, "blended": 3.0}
_UNMARKED = timedelta(days=3)
"""Attendance of the last days is still to be marked: the registrar finds something to do."""
_DROP_REASONS = ("Chuyển công tác", "Lý do sức khoẻ", "Nghỉ việc theo nguyện vọng")
_ROOMS = ("Hội trường A", "Phòng 201", "Phòng 202", "Phòng 305")


@dataclass(slots=True)
class Study:
    """Who may sit in the next class: everybody with what they hold and what they are busy with."""

    staffing: Staffing
    people: Sequence[Somebody]
    person_ids: Sequence[int]
    held: dict[int, set[str]]
    rng: Random
    busy_until: dict[int, date] = field(default_factory=dict)
    seated: set[tuple[str, int, int]] = field(default_factory=set)
    """Course, year and person: nobody is sent to one course twice in a year."""
    _posts: dict[date, list[tuple[int, str, str]]] = field(default_factory=dict)

    def candidates(self, course: Course, level: str | None, day: date) -> list[tuple[int, str]]:
        """Whom a course is for on the day, who lack what it grants and are not in another class.

        Each as the index of the person and the code of the unit they are posted in.
        """
        found = []
        for index, group, unit in self._posted(day):
            if group not in course.groups or level in self.held[index]:
                continue
            if (course.stem, day.year, index) in self.seated or self.busy_until.get(index, date.min) >= day:
                continue
            found.append((index, unit))
        return found

    def _posted(self, day: date) -> list[tuple[int, str, str]]:
        """Index, title group and unit of everybody with a post on the day; courses that begin together share it."""
        if day not in self._posts:
            posts = ((index, person.post_on(day)) for index, person in enumerate(self.people))
            self._posts[day] = [
                (index, self.staffing.group(post.title), post.unit)
                for index, post in posts
                if post is not None
            ]
        return self._posts[day]

    def choose(
        self, course: Course, level: str | None, day: date, seats: int, places: dict[str, int]
    ) -> list[tuple[int, str]]:
        """Up to ``seats`` of the candidates with the unit whose place each takes.

        ``places``: places left by unit code, used up here. Who came from a unit without a quota of its own, as after
        a merger in the middle of the year, takes a place some other unit has left.
        """
        found = self.candidates(course, level, day)
        self.rng.shuffle(found)
        chosen: list[tuple[int, str]] = []
        for index, unit in found:
            holder = self.staffing.geography.quota_holder(unit, day)
            if holder not in places:
                holder = next(
                    (code for code, left in places.items() if left and not self._exists(code, day)), holder
                )
            if places.get(holder, 0) > 0 and len(chosen) < seats:
                places[holder] -= 1
                chosen.append((index, holder))
                self.seated.add((course.stem, day.year, index))
        return sorted(chosen)

    def _exists(self, code: str, day: date) -> bool:
        return self.staffing.places[code].exists_on(day)


def class_days(programme: Programme, start_on: date) -> date:
    """The last day of a class that begins on ``start_on``."""
    weeks = programme.duration_days / _DAYS_A_WEEK[programme.mode]
    return start_on + timedelta(days=max(round(weeks * 7) - 3, programme.duration_days - 1))


def first_monday(year: int, month: int) -> date:
    """The first Monday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def starts(course: Course, year: int) -> list[date]:
    """The Mondays on which the classes of a course begin in a year, spread over its months."""
    first, last = course.months
    count = max(course.classes, 1)
    return [
        first_monday(year, first + (last - first) * place // max(count - 1, 1))
        + timedelta(days=7 * (place % 3))
        for place in range(count)
    ]


def class_row(
    study: Study,
    course: Course,
    programme: Programme,
    *,
    start_on: date,
    seats: int,
    places: dict[str, int],
    host_id: int,
    line_id: int,
    decision_id: int,
    nominate: Callable[[list[tuple[int, str]]], list[int]] | None,
) -> ClassRow | None:
    """One class as it has come to by today, its learners' records updated; None when nobody is left for it.

    ``nominate`` turns (person id, unit code) into nomination ids, where nominations are kept.
    """
    today = study.staffing.today
    level = programme.grants.code if programme.grants else None
    chosen = study.choose(course, level, start_on, seats, places)
    if not chosen:
        return None
    nominations: Sequence[int | None] = [None] * len(chosen)
    if nominate is not None:
        nominations = nominate([(study.person_ids[index], code) for index, code in chosen])
    end_on = class_days(programme, start_on)
    is_finished = end_on < today
    learners = [
        replace(
            _learner(study, index, start_on, end_on, level, course, is_finished=is_finished),
            nomination_id=nomination,
        )
        for (index, _), nomination in zip(chosen, nominations, strict=True)
    ]
    amount = course.cost * len(learners)
    costs = [CostRow(CostKind.ESTIMATE, course.source, "Dự toán lớp", amount, start_on)]
    if is_finished:
        spent = amount * study.rng.randint(92, 104) // 100 // 1000 * 1000
        costs.append(
            CostRow(CostKind.SPENT, course.source, "Quyết toán lớp", spent, end_on, f"CT-{end_on:%y%m%d}")
        )
    return ClassRow(
        programme_id=programme.pk,
        host_id=host_id,
        start_on=start_on,
        end_on=end_on,
        capacity=max(seats, len(learners)),
        line_id=line_id,
        cohort=f"{start_on.year}" if programme.branch == "training" else "",
        partner=course.partner,
        venue="Học trực tuyến" if course.is_online else study.rng.choice(_ROOMS),
        mode="online" if course.is_online else "",
        state=ClassState.FINISHED if is_finished else ClassState.OPEN,
        decision_id=decision_id,
        learners=learners,
        sessions=() if course.is_sent else _sessions(study, programme, start_on, end_on, learners),
        costs=costs,
    )


def _learner(
    study: Study,
    index: int,
    start_on: date,
    end_on: date,
    level: str | None,
    course: Course,
    *,
    is_finished: bool,
) -> LearnerRow:
    rng = study.rng
    person_id = study.person_ids[index]
    study.busy_until[index] = end_on
    fate = rng.random()
    if fate < 0.02 and start_on + timedelta(days=3) < study.staffing.today:
        dropped_on = start_on + timedelta(days=min(3, (end_on - start_on).days))
        return LearnerRow(
            person_id,
            state=EnrolmentState.DROPPED,
            dropped_on=dropped_on,
            drop_reason=rng.choice(_DROP_REASONS),
            fund_source_code=course.source,
        )
    if not is_finished:
        return LearnerRow(person_id, state=EnrolmentState.STUDYING, fund_source_code=course.source)
    if fate < 0.035:
        score = Decimal(rng.randint(30, 48)) / 10
        return LearnerRow(person_id, state=EnrolmentState.FAILED, score=score, fund_source_code=course.source)
    if level is not None:
        study.held[index].add(level)
    score = Decimal(min(max(round(rng.gauss(7.8, 0.8) * 4), 20), 39)) / 4
    certified_on = min(end_on + timedelta(days=10), study.staffing.today)
    return LearnerRow(person_id, score=score, certified_on=certified_on, fund_source_code=course.source)


def _sessions(
    study: Study, programme: Programme, start_on: date, end_on: date, learners: Sequence[LearnerRow]
) -> list[SessionRow]:
    """The last weeks' timetable of a class still open today, marked but for the last days; older ones kept on paper."""
    today = study.staffing.today
    if end_on < today:
        return []
    modules = list(programme.modules.all())
    day = max(start_on, today - timedelta(days=28))
    rows: list[SessionRow] = []
    while day <= min(end_on, today + timedelta(days=12)):
        if day.weekday() < 5:
            for part in (DayPart.MORNING, DayPart.AFTERNOON):
                module = modules[len(rows) * len(modules) // 40 % len(modules)] if modules else None
                marks = _marks(study.rng, learners) if day < today - _UNMARKED else {}
                rows.append(
                    SessionRow(
                        day,
                        part,
                        module_id=module.pk if module else None,
                        topic=module.name if module else programme.name,
                        lecturer_name=_LECTURERS[len(rows) % len(_LECTURERS)],
                        room=_ROOMS[1],
                        marks=marks,
                    )
                )
        day += timedelta(days=1)
    return rows


_LECTURERS = ("ThS. Hoàng Thị Nga", "TS. Nông Văn Quân", "ThS. Vi Thị Thuỷ", "CN. Lương Đức Hạnh")


def _marks(rng: Random, learners: Iterable[LearnerRow]) -> Mapping[int, Mark]:
    marks = {}
    for learner in learners:
        if learner.state is EnrolmentState.STUDYING:
            marks[learner.person_id] = rng.choices(
                (Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT), (93, 3, 3, 1)
            )[0]
    return marks


def held_at_first(people: Sequence[Somebody], papers: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    """Level codes by index of the person, from (index, level code) pairs."""
    held: dict[int, set[str]] = defaultdict(set, {index: set() for index in range(len(people))})
    for index, level in papers:
        held[index].add(level)
    return held


def placed_on(completed_on: date, today: date) -> date:
    """When a placement after training is recorded: four months later, or today if that is not over yet."""
    return min(add_months(completed_on, 4), today)
