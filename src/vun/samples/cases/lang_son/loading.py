"""Writes the records behind the report, and what is kept by hand, through the operations everybody uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from vun.common.period import Period
from vun.engines.figures import read_outline
from vun.records.funding.catalogue import load_catalogues as load_funding_catalogues
from vun.records.funding.operations import set_budget
from vun.records.funding.queries import get_source
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, UnitLevel, UnitRow
from vun.records.orgs.models import Unit
from vun.records.people.catalogue import load_catalogues as load_people_catalogues
from vun.records.people.domain import AppointmentRow, PersonRow
from vun.records.people.operations import register_many
from vun.records.plans import operations as plans
from vun.records.plans.domain import LineTerms
from vun.records.standards.catalogue import load_catalogues as load_standards_catalogues
from vun.records.standards.domain import Branch
from vun.records.statements.domain import StatementDetails
from vun.records.statements.operations import keep_statement
from vun.samples.cases.case import CASES
from vun.samples.cases.courses import in_turn, load_courses
from vun.samples.cases.folk import folk
from vun.samples.cases.lang_son.year import (
    BUDGET_2010,
    COURSES,
    DISTRICTS,
    KEPT_BY_HAND,
    PEOPLE,
    PLAN_DAY,
    PLAN_ISSUER,
    PLAN_NUMBER,
    PLANNED_TURNS,
    PROVINCE_BOARD,
    SCHOOL,
)

ROOT = "LS"
_FIRST_DAY = date(2000, 1, 1)
_IN_POST_SINCE = date(2004, 7, 1)
_CASE = "lang-son"


@transaction.atomic
def load() -> None:
    """Everything the report counts, into a database without records."""
    load_people_catalogues(CASES)
    load_standards_catalogues(CASES)
    load_funding_catalogues(CASES)
    units = _load_units()
    people = _load_people(units)
    load_courses(
        COURSES,
        in_turn(people, {key: course.learners for key, course in COURSES.items()}),
        {code: units[code].pk for code in (SCHOOL, PROVINCE_BOARD)},
        legal_basis=f"{PLAN_NUMBER} của {PLAN_ISSUER}",
    )
    _load_plan(units[ROOT])
    set_budget(
        source=get_source("province_training"), year=2010, amount=BUDGET_2010, note="Tỉnh giao", by=CASES
    )
    keep_statement(
        details=StatementDetails(
            title="Lạng Sơn 2009: phần báo cáo nêu mà không có hồ sơ",
            unit_id=units[ROOT].pk,
            period=Period.year(2009),
            source="Báo Lạng Sơn",
            author="Ban Tổ chức Tỉnh uỷ",
        ),
        figures=read_outline(KEPT_BY_HAND, case=_CASE),
        by=CASES,
    )


def _load_units() -> dict[str, Unit]:
    """The province with its eleven districts, the Party's organisation board and the political school."""
    rows = [
        UnitRow(ROOT, "Tỉnh Lạng Sơn", UnitLevel.PROVINCE, Block.STATE, _FIRST_DAY),
        UnitRow(
            PROVINCE_BOARD,
            "Ban Tổ chức Tỉnh uỷ Lạng Sơn",
            UnitLevel.PROVINCE,
            Block.PARTY,
            _FIRST_DAY,
            parent=ROOT,
        ),
        UnitRow(
            SCHOOL,
            "Trường Chính trị Hoàng Văn Thụ",
            UnitLevel.PROVINCE,
            Block.SERVICE,
            _FIRST_DAY,
            parent=ROOT,
        ),
        *(
            UnitRow(f"{ROOT}-{place}", name, UnitLevel.DISTRICT, Block.STATE, _FIRST_DAY, parent=ROOT)
            for place, name in enumerate(DISTRICTS, start=1)
        ),
    ]
    return orgs.load_units(rows, by=CASES)


def _load_people(units: Mapping[str, Unit]) -> list[int]:
    """Civil servants of the districts in turn: constructed, as the report names nobody."""
    return register_many(
        (
            PersonRow(
                full_name=name,
                sex=sex,
                birth_on=date(1955, 1, 1) + timedelta(days=number * 7),
                appointments=(
                    AppointmentRow(
                        unit_id=units[f"{ROOT}-{number % len(DISTRICTS) + 1}"].pk,
                        title="expert",
                        start_on=_IN_POST_SINCE,
                    ),
                ),
            )
            for number, (name, sex) in zip(range(PEOPLE), folk(), strict=False)
        ),
        by=CASES,
    )


def _load_plan(root: Unit) -> None:
    """The plan as the report gives it: one total, approved by the Standing Committee."""
    version = plans.draft_plan(
        code="KH-2009", name="Chỉ tiêu đào tạo, bồi dưỡng năm 2009", unit=root, first_year=2009, by=CASES
    )
    plans.add_line(
        version=version,
        terms=LineTerms(
            year=2009,
            branch=Branch.FOSTERING,
            title="Đào tạo, bồi dưỡng cán bộ, công chức, viên chức (chỉ tiêu chung)",
            classes=0,
            learners=PLANNED_TURNS,
        ),
        by=CASES,
    )
    plans.submit(version=version, by=CASES)
    version.refresh_from_db()
    plans.approve_by(version=version, number=PLAN_NUMBER, issued_on=PLAN_DAY, issuer=PLAN_ISSUER, by=CASES)
