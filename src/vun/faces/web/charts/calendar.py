"""Classes over the months of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, across, drawing, figure, linked, node, table, wide

_HEAD = 24
_LANE = 24
_ROW = 36
_BAR = 9


@dataclass(frozen=True, slots=True)
class Span:
    """Something that runs from ``start_on`` to ``end_on``, both days included, in a lane such as a venue."""

    label: str
    start_on: date
    end_on: date
    url: str = ""
    lane: str = ""


def gantt(title: str, year: int, spans: Sequence[Span]) -> SafeString:
    """The spans as bars over the months of ``year``, by lane and start; what lies outside the year is cut off.

    Spans wholly outside are left out of picture and table.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    inside = [span for span in spans if span.start_on <= last and span.end_on >= first]
    inside.sort(key=lambda span: (span.lane, span.start_on, span.label))
    marks, height = _marks(inside, first, last)
    picture = drawing(title, height, [*_months(year, height), *marks])
    rows = [(s.label, s.lane, formats.day(s.start_on), formats.day(s.end_on)) for s in inside]
    return figure(
        title, wide(title, picture), table([_("Lớp"), _("Nơi học"), _("Từ ngày"), _("Đến ngày")], rows)
    )


def _months(year: int, height: float) -> Iterable[Content]:
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    for month in range(1, 13):
        x = across((date(year, month, 1) - date(year, 1, 1)).days, days)
        yield node("line", x1=x, x2=x, y1=0, y2=height, class_="rule")
        yield node("text", f"T{month}", x=x, y=14, dx=4, class_="soft")


def _marks(spans: Sequence[Span], first: date, last: date) -> tuple[list[Content], float]:
    days = (last - first).days + 1
    marks: list[Content] = []
    y = float(_HEAD)
    for lane, members in groupby(spans, key=lambda span: span.lane):
        if lane:
            marks.append(node("text", lane, y=y + 16, class_="strong"))
            y += _LANE
        for span in members:
            start = (max(span.start_on, first) - first).days
            length = (min(span.end_on, last) - first).days + 1 - start
            # A name that begins late in the year is written towards the left, so that it is not cut off.
            is_late = start > days / 2
            x = across(start + length if is_late else start, days)
            marks += linked(
                span.url,
                node("text", span.label, x=x, y=y + 13, class_="end" if is_late else None),
                node(
                    "rect",
                    x=across(start, days),
                    y=y + 18,
                    width=across(length, days),
                    height=_BAR,
                    class_="mark-1",
                ),
            )
            y += _ROW
    return marks, y
