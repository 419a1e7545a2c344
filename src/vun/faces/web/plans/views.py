"""Plans to look at: the list, one plan from all sides, and what changed between two versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.period import Period, add_months
from vun.faces.web import charts, formats
from vun.faces.web.approving import Panel, lent, panel_of
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.plans import words
from vun.faces.web.plans.tables import PLANS, years
from vun.faces.web.request import Request
from vun.records.allocation.queries import has_proposed
from vun.records.approvals.domain import MatterKind
from vun.records.delivery import queries as delivery
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.queries.facts import enrolment_facts
from vun.records.plans import domain, queries
from vun.records.plans.domain import LineState, Sum, Totals, VersionState
from vun.records.standards.domain import Branch


def area_tabs(request: Request, current: str) -> list[Tab]:
    """Plans, and for whoever may see money, the money."""
    tabs = [Tab(pgettext_lazy("section", "Kế hoạch"), reverse("plans:list"), is_current=current == "plans")]
    if request.actor.may(Permission.FUND_VIEW):
        tabs += [
            Tab(_("Kinh phí"), reverse("plans:funds"), is_current=current == "funds"),
            Tab(_("Định mức chi"), reverse("plans:norms"), is_current=current == "norms"),
        ]
    if request.actor.may_everywhere(Permission.PLAN_VIEW):
        central = reverse("plans:central")
        tabs.append(Tab(_("Chỉ tiêu trung ương giao"), central, is_current=current == "central"))
        tabs.append(Tab(_("Phương án tối ưu"), reverse("allocation:list")))
    return tabs if len(tabs) > 1 else []


@needs(Permission.PLAN_VIEW)
def plan_list(request: Request) -> HttpResponse:
    """The plans the reader may know of."""
    add = Action(_("Lập kế hoạch"), reverse("plans:add"), Permission.PLAN_EDIT)
    return PLANS.respond(
        request,
        queries.plan_list(request.actor),
        action=add,
        tabs=area_tabs(request, "plans"),
        empty=Empty(
            _("Chưa có kế hoạch nào. Lập kế hoạch đầu tiên, rồi thêm lớp và phân bổ chỉ tiêu."),
            add if add.shows_to(request) else None,
        ),
    )


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as the plan page shows it. ``money`` in đồng; ``given`` are the quotas' learners.

    ``class_url`` is where the reader opens a class of the line; empty for whoever may not.
    """

    line: Any
    money: int
    given: int
    taken: int
    class_url: str = ""

    @property
    def months(self) -> str:
        return words.months(self.line)

    @property
    def audience(self) -> str:
        return words.audience(self.line)


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one branch with their sum."""

    letter: str
    branch: Branch
    rows: list[LineRow]
    sum: Sum


class Sight:
    """A plan in one of its versions as one reader sees it."""

    def __init__(self, request: Request, plan_id: int) -> None:
        self.request = request
        self.plan = queries.get_plan(request.actor, plan_id)
        self.versions = queries.versions_of(request.actor, self.plan)
        for version in self.versions:
            version.plan = self.plan
        self.version = self._chosen(request.GET.get("version", ""))

    def _chosen(self, asked: str) -> Any:
        if not asked:
            return queries.version_to_show(self.versions)
        for version in self.versions:
            if str(version.pk) == asked:
                return version
        raise NotFound("plan version")

    @cached_property
    def lines(self) -> list[Any]:
        return list(queries.terms_of_version(self.version))

    @cached_property
    def states(self) -> list[LineState]:
        return [queries.line_state(line) for line in self.lines]

    @cached_property
    def totals(self) -> Totals:
        return domain.totals((self.plan.block, state) for state in self.states)

    @property
    def is_editable(self) -> bool:
        return self.version.state in domain.EDITABLE_STATES and self.may(Permission.PLAN_EDIT)

    def may(self, permission: Permission) -> bool:
        return self.request.actor.may(permission, self.plan.unit_id)

    @cached_property
    def approval(self) -> Panel | None:
        """The steps of approval, for whoever may read versions not in force."""
        if self.version.state == VersionState.DRAFT or not self.may(Permission.PLAN_VIEW):
            return None
        return panel_of(self.request, MatterKind.PLAN, self.version.pk)

    def address(self, tab: str) -> str:
        """The plan page at a tab, in the version looked at."""
        carried = f"&{lent(self.request)}" if lent(self.request) else ""
        return f"{reverse('plans:detail', args=[self.plan.pk])}?version={self.version.pk}&tab={tab}{carried}"

    def tabs(self, current: str) -> list[Tab]:
        titles = {
            "lines": pgettext_lazy("section", "Nội dung"),
            "quotas": _("Chỉ tiêu"),
            "money": _("Kinh phí"),
            "calendar": _("Lịch"),
            "result": _("Kết quả"),
            "roll-up": _("Tổng hợp"),
            "versions": _("Các bản"),
            "bases": _("Căn cứ"),
        }
        return [Tab(title, self.address(tab), is_current=tab == current) for tab, title in titles.items()]


@needs(Permission.PLAN_VIEW)
def detail(request: Request, plan_id: int) -> HttpResponse:
    """One plan in one version; each tab asks only for what it shows."""
    sight = Sight(request, plan_id)
    tab = request.GET.get("tab", "lines")
    if tab not in _TABS:
        raise NotFound("tab")
    template, gather = _TABS[tab]
    actions = _actions(sight)
    return show(
        request,
        f"plans/{template}.html",
        title=sight.plan.name,
        lead=_lead(sight),
        action=actions[0] if actions else None,
        more=actions[1:],
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list")],
        tabs=sight.tabs(tab),
        sight=sight,
        plan=sight.plan,
        version=sight.version,
        waits_for=_waits_for(sight),
        **gather(sight),
    )


def _waits_for(sight: Sight) -> str:
    """Who acts next on the version: whoever drafts it, or who holds the step it is at."""
    if sight.version.state == VersionState.SUBMITTED and sight.approval is not None:
        return sight.approval.waits_for
    return words.waits_for(sight.version)


def _lead(sight: Sight) -> str:
    parts = [sight.plan.unit.name, gettext("năm %(years)s") % {"years": years(sight.plan)}]
    if sight.plan.block:
        parts.append(gettext("khối %(block)s") % {"block": label(sight.plan.block, "Block")})
    if sight.plan.theme:
        parts.append(gettext("chủ đề “%(theme)s”") % {"theme": sight.plan.theme})
    return ", ".join(parts)


def _actions(sight: Sight) -> list[Action]:
    """What can be done with the version, the main thing first."""
    unit_id, version = sight.plan.unit_id, sight.version
    if sight.plan.closed_on is not None:
        return []

    def of_version(text: Text, name: str, permission: Permission, **options: Any) -> Action:
        return Action(text, reverse(f"plans:{name}", args=[version.pk]), permission, unit_id, **options)

    def of_plan(text: Text, name: str) -> Action:
        return Action(text, reverse(f"plans:{name}", args=[sight.plan.pk]), Permission.PLAN_EDIT, unit_id)

    edit = Permission.PLAN_EDIT
    by_state: dict[VersionState, list[Action]] = {
        VersionState.SUBMITTED: _deciding(sight),
        VersionState.APPROVED: [
            of_plan(_("Điều chỉnh kế hoạch"), "amend"),
            of_plan(_("Kết thúc kế hoạch"), "close"),
            *_nominating(sight),
        ],
    }
    add = of_version(_("Thêm lớp, chương trình"), "line-add", edit)
    editing = [
        of_version(_("Lấy từ nhu cầu đã khảo sát"), "from-needs", edit),
        of_version(_("Phân bổ chỉ tiêu"), "quotas", edit),
        of_plan(_("Sửa tên, chủ đề"), "edit"),
        of_version(
            _("Huỷ bản nháp"),
            "cancel",
            edit,
            post=True,
            danger=True,
            confirm=_("Huỷ bản nháp này. Bản đã duyệt trước đó, nếu có, vẫn giữ nguyên."),
        ),
    ]
    submit = of_version(_("Trình duyệt"), "submit", edit, post=True, confirm=submit_consequence(sight))
    by_state[VersionState.DRAFT] = by_state[VersionState.RETURNED] = (
        [submit, add, *editing] if sight.lines else [add, *editing]
    )
    found = by_state.get(VersionState(version.state), [])
    return [action for action in found if action.shows_to(sight.request)]


def _deciding(sight: Sight) -> list[Action]:
    """What whoever's turn it is can do with a submitted version; whoever drafted it takes it back."""
    panel, version = sight.approval, sight.version

    def of_version(text: Text, name: str, **options: Any) -> Action:
        carried = f"?{lent(sight.request)}" if lent(sight.request) else ""
        return Action(text, reverse(f"plans:{name}", args=[version.pk]) + carried, **options)

    found = []
    if panel is not None and panel.is_mine:
        found.append(panel.passes_on or of_version(_("Duyệt"), "approve"))
        if panel.returns:
            found.append(of_version(pgettext_lazy("action", "Trả lại"), "return"))
    consequence = _("Rút lại để sửa. Các chữ ký đã có không còn giá trị, trình lại từ bước đầu.")
    take_back = of_version(_("Rút lại để sửa"), "take-back", post=True, confirm=consequence)
    return [*found, replace(take_back, permission=Permission.PLAN_EDIT, unit_id=sight.plan.unit_id)]


def _nominating(sight: Sight) -> list[Action]:
    """Putting forward those a scenario proposed, where the plan was drafted from one."""
    if not sight.request.actor.may_everywhere(Permission.NOMINATE) or not has_proposed(sight.plan.pk):
        return []
    url = reverse("allocation:nominate", args=[sight.plan.pk])
    consequence = _(
        "Đề cử những người phương án đã dự kiến mà chưa ai đề cử, trong chỉ tiêu của từng đơn vị."
    )
    return [Action(_("Đề cử theo phương án"), url, Permission.NOMINATE, post=True, confirm=consequence)]


def submit_consequence(sight: Sight) -> str:
    """What submitting does, before it is done."""
    return gettext(
        "Trình bản này gồm %(lines)s nội dung, %(learners)s học viên. Trong lúc chờ duyệt không sửa được."
    ) % {"lines": formats.number(len(sight.lines)), "learners": formats.number(sight.totals.whole.learners)}


# ------------------------------------------------------------------------------------------------ the tabs


def _lines_tab(sight: Sight) -> dict[str, Any]:
    runs_classes = sight.request.actor.may(Permission.CLASS_EDIT)
    opened = delivery.classes_by_line([line.line_id for line in sight.lines]) if runs_classes else {}
    rows = {line.pk: _line_row(line, _class_url(sight, line, opened)) for line in sight.lines}
    sections = []
    for letter, branch in zip("AB", Branch, strict=True):
        of_branch = [rows[line.pk] for line in sight.lines if line.branch == branch]
        if of_branch:
            sections.append(Section(letter, branch, of_branch, sight.totals.by_branch[branch]))
    return {
        "approval": sight.approval if sight.version.state in domain.OPEN_STATES else None,
        "sections": sections,
        "totals": sight.totals,
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


def _line_row(line: Any, class_url: str = "") -> LineRow:
    quotas = line.quotas.all()
    return LineRow(
        line,
        sum(budget.amount for budget in line.budgets.all()),
        sum(quota.learners for quota in quotas),
        sum(quota.used for quota in quotas),
        class_url,
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


def _money_tab(sight: Sight) -> dict[str, Any]:
    checks = queries.check_money(sight.version)
    return {
        "checks": checks,
        "shortfall": [check for check in checks if check.shortfall],
        "lines": [_line_row(line) for line in sight.lines],
        "total": sight.totals.whole.budget,
        "sees_funds": sight.request.actor.may(Permission.FUND_VIEW),
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


_TABS: dict[str, tuple[str, Callable[[Sight], dict[str, Any]]]] = {
    "lines": ("lines", _lines_tab),
    "quotas": ("quota_matrix", _quotas_tab),
    "money": ("money", _money_tab),
    "calendar": ("calendar", _calendar_tab),
    "result": ("result", _result_tab),
    "roll-up": ("roll_up", _roll_up_tab),
    "versions": ("versions", _versions_tab),
    "bases": ("bases", _bases_tab),
}


@needs(Permission.PLAN_VIEW)
def differences(request: Request, plan_id: int) -> HttpResponse:
    """What changed between two versions of a plan."""
    sight = Sight(request, plan_id)
    by_id = {str(version.pk): version for version in sight.versions}
    try:
        before, after = by_id[request.GET["from"]], by_id[request.GET["to"]]
    except KeyError:
        raise NotFound("plan version") from None
    found = queries.differences(before, after)
    return show(
        request,
        "plans/differences.html",
        title=_("Nội dung thay đổi"),
        lead=_("Bản %(newer)s so với bản %(older)s của “%(plan)s”.")
        % {"newer": after.number, "older": before.number, "plan": sight.plan.name},
        crumbs=[
            (pgettext_lazy("section", "Kế hoạch"), "plans:list"),
            (sight.plan.name, sight.address("versions")),
        ],
        before=before,
        after=after,
        shown=words.shown_differences(request.actor, found, request.on),
    )
