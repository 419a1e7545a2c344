"""Counts what the plan and the class say, and reads the goals kept by hand."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from vun.common.numbers import format_number
from vun.common.period import Period
from vun.engines.figures import read_outline
from vun.records.delivery.queries import classes_visible_to
from vun.records.statements import queries as statements
from vun.reports import plan_result
from vun.reports.model import Scope
from vun.samples.cases.case import CASES, Counted, only
from vun.samples.cases.quang_ninh.loading import ADVANCED, GOALS
from vun.samples.cases.stated import Value


def count() -> Counted:
    """Every figure, the table of the plan, and what the report leaves open."""
    report = plan_result.by_programme(Scope(CASES, Period.year(2020)))
    advanced = classes_visible_to(CASES).filter(programme__name=ADVANCED).first()
    values: dict[str, Value | None] = dict.fromkeys(read_outline(GOALS).by_id)
    values |= {
        "qn.lop": _total(report.figure("total", "planned_classes")),
        "qn.kp": _total(report.figure("total", "budget")),
        "qn.khoa0": advanced.start_on.year if advanced else None,
        "qn.khoa1": advanced.end_on.year if advanced else None,
    }
    by_hand: dict[str, Value] = {
        figure.id: int(figure.value)
        for one in statements.visible_to(CASES)
        for _depth, figure in one.statement.walk()
    }
    return Counted(
        (only(report, _("Kế hoạch năm 2020"), ["planned_classes", "budget"]),),
        values,
        _notes(values),
        by_hand,
    )


def _total(figure: object) -> int:
    value = getattr(figure, "value", None)
    return int(value or 0)


def _notes(values: Mapping[str, Value | None]) -> tuple[str, ...]:
    classes, money = int(values["qn.lop"] or 0), int(values["qn.kp"] or 0)
    return (
        _("Bình quân một lớp: %(each)s đồng; theo báo cáo (gần 28 tỷ, 112 lớp) nhiều nhất 250 triệu đồng.")
        % {"each": format_number(money // classes) if classes else "–"},
        _("Mục tiêu đến năm 2030 không có hồ sơ đứng sau: kê tay, kèm nguồn và ngày."),
        _("Báo cáo không nêu kết quả năm 2020, số học viên của kế hoạch và của lớp khoá 2018-2020."),
        _("Phần dựng thêm: các dòng của kế hoạch, số quyết định, và số đúng trong khoảng “gần 28 tỷ đồng”."),
    )
