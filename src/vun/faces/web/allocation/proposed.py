"""Whom a version of a plan proposes to send: seen before it is approved, changed by hand while it is drafted."""

from __future__ import annotations

from collections import Counter
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
from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.allocation.forms import ProposeForm
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, Empty, IntegerColumn, ListPage, ListTable, TextColumn
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action
from vun.faces.web.request import Request, ids_of
from vun.records.allocation import operations, queries
from vun.records.plans import operations as plan_operations
from vun.records.plans import queries as plans
from vun.records.plans.domain import EDITABLE_STATES, VersionState

SHOWN_PROBLEMS = 5


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


@needs(Permission.PLAN_VIEW)
def proposed(request: Request, version_id: int) -> HttpResponse:
    """Whoever a version proposes, under all of its lines."""
    return _listed(request, plans.get_version(request.actor, version_id))


@needs(Permission.PLAN_VIEW)
def of_line(request: Request, terms_id: int) -> HttpResponse:
    """Whoever a version proposes under one of its lines."""
    line = plans.get_terms(request.actor, terms_id)
    return _listed(request, line.version, line)


def _listed(request: Request, version: Any, line: Any = None) -> HttpResponse:
    request.actor.require_everywhere(Permission.PLAN_VIEW)
    rows = queries.proposed_of(request.actor, version)
    title, action = PROPOSED.title, None
    if line is not None:
        rows = rows.filter(terms=line)
        title = gettext("Dự kiến cử: %(line)s") % {"line": _title(line)}
        if version.state in EDITABLE_STATES and request.actor.may_everywhere(Permission.PLAN_EDIT):
            add = reverse("allocation:propose", args=[line.pk])
            action = Action(_("Thêm người"), add, Permission.PLAN_EDIT)
    return PROPOSED.respond(
        request,
        [_row(one) for one in rows],
        title=title,
        lead=_lead(request, version),
        action=action,
        bulk=_bulk(request, version),
        crumbs=_crumbs(version),
    )


def _title(line: Any) -> str:
    return f"{line.line.number}. {line.title}"


def _crumbs(version: Any) -> list[tuple[Any, str]]:
    plan = f"{reverse('plans:detail', args=[version.plan_id])}?version={version.pk}"
    return [(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (version.plan.name, plan)]


def _row(one: Any) -> Row:
    return Row(
        one.pk,
        one.person_id,
        one.person.full_name,
        one.person.sort_key,
        f"{one.person.search_key} {one.unit.search_key}",
        one.unit.name,
        one.unit.sort_key,
        _title(one.terms),
        one.weight,
        gettext("đã đề cử") if one.is_nominated else gettext("chưa"),
    )


_LEADS = {
    VersionState.SUBMITTED: _("Đã trình cùng bản %(number)s. Muốn sửa danh sách thì rút kế hoạch lại."),
    VersionState.APPROVED: _(
        "Được duyệt cùng bản %(number)s: chọn người rồi bấm “Đề cử người đã chọn”. Muốn sửa danh sách thì điều chỉnh "
        "kế hoạch."
    ),
    VersionState.SUPERSEDED: _("Đã duyệt cùng bản %(number)s, nay bản khác đã thay."),
    VersionState.CANCELLED: _("Của bản %(number)s, bản nháp đã huỷ."),
}
_LEAD_OF_DRAFTS = _(
    "Đi cùng bản %(number)s khi trình. Kế hoạch duyệt xong thì “Đề cử theo phương án” trong “Việc khác” đề cử những "
    "người này."
)


def _lead(request: Request, version: Any) -> str:
    said = str(_LEADS.get(VersionState(version.state), _LEAD_OF_DRAFTS)) % {"number": version.number}
    scenario = queries.scenario_of_plan(request.actor, version.plan_id)
    if scenario is None:
        return said
    return gettext("Theo phương án “%(name)s”.") % {"name": scenario.name} + " " + said


def _bulk(request: Request, version: Any) -> list[Bulk]:
    """What can be done with those chosen: taken off a draft, put forward under a version in force."""
    if version.state in EDITABLE_STATES:
        drop = Bulk(
            _("Bỏ khỏi dự kiến"),
            reverse("allocation:proposed-drop", args=[version.pk]),
            Permission.PLAN_EDIT,
            confirm=_(
                "Những người đã chọn sẽ không được đề cử theo phương án. Chỉ tiêu của đơn vị giữ nguyên."
            ),
        )
        return [drop] if request.actor.may_everywhere(Permission.PLAN_EDIT) else []
    put = Bulk(
        _("Đề cử người đã chọn"),
        reverse("allocation:nominate-chosen", args=[version.pk]),
        Permission.NOMINATE,
        confirm=_("Đề cử những người đã chọn mà chưa ai đề cử, trong chỉ tiêu của từng đơn vị."),
    )
    is_in_force = version.state == VersionState.APPROVED and version.plan.closed_on is None
    return [put] if is_in_force and request.actor.may_everywhere(Permission.NOMINATE) else []


@needs(Permission.PLAN_EDIT)
@require_POST
def drop(request: Request, version_id: int) -> HttpResponse:
    """Propose the chosen ones no longer."""
    version = plans.get_version(request.actor, version_id)
    chosen = ids_of(request.POST.getlist("ids"))
    try:
        count = operations.drop_proposed(version=version, ids=chosen, by=request.actor)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        said = gettext("Đã bỏ %(count)s người khỏi dự kiến.") % {"count": formats.number(count)}
        messages.success(request, said)
    return redirect("allocation:proposed", version_id)


@needs(Permission.PLAN_EDIT)
def propose(request: Request, terms_id: int) -> HttpResponse:
    """Propose somebody more under a line of a draft."""
    line = plans.get_terms(request.actor, terms_id)
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    return operation_page(
        request,
        ProposeForm(request),
        partial(plan_operations.propose, line=line, on=request.on),
        said=_("Đã thêm vào dự kiến cử."),
        title=_("Thêm người dự kiến cử"),
        lead=_title(line),
        submit=_("Thêm"),
        cancel=reverse("allocation:line-proposed", args=[line.pk]),
        crumbs=_crumbs(line.version),
    )


@needs(Permission.NOMINATE)
@require_POST
def nominate(request: Request, plan_id: int) -> HttpResponse:
    """Put forward all who are proposed under a plan that has been approved."""
    plan = plans.get_plan(request.actor, plan_id)
    return _nominated(request, plan, None, None, reverse("plans:detail", args=[plan_id]))


@needs(Permission.NOMINATE)
@require_POST
def nominate_chosen(request: Request, version_id: int) -> HttpResponse:
    """Put forward those chosen among whom the version in force proposes."""
    version = plans.get_version(request.actor, version_id)
    back = reverse("allocation:proposed", args=[version.pk])
    if version.state != VersionState.APPROVED:
        replaced = Problem("plans.wrong_state", state=VersionState(version.state))
        messages.warning(request, problem_text(replaced))
        return redirect(back)
    return _nominated(request, version.plan, version, ids_of(request.POST.getlist("ids")), back)


def _nominated(request: Request, plan: Any, version: Any, chosen: set[int] | None, back: str) -> HttpResponse:
    """Put forward the ``chosen`` of the version, or with neither all; say how many, and why others were not."""
    try:
        found = operations.nominate_proposed(plan=plan, ids=chosen, on=request.on, by=request.actor)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect(back)
    said = gettext("Đã đề cử %(count)s người theo phương án.") % {"count": formats.number(found.count)}
    (messages.success if found.count else messages.warning)(request, said)
    if chosen and not (found.count or found.refused):
        put = queries.proposed_of(request.actor, version).filter(pk__in=chosen)
        for one in put[:SHOWN_PROBLEMS]:
            there = Problem("sending.nominated_already", name=one.person.full_name)
            messages.warning(request, problem_text(there))
    # What is wrong with a unit is wrong with each of its people: it is said once.
    reasons = Counter(problem_text(refusal) for refusal in found.refused.values())
    for reason in list(reasons)[:SHOWN_PROBLEMS]:
        messages.warning(request, reason)
    if others := sum(list(reasons.values())[SHOWN_PROBLEMS:]):
        messages.warning(
            request,
            gettext("Còn %(count)s người chưa đề cử được, đơn vị xem từng người khi đề cử.")
            % {"count": formats.number(others)},
        )
    return redirect(back)
