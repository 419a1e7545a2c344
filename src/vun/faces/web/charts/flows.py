"""Where people came from and where they went: a Sankey with two sides. Show it beside its matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, drawing, figure, node, table, wide

_HEIGHT = 300
_GAP = 18
_SIDE = 30  # per cent of the width for the names on each side


def flows(
    title: str, before: Sequence[str], after: Sequence[str], cells: Sequence[Sequence[int]]
) -> SafeString:
    """``cells[i][j]`` people went from ``before[i]`` to ``after[j]``; bands are as thick as they are many."""
    total = sum(map(sum, cells))
    ends = [sum(line[column] for line in cells) for column in range(len(after))]
    height = _HEIGHT + _GAP * max(len(before), len(after))
    left = _places([sum(line) for line in cells], total)
    right = _places(ends, total)
    bands = node(
        "svg", *_bands(cells, left, right, total), x=f"{_SIDE}%", width=f"{100 - 2 * _SIDE}%", height=height,
        viewBox=f"0 0 100 {height}", preserveAspectRatio="none",
    )  # fmt: skip
    names = [
        *_names(before, [sum(line) for line in cells], left, x=f"{_SIDE - 1}%", anchor="end"),
        *_names(after, ends, right, x=f"{100 - _SIDE + 1}%", anchor=None),
    ]
    heads = ["", *after, _("Cộng")]
    rows = [
        (name, *map(formats.dash, line), formats.dash(sum(line)))
        for name, line in zip(before, cells, strict=True)
    ]
    sums = (_("Cộng"), *map(formats.dash, [*ends, total]))
    return figure(title, wide(title, drawing(title, height, [bands, *names])), table(heads, [*rows, sums]))


def _places(sizes: Sequence[int], total: int) -> list[float]:
    """Where each part begins, from the top."""
    places, y = [], _GAP / 2
    for size in sizes:
        places.append(y)
        y += _thick(size, total) + _GAP
    return places


def _thick(size: int, total: int) -> float:
    return size * _HEIGHT / total if total else 0.0


def _bands(
    cells: Sequence[Sequence[int]], left: Sequence[float], right: Sequence[float], total: int
) -> Iterable[Element]:
    arrived = list(right)
    for row, line in enumerate(cells):
        start = left[row]
        for column, value in enumerate(line):
            if not value:
                continue
            thick, end = _thick(value, total), arrived[column]
            path = (
                f"M0 {start:.1f} C50 {start:.1f} 50 {end:.1f} 100 {end:.1f} V{end + thick:.1f} "
                f"C50 {end + thick:.1f} 50 {start + thick:.1f} 0 {start + thick:.1f} Z"
            )
            yield node(
                "path", node("title", formats.number(value)), d=path, class_=f"flow mark-{row % 5 + 1}"
            )
            start += thick
            arrived[column] += thick


def _names(
    names: Sequence[str], sizes: Sequence[int], places: Sequence[float], *, x: str, anchor: str | None
) -> Iterable[Content]:
    total = sum(sizes)
    for name, size, place in zip(names, sizes, places, strict=True):
        middle = place + _thick(size, total) / 2 + 4
        yield node(
            "text",
            name,
            node("tspan", formats.dash(size), dx=8, class_="strong"),
            x=x,
            y=middle,
            class_=anchor,
        )
