"""What each tab of a plan's page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from vun.common.actor import Permission
from vun.common.period import Period, add_months
from vun.faces.web import charts, formats
from vun.faces.web.plans.sight import LineRow, Section, Sight
from vun.records.allocation.domain import IncidentKind, percent_to_cut
from vun.records.allocation.queries import scenario_of_plan
from vun.records.delivery import queries as delivery
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.queries.facts import enrolment_facts
from vun.records.plans import domain, queries
from vun.records.plans.domain import VersionState
from vun.records.standards.domain import Branch


def _lines_tab(sight: Sight) -> dict[str, Any]:
    runs_classes = sight.request.actor.may_anywhere(Permission.CLASS_EDIT)
    opened = delivery.classes_by_line([line.line_id for line in sight.lines]) if runs_classes else {}
    proposed = queries.proposed_counts(sight.request.actor, sight.version)
    rows = {
        line.pk: _line_row(line, _class_url(sight, line, opened), proposed.get(line.pk, 0))
        for line in sight.lines
    }
    sections = []
    for letter, branch in zip("AB", Branch, strict=True):
        of_branch = [rows[line.pk] for line in sight.lines if line.branch == branch]
        if of_branch:
            sections.append(Section(letter, branch, of_branch, sight.totals.by_branch[branch]))
    return {
        "approval": sight.approval if sight.version.state in domain.OPEN_STATES else None,
        "sections": sections,
        "proposed": sum(row.proposed for row in rows.values()),
        "scenario": scenario_of_plan(sight.request.actor, sight.plan.pk) if proposed else None,
        "is_approved": sight.version.state == VersionState.APPROVED,
        "totals": sight.totals,
        # A line shared out to no unit at all may be submitted as it is.
        "ungiven": sum(max(row.line.learners - row.given, 0) for row in rows.values() if row.given),
        "by_origin": list(sight.totals.by_origin.items()),
        "by_year": sorted(sight.totals.by_year.items()),
        "shows_audience": any(row.audience for row in rows.values()),
        "shows_years": sight.plan.first_year != sight.plan.last_year,
        "shows_class_links": any(row.class_url for row in rows.values()),
    }


def _class_url(sight: Sight, line: Any, opened: Mapping[int, int]) -> str:
    """Where a class still to come of a line is opened; empty when there is none, or for whoever runs no classes there.

    Classes come of lines in force, of plans still open; a line that says how many makes no more.
    """
    is_in_force = sight.version.state == VersionState.APPROVED and sight.plan.closed_on is None
    is_full = bool(line.classes) and opened.get(line.line_id, 0) >= line.classes
    if not is_in_force or is_full or not sight.request.actor.may(Permission.CLASS_EDIT, line.host_id):
        return ""
    return f"{reverse('classes:add')}?line={line.line_id}"


def _line_row(line: Any, class_url: str = "", proposed: int = 0) -> LineRow:
    quotas = line.quotas.all()
    return LineRow(
        line,
        sum(budget.amount for budget in line.budgets.all()),
        sum(quota.learners for quota in quotas),
        sum(quota.used for quota in quotas),
        class_url,
        proposed,
    )


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's quotas, one for each line in their order, None where it has none."""

    unit: Any
    cells: list[Any]
    total: int


def _quotas_tab(sight: Sight) -> dict[str, Any]:
    lines = [line for line in sight.lines if line.quotas.all()]
    units: dict[int, Any] = {}
    given: dict[tuple[int, int], Any] = {}
    for line in lines:
        for quota in line.quotas.all():
            units[quota.unit_id] = quota.unit
            given[quota.unit_id, line.pk] = quota
    rows = []
    for unit in sorted(units.values(), key=lambda unit: unit.sort_key):
        cells = [given.get((unit.pk, line.pk)) for line in lines]
        rows.append(UnitRow(unit, cells, sum(cell.learners for cell in cells if cell)))
    return {
        "lines": [_line_row(line) for line in lines],
        "without": [line for line in sight.lines if not line.quotas.all()],
        "rows": rows,
        "total": sum(row.total for row in rows),
    }


def _cut_url(scenario: Any, check: Any) -> str:
    """Where the scenario is mended to what the source has left; empty where its plan asks no more than that."""
    if scenario is None or scenario.year != check.year:
        return ""
    given = scenario.budget.get(check.source_id, 0)
    percent = percent_to_cut(given, (check.budget or 0) - check.planned_elsewhere)
    form = reverse("allocation:incident", args=[scenario.pk, IncidentKind.BUDGET_CUT.value])
    return f"{form}?{urlencode({'source': check.source_id, 'percent': percent})}" if percent else ""


def _money_tab(sight: Sight) -> dict[str, Any]:
    checks = queries.check_money(sight.version)
    shortfall = [check for check in checks if check.shortfall]
    mends = bool(shortfall) and sight.request.actor.may_everywhere(Permission.PLAN_EDIT)
    scenario = scenario_of_plan(sight.request.actor, sight.plan.pk) if mends else None
    return {
        "checks": checks,
        "shortfall": [(check, _cut_url(scenario, check)) for check in shortfall],
        "lines": [_line_row(line) for line in sight.lines],
        "total": sight.totals.whole.budget,
        "sees_funds": sight.request.actor.may_anywhere(Permission.FUND_VIEW),
    }


def _calendar_tab(sight: Sight) -> dict[str, Any]:
    drawn = []
    for year in sorted({line.year for line in sight.lines}):
        known = [line for line in sight.lines if line.year == year and line.first_month]
        if known:
            drawn.append(
                charts.gantt(_calendar_title(year, known), year, [_span(sight, line) for line in known])
            )
    return {"charts": drawn, "unknown": [line for line in sight.lines if not line.first_month]}


def _calendar_title(year: int, lines: Sequence[Any]) -> str:
    running = {
        month: sum(line.first_month <= month <= line.last_month for line in lines) for month in range(1, 13)
    }
    busiest = max(running, key=lambda month: (running[month], -month))
    return gettext("Năm %(year)s: tháng %(month)s bận nhất, %(lines)s nội dung cùng chạy") % {
        "year": year,
        "month": busiest,
        "lines": running[busiest],
    }


def _span(sight: Sight, line: Any) -> charts.Span:
    last_day = add_months(date(line.year, line.last_month, 1), 1) - timedelta(days=1)
    url = reverse("plans:line", args=[line.pk]) if sight.is_editable else ""
    host = line.host.name if line.host else gettext("Chưa rõ nơi học")
    return charts.Span(line.title, date(line.year, line.first_month, 1), last_day, url, host)


def _result_tab(sight: Sight) -> dict[str, Any]:
    """Who was sent and who completed, beside what was planned, line by line."""
    completed: dict[int, int] = {}
    plan_years = Period(date(sight.plan.first_year, 1, 1), date(sight.plan.last_year + 1, 1, 1))
    of_plan = Q(training_class__line__plan_id=sight.plan.pk)
    for fact in enrolment_facts(sight.request.actor, of_plan):
        if fact.state != EnrolmentState.COMPLETED or fact.completed_on is None or fact.line_id is None:
            continue
        if fact.completed_on in plan_years:
            completed[fact.line_id] = completed.get(fact.line_id, 0) + 1
    bullets = [
        charts.Bullet(line.title, completed.get(line.line_id, 0), line.learners)
        for line in sight.lines
        if line.learners
    ]
    done = sum(bullet.done for bullet in bullets)
    planned = sum(bullet.planned for bullet in bullets)
    title = gettext("%(done)s trên %(planned)s học viên theo kế hoạch đã hoàn thành") % {
        "done": formats.number(done),
        "planned": formats.number(planned),
    }
    return {
        "chart": charts.bullet_bars(title, bullets, unit=gettext("người")) if bullets else None,
        "lines": [_line_row(line) for line in sight.lines],
    }


def _roll_up_tab(sight: Sight) -> dict[str, Any]:
    found = queries.roll_up(sight.plan)
    return {"roll_up": found, "by_block": list(found.totals.by_block.items())}


def _versions_tab(sight: Sight) -> dict[str, Any]:
    published = [version for version in sight.versions if version.state != VersionState.CANCELLED]
    before = dict(zip(published[1:], published, strict=False))
    pairs = [(version, before.get(version)) for version in reversed(sight.versions)]
    return {"pairs": pairs, "approval": sight.approval}


def _bases_tab(sight: Sight) -> dict[str, Any]:
    may_edit = sight.may(Permission.PLAN_EDIT) and sight.plan.closed_on is None
    return {"chain": queries.basis_chain(sight.plan), "may_edit_bases": may_edit}


TABS: dict[str, tuple[str, Callable[[Sight], dict[str, Any]]]] = {
    "lines": ("lines", _lines_tab),
    "quotas": ("quota_matrix", _quotas_tab),
    "money": ("money", _money_tab),
    "calendar": ("calendar", _calendar_tab),
    "result": ("result", _result_tab),
    "roll-up": ("roll_up", _roll_up_tab),
    "versions": ("versions", _versions_tab),
    "bases": ("bases", _bases_tab),
}
