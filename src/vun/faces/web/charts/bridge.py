"""A change explained, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, across, drawing, figure, head, linked, node, table

_BAR_TOP = 5
_BAR = 14
_GAP = 12
Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """What one cause adds, or takes away when below zero."""

    label: str
    change: Amount
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    text: str
    low: Amount
    high: Amount
    mark: str
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
    marks, height = _marks(start, steps, end, decimals)
    rows = [
        (start[0], formats.number(start[1], decimals)),
        *((step.label, _signed(step.change, decimals)) for step in steps),
        (end[0], formats.number(end[1], decimals)),
    ]
    return figure(title, drawing(title, height, marks), table([_("Bước"), _("Mức")], rows))


def _marks(
    start: tuple[str, Amount], steps: Sequence[Step], end: tuple[str, Amount], decimals: int
) -> tuple[list[Content], float]:
    levels: list[Amount] = [start[1]]
    for step in steps:
        levels.append(levels[-1] + step.change)
    bars = [_Bar(start[0], formats.number(start[1], decimals), Decimal(0), start[1], "mark-1")]
    for step, before, after in zip(steps, levels, levels[1:], strict=False):
        mark = "mark-5" if step.change >= 0 else "mark-3"
        low, high = min(before, after), max(before, after)
        bars.append(_Bar(step.label, _signed(step.change, decimals), low, high, mark, step.url))
    bars.append(_Bar(end[0], formats.number(end[1], decimals), Decimal(0), end[1], "mark-1"))

    marks: list[Content] = []
    top = 0.0
    for bar in bars:
        words = head(bar.label, node("text", bar.text, x="100%", class_="end strong"), top)
        y = top + words.height + _BAR_TOP
        x, width = across(bar.low, max(levels)), across(bar.high - bar.low, max(levels))
        mark_node = node("rect", x=x, y=y, width=width, height=_BAR, class_=bar.mark)
        marks += linked(bar.url, *words.nodes, mark_node)
        top = y + _BAR + _GAP
    return marks, top


def _signed(change: Amount, decimals: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{formats.number(max(change, -change), decimals)}"
