"""The share at standard at the start and at the end of a period, by title, each by the rules and posts of its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.actor import Permission
from vun.common.numbers import format_date
from vun.engines.tabular import Kind
from vun.records.credentials.queries import Standing, standings
from vun.records.people.queries import title_groups, titles
from vun.reports.formulas import Formula, Reckoning
from vun.reports.model import Definition, Figure, Report, ReportColumn, ReportRow, Scope, Subject, Units
from vun.reports.promises import total_is_sum
from vun.reports.unit_rows import UnitRows

_RowKey = tuple[str, ...]
_TOTAL: _RowKey = ()


@dataclass(slots=True)
class _Count:
    """The people of one row on one day: those a standard applies to, and those of them who meet it."""

    people: list[int] = field(default_factory=list)
    met: list[int] = field(default_factory=list)


def run(scope: Scope) -> Report:
    """One row a title group, with its titles under it."""
    before, after = _counts(scope, scope.period.start), _counts(scope, scope.day)
    names = _names()
    order = {key: place for place, key in enumerate(names)}
    keys = sorted((set(before) | set(after)) - {_TOTAL}, key=order.__getitem__)
    return Report(
        title=_("Tỷ lệ đạt chuẩn theo chức danh"),
        subtitle=scope.dates,
        row_heading=_("Chức danh"),
        columns=(*_columns("before", scope.period.start), *_columns("after", scope.day), _change_column()),
        rows=tuple(
            ReportRow("-".join(key), names[key], _figures(before[key], after[key]), len(key) - 1)
            for key in keys
        ),
        total=ReportRow("total", _("Tổng cộng"), _figures(before[_TOTAL], after[_TOTAL])),
        notes=(
            _(
                "Mỗi người đếm một lần, theo chức vụ chính; người không có tiêu chuẩn nào áp dụng thì không đếm."
            ),
            _("Tiêu chuẩn, chức vụ và văn bằng đều lấy theo ngày ghi ở đầu cột."),
        ),
    )


def _names() -> dict[_RowKey, str]:
    """What rows are called, groups in the order of the catalogue, each before its titles; unlisted groups come last."""
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, group, name in titles().values_list("code", "group", "name"):
        members[group].append((code, name))
    listed = dict(title_groups().values_list("code", "name"))
    names: dict[_RowKey, str] = {}
    for group, name in (listed | {group: group for group in members if group not in listed}).items():
        names[group,] = name
        names |= {(group, code): title for code, title in members[group]}
    return names


def _counts(scope: Scope, day: date) -> defaultdict[_RowKey, _Count]:
    counts: defaultdict[_RowKey, _Count] = defaultdict(_Count)
    for one in standings_in(scope, day):
        if not one.has_standard or not scope.actor.may(Permission.REPORT_RUN, one.unit_id):
            continue
        for key in (_TOTAL, (one.group,), (one.group, one.title)):
            counts[key].people.append(one.person_id)
            if one.is_at_standard:
                counts[key].met.append(one.person_id)
    return counts


def standings_in(scope: Scope, day: date, rules_of: date | None = None) -> Iterable[Standing]:
    """Everybody of the unit reported on; in units of now, also of units that have since gone into it."""
    if scope.unit_id is None or scope.units is Units.THEN:
        return standings(scope.unit_id, day, rules_of=rules_of)
    everybody = list(standings(None, day, rules_of=rules_of))
    units = UnitRows(scope, {one.unit_id for one in everybody})
    return [one for one in everybody if units.place(one.unit_id, day)]


def _columns(when: str, day: date) -> tuple[ReportColumn, ...]:
    group = _("Ngày %s") % format_date(day)
    return (
        ReportColumn(f"{when}_people", _("Số người"), groups=(group,)),
        ReportColumn(f"{when}_met", _("Đạt chuẩn"), groups=(group,)),
        ReportColumn(
            f"{when}_share",
            _("Tỷ lệ (%)"),
            Kind.PERCENT,
            2,
            groups=(group,),
            formula=_FORMULAS[f"{when}_share"],
        ),
    )


def _change_column() -> ReportColumn:
    return ReportColumn(
        "change", _("Tăng, giảm (điểm %)"), Kind.NUMBER, 2, is_change=True, formula=_FORMULAS["change"]
    )


def _figures(before: _Count, after: _Count) -> dict[str, Figure]:
    figures = {
        "before_people": Figure.count(Subject.PERSON, before.people),
        "before_met": Figure.count(Subject.PERSON, before.met),
        "after_people": Figure.count(Subject.PERSON, after.people),
        "after_met": Figure.count(Subject.PERSON, after.met),
    }
    for key, formula in _FORMULAS.items():
        figures[key] = Figure(formula.compute({one: figure.value for one, figure in figures.items()}))
    return figures


_FORMULAS = {
    "before_share": Formula(Reckoning.SHARE, ("before_met", "before_people")),
    "after_share": Formula(Reckoning.SHARE, ("after_met", "after_people")),
    "change": Formula(Reckoning.DIFFERENCE, ("after_share", "before_share")),
}


def _promises(report: Report) -> Iterator[tuple[str, str]]:
    """The titles of a group are the group, the groups the total."""
    yield from total_is_sum(report, ("before_people", "before_met", "after_people", "after_met"))
    for when in ("before", "after"):
        yield (
            _("Đạt chuẩn không quá số người (%(when)s)")
            % {"when": _("đầu kỳ") if when == "before" else _("cuối kỳ")},
            f"[total/{when}_met] <= [total/{when}_people]",
        )


STANDARD_SHARE = Definition(
    name="standard-share",
    title=gettext_lazy("Tỷ lệ đạt chuẩn theo chức danh"),
    question=gettext_lazy(
        "Bao nhiêu người đạt chuẩn đầu kỳ và cuối kỳ, chức danh nào tăng, chức danh nào giảm?"
    ),
    run=run,
    promises=_promises,
)
