"""Who asks for a place in a class others hold, and what they are answered."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.admission.frame import OFFERS, area
from vun.faces.web.admission.offer_forms import AgreeForm, AskForUnitForm
from vun.faces.web.forms import form_page, operation_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.reasons import AskForm, ReasonForm
from vun.faces.web.request import Request
from vun.records.admission import operations, queries
from vun.records.plans import queries as plans


@needs(Permission.NOMINATE)
def ask_for_unit(request: Request, offer_id: int) -> HttpResponse:
    """A unit asks for places."""
    found = queries.get_offer(request.actor, offer_id)
    held = {each.unit_id for each in request.actor.grants if Permission.NOMINATE in each.permissions}
    form = AskForUnitForm(
        request, request.POST or None, initial={"unit": held.pop() if len(held) == 1 else None}
    )
    back = reverse("admission:offer", args=[offer_id])
    return operation_page(
        request,
        form,
        partial(operations.ask_for_unit, offer=found, on=request.today),
        said=gettext("Đã gửi đăng ký. Trả lời hiện ở trang này."),
        title=_("Đăng ký cho đơn vị"),
        lead=found.name,
        submit=_("Gửi đăng ký"),
        cancel=back,
        crumbs=[*area(request), OFFERS, (found.name, back)],
    )


@needs(Permission.OWN_RECORD)
def ask_for_oneself(request: Request, offer_id: int) -> HttpResponse:
    """Somebody asks for a place for themself."""
    found = queries.get_offer(request.actor, offer_id)
    form = AskForm(request.POST or None)
    back = reverse("admission:offer", args=[offer_id])
    return operation_page(
        request,
        form,
        partial(operations.ask_for_oneself, offer=found, on=request.today),
        said=gettext("Đã gửi. Khi được đồng ý, đơn vị của anh/chị xét đề cử."),
        title=_("Xin học lớp này"),
        lead=found.name,
        submit=_("Gửi"),
        cancel=back,
        crumbs=[*area(request), OFFERS, (found.name, back)],
    )


@needs(Permission.PLAN_EDIT)
def agree(request: Request, request_id: int) -> HttpResponse:
    """Give places to who asked."""
    asked = queries.get_request(request.actor, request_id)
    form = AgreeForm(request, request.POST or None, initial={"learners": asked.learners})
    back = reverse("admission:offer", args=[asked.offer_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form, operations.agree, request=asked, on=request.today, by=request.actor, **form.cleaned_data
        )
        if done:
            messages.success(request, gettext("Đã đồng ý và giao chỉ tiêu."))
            return redirect(back)
    terms = plans.approved_terms(asked.offer.line_id) if asked.offer.line_id else None
    left = formats.number(plans.places_unallotted(terms)) if terms else formats.DASH
    return form_page(
        request,
        form,
        title=_("Đồng ý đăng ký"),
        lead=_("%(who)s đăng ký %(count)s người: %(reason)s")
        % {
            "who": asked.person or asked.unit,
            "count": formats.number(asked.learners),
            "reason": asked.reason,
        },
        submit=_("Đồng ý, giao chỉ tiêu"),
        cancel=back,
        consequence=_(
            "%(unit)s được giao chỉ tiêu ngay và đề cử người. Dòng kế hoạch còn %(left)s học viên chưa giao."
        )
        % {"unit": asked.unit, "left": left},
        crumbs=[*area(request), OFFERS, (asked.offer.name, back)],
    )


@needs(Permission.PLAN_EDIT)
def decline(request: Request, request_id: int) -> HttpResponse:
    """Tell who asked why not."""
    asked = queries.get_request(request.actor, request_id)
    form = ReasonForm(request.POST or None)
    back = reverse("admission:offer", args=[asked.offer_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.decline,
            request=asked,
            answer=form.cleaned_data["reason"],
            on=request.today,
            by=request.actor,
        )
        if done:
            messages.success(request, gettext("Đã trả lời."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Không đồng ý đăng ký"),
        lead=str(asked.person or asked.unit),
        submit=_("Trả lời"),
        cancel=back,
        crumbs=[*area(request), OFFERS, (asked.offer.name, back)],
    )


@needs(Permission.NOMINATE, Permission.OWN_RECORD)
@require_POST
def withdraw(request: Request, request_id: int) -> HttpResponse:
    """Take a request back."""
    asked = queries.get_request(request.actor, request_id)
    return perform(
        request,
        lambda: operations.withdraw_request(request=asked, on=request.today, by=request.actor),
        said=_("Đã rút đăng ký."),
        back=reverse("admission:offer", args=[asked.offer_id]),
    )
