"""Scenarios to look at: the list, and one from all sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.text import fold
from vun.faces.web import formats
from vun.faces.web.allocation import words
from vun.faces.web.allocation.forms import ScenarioForm
from vun.faces.web.allocation.sight import TABS, Sight, result_tab
from vun.faces.web.allocation.tables import SCENARIOS, gap_text
from vun.faces.web.forms import form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import (
    ALL_MODES,
    NO_LOCKS,
    OPEN_STATES,
    Preset,
    locks_from,
)
from vun.records.standards.domain import StudyMode


@dataclass(frozen=True, slots=True)
class Row:
    """A scenario as the list shows it."""

    pk: int
    name: str
    search_key: str
    year: int
    state: str
    learners: int | None
    at_standard: int | None
    cost: str
    gap: str
    made_by: str


def _row(scenario: Any) -> Row:
    state = queries.state_of(scenario)
    summary = {} if state in OPEN_STATES else scenario.summary
    return Row(
        scenario.pk,
        scenario.name,
        fold(scenario.name),
        scenario.year,
        state.value,
        summary.get("learners"),
        summary.get("at_standard"),
        formats.millions(summary["cost"]) if "cost" in summary else formats.DASH,
        gap_text(summary),
        scenario.made_by,
    )


@needs(Permission.PLAN_VIEW)
def scenario_list(request: Request) -> HttpResponse:
    """All scenarios, for whoever sees the plans of the whole province."""
    request.actor.require_everywhere(Permission.PLAN_VIEW)
    rows = [_row(scenario) for scenario in queries.visible_to(request.actor)]
    add = Action(_("Đặt phương án"), reverse("allocation:add"), Permission.PLAN_EDIT)
    return SCENARIOS.respond(
        request,
        rows,
        action=add,
        tabs=words.area_tabs(request, "scenarios"),
        bulk=[Bulk(_("So sánh"), reverse("allocation:compare"), Permission.PLAN_VIEW)],
        empty=Empty(
            _("Chưa có phương án nào. Đặt kinh phí và hình thức, rồi để máy tìm phương án tốt nhất."),
            add if add.shows_to(request) else None,
        ),
    )


@needs(Permission.PLAN_EDIT)
def add(request: Request) -> HttpResponse:
    """Put a question: year, money, modes, time."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    base = _base(request)
    year = base.year if base else request.on.year + 1
    money = queries.YearBudget(base.budget) if base else queries.budget_of(year)
    name = base.name[:150] if base else gettext("Phương án %(year)s") % {"year": year}
    form = ScenarioForm(
        request,
        budget=money.amounts,
        initial={
            "year": year,
            "name": gettext("%(name)s, sửa") % {"name": name} if base else name,
            "modes": base.modes if base else [mode.value for mode in ALL_MODES],
            "seconds": base.seconds if base else 60,
        },
    )
    if request.method == "POST" and form.is_valid():
        locks = locks_from(base.locks) if base else NO_LOCKS
        asked = {**form.arguments(), "base": base, "locks": locks, "on": request.on}
        done = run(form, operations.make_scenario, by=request.actor, **asked)
        if done:
            return redirect("allocation:detail", done.value.pk)
    return form_page(
        request,
        form,
        title=_("Đặt phương án"),
        lead=_lead_of_question(request, year, money),
        submit=_("Đặt phương án"),
        cancel=reverse("allocation:list"),
        crumbs=[(_("Phương án"), "allocation:list")],
    )


def _lead_of_question(request: Request, year: int, money: queries.YearBudget) -> str:
    said = [
        gettext("Phần còn thiếu được tính vào ngày %(day)s, theo chính sách của ngày đó.")
        % {"day": formats.day(request.on)}
    ]
    if not money.amounts and not money.asked:
        text = gettext(
            "Chưa giao kinh phí cho năm %(year)s: gõ số tiền từng nguồn, hoặc giao kinh phí trước."
        )
        said.append(text % {"year": year})
    if money.other_year is not None:
        text = gettext("Kinh phí điền sẵn là của năm %(other_year)s.")
        said.append(text % {"other_year": money.other_year})
    if money.asked:
        text = gettext("Đã trừ %(money)s triệu đồng mà các kế hoạch đã duyệt của năm %(year)s cần.")
        said.append(text % {"money": formats.millions(money.asked), "year": year})
    return " ".join(said)


def _base(request: Request) -> Any:
    """The scenario a new one is to be like; None where the address names none. Raises NotFound."""
    asked = request.GET.get("base", "")
    if not asked:
        return None
    return queries.get_scenario(request.actor, int(asked) if asked.isdecimal() and len(asked) < 10 else 0)


@needs(Permission.PLAN_VIEW)
def detail(request: Request, scenario_id: int) -> HttpResponse:
    """One scenario; each tab reads only what it shows."""
    sight = Sight(request, scenario_id)
    tab = request.GET.get("tab", "result")
    if tab not in TABS or (tab != "result" and not sight.has_plan):
        raise NotFound("tab")
    template, gather = TABS[tab]
    actions = _actions(sight)
    return show(
        request,
        f"allocation/{template}.html",
        title=sight.scenario.name,
        lead=_lead(sight),
        action=actions[0] if actions else None,
        more=actions[1:],
        crumbs=[(_("Phương án"), "allocation:list")],
        tabs=sight.tabs(tab),
        sight=sight,
        scenario=sight.scenario,
        may_edit=request.actor.may_everywhere(Permission.PLAN_EDIT),
        **gather(sight),
    )


def _lead(sight: Sight) -> str:
    scenario = sight.scenario
    parts = [
        gettext("Năm %(year)s") % {"year": scenario.year},
        gettext("%(money)s triệu đồng") % {"money": formats.millions(sum(scenario.budget.values()))},
    ]
    if set(scenario.modes) != {mode.value for mode in ALL_MODES}:
        parts.append(", ".join(label(StudyMode(mode)).lower() for mode in scenario.modes))
    if scenario.base is not None:
        parts.append(gettext("dựa trên “%(base)s”") % {"base": scenario.base.name})
    locks = len(locks_from(scenario.locks))
    if locks:
        parts.append(gettext("%(locks)s điều đã quyết trước") % {"locks": formats.number(locks)})
    return "; ".join(parts)


def _actions(sight: Sight) -> list[Action]:
    """What can be done, the main thing first."""
    if not sight.request.actor.may_everywhere(Permission.PLAN_EDIT):
        return []
    pk, edit = sight.scenario.pk, Permission.PLAN_EDIT

    def post(text: Any, name: str, *more: str, **options: Any) -> Action:
        return Action(text, reverse(f"allocation:{name}", args=[pk, *more]), edit, post=True, **options)

    if sight.is_drawing:
        return [post(_("Dừng tính"), "stop")]
    if sight.is_open:
        return [post(_("Dừng, giữ phương án tốt nhất"), "stop")]
    start = post(_("Sửa phương án") if sight.scenario.incident else _("Tìm phương án"), "start")
    like = Action(_("Sửa kinh phí, hình thức"), f"{reverse('allocation:add')}?base={pk}", edit)
    rest = [like, *(post(label(preset), "vary", preset.value) for preset in Preset)]
    remove = post(
        _("Xoá phương án"),
        "remove",
        danger=True,
        confirm=_("Xoá phương án này cùng kết quả. Không lấy lại được."),
    )
    if not sight.has_plan:
        return [start, *rest, remove]
    draft = Action(_("Lập kế hoạch từ phương án"), reverse("allocation:draft", args=[pk]), edit)
    curve = post(_("Xem mỗi tỷ đồng thêm được gì"), "curve")
    mend = Action(_("Xử lý việc phát sinh"), reverse("allocation:incidents", args=[pk]), edit)
    again = post(_("Tìm lại"), "start", confirm=_("Tìm lại sẽ thay kết quả hiện có."))
    return [draft, mend, curve, *rest, *([] if sight.scenario.incident else [again]), remove]


@needs(Permission.PLAN_VIEW)
def progress(request: Request, scenario_id: int) -> HttpResponse:
    """The part of the page that moves while a plan is sought."""
    sight = Sight(request, scenario_id)
    answer = render(
        request,
        "allocation/progress.html",
        {"scenario": sight.scenario, "sight": sight, **result_tab(sight)},
    )
    if not sight.is_open and not sight.is_drawing:
        # The whole page has more to say now than this part.
        answer["HX-Refresh"] = "true"
    return answer
