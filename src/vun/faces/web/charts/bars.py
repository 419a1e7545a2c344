"""Bars along: plan against result, and shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.common.numbers import percent
from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, across, drawing, figure, head, linked, node, table

_BAR_TOP = 5
_BAR = 14
_GAP = 12


@dataclass(frozen=True, slots=True)
class Bullet:
    """What was planned and what was done, in the same unit."""

    label: str
    done: int
    planned: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    label: str
    part: int
    whole: int
    url: str = ""


def bullet_bars(title: str, bullets: Sequence[Bullet], *, unit: str = "") -> SafeString:
    """Result as a bar, plan as the mark to reach; all bars on one scale from zero."""
    longest = max((max(bullet.done, bullet.planned) for bullet in bullets), default=0)
    marks, height = _bullet_marks(bullets, longest)
    heads = [_("Nội dung"), _with_unit(_("Kế hoạch"), unit), _with_unit(_("Kết quả"), unit), _("Đạt")]
    rows = [
        (b.label, formats.dash(b.planned), formats.dash(b.done), _share_text(b.done, b.planned))
        for b in bullets
    ]
    total = _sum_of(bullets)
    sums = (
        total.label,
        formats.dash(total.planned),
        formats.dash(total.done),
        _share_text(total.done, total.planned),
    )
    return figure(title, drawing(title, height, marks), table(heads, [*rows, sums]))


def _bullet_marks(bullets: Iterable[Bullet], longest: int) -> tuple[list[Content], float]:
    marks: list[Content] = []
    top = 0.0
    for bullet in bullets:
        value = f"{formats.number(bullet.done)} / {formats.number(bullet.planned)}"
        words = head(bullet.label, node("text", value, x="100%", class_="end"), top)
        bar = top + words.height + _BAR_TOP
        goal = across(bullet.planned, longest)
        marks += linked(
            bullet.url,
            *words.nodes,
            node("rect", y=bar, width=goal, height=_BAR, class_="ground"),
            node("rect", y=bar + 3, width=across(bullet.done, longest), height=_BAR - 6, class_="mark-1"),
            node("line", x1=goal, x2=goal, y1=bar - 2, y2=bar + _BAR + 2, class_="goal"),
        )
        top = bar + _BAR + _GAP
    return marks, top


def _sum_of(bullets: Sequence[Bullet]) -> Bullet:
    return Bullet(_("Cộng"), sum(b.done for b in bullets), sum(b.planned for b in bullets))


def share_bars(title: str, shares: Sequence[Share], *, part: str = "", whole: str = "") -> SafeString:
    """Each share as a bar of the whole width; ``part`` and ``whole`` name the two figures in the table."""
    marks, height = _share_marks(shares)
    heads = [_("Nội dung"), part or _("Đạt"), whole or _("Tổng số"), _("Tỷ lệ")]
    rows = [
        (s.label, formats.dash(s.part), formats.dash(s.whole), _share_text(s.part, s.whole)) for s in shares
    ]
    return figure(title, drawing(title, height, marks), table(heads, rows))


def _share_marks(shares: Iterable[Share]) -> tuple[list[Content], float]:
    marks: list[Content] = []
    top = 0.0
    for share in shares:
        value = node(
            "text",
            node("tspan", f"{formats.number(share.part)} / {formats.number(share.whole)}", class_="soft"),
            node("tspan", _share_text(share.part, share.whole), dx=12, class_="strong"),
            x="100%",
            class_="end",
        )
        words = head(share.label, value, top)
        bar = top + words.height + _BAR_TOP
        marks += linked(
            share.url,
            *words.nodes,
            node("rect", y=bar, width="100%", height=_BAR, class_="ground"),
            node("rect", y=bar, width=across(share.part, share.whole), height=_BAR, class_="mark-1"),
        )
        top = bar + _BAR + _GAP
    return marks, top


def _share_text(part: int, whole: int) -> str:
    return formats.percent(percent(part, whole, decimals=1)) if whole else formats.DASH


def _with_unit(text: str, unit: str) -> str:
    return f"{text} ({unit})" if unit else text
