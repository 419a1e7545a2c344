"""Lines over a number: how a search closes in, what more money buys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, drawing, figure, node, table, wide

_HEIGHT = 220
_TOP = 14
_LEFT, _WIDTH = 2, 70  # per cent; the names of the lines stand to the right
_LEAST_BETWEEN_NAMES = 18


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its points (across, up), from left to right. ``is_stepped``: a value holds until the next."""

    label: str
    points: Sequence[tuple[float, float]]
    is_stepped: bool = False


def lines(
    title: str, series: Sequence[Line], *, across: str, decimals: int = 0, rows: int = 30
) -> SafeString:
    """Lines over the number named ``across``; at most three. The table behind has at most ``rows`` points of each.

    Raises ValueError for a fourth line or one without points.
    """
    if len(series) > 3 or any(not one.points for one in series):
        raise ValueError("one to three lines, each with a point")
    xs = [x for one in series for x, _y in one.points]
    ys = [y for one in series for _x, y in one.points]
    frame = _Frame(min(xs), max(xs), min(ys), max(ys))
    names = _names(series, frame, decimals)
    inner = node(
        "svg",
        *(_path(one, frame, place) for place, one in enumerate(series, start=1)),
        x=f"{_LEFT}%", y=_TOP, width=f"{_WIDTH}%", height=_HEIGHT,
        viewBox="0 0 100 100", preserveAspectRatio="none", aria_hidden="true",
    )  # fmt: skip
    bottom = _TOP + _HEIGHT
    content: list[Content] = [
        node("line", x1=f"{_LEFT}%", x2=f"{_LEFT + _WIDTH}%", y1=bottom, y2=bottom, class_="axis"),
        inner,
        node("text", formats.number(frame.left, 0), x=f"{_LEFT}%", y=bottom + 18, class_="soft"),
        node(
            "text",
            f"{formats.number(frame.right, 0)} {across}",
            x=f"{_LEFT + _WIDTH}%",
            y=bottom + 18,
            class_="end soft",
        ),
        *names,
    ]
    picture = drawing(title, bottom + 26, content)
    heads = [across, *(one.label for one in series)]
    both = node("div", wide(title, picture), _names_below(series, decimals), class_="lines")
    return figure(title, both, table(heads, _rows(series, decimals, rows)))


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        return (value - self.left) * 100 / ((self.right - self.left) or 1)

    def y(self, value: float) -> float:
        return 96 - (value - self.low) * 92 / ((self.high - self.low) or 1)


def _path(line: Line, frame: _Frame, place: int) -> Content:
    steps: list[str] = []
    before: float | None = None
    for x, y in line.points:
        if line.is_stepped and before is not None:
            steps.append(f"{frame.x(x):.2f},{frame.y(before):.2f}")
        steps.append(f"{frame.x(x):.2f},{frame.y(y):.2f}")
        before = y
    if line.is_stepped and before is not None:
        steps.append(f"100,{frame.y(before):.2f}")
    return node(
        "polyline", points=" ".join(steps), vector_effect="non-scaling-stroke", class_=f"line-{place}"
    )


def _names(series: Sequence[Line], frame: _Frame, decimals: int) -> Iterable[Content]:
    """The lines' names with their last values, the highest first, none on top of another."""
    lowest = 0.0
    ordered = sorted(enumerate(series, start=1), key=lambda pair: -pair[1].points[-1][1])
    for place, one in ordered:
        last = one.points[-1][1]
        y = max(_TOP + frame.y(last) * _HEIGHT / 100 + 4, lowest + _LEAST_BETWEEN_NAMES)
        lowest = y
        start = _LEFT + _WIDTH + 1
        yield node("rect", x=f"{start}%", y=y - 9, width=10, height=10, class_=f"mark-{2 * place - 1}")
        yield node(
            "text", f"{one.label}: {formats.number(last, decimals)}", x=f"{start}%", y=y, dx=15, class_="name"
        )


def _names_below(series: Sequence[Line], decimals: int) -> Element:
    """The same names for a phone, which has no room beside the lines; the picture says them to whoever listens."""
    told = [
        node("span", f"{one.label}: {formats.number(one.points[-1][1], decimals)}", class_=f"named-{place}")
        for place, one in enumerate(series, start=1)
    ]
    return node("p", *told, class_="line-names", aria_hidden="true")


def _rows(series: Sequence[Line], decimals: int, most: int) -> list[tuple[str, ...]]:
    """What each line says at each point across, thinned out to ``most``."""
    all_x = sorted({x for one in series for x, _y in one.points})
    step = -(-len(all_x) // most)
    found = []
    for x in [*all_x[:-1:step], all_x[-1]]:
        cells = []
        for one in series:
            known = [y for at, y in one.points if at <= x]
            cells.append(formats.number(known[-1], decimals) if known else _("chưa có"))
        found.append((formats.number(x, 1), *cells))
    return found
