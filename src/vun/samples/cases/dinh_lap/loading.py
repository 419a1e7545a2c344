"""Writes the records behind the report, through the operations everybody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.operations import record_many
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, UnitLevel, UnitRow
from vun.records.orgs.models import Unit
from vun.records.people.catalogue import load_catalogues as load_people_catalogues
from vun.records.people.domain import AppointmentRow, PersonRow
from vun.records.people.operations import register_many
from vun.records.plans import operations as plans
from vun.records.plans.domain import LineTerms
from vun.records.sending.domain import NominationRow
from vun.records.sending.operations import load_nominations
from vun.records.standards.catalogue import load_catalogues as load_standards_catalogues
from vun.records.standards.domain import Branch
from vun.records.standards.models import ScaleLevel
from vun.records.standards.queries import levels
from vun.samples.cases.case import CASES
from vun.samples.cases.courses import in_turn, load_courses
from vun.samples.cases.dinh_lap.district import (
    ADVANCED_CANDIDATES,
    CENTRE,
    COLLEGE_OR_HIGHER,
    COMMUNES,
    COURSES,
    DISTRICT,
    EMPLOYEES,
    INTERMEDIATE_OR_HIGHER,
    KEY_POSTS_OF_COMMUNE,
    KEY_POSTS_OF_DISTRICT,
    OTHER_POSTS_OF_TOWNSHIP,
    PROVINCE,
    SCHOOL,
    TOWNSHIP,
    TOWNSHIP_ELEMENTARY,
    TOWNSHIP_INTERMEDIATE,
)
from vun.samples.cases.folk import folk
from vun.samples.cases.standards import asked_of

DAY = date(2018, 12, 31)
EMPLOYEE, HEAD_OF_DIVISION = "expert", "district-division-head"
_FIRST_DAY, _IN_POST_SINCE, _EARNED_ON = date(2000, 1, 1), date(2012, 7, 1), date(2011, 6, 30)
_PLAN = ("KH-2017", "Phân bổ chỉ tiêu đào tạo, bồi dưỡng năm 2017")
_SENT_ON = date(2017, 4, 3)


@dataclass(frozen=True, slots=True)
class _Post:
    unit: str
    title: str


@transaction.atomic
def load() -> None:
    """Everything the report counts, into a database without records."""
    load_people_catalogues(CASES)
    load_standards_catalogues(CASES)
    units = _load_units()
    employees, key_people, township = _load_people(units)
    learners = _learners(employees)
    _load_papers(employees, learners["dl.2017.tc"], township)
    _load_papers_of_key_posts(key_people)
    load_courses(
        COURSES,
        learners,
        {code: units[code].pk for code in (SCHOOL, CENTRE)},
        legal_basis="Kế hoạch đào tạo, bồi dưỡng của Ban Thường vụ Huyện uỷ",
    )
    _load_candidates(units, employees)


def _load_units() -> dict[str, Unit]:
    district = [
        UnitRow(f"{DISTRICT}-{place}", name, UnitLevel.COMMUNE, Block.STATE, _FIRST_DAY, parent=DISTRICT)
        for place, name in enumerate(COMMUNES, start=1)
    ]
    rows = [
        UnitRow(PROVINCE, "Tỉnh Lạng Sơn", UnitLevel.PROVINCE, Block.STATE, _FIRST_DAY),
        UnitRow(
            SCHOOL,
            "Trường Chính trị Hoàng Văn Thụ",
            UnitLevel.PROVINCE,
            Block.SERVICE,
            _FIRST_DAY,
            parent=PROVINCE,
        ),
        UnitRow(DISTRICT, "Huyện Đình Lập", UnitLevel.DISTRICT, Block.STATE, _FIRST_DAY, parent=PROVINCE),
        UnitRow(
            CENTRE,
            "Trung tâm Bồi dưỡng chính trị huyện Đình Lập",
            UnitLevel.DISTRICT,
            Block.SERVICE,
            _FIRST_DAY,
            parent=DISTRICT,
        ),
        *district,
    ]
    return orgs.load_units(rows, by=CASES)


def _load_people(units: Mapping[str, Unit]) -> tuple[list[int], list[tuple[int, _Post]], list[int]]:
    """The employees of the district; who holds a key post, with it; and the other cadres of the township."""
    key_posts = [
        *(_Post(DISTRICT, title) for title in KEY_POSTS_OF_DISTRICT),
        *(
            _Post(f"{DISTRICT}-{place}", title)
            for place in range(1, len(COMMUNES) + 1)
            for title in KEY_POSTS_OF_COMMUNE
        ),
    ]
    posts = [
        *(
            _Post(DISTRICT, HEAD_OF_DIVISION if place < ADVANCED_CANDIDATES else EMPLOYEE)
            for place in range(EMPLOYEES)
        ),
        *key_posts,
        *(_Post(TOWNSHIP, title) for title in OTHER_POSTS_OF_TOWNSHIP),
    ]
    people = register_many(_rows(posts, units), by=CASES)
    after = EMPLOYEES + len(key_posts)
    return (
        people[:EMPLOYEES],
        list(zip(people[EMPLOYEES:after], key_posts, strict=True)),
        people[after:],
    )


def _rows(posts: Iterable[_Post], units: Mapping[str, Unit]) -> Iterator[PersonRow]:
    for number, (post, (name, sex)) in enumerate(zip(posts, folk(), strict=False)):
        yield PersonRow(
            full_name=name,
            sex=sex,
            birth_on=date(1965, 1, 1) + timedelta(days=number * 7),
            appointments=(
                AppointmentRow(unit_id=units[post.unit].pk, title=post.title, start_on=_IN_POST_SINCE),
            ),
        )


def _learners(employees: Sequence[int]) -> dict[str, list[int]]:
    """Long courses are for different people each; the turns of short ones go round."""
    long = {key: course.learners for key, course in COURSES.items() if course.branch is Branch.TRAINING}
    short = {key: course.learners for key, course in COURSES.items() if course.branch is not Branch.TRAINING}
    # The candidates for the advanced course stand first and sit in none of these.
    return in_turn(employees[ADVANCED_CANDIDATES:], long) | in_turn(employees, short)


def _load_papers(employees: Sequence[int], graduates: Sequence[int], township: Sequence[int]) -> None:
    """What people held before the classes; the graduates of 2017 are among those with intermediate theory."""
    college, secondary = _level("CM-CD"), _level("CM-TC")
    intermediate, elementary = _level("LLCT-TC"), _level("LLCT-SC")
    earlier = INTERMEDIATE_OR_HIGHER - len(graduates)
    # From the end, where no long course is: nobody studies for what they hold.
    holders = employees[-earlier:]
    own_intermediate = TOWNSHIP_INTERMEDIATE - len(KEY_POSTS_OF_COMMUNE)
    record_many(
        [
            *(_paper(one, college) for one in employees[:COLLEGE_OR_HIGHER]),
            *(_paper(one, secondary) for one in employees[COLLEGE_OR_HIGHER:]),
            *(_paper(one, intermediate) for one in holders),
            *(_paper(one, _level("LLCT-TCHC")) for one in township[:own_intermediate]),
            *(
                _paper(one, elementary)
                for one in township[own_intermediate : own_intermediate + TOWNSHIP_ELEMENTARY]
            ),
        ],
        by=CASES,
    )


def _load_papers_of_key_posts(people: Sequence[tuple[int, _Post]]) -> None:
    """The least that each clause of the day asks of the post: the report says that all meet it."""
    asked = {
        post: [
            level.id
            for _clause, level in asked_of(
                post.title, UnitLevel.DISTRICT if post.unit == DISTRICT else UnitLevel.COMMUNE, DAY
            )
        ]
        for post in {post for _person, post in people}
    }
    known = {level.pk: level for level in levels()}
    record_many(
        [_paper(person_id, known[level_id]) for person_id, post in people for level_id in asked[post]],
        by=CASES,
    )


def _level(code: str) -> ScaleLevel:
    return levels().get(code=code)


def _paper(person_id: int, level: ScaleLevel) -> CredentialRow:
    return CredentialRow(person_id=person_id, level_id=level.pk, name=level.name, earned_on=_EARNED_ON)


def _load_candidates(units: Mapping[str, Unit], employees: Sequence[int]) -> None:
    """Heads of division put forward for the advanced course, within the places the province gave the district."""
    code, name = _PLAN
    version = plans.draft_plan(code=code, name=name, unit=units[PROVINCE], first_year=2017, by=CASES)
    line = plans.add_line(
        version=version,
        terms=LineTerms(
            year=2017,
            branch=Branch.TRAINING,
            title="Cao cấp lý luận chính trị tổ chức tại tỉnh",
            classes=0,
            learners=ADVANCED_CANDIDATES,
        ),
        by=CASES,
    )
    plans.set_quota(line=line, unit=units[DISTRICT], learners=ADVANCED_CANDIDATES, by=CASES)
    plans.submit(version=version, by=CASES)
    version.refresh_from_db()
    plans.approve_by(
        version=version,
        # The report gives no number: what stands here is constructed.
        number="01-QĐ/TU (dựng)",
        issued_on=date(2017, 2, 6),
        issuer="Ban Thường vụ Tỉnh uỷ Lạng Sơn",
        by=CASES,
    )
    load_nominations(
        rows=[
            NominationRow(
                line_id=line.line_id,
                unit_id=units[DISTRICT].pk,
                person_id=person_id,
                proposed_on=_SENT_ON,
                decided_on=_SENT_ON,
            )
            for person_id in employees[:ADVANCED_CANDIDATES]
        ],
        by=CASES,
    )
