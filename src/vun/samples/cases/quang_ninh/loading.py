"""Writes the plan and class behind the report, and the goals kept by hand, through the operations everybody uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from vun.common.period import Period
from vun.engines.figures import read_outline
from vun.records.funding.catalogue import load_catalogues as load_funding_catalogues
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, UnitLevel, UnitRow
from vun.records.orgs.models import Unit
from vun.records.people.catalogue import load_catalogues as load_people_catalogues
from vun.records.plans import operations as plans
from vun.records.plans.domain import LineTerms
from vun.records.standards.catalogue import load_catalogues as load_standards_catalogues
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.statements.domain import StatementDetails
from vun.records.statements.operations import keep_statement
from vun.samples.cases.case import CASES
from vun.samples.cases.courses import Course, load_courses

ROOT, SCHOOL = "QN", "NVC"
ADVANCED = "Cao cấp lý luận hành chính"
_FIRST_DAY = date(2000, 1, 1)
_SOURCE = "province_training"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan: how many classes of what, and what they cost in đồng."""

    title: str
    branch: Branch
    classes: int
    amount: int
    place: StudyPlace = StudyPlace.IN_COUNTRY


LINES: Sequence[Line] = (
    Line("Lý luận chính trị", Branch.TRAINING, 8, 5_120_000_000),
    Line("Quản lý nhà nước theo ngạch", Branch.FOSTERING, 14, 3_640_000_000),
    Line("Lãnh đạo, quản lý cấp phòng, cấp sở", Branch.FOSTERING, 10, 2_800_000_000),
    Line("Kỹ năng, nghiệp vụ theo vị trí việc làm", Branch.FOSTERING, 52, 7_280_000_000),
    Line("Ngoại ngữ", Branch.FOSTERING, 12, 2_880_000_000),
    Line("Du lịch, công nghệ cao", Branch.FOSTERING, 12, 3_000_000_000),
    Line("Bồi dưỡng ở nước ngoài", Branch.FOSTERING, 4, 3_130_000_000, StudyPlace.ABROAD),
)
"""112 classes for 27,85 billion đồng. The report gives these two sums; the lines are constructed."""

GOALS = """\
Cán bộ lãnh đạo, quản lý cấp tỉnh dưới 40 tuổi, cận dưới: 15 % [qn.a.lo]
Cán bộ lãnh đạo, quản lý cấp tỉnh dưới 40 tuổi, cận trên: 20 % [qn.a.hi]
Đủ khả năng làm việc trong môi trường quốc tế, cận dưới: 25 % [qn.b.lo]
Đủ khả năng làm việc trong môi trường quốc tế, cận trên: 35 % [qn.b.hi]
Cán bộ chủ chốt, uỷ viên ban thường vụ cấp huyện dưới 40 tuổi, cận dưới: 20 % [qn.c.lo]
Cán bộ chủ chốt, uỷ viên ban thường vụ cấp huyện dưới 40 tuổi, cận trên: 25 % [qn.c.hi]
Ngưỡng tuổi của mục tiêu: 40 tuổi [qn.age]
"""


@transaction.atomic
def load() -> None:
    """Everything the report states, into a database without records."""
    load_people_catalogues(CASES)
    load_standards_catalogues(CASES)
    load_funding_catalogues(CASES)
    units = orgs.load_units(
        [
            UnitRow(ROOT, "Tỉnh Quảng Ninh", UnitLevel.PROVINCE, Block.STATE, _FIRST_DAY),
            UnitRow(
                SCHOOL,
                "Trường Đào tạo cán bộ Nguyễn Văn Cừ",
                UnitLevel.PROVINCE,
                Block.SERVICE,
                _FIRST_DAY,
                parent=ROOT,
            ),
        ],
        by=CASES,
    )
    _load_plan(units[ROOT])
    _load_class(units[SCHOOL])
    keep_statement(
        details=StatementDetails(
            title="Mục tiêu cán bộ đến năm 2030",
            unit_id=units[ROOT].pk,
            period=Period(date(2020, 1, 1), date(2031, 1, 1)),
            source="Báo Quảng Ninh",
            author="Hoài Anh",
            stated_on=date(2020, 11, 19),
        ),
        figures=read_outline(GOALS, case="quang-ninh"),
        by=CASES,
    )


def _load_plan(root: Unit) -> None:
    version = plans.draft_plan(
        code="KH-2020", name="Kế hoạch đào tạo, bồi dưỡng năm 2020", unit=root, first_year=2020, by=CASES
    )
    for line in LINES:
        terms = plans.add_line(
            version=version,
            terms=LineTerms(
                year=2020,
                branch=line.branch,
                title=line.title,
                classes=line.classes,
                # How many learners is not published.
                learners=0,
                place=line.place,
            ),
            by=CASES,
        )
        plans.set_line_budgets(line=terms, amounts={_SOURCE: line.amount}, by=CASES)
    plans.submit(version=version, by=CASES)
    version.refresh_from_db()
    plans.approve_by(
        version=version,
        # The report names no decision: what stands here is constructed.
        number="01/QĐ-UBND (dựng)",
        issued_on=date(2020, 2, 3),
        issuer="Uỷ ban nhân dân tỉnh Quảng Ninh",
        by=CASES,
    )


def _load_class(school: Unit) -> None:
    """The advanced class of 2018-2020, which the report shows without its number of learners."""
    load_courses(
        {
            ADVANCED: Course(
                ADVANCED,
                Branch.TRAINING,
                "political_theory",
                0,
                date(2018, 9, 10),
                date(2020, 6, 26),
                mode=StudyMode.PART_TIME,
                host=SCHOOL,
                partner="Học viện Chính trị quốc gia Hồ Chí Minh",
                cohort="2018-2020",
            )
        },
        {ADVANCED: []},
        {SCHOOL: school.pk},
        legal_basis="Đề án 293 của tỉnh Quảng Ninh",
    )
