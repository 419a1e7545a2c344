"""A change explained, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, across, drawing, figure, linked, node, table

_ROW = 46
_BAR_TOP = 22
_BAR = 14
Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """What one cause adds, or takes away when below zero."""

    label: str
    change: Amount
    url: str = ""


def bridge(
    title: str,
    start: tuple[str, Amount],
    steps: Sequence[Step],
    end: tuple[str, Amount],
    *,
    decimals: int = 0,
) -> SafeString:
    """From ``start`` by ``steps`` to ``end``, each (label, amount).

    Raises ValueError when the steps do not lead there.
    """
    if start[1] + sum((step.change for step in steps), Decimal(0)) != end[1]:
        raise ValueError(f"the steps lead from {start[1]} to something else than {end[1]}")
    picture = drawing(title, _ROW * (len(steps) + 2), _marks(start, steps, end, decimals))
    rows = [
        (start[0], formats.number(start[1], decimals)),
        *((step.label, _signed(step.change, decimals)) for step in steps),
        (end[0], formats.number(end[1], decimals)),
    ]
    return figure(title, picture, table([_("Bước"), _("Mức")], rows))


def _marks(
    start: tuple[str, Amount], steps: Sequence[Step], end: tuple[str, Amount], decimals: int
) -> Iterable[Content]:
    levels = [start[1]]
    for step in steps:
        levels.append(levels[-1] + step.change)
    widest = max(levels)
    yield from _bar(0, start[0], formats.number(start[1], decimals), Decimal(0), start[1], widest, "mark-1")
    for row, (step, before, after) in enumerate(zip(steps, levels, levels[1:], strict=False), start=1):
        mark = "mark-5" if step.change >= 0 else "mark-3"
        text = _signed(step.change, decimals)
        yield from linked(
            step.url, *_bar(row, step.label, text, min(before, after), max(before, after), widest, mark)
        )
    yield from _bar(
        len(steps) + 1, end[0], formats.number(end[1], decimals), Decimal(0), end[1], widest, "mark-1"
    )


def _bar(
    row: int, label: str, text: str, low: Amount, high: Amount, widest: Amount, mark: str
) -> list[Content]:
    top = row * _ROW
    return [
        node("text", label, y=top + 15),
        node("text", text, x="100%", y=top + 15, class_="end strong"),
        node(
            "rect",
            x=across(low, widest),
            y=top + _BAR_TOP,
            width=across(high - low, widest),
            height=_BAR,
            class_=mark,
        ),
    ]


def _signed(change: Amount, decimals: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{formats.number(max(change, -change), decimals)}"
