"""Counts every figure of the report from the records, by the reports and queries everybody uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from vun.common.numbers import format_number, percent, round_half_up
from vun.common.period import Period
from vun.engines.tabular import Kind
from vun.records.delivery.queries.facts import spent_by_source
from vun.records.standards.queries import programmes
from vun.reports import plan_result, standard_share
from vun.reports.model import Figure, Report, ReportColumn, ReportRow, Scope
from vun.samples.cases.case import CASES, Counted, only, wholes
from vun.samples.cases.lao_cai.loading import PROGRAMMES
from vun.samples.cases.lao_cai.people import CIVIL_SERVANTS, HIGHER, INTERMEDIATE, KEY_POSTS, LOCAL_BUDGET
from vun.samples.cases.stated import Value

_YEARS = Period(date(2010, 1, 1), date(2016, 1, 1))
# Both days of the comparison: the share is taken on the first and on the last.
_SHARE_PERIOD = Period(date(2014, 12, 31), date(2016, 1, 1))


def count() -> Counted:
    """Every figure, the tables they stand in, and what the report leaves open."""
    turns = plan_result.by_programme(Scope(CASES, _YEARS))
    shares = standard_share.run(Scope(CASES, _SHARE_PERIOD))
    money = spent_by_source(_YEARS)
    values = {**_turn_values(turns), **_money_values(money), **_share_values(shares)}
    tables = (
        only(turns, _("Lượt người được đào tạo, bồi dưỡng theo loại"), ["enrolled", "people"]),
        wholes(shares),
        _money_table(money),
    )
    return Counted(tables, values, _notes(turns, shares, values))


def _turn_values(turns: Report) -> dict[str, Value | None]:
    """Turns (lượt) where the report counts turns, people where it counts people."""
    by_course = _row_keys()
    return {
        "lc.total": _count(turns.figure("total", "enrolled")),
        "lc.dh": _count(turns.figure(by_course[HIGHER], "people")),
        "lc.tc": _count(turns.figure(by_course[INTERMEDIATE], "people")),
        "lc.cc": _count(turns.figure(by_course[KEY_POSTS], "enrolled")),
        "lc.cx": _count(turns.figure(by_course[CIVIL_SERVANTS], "enrolled")),
    }


def _row_keys() -> dict[str, str]:
    """The keys of the courses' rows in the report by programme."""
    keys = {programme.name: str(programme.pk) for programme in programmes()}
    return {key: keys[name] for key, (name, *_rest) in PROGRAMMES.items()}


def _money_values(money: Sequence[tuple[str, str, int]]) -> dict[str, Value | None]:
    by_source = {code: amount for code, _name, amount in money}
    return {"lc.kp": sum(by_source.values()), "lc.kp.dp": by_source.get(LOCAL_BUDGET, 0)}


def _share_values(shares: Report) -> dict[str, Value | None]:
    """Shares as printed, to one decimal; the increase is that of the printed shares, in percentage points."""
    before, after = _share(shares, "before"), _share(shares, "after")
    return {
        "lc.pop": _count(shares.figure("total", "after_people")),
        "lc.std": _count(shares.figure("total", "after_met")),
        "lc.rate": after,
        "lc.up": None if before is None or after is None else after - before,
    }


def _share(shares: Report, when: str) -> Decimal | None:
    met = _count(shares.figure("total", f"{when}_met"))
    return percent(met, _count(shares.figure("total", f"{when}_people")), decimals=1)


def _count(figure: Figure | None) -> int:
    return len(figure.ids) if figure else 0


def _money_table(money: Sequence[tuple[str, str, int]]) -> Report:
    return Report(
        title=_("Kinh phí theo nguồn"),
        subtitle=Scope(CASES, _YEARS).dates,
        row_heading=_("Nguồn kinh phí"),
        columns=(ReportColumn("spent", _("Đã chi (đồng)"), Kind.MONEY),),
        rows=tuple(ReportRow(code, name, {"spent": Figure(amount)}) for code, name, amount in money),
        total=ReportRow("total", _("Tổng cộng"), {"spent": Figure(sum(amount for *_names, amount in money))}),
    )


def _notes(turns: Report, shares: Report, values: Mapping[str, Value | None]) -> tuple[str, ...]:
    before, after = _share(shares, "before"), _share(shares, "after")
    grown = None if after is None else round_half_up(after / (1 + Decimal("8.5") / 100), 2)
    return (
        _(
            "Tổng số %(population)s người là số suy ra (1.830 là 50,4 %% của khoảng 3.631), "
            "báo cáo chỉ nói “hơn 3.600”."
        )
        % {"population": format_number(values["lc.pop"] or 0)},
        _(
            "“Tăng 8,5 %%” hiểu là điểm phần trăm: %(before)s %% năm 2014, %(after)s %% năm 2015. "
            "Nếu hiểu là tăng 8,5 %% so với năm 2014 thì tỷ lệ năm 2014 là %(grown)s %%; báo cáo không nói rõ."
        )
        % {"before": _text(before, 1), "after": _text(after, 1), "grown": _text(grown, 2)},
        _(
            "Tỷ lệ đạt chuẩn tính theo tiêu chuẩn, chức vụ và văn bằng của từng ngày 31/12/2014 và 31/12/2015, cùng "
            "số người; %(count)s người có bằng trung cấp từ các lớp nói trên."
        )
        % {"count": format_number(_count(turns.figure(_row_keys()[INTERMEDIATE], "completed")))},
        _("Đại học, cao đẳng và trung cấp đếm người; bồi dưỡng đếm lượt người; tổng số đếm lượt người."),
        _(
            "Phần dựng thêm: tên người, xã, lớp, ngày học và số đúng trong khoảng “trên …”; "
            "chi phí chia cho lớp theo số học viên."
        ),
    )


def _text(value: Decimal | None, decimals: int) -> str:
    return "–" if value is None else format_number(value, decimals=decimals)
