"""Writes the records behind the report, through the operations everybody uses."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.operations import record_many
from vun.records.delivery.domain import ClassRow, ClassState, CostKind, CostRow, EnrolmentState, LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.funding.catalogue import load_catalogues as load_funding_catalogues
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, UnitLevel, UnitRow
from vun.records.orgs.models import Unit
from vun.records.people.catalogue import load_catalogues as load_people_catalogues
from vun.records.people.domain import AppointmentRow, PersonRow
from vun.records.people.operations import register_many
from vun.records.standards import operations as standards
from vun.records.standards.catalogue import load_catalogues as load_standards_catalogues
from vun.records.standards.domain import (
    Branch,
    Clause,
    ProgrammeDetails,
    StudyMode,
    StudyPlace,
)
from vun.records.standards.models import Programme
from vun.records.standards.queries import levels
from vun.samples.cases.case import CASES
from vun.samples.cases.folk import folk
from vun.samples.cases.lao_cai.people import (
    CIVIL_SERVANTS,
    COMMUNES_A_DISTRICT,
    COSTS,
    DISTRICTS,
    HIGHER,
    INTERMEDIATE,
    KEY_POSTS,
    LONG_COURSES,
    SHORT_COURSE_DAYS,
    SHORT_COURSES,
    Course,
    Officer,
    Path,
    officers,
)
from vun.samples.cases.standards import asked_of

FIRST_DAY = date(2008, 1, 1)
LAST_DAY = date(2015, 12, 31)
_IN_POST_SINCE = date(2009, 7, 1)
_EARNED_ON = date(2008, 6, 30)
_CLASS_SIZE = 60
_PROFESSIONAL = "professional"
# What somebody lacks who lacks one clause but not the professional one: the first of these that the post asks for.
_OTHER_SCALES = ("political_theory", "computing", "defence_security")
_ORGANISER = "SNV"

PROGRAMMES: Mapping[str, tuple[str, Branch, str, str | None]] = {
    HIGHER: ("Đào tạo trình độ đại học, cao đẳng", Branch.TRAINING, "professional", "CM-CD"),
    INTERMEDIATE: ("Đào tạo trình độ trung cấp", Branch.TRAINING, "professional", "CM-TC"),
    KEY_POSTS: ("Bồi dưỡng chức danh chủ chốt cấp xã", Branch.FOSTERING, "post_skills", None),
    CIVIL_SERVANTS: ("Bồi dưỡng công chức cấp xã", Branch.FOSTERING, "post_skills", None),
}
"""Name, branch, group and the level granted, by the keys of the courses."""


@transaction.atomic
def load() -> None:
    """Everything the report counts, into a database without records."""
    load_people_catalogues(CASES)
    load_standards_catalogues(CASES)
    load_funding_catalogues(CASES)
    units = _load_units()
    everybody = officers()
    people = _load_people(everybody, units)
    _load_papers(everybody, people)
    _load_classes(everybody, people, units[_ORGANISER], _load_programmes())


def _load_units() -> dict[str, Unit]:
    """The province with its districts, and communes that are constructed: the report names none."""
    root = UnitRow("LC", "Tỉnh Lào Cai", UnitLevel.PROVINCE, Block.STATE, FIRST_DAY)
    office = UnitRow(
        _ORGANISER, "Sở Nội vụ tỉnh Lào Cai", UnitLevel.PROVINCE, Block.STATE, FIRST_DAY, parent=root.code
    )
    rows = [root, office]
    for place, name in enumerate(DISTRICTS):
        code = f"{root.code}-{place}"
        rows.append(UnitRow(code, name, UnitLevel.DISTRICT, Block.STATE, FIRST_DAY, parent=root.code))
        rows += [
            UnitRow(
                f"{code}-{number}",
                f"Xã số {number + 1}, {name}",
                UnitLevel.COMMUNE,
                Block.STATE,
                FIRST_DAY,
                parent=code,
            )
            for number in range(COMMUNES_A_DISTRICT)
        ]
    return orgs.load_units(rows, by=CASES)


def _load_people(everybody: Sequence[Officer], units: Mapping[str, Unit]) -> list[int]:
    return register_many(
        (
            PersonRow(
                full_name=name,
                sex=sex,
                birth_on=date(1970, 1, 1) + timedelta(days=number),
                appointments=(
                    AppointmentRow(
                        unit_id=units[f"LC-{officer.district}-{officer.commune}"].pk,
                        title=officer.title,
                        start_on=_IN_POST_SINCE,
                    ),
                ),
            )
            for number, (officer, (name, sex)) in enumerate(zip(everybody, folk(), strict=False))
        ),
        by=CASES,
    )


def _load_papers(everybody: Sequence[Officer], people: Sequence[int]) -> None:
    """What everybody held before 2010: the least that each clause of 31/12/2015 asks for, but for what they lack."""
    asked = {
        title: list(asked_of(title, UnitLevel.COMMUNE, LAST_DAY))
        for title in {officer.title for officer in everybody}
    }
    record_many(
        (
            CredentialRow(person_id=person_id, level_id=level.id, name=level.name, earned_on=_EARNED_ON)
            for officer, person_id in zip(everybody, people, strict=True)
            for clause, level in asked[officer.title]
            if clause.scale != _lacking(officer, [clause for clause, _ in asked[officer.title]])
        ),
        by=CASES,
    )


def _lacking(officer: Officer, clauses: Sequence[Clause]) -> str | None:
    """The scale on which somebody held nothing before 2010."""
    if officer.path in (Path.AT_STANDARD_BY_COURSE, Path.REACHED_IN_2015, Path.STILL_STUDYING):
        return _PROFESSIONAL
    if officer.path is Path.AT_STANDARD_HIGHER:
        return None
    scales = {clause.scale for clause in clauses}
    return next(scale for scale in _OTHER_SCALES if scale in scales)


def _load_programmes() -> dict[str, Programme]:
    return {
        key: standards.add_programme(
            details=ProgrammeDetails(
                name=name,
                branch=branch,
                group=group,
                mode=StudyMode.PART_TIME,
                place=StudyPlace.IN_COUNTRY,
                # Lengths are not published: two school years, or a week.
                duration_days=400 if branch is Branch.TRAINING else 5,
                grants=levels().get(code=granted).pk if granted else None,
                start_on=date(2010, 1, 1),
                legal_basis="Kết luận 37-KL/TW của Hội nghị Trung ương 9 (khoá X)",
            ),
            by=CASES,
        )
        for key, (name, branch, group, granted) in PROGRAMMES.items()
    }


def _load_classes(
    everybody: Sequence[Officer], people: Sequence[int], host: Unit, programmes: Mapping[str, Programme]
) -> None:
    rows = [
        *itertools.chain.from_iterable(
            _long_classes(course, everybody, people, host, programmes[course.programme])
            for course in LONG_COURSES
        ),
        *_short_classes(KEY_POSTS, everybody, people, host, programmes[KEY_POSTS]),
        *_short_classes(CIVIL_SERVANTS, everybody, people, host, programmes[CIVIL_SERVANTS]),
    ]
    load_history(rows=_with_costs(rows), by=CASES)


def _long_classes(
    course: Course, everybody: Sequence[Officer], people: Sequence[int], host: Unit, programme: Programme
) -> Iterator[ClassRow]:
    is_over = course.end_on <= LAST_DAY
    chosen = [
        person_id
        for officer, person_id in zip(everybody, people, strict=True)
        if officer.path in course.paths
    ]
    for members in _groups(chosen):
        yield ClassRow(
            programme_id=programme.pk,
            host_id=host.pk,
            start_on=course.start_on,
            end_on=course.end_on,
            state=ClassState.FINISHED if is_over else ClassState.OPEN,
            learners=[
                LearnerRow(
                    person_id,
                    state=EnrolmentState.COMPLETED if is_over else EnrolmentState.STUDYING,
                    certified_on=course.end_on if is_over else None,
                )
                for person_id in members
            ],
        )


def _short_classes(
    programme_key: str,
    everybody: Sequence[Officer],
    people: Sequence[int],
    host: Unit,
    programme: Programme,
) -> Iterator[ClassRow]:
    """Classes of a week; everybody concerned goes in turn, so that nobody is in one class twice."""
    concerned = [
        person_id
        for officer, person_id in zip(everybody, people, strict=True)
        if officer.is_cadre == (programme_key == KEY_POSTS)
    ]
    turns = list(itertools.islice(itertools.cycle(concerned), SHORT_COURSES[programme_key]))
    for place, members in enumerate(_groups(turns)):
        start_on = SHORT_COURSE_DAYS[place % len(SHORT_COURSE_DAYS)]
        yield ClassRow(
            programme_id=programme.pk,
            host_id=host.pk,
            start_on=start_on,
            end_on=start_on + timedelta(days=4),
            learners=[LearnerRow(person_id) for person_id in members],
        )


def _groups(people: Sequence[int]) -> list[Sequence[int]]:
    return [people[first : first + _CLASS_SIZE] for first in range(0, len(people), _CLASS_SIZE)]


def _with_costs(rows: Sequence[ClassRow]) -> Iterator[ClassRow]:
    """Each class pays for its learners: the money of each source is shared out by their number, to the đồng."""
    learners = sum(len(row.learners) for row in rows)
    before = 0
    for row in rows:
        after = before + len(row.learners)
        costs = [
            CostRow(
                kind=CostKind.SPENT,
                source_code=source,
                item="Kinh phí đào tạo, bồi dưỡng",
                amount=amount * after // learners - amount * before // learners,
                on=min(row.end_on, LAST_DAY),
            )
            for source, amount in COSTS.items()
        ]
        before = after
        yield replace(row, costs=costs)
