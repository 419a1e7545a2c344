"""Trips abroad: the list, one of them from all sides, and every step of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.files import file_answer
from vun.faces.web.forms import VunForm, form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS, tabs
from vun.faces.web.sending.trip_forms import (
    BackForm,
    MemberForm,
    PermitForm,
    ReportForm,
    TripForm,
    TripReasonForm,
)
from vun.faces.web.sending.trip_tables import TRIPS
from vun.records.abroad import operations, queries
from vun.records.abroad.domain import OPEN_STATES, TRANSITIONS, Verb

ABROAD: tuple[Text, str] = (_("Đi nước ngoài"), "sending:trips")
_SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)
_LABELS: dict[Verb, Text] = {
    Verb.SUBMIT: _("Trình duyệt"),
    Verb.RETURN: _("Trả lại…"),
    Verb.PERMIT: _("Duyệt theo quyết định…"),
    Verb.REJECT: _("Không duyệt…"),
    Verb.COME_BACK: _("Ghi ngày về nước"),
    Verb.CLOSE: _("Đóng hồ sơ đoàn"),
    Verb.WITHDRAW: _("Rút hồ sơ"),
    Verb.CANCEL: _("Huỷ chuyến đi…"),
}
_SAID: dict[Verb, Text] = {
    Verb.SUBMIT: _("Đã trình. Chờ cấp có thẩm quyền duyệt."),
    Verb.RETURN: _("Đã trả lại để sửa."),
    Verb.REJECT: _("Đã ghi không duyệt."),
    Verb.CLOSE: _("Đã đóng hồ sơ đoàn."),
    Verb.WITHDRAW: _("Đã rút hồ sơ."),
    Verb.CANCEL: _("Đã huỷ chuyến đi."),
}
_AT_ONCE: dict[Verb, Callable[..., None]] = {
    Verb.SUBMIT: operations.submit,
    Verb.CLOSE: operations.close,
    Verb.WITHDRAW: operations.withdraw,
}
_WITH_REASON: dict[Verb, Callable[..., None]] = {
    Verb.RETURN: operations.send_back,
    Verb.REJECT: operations.reject,
    Verb.CANCEL: operations.cancel,
}


@needs(Permission.NOMINATION_VIEW)
def trips(request: Request) -> HttpResponse:
    """Every trip in scope."""
    draft = Action(_("Lập đoàn mới"), reverse("sending:trip-add"), Permission.NOMINATE)
    return TRIPS.respond(
        request,
        queries.listed(request.actor, request.on),
        action=draft,
        more=[Action(_("Báo cáo quá hạn"), reverse("sending:trip-reports"))],
        tabs=tabs(request, "trips"),
        empty=Empty(_("Chưa có đoàn nào đi nước ngoài. Lập đoàn, thêm thành viên rồi trình duyệt."), draft),
    )


@needs(Permission.NOMINATION_VIEW)
def overdue(request: Request) -> HttpResponse:
    """The reports that are overdue on the day."""
    return show(
        request,
        "sending/trip_reports.html",
        title=_("Báo cáo đi nước ngoài quá hạn"),
        lead=_("Báo cáo của đoàn và của từng người chưa nộp khi đã hết hạn."),
        crumbs=[*CRUMBS, ABROAD],
        reports=queries.overdue(request.actor, request.on),
    )


@needs(*_SEES)
def trip(request: Request, trip_id: int) -> HttpResponse:
    """One trip: who goes, by whose leave, which reports it owes."""
    found = queries.get_trip(request.actor, trip_id)
    steps = _steps(request, found)
    is_open = found.state in OPEN_STATES and request.actor.may(Permission.NOMINATE, found.unit_id)
    return show(
        request,
        "sending/trip.html",
        title=found.name,
        lead=", ".join(found.countries),
        crumbs=[*CRUMBS, ABROAD] if request.actor.may(Permission.NOMINATION_VIEW) else [],
        action=steps[0] if steps else None,
        more=steps[1:],
        trip=found,
        members=queries.members_of(found),
        reports=queries.reports_of(found),
        permit=found.permit_rule or queries.permit_on(found, request.on),
        is_open=is_open,
        may_file=request.actor.may(Permission.NOMINATE, found.unit_id),
        own_person_id=request.actor.person_id,
        on=request.on,
    )


def _steps(request: Request, found: Any) -> list[Action]:
    """What may be done next, the usual first."""
    steps = [_step_action(found, verb) for verb, move in TRANSITIONS.items() if found.state in move.sources]
    if found.state in OPEN_STATES:
        for text, name in ((_("Thêm thành viên"), "trip-member-add"), (_("Sửa"), "trip-edit")):
            url = reverse(f"sending:{name}", args=[found.pk])
            steps.append(Action(text, url, Permission.NOMINATE, found.unit_id))
    return [step for step in steps if step.shows_to(request)]


def _step_action(found: Any, verb: Verb) -> Action:
    url = reverse("sending:trip-step", args=[found.pk, verb.value])
    permission = TRANSITIONS[verb].permission
    is_button = verb in _AT_ONCE
    return Action(_LABELS[verb], url, permission, found.unit_id, post=is_button, danger=verb is Verb.CANCEL)


@needs(Permission.NOMINATE)
def add(request: Request) -> HttpResponse:
    """Write a trip down."""
    form = TripForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(form, operations.draft_trip, by=request.actor, **form.arguments())
        if done:
            messages.success(request, gettext("Đã lập. Thêm thành viên rồi trình duyệt."))
            return redirect("sending:trip", done.value.pk)
    back = reverse("sending:trips")
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
    return _stepped(
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
    return _stepped(
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
        back=reverse("sending:trip", args=[trip_id]),
    )


@needs(Permission.NOMINATE, Permission.NOMINATION_APPROVE)
def step(request: Request, trip_id: int, verb: str) -> HttpResponse:
    """Take one step of the table: at once by its button, or with what it needs to know."""
    if verb not in set(Verb):
        raise NotFound("step")
    taken = Verb(verb)
    found = queries.get_trip(request.actor, trip_id)
    request.actor.require(TRANSITIONS[taken].permission, found.unit_id)
    if taken in _AT_ONCE:
        return _at_once(request, found, taken)
    if taken in _WITH_REASON:
        form = TripReasonForm(request.POST or None)
        return _stepped(
            request,
            found,
            form,
            lambda: _WITH_REASON[taken](trip=found, on=request.today, by=request.actor, **form.cleaned_data),
            title=str(_LABELS[taken]).rstrip("…"),
            said=_SAID[taken],
        )
    return _permit(request, found) if taken is Verb.PERMIT else _come_back(request, found)


@require_POST
def _at_once(request: Request, found: Any, verb: Verb) -> HttpResponse:
    return perform(
        request,
        lambda: _AT_ONCE[verb](trip=found, on=request.today, by=request.actor),
        said=_SAID[verb],
        back=reverse("sending:trip", args=[found.pk]),
    )


def _permit(request: Request, found: Any) -> HttpResponse:
    form = PermitForm(request, request.POST or None)
    rule = queries.permit_on(found, request.today)

    def do() -> None:
        operation: Any = operations.permit if form.picked else operations.permit_by
        operation(
            trip=found,
            letter=form.cleaned_data["letter"],
            on=request.today,
            by=request.actor,
            **form.decision_arguments(),
        )

    said = gettext("Quyết định thành lập đoàn.")
    if rule is not None:
        said = gettext("Theo diện quản lý cao nhất trong đoàn, cấp cho phép là %(authority)s.") % {
            "authority": rule.authority
        }
    return _stepped(
        request,
        found,
        form,
        do,
        title=_("Duyệt đoàn đi nước ngoài"),
        said=_("Đã duyệt."),
        consequence=said,
    )


def _come_back(request: Request, found: Any) -> HttpResponse:
    form = BackForm(request.POST or None, initial={"back_on": min(found.end_on, request.today)})
    return _stepped(
        request,
        found,
        form,
        lambda: operations.come_back(trip=found, on=request.today, by=request.actor, **form.cleaned_data),
        title=_("Ghi ngày về nước"),
        said=_("Đã ghi. Các báo cáo phải nộp và hạn nộp đã được lập."),
        consequence=_("Từ ngày về nước, hạn báo cáo của từng người và của đoàn được tính theo quy định."),
    )


@needs(*_SEES)
def file_report(request: Request, trip_id: int, report_id: int) -> HttpResponse:
    """Hand a report in."""
    found = queries.get_trip(request.actor, trip_id)
    report = queries.get_report(found, report_id)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"filed_on": request.today})
    return _stepped(
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


@needs(*_SEES)
def report_file(request: Request, trip_id: int, report_id: int) -> HttpResponseBase:
    """A report as it was handed in."""
    report = queries.get_report(queries.get_trip(request.actor, trip_id), report_id)
    if report.file is None:
        raise NotFound("trip report")
    return file_answer(report.file)


def _stepped(
    request: Request,
    found: Any,
    form: VunForm,
    do: Callable[[], Any],
    *,
    title: Text,
    said: Text,
    consequence: Text = "",
) -> HttpResponse:
    """The page of a form that does one thing to a trip."""
    back = reverse("sending:trip", args=[found.pk])
    if request.method == "POST" and form.is_valid() and run(form, do):
        messages.success(request, str(said))
        return redirect(back)
    return form_page(
        request,
        form,
        title=title,
        lead=found.name,
        submit=title,
        cancel=back,
        consequence=consequence,
        crumbs=[*CRUMBS, ABROAD, (found.name, back)],
    )
