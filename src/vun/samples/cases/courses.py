"""Courses of a case as the report tells them: how many classes of what, for how many, on which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vun.records.delivery.domain import ClassRow, ClassState, EnrolmentState, LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.standards import operations as standards
from vun.records.standards.domain import Branch, ProgrammeDetails, StudyMode, StudyPlace
from vun.records.standards.models import Programme
from vun.records.standards.queries import levels
from vun.samples.cases.case import CASES

_STUDY_DAYS_A_WEEK = 5
_MOST_STUDY_DAYS = 400


@dataclass(frozen=True, slots=True)
class Course:
    """Classes of one programme that begin and end on the same days, their learners spread evenly over them."""

    name: str
    branch: Branch
    group: str
    learners: int
    start_on: date
    end_on: date
    classes: int = 1
    mode: StudyMode = StudyMode.PART_TIME
    place: StudyPlace = StudyPlace.IN_COUNTRY
    host: str = ""
    partner: str = ""
    cohort: str = ""
    grants: str = ""
    is_over: bool = True


def load_courses(
    courses: Mapping[str, Course],
    learners: Mapping[str, Sequence[int]],
    hosts: Mapping[str, int],
    *,
    legal_basis: str,
) -> dict[str, Programme]:
    """Load the classes of every course for the people given by its key; returns the programme of each.

    Courses of one name are of one programme. ``hosts`` are unit ids by the code a course names.
    """
    made: dict[str, Programme] = {}
    by_name: dict[str, Programme] = {}
    for key, course in courses.items():
        if course.name not in by_name:
            by_name[course.name] = _programme(course, legal_basis)
        made[key] = by_name[course.name]
    rows = [
        row
        for key, course in courses.items()
        for row in _classes(course, learners[key], made[key], hosts[course.host])
    ]
    load_history(rows=rows, by=CASES)
    return made


def _programme(course: Course, legal_basis: str) -> Programme:
    weeks = max((course.end_on - course.start_on).days // 7, 1)
    return standards.add_programme(
        details=ProgrammeDetails(
            name=course.name,
            branch=course.branch,
            group=course.group,
            mode=course.mode,
            place=course.place,
            # Lengths are not published: five days of study a week at most.
            duration_days=min(weeks * _STUDY_DAYS_A_WEEK, _MOST_STUDY_DAYS),
            grants=levels().get(code=course.grants).pk if course.grants else None,
            start_on=date(course.start_on.year, 1, 1),
            legal_basis=legal_basis,
        ),
        by=CASES,
    )


def _classes(course: Course, people: Sequence[int], programme: Programme, host_id: int) -> Iterator[ClassRow]:
    if len(people) != course.learners:
        raise ValueError(f"{course.name}: {len(people)} people for {course.learners} places")
    for number in range(course.classes):
        own = people[number :: course.classes]
        yield ClassRow(
            programme_id=programme.pk,
            host_id=host_id,
            start_on=course.start_on,
            end_on=course.end_on,
            cohort=course.cohort,
            partner=course.partner,
            state=ClassState.FINISHED if course.is_over else ClassState.OPEN,
            learners=[
                LearnerRow(
                    person_id,
                    state=EnrolmentState.COMPLETED if course.is_over else EnrolmentState.STUDYING,
                    certified_on=course.end_on + timedelta(days=1)
                    if course.is_over and course.grants
                    else None,
                )
                for person_id in own
            ],
        )


def in_turn(people: Sequence[int], sizes: Mapping[str, int]) -> dict[str, list[int]]:
    """So many different people for every key, going round: nobody twice under one key, and all in turn."""
    chosen: dict[str, list[int]] = {}
    place = 0
    for key, size in sizes.items():
        chosen[key] = [people[(place + step) % len(people)] for step in range(size)]
        place += size
    return chosen
