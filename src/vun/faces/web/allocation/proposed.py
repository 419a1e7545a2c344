"""Whom a plan drafted from a scenario proposes to send: seen before it is approved, and changed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web import formats
from vun.faces.web.allocation.forms import ProposeForm
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, Empty, IntegerColumn, ListPage, ListTable, TextColumn
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action
from vun.faces.web.request import Request, ids_of
from vun.records.allocation import operations, queries
from vun.records.plans import queries as plans


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody proposed, as the list shows them."""

    pk: int
    person_id: int
    name: str
    sort_key: str
    search_key: str
    unit: str
    unit_key: str
    line: str
    weight: int
    state: str


class ProposedTable(ListTable):
    name = TextColumn(_("Họ và tên"), "name", order_by="sort_key", to="people:detail", key="person_id")
    unit = TextColumn(_("Tính chỉ tiêu của"), "unit", order_by="unit_key", phone=True)
    line = TextColumn(_("Lớp, chương trình"), "line")
    weight = IntegerColumn(_("Điểm"), "weight")
    state = TextColumn(_("Đề cử"), "state", phone=True)

    class Meta(ListTable.Meta):
        order_by = "-weight"


PROPOSED = ListPage(
    name="proposed",
    title=_("Người dự kiến cử"),
    table=ProposedTable,
    search=("search_key",),
    empty=Empty(_("Chưa dự kiến cử ai.")),
)


def _list_address(plan_id: int, line_id: int | None) -> str:
    if line_id is None:
        return reverse("allocation:proposed", args=[plan_id])
    return reverse("allocation:line-proposed", args=[plan_id, line_id])


@needs(Permission.PLAN_VIEW)
def proposed(request: Request, plan_id: int, line_id: int | None = None) -> HttpResponse:
    """Whoever is proposed under one line of the plan, or under all of them."""
    plan = plans.get_plan(request.actor, plan_id)
    request.actor.require_everywhere(Permission.PLAN_VIEW)
    titles = _titles(request, plan)
    if line_id is not None and line_id not in titles:
        raise NotFound("line of the plan")
    rows = [
        _row(one, titles)
        for one in queries.proposed_of(request.actor, plan_id)
        if line_id in (None, one.line_id)
    ]
    scenario = queries.scenario_of_plan(request.actor, plan_id)
    drop = Bulk(
        _("Bỏ khỏi dự kiến"),
        reverse("allocation:proposed-drop", args=[plan_id]),
        Permission.PLAN_EDIT,
        confirm=_("Những người đã chọn sẽ không được đề cử theo phương án. Chỉ tiêu của đơn vị giữ nguyên."),
    )
    may_edit = request.actor.may_everywhere(Permission.PLAN_EDIT)
    back = reverse("plans:detail", args=[plan_id])
    return PROPOSED.respond(
        request,
        rows,
        title=gettext("Dự kiến cử: %(line)s") % {"line": titles[line_id]} if line_id else PROPOSED.title,
        lead=_lead(scenario),
        action=_add(plan_id, line_id) if line_id and may_edit else None,
        bulk=[drop] if may_edit else [],
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (plan.name, back)],
    )


def _titles(request: Request, plan: Any) -> dict[int, str]:
    """The titles of the lines of the version the reader means, by the line's id."""
    version = plans.version_to_show(plans.versions_of(request.actor, plan))
    return {terms.line_id: f"{terms.line.number}. {terms.title}" for terms in plans.terms_of_version(version)}


def _row(one: Any, titles: dict[int, str]) -> Row:
    return Row(
        one.pk,
        one.person_id,
        one.person.full_name,
        one.person.sort_key,
        f"{one.person.search_key} {one.unit.search_key}",
        one.unit.name,
        one.unit.sort_key,
        titles.get(one.line_id, gettext("nội dung đã bỏ khỏi kế hoạch")),
        one.weight,
        gettext("đã đề cử") if one.is_nominated else gettext("chưa"),
    )


def _lead(scenario: Any) -> str:
    said = gettext(
        "Khi kế hoạch đã duyệt, “Đề cử theo phương án” trong “Việc khác” sẽ đề cử những người này."
    )
    if scenario is None:
        return said
    return gettext("Theo phương án “%(name)s”.") % {"name": scenario.name} + " " + said


def _add(plan_id: int, line_id: int) -> Action:
    url = reverse("allocation:propose", args=[plan_id, line_id])
    return Action(_("Thêm người"), url, Permission.PLAN_EDIT)


@needs(Permission.PLAN_EDIT)
@require_POST
def drop(request: Request, plan_id: int) -> HttpResponse:
    """Propose the chosen ones no longer."""
    plan = plans.get_plan(request.actor, plan_id)
    chosen = ids_of(request.POST.getlist("ids"))
    try:
        count = operations.drop_proposed(plan=plan, ids=chosen, by=request.actor)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        said = gettext("Đã bỏ %(count)s người khỏi dự kiến.") % {"count": formats.number(count)}
        messages.success(request, said)
    return redirect("allocation:proposed", plan_id)


@needs(Permission.PLAN_EDIT)
def propose(request: Request, plan_id: int, line_id: int) -> HttpResponse:
    """Propose somebody more under a line."""
    plan = plans.get_plan(request.actor, plan_id)
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    title = _titles(request, plan).get(line_id)
    if title is None:
        raise NotFound("line of the plan")
    return operation_page(
        request,
        ProposeForm(request),
        partial(operations.propose, plan=plan, line_id=line_id, on=request.on),
        said=_("Đã thêm vào dự kiến cử."),
        title=_("Thêm người dự kiến cử"),
        lead=title,
        submit=_("Thêm"),
        cancel=_list_address(plan_id, line_id),
        crumbs=[(plan.name, reverse("plans:detail", args=[plan_id]))],
    )
