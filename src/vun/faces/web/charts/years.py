"""Columns over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, drawing, figure, linked, node, table, wide

_HEIGHT = 260
_TOP = 22
_COLUMNS_WIDTH = 74  # per cent; the names of the parts stand to the right
_LEAST_FOR_TEXT = 16
_LEAST_BETWEEN_NAMES = 15
# Which marks are dark enough for white letters.
_DARK = {1, 3}


@dataclass(frozen=True, slots=True)
class Series:
    """One part: its value in each year, and where each value opens."""

    label: str
    values: Sequence[int]
    urls: Sequence[str] = ()


def stacked_years(
    title: str, years: Sequence[int | str], series: Sequence[Series], *, unit: str = ""
) -> SafeString:
    """Parts stacked from zero, one column a year, its total on top; at most five parts.

    Raises ValueError for a sixth part, which no colour is left for, and for a series without a value for each year.
    """
    if len(series) > 5:
        raise ValueError("at most five parts can be told apart")
    if any(len(one.values) != len(years) for one in series):
        raise ValueError("each part needs one value for each year")
    totals = [sum(values) for values in zip(*(one.values for one in series), strict=True)]
    content = [*_columns(years, series, totals), *_names(series, max(totals, default=0))]
    picture = drawing(title, _TOP + _HEIGHT + 26, content)
    heads = [_("Phần") + (f" ({unit})" if unit else ""), *map(str, years)]
    rows = [(one.label, *map(formats.dash, one.values)) for one in series]
    return figure(title, wide(title, picture), table(heads, [*rows, (_("Cộng"), *map(formats.dash, totals))]))


def _columns(
    years: Sequence[int | str], series: Sequence[Series], totals: Sequence[int]
) -> Iterable[Content]:
    highest = max(totals, default=0)
    slot = _COLUMNS_WIDTH / max(len(years), 1)
    for column, year in enumerate(years):
        left, middle = column * slot + slot * 0.12, column * slot + slot / 2
        bottom = float(_TOP + _HEIGHT)
        for place, one in enumerate(series, start=1):
            value = one.values[column]
            height = value * _HEIGHT / highest if highest else 0.0
            bottom -= height
            if not value:
                continue
            text_class = "middle on-dark" if place in _DARK else "middle"
            name = f"{one.label}, {year}: {formats.number(value)}"
            mark = node(
                "rect", node("title", name), x=f"{left}%", y=bottom, width=f"{slot * 0.76}%", height=height,
                class_=f"mark-{place} gap",
            )  # fmt: skip
            text = node(
                "text", formats.number(value), x=f"{middle}%", y=bottom + height / 2 + 5, class_=text_class
            )
            url = one.urls[column] if column < len(one.urls) else ""
            yield from linked(url, mark, text if height >= _LEAST_FOR_TEXT else None)
        yield node("text", formats.dash(totals[column]), x=f"{middle}%", y=bottom - 6, class_="middle strong")
        yield node("text", str(year), x=f"{middle}%", y=_TOP + _HEIGHT + 18, class_="middle soft")
    yield node("line", x1=0, x2=f"{_COLUMNS_WIDTH}%", y1=_TOP + _HEIGHT, y2=_TOP + _HEIGHT, class_="axis")


def _names(series: Sequence[Series], highest: int) -> Iterable[Content]:
    """The parts' names beside the last column, each at its part's height, none on top of another."""
    bottom = float(_TOP + _HEIGHT)
    lowest = bottom + 4
    for place, one in enumerate(series, start=1):
        last = one.values[-1] if one.values else 0
        height = last * _HEIGHT / highest if highest else 0.0
        y = min(bottom - height / 2 + 4, lowest)
        lowest = y - _LEAST_BETWEEN_NAMES
        bottom -= height
        yield node("rect", x=f"{_COLUMNS_WIDTH + 1}%", y=y - 9, width=10, height=10, class_=f"mark-{place}")
        yield node("text", one.label, x=f"{_COLUMNS_WIDTH + 1}%", y=y, dx=15)
