"""Quotas of units, everybody put forward under them, and the decision that sends them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.approving import require_last_signature
from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.forms import form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.frame import CRUMBS, tabs
from vun.faces.web.sending.selecting import told_of_selection
from vun.faces.web.sending.tables import NOMINATIONS, QUOTAS
from vun.records.approvals import queries as approvals
from vun.records.approvals.domain import MatterKind
from vun.records.sending import operations, queries
from vun.records.sending.domain import NominationState


@needs(Permission.NOMINATION_VIEW)
def board(request: Request) -> HttpResponse:
    """The quotas of the year of the units in scope."""
    rows = queries.quota_board(request.actor, _year(request))
    return QUOTAS.respond(
        request,
        rows,
        tabs=tabs(request, "sending:list"),
        empty=Empty(
            _("Năm %(year)s chưa có chỉ tiêu nào được giao cho đơn vị của anh/chị.")
            % {"year": _year(request)}
        ),
    )


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else request.on.year


@needs(Permission.NOMINATION_VIEW)
def nominations(request: Request) -> HttpResponse:
    """Everybody put forward, to be filtered, and approved together."""
    is_waiting = request.GET.get("state") == NominationState.PROPOSED
    approve = Bulk(_("Duyệt theo quyết định…"), reverse("sending:approve"), Permission.NOMINATION_VIEW)
    decides = _decides(request)
    waiting = Action(
        _("Đề cử chờ duyệt"), f"{reverse('sending:nominations')}?state={NominationState.PROPOSED.value}"
    )
    issue = Bulk(_("Ban hành văn bản…"), reverse("papers:issue"), Permission.DECISION_EDIT)
    return NOMINATIONS.respond(
        request,
        queries.listed(request.actor),
        action=waiting if decides and not is_waiting else None,
        bulk=([approve, issue] if is_waiting else [issue]) if decides else [],
        tabs=tabs(request, "sending:nominations"),
        empty=Empty(
            _("Chưa có đề cử nào. Mở một dòng chỉ tiêu để chọn người."),
            Action(_("Xem chỉ tiêu"), reverse("sending:list")),
        ),
    )


def _decides(request: Request) -> bool:
    """Whether the reader sends people by decision: always, or because the last step of some is theirs."""
    if request.actor.may_anywhere(Permission.NOMINATION_APPROVE):
        return True
    waiting = approvals.waiting_for(request.actor, request.today)
    return any(each.turn.completes for each in waiting if each.matter.kind == MatterKind.NOMINATION)


@needs(Permission.NOMINATION_VIEW)
@require_POST
def approve(request: Request) -> HttpResponse:
    """The decision to send, for everybody chosen in the list; what it does is shown before it is signed."""
    ids = sorted(ids_of(request.POST.getlist("ids") or request.GET.getlist("ids")))
    chosen = list(queries.listed(request.actor).filter(pk__in=ids))
    for nomination in chosen:
        if nomination.state == NominationState.PROPOSED:
            require_last_signature(request, MatterKind.NOMINATION, nomination.pk)
        else:
            request.actor.require(Permission.NOMINATION_APPROVE, nomination.unit_id)
    is_signed = "signed" in request.POST
    initial = {"subject": gettext("Cử cán bộ, công chức, viên chức đi đào tạo, bồi dưỡng")}
    form = DecisionForm(request, request.POST if is_signed else None, initial=initial)
    back = f"{reverse('sending:nominations')}?state={NominationState.PROPOSED.value}"
    if not chosen:
        request.actor.require_anywhere(Permission.NOMINATION_APPROVE)
        messages.error(request, problem_text(Problem("sending.nobody_chosen")))
        return redirect(back)
    if told_of_selection(request, ids):
        return redirect(back)
    if is_signed and form.is_valid():
        operation: Any = operations.approve_nominations if form.picked else operations.approve_nominations_by
        done = run(
            form,
            operation,
            ids=ids,
            on=form.decided_on(request.today),
            by=request.actor,
            **form.decision_arguments(),
        )
        if done:
            messages.success(request, gettext("Đã duyệt %(count)s đề cử.") % {"count": done.value})
            return redirect(back)
    units = {nomination.unit_id for nomination in chosen}
    return form_page(
        request,
        form,
        title=_("Duyệt cử đi học"),
        lead=_("Một quyết định cho tất cả những người đã chọn."),
        submit=_("Duyệt"),
        cancel=back,
        consequence=_("Duyệt sẽ cử %(people)s người của %(units)s đơn vị đi học; họ chờ được xếp vào lớp.")
        % {"people": len(chosen), "units": len(units)},
        template="components/chosen_nominations.html",
        crumbs=CRUMBS,
        chosen=chosen,
    )
