"""Asking to be sent oneself: what one's unit may send people to, and what became of one's requests."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.forms import form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.reasons import AskForm
from vun.faces.web.request import Request
from vun.faces.web.sending.checks import sentence
from vun.records.sending import operations, queries


@needs(Permission.OWN_RECORD)
def mine(request: Request) -> HttpResponse:
    """The places of one's own unit one may ask for, and one's nominations."""
    return show(
        request,
        "sending/mine.html",
        title=_("Đi học của tôi"),
        lead=_("Lớp đơn vị của anh/chị được cử người đi học, và những lần anh/chị đã xin hoặc được đề cử."),
        places=queries.open_to(request.actor, request.on),
        own=queries.own_nominations(request.actor),
        has_record=request.actor.person_id is not None,
    )


@needs(Permission.OWN_RECORD)
def ask(request: Request, line_id: int, unit_id: int) -> HttpResponse:
    """Ask for one place; how the rules judge is shown before."""
    quota = next(
        (
            each
            for each in queries.open_to(request.actor, request.on)
            if each.terms.line_id == line_id and each.unit_id == unit_id
        ),
        None,
    )
    if quota is None or request.actor.person_id is None:
        raise NotFound("quota")
    form = AskForm(request.POST or None)
    back = reverse("sending:mine")
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.ask,
            line=quota.terms.line,
            unit=quota.unit,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã gửi. Đơn vị sẽ trả lời kèm lý do."))
            return redirect(back)
    person_id = request.actor.person_id
    checks = queries.checks_for([person_id], quota.terms, unit_id, request.on)[person_id]
    return form_page(
        request,
        form,
        title=_("Xin đi học"),
        lead=quota.terms.title,
        submit=_("Gửi đơn vị"),
        cancel=back,
        template="sending/ask.html",
        crumbs=[(_("Đi học của tôi"), "sending:mine")],
        findings=[(check.status, sentence(check)) for check in checks],
    )
