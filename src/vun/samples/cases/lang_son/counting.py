"""Counts every figure of the report from the records, and what is kept by hand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from vun.common.numbers import format_number, percent
from vun.common.period import Period
from vun.records.funding.queries import budgets
from vun.records.standards.queries import programmes
from vun.records.statements import queries as statements
from vun.reports import plan_result
from vun.reports.model import Report, Scope
from vun.samples.cases.case import CASES, Counted, only
from vun.samples.cases.lang_son.year import CLASSES, COURSES
from vun.samples.cases.stated import Value

_YEAR = Period.year(2009)
_RATE_DECIMALS = 4
_NO_RECORDS = ("ls.kp09", "ls.years")
_CARRIED = ("ls.carry", "ls.closed")
SUMS: Mapping[str, tuple[str, ...]] = {
    "ls.dt.tw": ("ls.dt.tw.ts", "ls.dt.tw.ths", "ls.dt.tw.cc", "ls.dt.tw.dh"),
    "ls.dt.tinh": ("ls.dt.tinh.tctc", "ls.dt.tinh.tctt", "ls.dt.tinh.hc", "ls.dt.tinh.cc"),
    "ls.dt": ("ls.dt.tw", "ls.dt.tinh"),
    "ls.bd.tw": (
        "ls.bd.tw.cvcc", "ls.bd.tw.tc", "ls.bd.tw.kt", "ls.bd.tw.dv", "ls.bd.tw.qp1", "ls.bd.tw.qp2",
    ),
    "ls.bd.tinh": ("ls.bd.tinh.cvc", "ls.bd.tinh.cv", "ls.bd.tinh.nn", "ls.bd.tinh.th", "ls.bd.tinh.cn"),
    "ls.bd": ("ls.bd.nn", "ls.bd.tw", "ls.bd.tinh"),
    "ls.total": ("ls.dt", "ls.bd"),
    "ls.cls": ("ls.cls.tctc", "ls.cls.tctt", "ls.cls.hc", "ls.cls.cc"),
}  # fmt: skip
"""Wholes by their parts, parts before wholes."""


def count() -> Counted:
    """Every figure, the table it stands in, and what the report leaves open."""
    report = plan_result.by_programme(Scope(CASES, _YEAR))
    values = _values(report)
    by_hand = _by_hand()
    rate = percent(
        int(values["ls.total"] or 0) + int(by_hand.get("ls.total", 0)),
        int(values["ls.plan"] or 0),
        decimals=_RATE_DECIMALS,
    )
    table = replace(
        only(
            report,
            _("Kết quả năm 2009 theo chương trình"),
            ["classes", "carried", "enrolled", "people", "completed"],
        ),
        subtitle=report.subtitle,
    )
    return Counted(
        (table,),
        values,
        _notes(values, by_hand, rate),
        by_hand,
        {"ls.rate": rate} if rate is not None else {},
    )


def _values(report: Report) -> dict[str, Value | None]:
    """Those of the year by who enrolled in it; the two classes begun before by who completed them in it."""
    rows = _row_keys()
    values: dict[str, Value | None] = dict.fromkeys(_NO_RECORDS)
    values |= {
        key: _count(report, rows[key], "completed" if key in _CARRIED else "enrolled") for key in COURSES
    }
    values |= {key: _count(report, rows[course], "classes") for key, course in CLASSES.items()}
    for whole, parts in SUMS.items():
        values[whole] = sum(int(values[part] or 0) for part in parts)
    planned = report.figure("total", "planned_learners")
    values["ls.plan"] = int(planned.value or 0) if planned else 0
    values["ls.rate"] = percent(
        int(values["ls.total"] or 0), int(values["ls.plan"] or 0), decimals=_RATE_DECIMALS
    )
    values["ls.kp10"] = sum(budget.amount for budget in budgets(2010))
    return values


def _row_keys() -> dict[str, str]:
    """The row of each course in the report by programme."""
    keys = {programme.name: str(programme.pk) for programme in programmes()}
    return {key: keys[course.name] for key, course in COURSES.items()}


def _count(report: Report, row: str, column: str) -> int:
    figure = report.figure(row, column)
    return len(figure.ids) if figure else 0


def _by_hand() -> dict[str, Value]:
    """What is kept by hand for each figure, and for every whole above it."""
    kept: dict[str, Value] = {
        figure.id: int(figure.value)
        for one in statements.visible_to(CASES)
        for _depth, figure in one.statement.walk()
    }
    for whole, parts in SUMS.items():
        own = [key for key in (whole, *parts) if key in kept]
        if own:
            kept[whole] = sum(int(kept[key]) for key in own)
    return kept


def _notes(
    values: Mapping[str, Value | None], by_hand: Mapping[str, Value], rate: Decimal | None
) -> tuple[str, ...]:
    def number(value: Value | None) -> str:
        return format_number(value or 0)

    return (
        _(
            "Hồ sơ có %(records)s lượt; %(hand)s lượt còn lại báo cáo chỉ nêu tổng nên được kê tay, để riêng một cột. "
            "Tỷ lệ so với kế hoạch tính trên cả hai: %(rate)s %%."
        )
        % {
            "records": number(values["ls.total"]),
            "hand": number(by_hand.get("ls.total")),
            "rate": "–" if rate is None else format_number(rate, decimals=_RATE_DECIMALS),
        },
        _(
            "Bốn loại lớp đào tạo tại tỉnh có %(listed)s học viên; báo cáo nêu 1.070, hơn %(missing)s học viên không "
            "thuộc lớp nào được nêu."
        )
        % {"listed": number(values["ls.dt.tinh"]), "missing": number(by_hand.get("ls.dt.tinh"))},
        _(
            "Sáu chuyên đề bồi dưỡng tại Trung ương cộng lại %(listed)s học viên; báo cáo nêu 67. Nếu có người học hai "
            "chuyên đề thì 67 có thể là số người, báo cáo không nói."
        )
        % {"listed": number(values["ls.bd.tw"])},
        _(
            "Lớp khoá 2008-2009 và lớp khoá 2006-2009 mở trước năm 2009, đếm riêng theo người hoàn thành trong năm, "
            "không nằm trong 15 lớp mở mới."
        ),
        _(
            "Phần dựng thêm: tên người, đơn vị cử, ngày học, số học viên từng lớp của một loại, nội dung từng đợt "
            "bồi dưỡng ở nước ngoài; kế hoạch chỉ có một dòng vì báo cáo chỉ nêu tổng chỉ tiêu."
        ),
    )
