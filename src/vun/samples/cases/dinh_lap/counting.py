"""Counts every figure of the report from the records, within the district."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from vun.common.numbers import percent
from vun.common.period import Period
from vun.records.credentials.queries import compliance_of_units, holds
from vun.records.dated import on_day
from vun.records.orgs.queries import get_unit
from vun.records.people.models import Appointment
from vun.records.sending.models import Nomination
from vun.records.standards.queries import levels, programmes
from vun.reports import plan_result
from vun.reports.model import Figure, Report, ReportColumn, ReportRow, Scope, Subject
from vun.samples.cases.case import CASES, Counted, only
from vun.samples.cases.dinh_lap.district import (
    COURSES,
    DISTRICT,
    KEY_POSTS_OF_COMMUNE,
    KEY_POSTS_OF_DISTRICT,
    TOWNSHIP,
)
from vun.samples.cases.dinh_lap.loading import DAY, EMPLOYEE, HEAD_OF_DIVISION
from vun.samples.cases.stated import Value

_BOTH_YEARS = Period(date(2017, 1, 1), date(2019, 1, 1))


def count() -> Counted:
    """Every figure, the tables they stand in, and what the report leaves open."""
    district = get_unit(DISTRICT)
    years = {
        year: plan_result.by_programme(Scope(CASES, Period.year(year), district.pk)) for year in (2017, 2018)
    }
    both = plan_result.by_programme(Scope(CASES, _BOTH_YEARS, district.pk))
    workforce = _workforce()
    tables = (
        only(years[2018], _("Đình Lập năm 2018 theo chương trình"), ["classes", "enrolled", "completed"]),
        only(years[2017], _("Đình Lập năm 2017 theo chương trình"), ["classes", "enrolled", "completed"]),
        _workforce_table(workforce),
    )
    values: dict[str, Value | None] = {
        **_course_values(years, both),
        **{key: len(people) for key, people in workforce.items()},
        "dl.cc": Nomination.objects.filter(unit=district).count(),
        "dl.key": _share_of_key_posts(district.pk),
    }
    return Counted(tables, values, _notes())


def _course_values(years: dict[int, Report], both: Report) -> dict[str, Value | None]:
    """Of 2018 who enrolled, of 2017 who completed: the report tells two states, not one in two years."""
    values: dict[str, Value | None] = {
        "dl.2018.tc": _count(years[2018], "dl.2018.tc", "enrolled"),
        "dl.2018.sc": _count(years[2018], "dl.2018.sc", "enrolled"),
        "dl.2017.tc": _count(years[2017], "dl.2017.tc", "completed"),
        "dl.2017.sc": _count(years[2017], "dl.2017.sc", "completed"),
        "dl.tcttr": _count(both, "dl.tcttr", "enrolled"),
        "dl.bdlop": _count(both, "skills-2018", "classes"),
        "dl.bdluot": _count(both, "skills-2018", "enrolled"),
    }
    for year in ("dl.2018", "dl.2017"):
        values[year] = sum(int(values[f"{year}.{kind}"] or 0) for kind in ("tc", "sc"))
    return values


def _count(report: Report, course: str, column: str) -> int:
    programme = programmes().get(name=COURSES[course].name)
    figure = report.figure(str(programme.pk), column)
    return len(figure.ids) if figure else 0


def _workforce() -> dict[str, set[int]]:
    """People by the figure that counts them, as of the last day of 2018."""
    employees = _in_post(DISTRICT, [EMPLOYEE, HEAD_OF_DIVISION])
    township = _in_post(TOWNSHIP)
    return {
        "dl.ccvc": employees,
        "dl.cd": _holders(employees, "CM-CD"),
        "dl.tcllct": _holders(employees, "LLCT-TCHC"),
        "dl.tt": township,
        "dl.tt.tc": _holders(township, "LLCT-TCHC"),
        "dl.tt.sc": _holders(township, "LLCT-SC") - _holders(township, "LLCT-TCHC"),
    }


def _in_post(unit: str, titles: Collection[str] = ()) -> set[int]:
    rows = Appointment.objects.filter(on_day(DAY), unit=get_unit(unit), is_primary=True)
    if titles:
        rows = rows.filter(title_id__in=titles)
    return set(rows.values_list("person_id", flat=True))


def _holders(people: set[int], level: str) -> set[int]:
    return holds(people, levels().get(code=level), DAY)


def _share_of_key_posts(district_id: int) -> Value | None:
    key = {*KEY_POSTS_OF_DISTRICT, *KEY_POSTS_OF_COMMUNE}
    shares = [share for share in compliance_of_units(district_id, DAY).by_title if share.code in key]
    return percent(sum(share.at_standard for share in shares), sum(share.people for share in shares))


def _workforce_table(workforce: dict[str, set[int]]) -> Report:
    labels = {
        "dl.ccvc": _("Công chức, viên chức của huyện"),
        "dl.cd": _("Chuyên môn từ cao đẳng trở lên"),
        "dl.tcllct": _("Từ trung cấp lý luận chính trị trở lên"),
        "dl.tt": _("Cán bộ thị trấn Nông trường Thái Bình"),
        "dl.tt.tc": _("Trong đó có trung cấp lý luận chính trị"),
        "dl.tt.sc": _("Trong đó chỉ có sơ cấp lý luận chính trị"),
    }
    return Report(
        title=_("Đội ngũ đến ngày 31/12/2018"),
        subtitle="",
        row_heading=_("Đối tượng"),
        columns=(ReportColumn("people", _("Số người")),),
        rows=tuple(
            ReportRow(key, label, {"people": Figure.count(Subject.PERSON, workforce[key])})
            for key, label in labels.items()
        ),
    )


def _notes() -> tuple[str, ...]:
    return (
        _(
            "Năm 2018 báo cáo nêu người đang học và mới mở lớp, năm 2017 nêu người hoàn thành: hai trạng thái khác "
            "nhau, hiệu 95 − 109 không nói lên tăng hay giảm."
        ),
        _("5 trong 18 cán bộ thị trấn không có chứng chỉ nào trong hai loại; báo cáo không nói."),
        _(
            "“Trình độ trung cấp lý luận chính trị trở lên” gồm cả bằng trung cấp lý luận chính trị - hành chính."
        ),
        _(
            "“Đều đảm bảo” hiểu là 100 % chức danh chủ chốt huyện, xã đạt chuẩn theo tiêu chuẩn của ngày 31/12/2018."
        ),
        _(
            "Phần dựng thêm: tên người, tên xã, chức danh của công chức, viên chức, ngày học, số quyết định phân bổ "
            "chỉ tiêu, và số đúng trong khoảng “gần 20 lớp”, “gần 900 lượt”."
        ),
    )
