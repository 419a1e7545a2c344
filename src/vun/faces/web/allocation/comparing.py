"""Some scenarios side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.allocation import queries
from vun.records.allocation.domain import ALL_MODES, OPEN_STATES
from vun.records.funding import queries as funding
from vun.records.standards.domain import StudyMode

MOST_COMPARED = 5


@needs(Permission.PLAN_VIEW)
def compare(request: Request) -> HttpResponse:
    """Some scenarios side by side."""
    request.actor.require_everywhere(Permission.PLAN_VIEW)
    chosen = [
        int(pk) for pk in (request.POST or request.GET).getlist("ids") if pk.isdecimal() and len(pk) < 10
    ]
    if request.method == "POST":
        query = "&".join(f"ids={pk}" for pk in chosen)
        return redirect(f"{reverse('allocation:compare')}?{query}")
    scenarios = [
        one
        for one in queries.visible_to(request.actor).filter(pk__in=chosen)
        if queries.has_figures(one) and queries.state_of(one) not in OPEN_STATES
    ]
    if len(scenarios) > MOST_COMPARED:
        messages.warning(
            request,
            gettext("So sánh nhiều nhất %(most)s phương án; lấy những phương án mới nhất.")
            % {"most": MOST_COMPARED},
        )
        scenarios = scenarios[:MOST_COMPARED]
    scenarios.sort(key=lambda one: one.pk)
    return show(
        request,
        "allocation/compare.html",
        title=_("So sánh phương án"),
        lead=_("Dưới mỗi số là chênh lệch so với phương án đầu tiên."),
        crumbs=[(_("Phương án"), "allocation:list")],
        scenarios=scenarios,
        columns=len(scenarios) + 1,
        sections=_compared(scenarios),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the comparison: a figure of every scenario, and how the later ones differ from the first."""

    name: str
    cells: list[tuple[str, str]]


Write = Callable[[Any], str]


def _points(change: float) -> str:
    """A difference of two shares, which is no share itself."""
    return gettext("%(number)s điểm phần trăm") % {"number": formats.number(change, 1)}


def _row(
    name: str, values: Sequence[Any], write: Write = formats.dash, tell: Write | None = None
) -> Compared:
    """``values`` beside each other, None where there is none; nothing is said where nothing differs.

    ``tell`` writes a difference where it is another thing than a value.
    """
    tell = tell or write
    first = values[0] if values else None
    cells = []
    for place, value in enumerate(values):
        change = 0 if place == 0 or value is None or first is None else value - first
        sign = "+" if change > 0 else "−"
        # What is too small to be written is no difference to a reader.
        told = tell(abs(change)) if change else tell(0)
        cells.append((write(value), f"{sign}{told}" if told not in (tell(0), formats.number(0)) else ""))
    return Compared(name, cells)


def _share(people: int, after: int) -> float | None:
    return round(after * 100 / people, 1) if people else None


def _compared(scenarios: list[Any]) -> list[tuple[str, list[Compared]]]:
    """Sections of figures: the whole, money by source, modes, shares at standard by group of titles."""
    summaries = [one.summary for one in scenarios]
    paid = [queries.Answer(one).paid for one in scenarios]
    names = {source.pk: source.name for source in funding.sources()}

    def number(name: str, key: str) -> Compared:
        return _row(name, [one[key] for one in summaries])

    gaps = [None if one.get("gap") is None else one["gap"] * 100 for one in summaries]
    whole = [_share(people, after) for people, _before, after in (one["shares"]["all"] for one in summaries)]
    groups = [
        {name: _share(people, after) for name, people, _before, after in one["shares"]["groups"]}
        for one in summaries
    ]
    modes = [mode for mode in StudyMode if mode in ALL_MODES]
    return [
        (
            gettext("Chung"),
            [
                _row(
                    gettext("Kinh phí có (triệu đồng)"),
                    [sum(one.budget.values()) for one in scenarios],
                    formats.millions,
                ),
                _row(
                    gettext("Kinh phí dùng (triệu đồng)"),
                    [one["cost"] for one in summaries],
                    formats.millions,
                ),
                number(gettext("Điểm của phương án"), "objective"),
                _row(
                    gettext("Cách mức trần"),
                    gaps,
                    lambda gap: formats.DASH if gap is None else formats.percent(gap, 2),
                    _points,
                ),
                number(gettext("Số lớp"), "classes"),
                number(gettext("Lượt người học"), "learners"),
                number(gettext("Số người đi học"), "people"),
                number(gettext("Người đạt chuẩn thêm"), "at_standard"),
                _row(gettext("Tỷ lệ đạt chuẩn sau khi học"), whole, formats.percent, _points),
            ],
        ),
        (
            gettext("Kinh phí dùng theo nguồn (triệu đồng)"),
            [
                _row(names.get(source, source), [one.get(source, 0) for one in paid], formats.millions)
                for source in sorted({source for one in paid for source, amount in one.items() if amount})
            ],
        ),
        (
            gettext("Lượt người học theo hình thức"),
            [_row(label(mode), [one["by_mode"].get(mode.value, 0) for one in summaries]) for mode in modes],
        ),
        (
            gettext("Tỷ lệ đạt chuẩn sau khi học theo nhóm chức danh"),
            [
                _row(name, [one.get(name) for one in groups], formats.percent, _points)
                for name in sorted({name for one in groups for name in one})
            ],
        ),
    ]
