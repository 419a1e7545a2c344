"""Why the number at standard changed: start + trained + appointed − left − standard changed = end, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.actor import Permission
from vun.records.people.queries import title_groups
from vun.reports.model import Definition, Figure, Report, ReportColumn, ReportRow, Scope, Subject
from vun.reports.promises import rows_of, total_is_sum
from vun.reports.standard_share import standings_in


@dataclass(frozen=True, slots=True)
class _Day:
    """By person the title group, of everybody in post; and who of them is at standard."""

    groups: dict[int, str]
    met: frozenset[int]


def run(scope: Scope) -> Report:
    """One row a title group; people stand in the group of their last post of the two days."""
    first, last = scope.period.start, scope.day
    start, end = _on(scope, first), _on(scope, last)
    by_old_rules = _on(scope, last, first).met
    steps = {
        "start": start.met,
        "end": end.met,
        "trained": {one for one in end.met - start.met if one in start.groups and one in by_old_rules},
        "appointed": {one for one in end.met - start.met if one not in start.groups},
        "eased": {one for one in end.met - start.met if one in start.groups and one not in by_old_rules},
        "left": {one for one in start.met - end.met if one not in end.groups},
        "tightened": {one for one in start.met - end.met if one in end.groups and one in by_old_rules},
        "moved": {one for one in start.met - end.met if one in end.groups and one not in by_old_rules},
    }
    names = dict(title_groups().values_list("code", "name"))
    group_of = start.groups | end.groups
    found = set(group_of.values())
    order = [*(code for code in names if code in found), *sorted(found - names.keys())]
    return Report(
        title=_("Vì sao số người đạt chuẩn thay đổi"),
        subtitle=scope.dates,
        row_heading=_("Nhóm chức danh"),
        columns=_columns(),
        rows=tuple(ReportRow(code, names.get(code, code), _figures(steps, group_of, code)) for code in order),
        total=ReportRow("total", _("Tổng cộng"), _figures(steps, group_of, None)),
        notes=(
            _(
                "Đầu kỳ + đạt thêm + mới giữ chức vụ + chuẩn nới "
                "− thôi giữ chức vụ − chuyển, hết hạn − chuẩn nâng = cuối kỳ."
            ),
            _(
                "Chuẩn nới, chuẩn nâng: người được tính khác đi chỉ vì tiêu chuẩn đổi; "
                "chức vụ và văn bằng cuối kỳ xét theo tiêu chuẩn đầu kỳ thì kết quả ngược lại."
            ),
            _("Mỗi người đứng ở nhóm của chức vụ cuối kỳ; người đã thôi, ở nhóm của chức vụ đầu kỳ."),
        ),
    )


def _on(scope: Scope, day: date, rules_of: date | None = None) -> _Day:
    groups: dict[int, str] = {}
    met: set[int] = set()
    for one in standings_in(scope, day, rules_of):
        if not scope.actor.may(Permission.REPORT_RUN, one.unit_id):
            continue
        groups[one.person_id] = one.group
        if one.is_at_standard:
            met.add(one.person_id)
    return _Day(groups, frozenset(met))


def _figures(
    steps: Mapping[str, Collection[int]], group_of: Mapping[int, str], code: str | None
) -> dict[str, Figure]:
    """Who took each step, of one title group or (None) of all."""
    return {
        key: Figure.count(Subject.PERSON, (one for one in people if code is None or group_of[one] == code))
        for key, people in steps.items()
    }


def _columns() -> tuple[ReportColumn, ...]:
    more, less = (_("Tăng"),), (_("Giảm"),)
    return (
        ReportColumn("start", _("Đạt chuẩn đầu kỳ")),
        ReportColumn("trained", _("Đạt thêm nhờ đào tạo, bồi dưỡng"), groups=more),
        ReportColumn("appointed", _("Mới giữ chức vụ"), groups=more),
        ReportColumn("eased", _("Chuẩn nới"), groups=more),
        ReportColumn("left", _("Thôi giữ chức vụ"), groups=less),
        ReportColumn("moved", _("Chuyển chức vụ, hết hạn"), groups=less),
        ReportColumn("tightened", _("Chuẩn nâng"), groups=less),
        ReportColumn("end", _("Đạt chuẩn cuối kỳ")),
    )


def _promises(report: Report) -> Iterator[tuple[str, str]]:
    """Every row is a bridge, and the rows are the total."""
    for row in rows_of(report):
        key = row.key
        yield (
            _("Đầu kỳ + tăng − giảm = cuối kỳ: %(row)s") % {"row": row.label},
            f"[{key}/start] + [{key}/trained] + [{key}/appointed] + [{key}/eased]"
            f" - [{key}/left] - [{key}/moved] - [{key}/tightened] = [{key}/end]",
        )
    yield from total_is_sum(report, tuple(column.key for column in report.columns))


STANDARD_BRIDGE = Definition(
    name="standard-bridge",
    title=gettext_lazy("Vì sao số người đạt chuẩn thay đổi"),
    question=gettext_lazy("Số đạt chuẩn tăng, giảm vì đào tạo, vì bổ nhiệm, vì nghỉ hay vì tiêu chuẩn đổi?"),
    run=run,
    promises=_promises,
)
