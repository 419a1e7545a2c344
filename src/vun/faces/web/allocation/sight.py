"""A scenario as one reader sees it, and what each of its tabs shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import charts, formats
from vun.faces.web.allocation import incidents, pictures, words
from vun.faces.web.allocation.people import people_tab
from vun.faces.web.labels import label
from vun.faces.web.pages import Tab
from vun.faces.web.request import Request
from vun.records.allocation import queries
from vun.records.allocation.domain import OPEN_STATES, IncidentKind, ScenarioState, UnitQuota
from vun.records.funding import queries as funding
from vun.records.registers import queries as registers
from vun.records.standards.domain import StudyMode


class Sight:
    """A scenario as one reader sees it."""

    def __init__(self, request: Request, scenario_id: int) -> None:
        self.request = request
        self.scenario = queries.get_scenario(request.actor, scenario_id)
        self.state = queries.state_of(self.scenario)
        self.summary: Mapping[str, Any] = self.scenario.summary
        # While a search goes on, the best plan so far is kept for the case that the search is lost.
        self.has_plan = queries.has_figures(self.scenario) and self.state not in OPEN_STATES
        self._answer: queries.Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether a plan is being sought, or waits to be."""
        return self.state in OPEN_STATES

    @property
    def is_drawing(self) -> bool:
        """Whether other budgets are being tried."""
        job = self.scenario.job
        return bool(self.has_plan and job and job.kind == "allocation_curve" and job.finished_at is None)

    @property
    def answer(self) -> queries.Answer:
        if self._answer is None:
            self._answer = queries.Answer(self.scenario)
        return self._answer

    def address(self, tab: str) -> str:
        return f"{reverse('allocation:detail', args=[self.scenario.pk])}?tab={tab}"

    def opened(self, unit_id: int) -> str:
        """Where those of a unit stand who are at standard by the plan."""
        return f"{self.address('people')}&show=going&standard=1&unit={unit_id}"

    def tabs(self, current: str) -> list[Tab]:
        titles = {
            "result": _("Kết quả"),
            "lines": _("Lớp mở"),
            "months": _("Tháng và địa điểm"),
            "units": _("Chỉ tiêu"),
            "money": _("Kinh phí"),
            "shares": _("Tỷ lệ đạt chuẩn"),
            "people": _("Ai đi, ai chưa"),
            "basis": _("Giả định"),
        }
        shown = titles if self.has_plan else {}
        return [Tab(title, self.address(tab), is_current=tab == current) for tab, title in shown.items()]


def result_tab(sight: Sight) -> dict[str, Any]:
    scenario = sight.scenario
    job = scenario.job if sight.is_open or sight.is_drawing else None
    return {
        "is_open": sight.is_open,
        "is_drawing": sight.is_drawing,
        "stuck": registers.find_stuck(job, now=timezone.now()) if job else None,
        "decisions": queries.decisions_of(scenario),
        "chart": pictures.gap_chart(scenario.points),
        "curve": pictures.curve_chart(scenario.curve),
        "steps": pictures.curve_steps(scenario.curve),
        "closed": words.closed(sight.summary) if sight.has_plan else "",
        "left": words.left(sight.summary) if sight.has_plan else [],
        "empty": words.empty(sight.summary) if sight.has_plan else "",
        "proof": words.proof(sight.summary) if sight.has_plan else "",
        "known": words.known(scenario) if sight.has_plan else "",
        "grave": words.grave(scenario) if sight.has_plan else [],
        "failure": words.failure(scenario),
        "happened": incidents.happened(scenario),
        "forgotten": incidents.forgotten(scenario),
        "trade": incidents.trade_off(scenario) if sight.has_plan else {},
        "is_waiting": sight.state is ScenarioState.WAITING,
        "summary": sight.summary,
        "lacking": []
        if sight.has_plan or sight.is_open or scenario.incident
        else words.lacking(scenario.year, scenario.on),
        "modes": [
            (gettext("lượt học %(mode)s") % {"mode": label(StudyMode(mode)).lower()}, count)
            for mode, count in sorted(sight.summary.get("by_mode", {}).items())
        ],
    }


def _lines_tab(sight: Sight) -> dict[str, Any]:
    """The lines; with ``venue`` and ``month`` in the address, those that run there then."""
    venue, month = (sight.request.GET.get(name, "") for name in ("venue", "month"))
    lines, names = sight.answer.lines, [one["name"] for one in sight.answer.problem["registry"]["venues"]]
    if not (venue.isdecimal() and month.isdecimal() and len(venue + month) < 10):
        return {
            "lines": lines,
            "total": sum(line.cost for line in lines),
            "sums": sight.summary,
            "chosen": "",
        }
    shown = [
        line
        for line in lines
        if line.venue == int(venue) and line.first_month <= int(month) <= line.last_month
    ]
    place = names[int(venue)] if int(venue) < len(names) else ""
    lost = reverse("allocation:incident", args=[sight.scenario.pk, IncidentKind.LOSE_VENUE_MONTH.value])
    return {
        "lost": f"{lost}?venue={int(venue)}&month={int(month)}",
        "lines": shown,
        "total": sum(line.cost for line in shown),
        "sums": {
            "classes": sum(line.classes for line in shown),
            "learners": sum(line.learners for line in shown),
        },
        "chosen": gettext("Lớp chạy trong tháng %(month)s tại %(venue)s")
        % {"month": month, "venue": place or gettext("lớp trực tuyến")},
    }


def _months_tab(sight: Sight) -> dict[str, Any]:
    venues, numbers = [], []
    for number, (name, running, shares) in enumerate(
        queries.months_by_venue(sight.answer.problem, sight.answer.plan)
    ):
        if any(running):
            venues.append((name or gettext("Trực tuyến"), running, shares))
            numbers.append(number)
    months = [gettext("Tháng %d") % month for month in range(1, 13)]
    busiest = max(range(12), key=lambda month: sum(running[month] for _name, running, _shares in venues))
    title = gettext("Tháng %(month)s nhiều lớp nhất: %(classes)s lớp cùng chạy") % {
        "month": busiest + 1,
        "classes": sum(running[busiest] for _name, running, _shares in venues),
    }
    full = [
        (name, months[month], share * 100)
        for name, _running, shares in venues
        for month, share in enumerate(shares)
        if share is not None and share > 0.95
    ]
    cells = [running for _name, running, _shares in venues]
    names = [name for name, _running, _shares in venues]
    return {
        "chart": charts.matrix(
            title,
            names,
            months,
            cells,
            corner=gettext("Địa điểm"),
            # A class of several months stands in each of them.
            adds_across=False,
            url=lambda row, month: f"{sight.address('lines')}&venue={numbers[row]}&month={month + 1}",
        )
        if venues
        else None,
        "full": full,
    }


def _units_tab(sight: Sight) -> dict[str, Any]:
    quotas = {row[0]: UnitQuota(*row) for row in sight.summary["quotas"]}
    units = sight.answer.units
    rows = [
        (units[one.unit_id], one, quotas[one.unit_id])
        for one in queries.units_of(sight.answer.problem, sight.answer.plan)
        if one.unit_id in units
    ]
    results = [one for _unit, one, _quota in rows]
    return {
        "rows": sorted(rows, key=lambda row: row[0].sort_key),
        "shows_engaged": any(quota.engaged for _unit, _one, quota in rows),
        "need": sum(one.need for one in results),
        "places": sum(one.places for one in results),
        "learners": sum(one.learners for one in results),
    }


def _tenths(amount: int) -> str:
    """Đồng in millions, all of a column with one decimal."""
    return formats.number(amount / 10**6, 1) if amount else formats.DASH


def _money_tab(sight: Sight) -> dict[str, Any]:
    names = {source.pk: source.name for source in funding.sources()}
    budget = sight.scenario.budget
    rows: dict[str, Counter[str]] = {}
    money_of = sight.answer.money()
    for line in sight.answer.lines:
        rows.setdefault(line.name, Counter()).update(money_of[line.place])
    sources = sorted(budget, key=lambda source: -budget[source])
    paid: Counter[str] = sum(rows.values(), Counter())
    bullets = [
        charts.Bullet(names.get(source, source), round(paid[source] / 10**6), round(budget[source] / 10**6))
        for source in sources
    ]
    used, whole = sum(paid.values()), sum(budget.values())
    title = gettext("Dùng %(used)s trên %(all)s triệu đồng, còn %(left)s") % {
        "used": formats.millions(used),
        "all": formats.millions(whole),
        "left": formats.millions(whole - used),
    }
    return {
        "chart": charts.bullet_bars(title, bullets, unit=gettext("triệu đồng")),
        "sources": [names.get(source, source) for source in sources],
        "rows": [
            (name, [_tenths(money[source]) for source in sources], _tenths(money.total()))
            for name, money in sorted(rows.items(), key=lambda row: -row[1].total())
        ],
        "paid": [_tenths(paid[source]) for source in sources],
        "used": _tenths(used),
        "given": [_tenths(budget[source]) for source in sources],
        "whole": _tenths(whole),
        "left": [_tenths(budget[source] - paid[source]) for source in sources],
        "unspent": _tenths(whole - used),
    }


def _shares_tab(sight: Sight) -> dict[str, Any]:
    shares = sight.summary["shares"]
    people, before, after = shares["all"]
    title = gettext("Tỷ lệ đạt chuẩn từ %(before)s lên %(after)s") % {
        "before": formats.percent(before * 100 / people if people else None),
        "after": formats.percent(after * 100 / people if people else None),
    }
    units = sight.answer.units
    by_unit = [(units[unit], *counts) for unit, *counts in shares["units"] if unit in units]
    by_unit.sort(key=lambda row: row[0].sort_key)
    titles = sorted(shares["groups"], key=lambda row: row[2] - row[3])
    tables = [
        (gettext("Theo nhóm chức danh"), gettext("Nhóm chức danh"), titles),
        (
            gettext("Theo đơn vị"),
            gettext("Đơn vị"),
            [(unit.name, *counts, sight.opened(unit.pk)) for unit, *counts in by_unit],
        ),
    ]
    return {
        "caption": title,
        "chart": charts.share_bars(
            title,
            [
                charts.Share(gettext("Nay"), before, people),
                charts.Share(gettext("Sau khi học"), after, people),
            ],
            part=gettext("Đạt chuẩn"),
            whole=gettext("Số người"),
        ),
        "tables": [
            (
                caption,
                head,
                [_share_row(*row) for row in rows if row[1]],
                _share_row("", people, before, after),
            )
            for caption, head, rows in tables
        ],
    }


def _share_row(name: str, people: int, before: int, after: int, opened: str = "") -> tuple[Any, ...]:
    share, becomes = (count * 100 / people if people else None for count in (before, after))
    return name, people, before, after, share, becomes, opened if after > before else ""


def _people_tab(sight: Sight) -> dict[str, Any]:
    shown = people_tab(sight.request, sight.answer)
    may_edit = sight.request.actor.may_everywhere(Permission.PLAN_EDIT)
    return {
        "left": words.left(sight.summary),
        "withdraws": may_edit and shown["asked"] == "going",
        **shown,
    }


def _basis_tab(sight: Sight) -> dict[str, Any]:
    return {"assumptions": words.assumptions(sight.scenario), "excluded": words.excluded(sight.summary)}


TABS: dict[str, tuple[str, Callable[[Sight], dict[str, Any]]]] = {
    "result": ("result", result_tab),
    "lines": ("lines", _lines_tab),
    "months": ("months", _months_tab),
    "units": ("units", _units_tab),
    "money": ("money", _money_tab),
    "shares": ("shares", _shares_tab),
    "people": ("people", _people_tab),
    "basis": ("basis", _basis_tab),
}
