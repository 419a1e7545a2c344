"""Counts every figure of the report from the records, by the reports and queries everybody uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from vun.common.numbers import format_number, percent
from vun.common.period import Period, add_months
from vun.records.credentials.queries import holds
from vun.records.delivery.models import TrainingClass
from vun.records.delivery.queries import classes_visible_to
from vun.records.delivery.queries.facts import EnrolmentFact, enrolled_in, enrolment_facts
from vun.records.orgs.queries import get_unit
from vun.records.outcomes.domain import PLACED, PlacementGroup
from vun.records.people.domain import PostGroup
from vun.records.registers.models import Decision
from vun.records.registers.queries import bases_of
from vun.records.standards.models import Programme
from vun.records.standards.queries import levels
from vun.reports import placement, plan_result
from vun.reports.model import Figure, Report, ReportColumn, ReportRow, Scope, Subject
from vun.samples.cases.ben_tre.loading import PLAN_NUMBER, WORKING_DAYS_A_MONTH
from vun.samples.cases.ben_tre.roster import UNITS
from vun.samples.cases.case import CASES, Counted, only
from vun.samples.cases.stated import Value

_ALL_COHORTS = Period(date(2012, 4, 20), date(2017, 2, 1))
# Cohort 3 graduated in the first days of 2017 and had no outcome when the report was written.
_WITH_OUTCOME = Period(date(2012, 4, 20), date(2017, 1, 1))
_FRESH_MONTHS = 12
_UNIT_FIGURES = {
    "CL": "bt.u.cl",
    "GT": "bt.u.gt",
    "MCN": "bt.u.mcn",
    "TP": "bt.u.tp",
    "BD": "bt.u.bd",
    "BT": "bt.u.bt",
    "CT": "bt.u.ct",
    "MCB": "bt.u.mcb",
    "THP": "bt.u.tp2",
}
_BEFORE_FIGURES = {
    PostGroup.COMMUNE_CADRE: "bt.b.ct",
    PostGroup.COMMUNE_CIVIL_SERVANT: "bt.b.cc",
    PostGroup.PART_TIME_COMMUNE: "bt.b.kct",
    PostGroup.DISTRICT_STAFF: "bt.b.h",
    PostGroup.RESERVE_CADRE: "bt.b.n",
}
_AFTER_FIGURES = {
    PlacementGroup.COMMUNE_CADRE: "bt.a.ct",
    PlacementGroup.COMMUNE_CIVIL_SERVANT: "bt.a.cc",
    PlacementGroup.PART_TIME_COMMUNE: "bt.a.kct",
    PlacementGroup.DISTRICT_STAFF: "bt.a.h",
    PlacementGroup.DEPARTED: "bt.a.x",
    PlacementGroup.NOT_PLACED: "bt.a.w",
    PlacementGroup.DECLINED: "bt.a.r",
}
_COMMUNE_POSTS = (
    PlacementGroup.COMMUNE_CADRE,
    PlacementGroup.COMMUNE_CIVIL_SERVANT,
    PlacementGroup.PART_TIME_COMMUNE,
)


def count() -> Counted:
    """Every figure, the tables they stand in, and what the report leaves open."""
    classes = list(
        classes_visible_to(CASES)
        .filter(decision__number=PLAN_NUMBER)
        .order_by("start_on")
        .select_related("programme")
    )
    facts = list(enrolment_facts(CASES, enrolled_in(_ALL_COHORTS)))
    by_unit = plan_result.by_unit(Scope(CASES, _ALL_COHORTS))
    matrix = placement.run(Scope(CASES, _WITH_OUTCOME))
    values: dict[str, Value | None] = {
        **_cohort_values(classes, facts),
        **_unit_values(by_unit),
        **_placement_values(matrix),
        **_programme_values(classes),
    }
    tables = (
        only(by_unit, _("Học viên theo đơn vị cử"), ["enrolled"]),
        _cohort_table(classes, facts),
        matrix,
    )
    return Counted(tables, values, _notes(values))


def _cohort_values(
    classes: Sequence[TrainingClass], facts: Sequence[EnrolmentFact]
) -> dict[str, Value | None]:
    first, second, third = (_learners_of(one, facts) for one in classes)
    return {
        "bt.total": len(facts),
        "bt.lop": len(classes),
        "bt.k1": len(first),
        "bt.k2": len(second),
        "bt.k2.sv": len(_fresh_graduates(second)),
        "bt.k3": len(third),
        "bt.k3.n": len(_of_reserve(third)),
    }


def _learners_of(training_class: TrainingClass, facts: Iterable[EnrolmentFact]) -> list[EnrolmentFact]:
    return [fact for fact in facts if fact.class_id == training_class.pk]


def _of_reserve(facts: Iterable[EnrolmentFact]) -> list[EnrolmentFact]:
    return [fact for fact in facts if fact.post_group == PostGroup.RESERVE_CADRE]


def _fresh_graduates(facts: Iterable[EnrolmentFact]) -> list[EnrolmentFact]:
    """Of the reserve, those who hold a college degree or higher since no more than twelve months before enrolment."""
    college = levels().get(code="CM-CD")
    by_day: dict[date, list[EnrolmentFact]] = defaultdict(list)
    for fact in _of_reserve(facts):
        by_day[fact.enrolled_on].append(fact)
    fresh = []
    for day, own in by_day.items():
        person_ids = {fact.person_id for fact in own}
        new = holds(person_ids, college, day) - holds(person_ids, college, add_months(day, -_FRESH_MONTHS))
        fresh += [fact for fact in own if fact.person_id in new]
    return fresh


def _unit_values(report: Report) -> dict[str, Value | None]:
    values: dict[str, Value | None] = {"bt.units": _value(report.figure("total", "enrolled"))}
    for code in UNITS:
        values[_UNIT_FIGURES[code]] = _value(report.figure(str(get_unit(code).pk), "enrolled"))
    return values


def _placement_values(matrix: Report) -> dict[str, Value | None]:
    before = {key: _value(matrix.figure(group.value, "all")) for group, key in _BEFORE_FIGURES.items()}
    after = {group: _value(matrix.figure("total", group.value)) for group in _AFTER_FIGURES}
    everybody = _value(matrix.figure("total", "all"))
    placed = sum(after[group] for group in PLACED if group in after)
    return {
        "bt.before": sum(before.values()),
        **before,
        "bt.after": sum(after.values()),
        **{key: after[group] for group, key in _AFTER_FIGURES.items()},
        "bt.placed": placed,
        "bt.placedx": sum(after[group] for group in _COMMUNE_POSTS),
        "bt.rate": percent(placed, everybody),
    }


def _value(figure: Figure | None) -> int:
    """What a figure counts; a row or column that nobody is in is not there."""
    return len(figure.ids) if figure else 0


def _programme_values(classes: Sequence[TrainingClass]) -> dict[str, Value | None]:
    programmes: Mapping[int, Programme] = {one.programme_id: one.programme for one in classes}
    months = {_months(one.start_on, one.end_on) for one in classes}
    parts = {programme.modules.count() for programme in programmes.values()}
    practice = {
        Decimal(programme.field_practice_days) / WORKING_DAYS_A_MONTH for programme in programmes.values()
    }
    return {"bt.months": _same(months), "bt.parts": _same(parts), "bt.prac": _same(practice)}


def _months(first: date, last: date) -> int | None:
    """Whole months from ``first`` to ``last``, both included; None when the days do not make whole months."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return months if add_months(first, months) == after else None


def _same(values: Iterable[Value | None]) -> Value | None:
    """The one value all have; None when they differ."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _cohort_table(classes: Sequence[TrainingClass], facts: Sequence[EnrolmentFact]) -> Report:
    def figures(own: Sequence[EnrolmentFact]) -> dict[str, Figure]:
        return {
            "learners": Figure.count(Subject.ENROLMENT, [fact.enrolment_id for fact in own]),
            "fresh": Figure.count(Subject.ENROLMENT, [fact.enrolment_id for fact in _fresh_graduates(own)]),
            "reserve": Figure.count(Subject.ENROLMENT, [fact.enrolment_id for fact in _of_reserve(own)]),
        }

    return Report(
        title=_("Học viên theo khoá"),
        subtitle=_("Căn cứ: %s") % "; ".join(_legal_bases(classes)),
        row_heading=_("Khoá"),
        columns=(
            ReportColumn("learners", _("Học viên")),
            ReportColumn("fresh", _("Sinh viên mới ra trường")),
            ReportColumn("reserve", _("Cán bộ nguồn")),
        ),
        rows=tuple(
            ReportRow(one.cohort, _("Khoá %s") % one.cohort, figures(_learners_of(one, facts)))
            for one in classes
        ),
        total=ReportRow("total", _("Tổng cộng"), figures(facts)),
    )


def _legal_bases(classes: Iterable[TrainingClass]) -> list[str]:
    """The decisions the classes were opened by and what those rest on."""
    direct: dict[int, Decision] = {}
    for one in classes:
        if one.decision is not None:
            direct[one.decision.pk] = one.decision
    above = [basis for decision in direct.values() for basis in bases_of(decision)]
    return [f"{decision.number} ({decision.issuer})" for decision in [*direct.values(), *above]]


def _notes(values: Mapping[str, Value | None]) -> tuple[str, ...]:
    everybody, in_communes = int(values["bt.after"] or 0), int(values["bt.placedx"] or 0)
    share = percent(in_communes, everybody)
    return (
        _("Bảng trước × sau là bảng dựng: báo cáo chỉ công bố tổng của từng hàng và từng cột."),
        _(
            "“Trên 90 %%” chỉ đúng khi tính cả chức danh cấp huyện: %(any)s %% (%(placed)s trên %(all)s). "
            "Riêng chức danh cấp xã là %(commune)s %% (%(communes)s trên %(all)s), chưa tới 90 %%."
        )
        % {
            "any": _share(values["bt.rate"]),
            "placed": values["bt.placed"],
            "commune": _share(share),
            "communes": in_communes,
            "all": everybody,
        },
        _("Khoá 3 tốt nghiệp đầu năm 2017, chưa có kết quả bố trí, nên không nằm trong bảng trước × sau."),
        _(
            "Sinh viên mới ra trường: cán bộ nguồn có bằng cao đẳng trở lên cấp trong 12 tháng trước ngày nhập học."
        ),
        _(
            "Phần dựng thêm: tên người, xã, chức danh cụ thể, ngày khai giảng và bế giảng, chức danh trước khi học của "
            "khoá 3 (trừ 7 cán bộ nguồn), ngày ban hành 04-NQ/TU (ghi 01/01/2011)."
        ),
    )


def _share(value: Value | None) -> str:
    return "–" if value is None else format_number(value, decimals=2)
