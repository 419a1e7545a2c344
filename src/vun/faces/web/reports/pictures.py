"""The one thing each report says, as a picture whose title is the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.common.numbers import format_date, percent
from vun.faces.web import charts, formats
from vun.faces.web.reports.sheet import Sheet
from vun.records.outcomes.domain import PLACED
from vun.reports.model import Figure, ReportRow

_MOST_BARS = 12


def picture_of(sheet: Sheet) -> SafeString | None:
    """The picture of a report; None where there is nothing to show."""
    draw = _PICTURES.get(sheet.name)
    return draw(sheet) if draw and sheet.report.rows else None


def _plan_against_result(sheet: Sheet) -> SafeString | None:
    """The wholes with most planned. Without any plan there is nothing to hold the result against."""
    wholes = [row for row in sheet.report.rows if row.depth == 0]
    wholes.sort(key=lambda row: (-_count(row, "planned_learners"), -_count(row, "enrolled")))
    total = sheet.report.total
    planned = _count(total, "planned_learners") if total else 0
    if total is None or not planned:
        return None
    done = _count(total, "enrolled")
    title = _("Đã học %(done)s trên %(planned)s lượt được giao (%(share)s)") % {
        "done": formats.number(done),
        "planned": formats.number(planned),
        "share": formats.percent(percent(done, planned, decimals=1)),
    }
    bullets = [
        charts.Bullet(
            row.label,
            _count(row, "enrolled"),
            _count(row, "planned_learners"),
            sheet.url(row.key, "enrolled") if _count(row, "enrolled") else "",
        )
        for row in wholes[:_MOST_BARS]
    ]
    return charts.bullet_bars(title, bullets, unit=_("lượt người"))


def _share_at_standard(sheet: Sheet) -> SafeString | None:
    """Each group on both days, one bar under the other."""
    total = sheet.report.total
    if total is None:
        return None
    days = {"before": format_date(sheet.scope.period.start), "after": format_date(sheet.scope.day)}
    shares = [
        charts.Share(
            f"{row.label}, {day}",
            _count(row, f"{when}_met"),
            _count(row, f"{when}_people"),
            sheet.url(row.key, f"{when}_met") if _count(row, f"{when}_met") else "",
        )
        for row in sheet.report.rows
        if row.depth == 0
        for when, day in days.items()
    ]
    return charts.share_bars(_share_title(total), shares, part=_("Đạt chuẩn"), whole=_("Số người"))


def _share_title(total: ReportRow) -> str:
    before, after, change = (total.figures[key].value for key in ("before_share", "after_share", "change"))
    if before is None or after is None or change is None:
        return _("Tỷ lệ đạt chuẩn")
    words = {"before": formats.percent(before), "after": formats.percent(after)}
    points = formats.number(abs(Decimal(change)), 1)
    if not change:
        return _("Tỷ lệ đạt chuẩn giữ nguyên %(after)s") % words
    if change > 0:
        return _("Tỷ lệ đạt chuẩn tăng %(points)s điểm: từ %(before)s lên %(after)s") % {
            **words,
            "points": points,
        }
    return _("Tỷ lệ đạt chuẩn giảm %(points)s điểm: từ %(before)s xuống %(after)s") % {
        **words,
        "points": points,
    }


def _bridge_of_standard(sheet: Sheet) -> SafeString | None:
    """From the number at standard on the first day, cause by cause, to that of the last."""
    total = sheet.report.total
    if total is None or not _count(total, "start") + _count(total, "end"):
        return None
    labels = {column.key: column.label for column in sheet.report.columns}
    steps = [
        charts.Step(
            labels[key],
            sign * _count(total, key),
            sheet.url(total.key, key) if _count(total, key) else "",
        )
        for sign, keys in ((1, ("trained", "appointed", "eased")), (-1, ("left", "moved", "tightened")))
        for key in keys
    ]
    start, end = _count(total, "start"), _count(total, "end")
    title = _("Số người đạt chuẩn từ %(start)s thành %(end)s") % {
        "start": formats.number(start),
        "end": formats.number(end),
    }
    return charts.bridge(title, (labels["start"], start), steps, (labels["end"], end))


def _before_and_after(sheet: Sheet) -> SafeString | None:
    rows, columns, total = sheet.report.rows, sheet.report.columns[:-1], sheet.report.total
    if total is None:
        return None
    everybody, placed = _count(total, "all"), sum(_count(total, group.value) for group in PLACED)
    title = _("%(placed)s trên %(all)s người học xong được bố trí (%(share)s)") % {
        "placed": formats.number(placed),
        "all": formats.number(everybody),
        "share": formats.percent(percent(placed, everybody), 2),
    }
    return charts.flows(
        title,
        [row.label for row in rows],
        [column.label for column in columns],
        [[_count(row, column.key) for column in columns] for row in rows],
    )


def _count(row: ReportRow, key: str) -> int:
    figure = row.figures.get(key, Figure(0))
    return int(figure.value or 0)


_PICTURES: Mapping[str, Callable[[Sheet], SafeString | None]] = {
    "plan-programme": _plan_against_result,
    "plan-unit": _plan_against_result,
    "standard-share": _share_at_standard,
    "standard-bridge": _bridge_of_standard,
    "placement": _before_and_after,
}
