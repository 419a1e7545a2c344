"""What the pages of planning draw: the search as it goes, and what each part of the money buys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from vun.faces.web import charts, formats

BILLION = 10**9
NEAR = 0.001
"""A plan so near to what is proven to be the most, as a part of it, leaves nothing that more money could buy."""


def gap_chart(points: Sequence[Sequence[float | None]]) -> SafeString | None:
    """The best plan and the bound over the seconds; None before there is anything to draw."""
    plans = [
        (seconds, value) for seconds, value, _bound in points if seconds is not None and value is not None
    ]
    bounds = [
        (seconds, bound) for seconds, _value, bound in points if seconds is not None and bound is not None
    ]
    if not plans or not bounds:
        return None
    # The first bounds and plans lie far off; what is looked at is how the two meet.
    end = bounds[-1][1]
    near = [point for point in bounds if point[1] <= end + abs(end) / 4] or bounds[-1:]
    plans = [point for point in plans if point[1] >= end - abs(end) / 2] or plans[-1:]
    share = (bounds[-1][1] - plans[-1][1]) * 100 / abs(bounds[-1][1]) if bounds[-1][1] else 0.0
    title = gettext("Phương án tốt nhất còn cách mức trần %(gap)s") % {"gap": formats.percent(share, 2)}
    return charts.lines(
        title,
        [charts.Line(gettext("Mức trần"), near, True), charts.Line(gettext("Tốt nhất"), plans, True)],
        across=gettext("giây"),
    )


def curve_chart(curve: Sequence[Mapping[str, Any]]) -> SafeString | None:
    """What other budgets buy; None before there are two to compare.

    Drawn is what a plan is sought by, its points: more money never buys fewer. How many learn may fall where dearer
    courses of more points become affordable.
    """
    if len(curve) < 2:
        return None
    least, last, most = curve[0], curve[-2], curve[-1]
    if most["bound"] - last["objective"] <= NEAR * abs(most["bound"]):
        title = gettext("Quá %(money)s tỷ đồng, thêm tiền không giúp thêm được ai") % {
            "money": formats.number(last["budget"] / BILLION, 1)
        }
    elif most["objective"] <= last["objective"]:
        # Not proven: with more time there may be a use for the money.
        title = gettext("Quá %(money)s tỷ đồng, chưa tìm được cách dùng thêm tiền") % {
            "money": formats.number(last["budget"] / BILLION, 1)
        }
    elif most["at_standard"] < least["at_standard"]:
        title = gettext("Từ %(least)s đến %(most)s tỷ đồng: thêm %(more)s điểm") % {
            "least": formats.number(least["budget"] / BILLION, 1),
            "most": formats.number(most["budget"] / BILLION, 1),
            "more": formats.number(most["objective"] - least["objective"]),
        }
    else:
        title = gettext("Từ %(least)s đến %(most)s tỷ đồng: thêm %(more)s người đạt chuẩn") % {
            "least": formats.number(least["budget"] / BILLION, 1),
            "most": formats.number(most["budget"] / BILLION, 1),
            "more": formats.number(most["at_standard"] - least["at_standard"]),
        }
    points, bounds = (
        [(one["budget"] / BILLION, one[key]) for one in curve] for key in ("objective", "bound")
    )
    return charts.lines(
        title,
        [charts.Line(gettext("Mức trần"), bounds), charts.Line(gettext("Điểm"), points)],
        across=gettext("tỷ đồng"),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """From one budget of the curve to the next, in đồng: how many more points, learners and people at standard."""

    start: int
    end: int
    points: float
    learners: int
    at_standard: int

    @property
    def points_a_billion(self) -> float:
        return self._a_billion(self.points)

    @property
    def learners_a_billion(self) -> float:
        return self._a_billion(self.learners)

    @property
    def at_standard_a_billion(self) -> float:
        return self._a_billion(self.at_standard)

    def _a_billion(self, more: float) -> float:
        return more * BILLION / (self.end - self.start)


def curve_steps(curve: Sequence[Mapping[str, Any]]) -> list[Step]:
    """What each further piece of money buys, from nothing on."""
    return [
        Step(
            before["budget"],
            after["budget"],
            after["objective"] - before["objective"],
            after["learners"] - before["learners"],
            after["at_standard"] - before["at_standard"],
        )
        for before, after in pairwise(curve)
        if after["budget"] > before["budget"]
    ]
