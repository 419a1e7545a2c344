"""Every step of a trip abroad, from the draft to the last report."""

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
from vun.common.errors import NotFound
from vun.faces.web.abroad.forms import (
    BackForm,
    CancelForm,
    ChangeForm,
    MemberForm,
    PermitForm,
    ReportForm,
    TripForm,
    TripReasonForm,
)
from vun.faces.web.abroad.frame import ABROAD, AT_ONCE, DECIDED, LABELS, SAID, SEES, WITH_REASON
from vun.faces.web.abroad.stepping import by_whose_leave, stepped
from vun.faces.web.approving import require_turn
from vun.faces.web.forms import form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS
from vun.records.abroad import operations, queries
from vun.records.abroad.domain import TRANSITIONS, TripState, Verb
from vun.records.approvals.domain import MatterKind


@needs(Permission.NOMINATE)
def add(request: Request) -> HttpResponse:
    """Write a trip down."""
    form = TripForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(form, operations.draft_trip, by=request.actor, **form.arguments())
        if done:
            messages.success(request, gettext("Đã lập. Thêm thành viên rồi trình duyệt."))
            return redirect("abroad:detail", done.value.pk)
    back = reverse("abroad:list")
    crumbs = [*CRUMBS, ABROAD]
    return form_page(
        request, form, title=_("Lập đoàn đi nước ngoài"), submit=_("Lập đoàn"), cancel=back, crumbs=crumbs
    )


@needs(Permission.NOMINATE)
def edit(request: Request, trip_id: int) -> HttpResponse:
    """Write a draft differently."""
    found = queries.get_trip(request.actor, trip_id)
    names = ("kind", "name", "purpose", "host_body", "programme", "start_on", "end_on", "fund_source", "cost")
    initial = {name: getattr(found, name) for name in names} | {"countries": ", ".join(found.countries)}
    form = TripForm(request, request.POST or None, initial=initial)
    del form.fields["unit"]
    return stepped(
        request,
        found,
        form,
        lambda: operations.describe_trip(trip=found, by=request.actor, **form.arguments()),
        title=_("Sửa thông tin đoàn"),
        said=_("Đã sửa."),
    )


@needs(Permission.NOMINATE)
def add_member(request: Request, trip_id: int) -> HttpResponse:
    """Put somebody on the list."""
    found = queries.get_trip(request.actor, trip_id)
    form = MemberForm(request, request.POST or None)
    return stepped(
        request,
        found,
        form,
        lambda: operations.add_member(trip=found, by=request.actor, **form.cleaned_data),
        title=_("Thêm thành viên"),
        said=_("Đã thêm."),
    )


@needs(Permission.NOMINATE)
@require_POST
def remove_member(request: Request, trip_id: int, member_id: int) -> HttpResponse:
    """Take somebody off the list."""
    found = queries.get_trip(request.actor, trip_id)
    member = queries.get_member(found, member_id)
    return perform(
        request,
        lambda: operations.remove_member(member=member, by=request.actor),
        said=_("Đã bỏ khỏi đoàn."),
        back=reverse("abroad:detail", args=[trip_id]),
    )


@needs(Permission.NOMINATION_VIEW)
def step(request: Request, trip_id: int, verb: str) -> HttpResponse:
    """Take one step of the table: at once by its button, or with what it needs to know."""
    if verb not in set(Verb):
        raise NotFound("step")
    taken = Verb(verb)
    found = queries.get_trip(request.actor, trip_id)
    if taken in DECIDED and found.state == TripState.SUBMITTED:
        require_turn(request, MatterKind.TRIP, found.pk)
    else:
        request.actor.require(TRANSITIONS[taken].permission, found.unit_id)
    if taken in AT_ONCE:
        return _at_once(request, found, taken)
    if taken in WITH_REASON:
        posted = request.POST or None
        form = CancelForm(request, posted) if taken is Verb.CANCEL else TripReasonForm(posted)
        return stepped(
            request,
            found,
            form,
            lambda: WITH_REASON[taken](trip=found, on=request.today, by=request.actor, **form.cleaned_data),
            title=str(LABELS[taken]).rstrip("…"),
            said=SAID[taken],
        )
    return {Verb.PERMIT: _permit, Verb.CHANGE: _change, Verb.COME_BACK: _come_back}[taken](request, found)


@require_POST
def _at_once(request: Request, found: Any, verb: Verb) -> HttpResponse:
    return perform(
        request,
        lambda: AT_ONCE[verb](trip=found, on=request.today, by=request.actor),
        said=SAID[verb],
        back=reverse("abroad:detail", args=[found.pk]),
    )


def _permit(request: Request, found: Any) -> HttpResponse:
    form = PermitForm(request, request.POST or None)
    permit = form.by_either(operations.permit, operations.permit_by)
    return stepped(
        request,
        found,
        form,
        lambda: permit(trip=found, on=request.today, by=request.actor, **form.arguments()),
        title=_("Duyệt đoàn đi nước ngoài"),
        said=_("Đã duyệt."),
        consequence=by_whose_leave(request, found),
    )


def _change(request: Request, found: Any) -> HttpResponse:
    days = {"start_on": found.start_on, "end_on": found.end_on}
    form = ChangeForm(request, queries.members_of(found), request.POST or None, initial=days)
    change = form.by_either(operations.change_trip, operations.change_trip_by)
    return stepped(
        request,
        found,
        form,
        lambda: change(trip=found, on=request.today, by=request.actor, **form.arguments()),
        title=_("Điều chỉnh đoàn"),
        said=_("Đã điều chỉnh đoàn theo quyết định."),
        consequence=_("Danh sách và ngày đi đổi theo quyết định này; quyết định cử đoàn vẫn giữ nguyên."),
    )


def _come_back(request: Request, found: Any) -> HttpResponse:
    form = BackForm(request.POST or None, initial={"back_on": min(found.end_on, request.today)})
    return stepped(
        request,
        found,
        form,
        lambda: operations.come_back(trip=found, on=request.today, by=request.actor, **form.cleaned_data),
        title=_("Ghi ngày về nước"),
        said=_("Đã ghi. Các báo cáo phải nộp và hạn nộp đã được lập."),
        consequence=_("Từ ngày về nước, hạn báo cáo của từng người và của đoàn được tính theo quy định."),
    )


@needs(*SEES)
def file_report(request: Request, trip_id: int, report_id: int) -> HttpResponse:
    """Hand a report in."""
    found = queries.get_trip(request.actor, trip_id)
    report = queries.get_report(found, report_id)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"filed_on": request.today})
    return stepped(
        request,
        found,
        form,
        lambda: operations.file_report(
            report=report, on=request.today, by=request.actor, **form.cleaned_data
        ),
        title=_("Nộp báo cáo"),
        said=_("Đã nộp báo cáo."),
        consequence=report.rule.name,
    )
