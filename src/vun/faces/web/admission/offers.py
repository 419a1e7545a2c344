"""Classes others hold: published, put right, closed, given up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.admission.frame import OFFERS, SEES, area
from vun.faces.web.admission.offer_forms import OfferForm, PublishForm
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.reasons import ReasonForm
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import tabs
from vun.records.admission import operations, queries
from vun.records.admission.domain import OfferState, OfferVerb, RequestState
from vun.records.admission.operations import OfferTerms
from vun.records.orgs import queries as orgs
from vun.records.plans import queries as plans


@needs(*SEES)
def offers(request: Request) -> HttpResponse:
    """The offers one may ask for, and those that are over."""
    still_open = list(queries.open_offers(request.actor, request.on))
    over = queries.offers_visible_to(request.actor).exclude(pk__in=[one.pk for one in still_open])
    return show(
        request,
        "admission/offers.html",
        title=_("Thông báo chiêu sinh"),
        lead=_("Lớp của bộ, ngành, học viện mà đơn vị và cá nhân đăng ký được."),
        tabs=tabs(request, "admission:offers"),
        action=Action(_("Đăng thông báo"), reverse("admission:offer-add"), Permission.PLAN_EDIT),
        groups=[
            (_("Đang nhận đăng ký"), still_open),
            (_("Đã đóng, hết hạn"), over),
        ],
        own=queries.asked_by(request.actor),
    )


@needs(Permission.PLAN_EDIT)
def add_offer(request: Request) -> HttpResponse:
    """Publish what a ministry or an academy offers."""
    form = PublishForm(request, request.POST or None, initial={"unit": orgs.find_root_unit()})
    return operation_page(
        request,
        form,
        partial(operations.publish_offer, on=request.today),
        said=gettext("Đã đăng thông báo."),
        then=lambda made: reverse("admission:offer", args=[made.pk]),
        title=_("Đăng thông báo chiêu sinh"),
        submit=_("Đăng thông báo"),
        cancel=reverse("admission:offers"),
        consequence=_("Các đơn vị đã chọn và người của họ đọc được thông báo này và đăng ký tới hạn."),
        crumbs=[*area(request), OFFERS],
    )


@needs(Permission.PLAN_EDIT)
def change_offer(request: Request, offer_id: int) -> HttpResponse:
    """Put right what an offer says."""
    offer = queries.get_offer(request.actor, offer_id)
    initial = {name: getattr(offer, name) for name in OfferTerms.__dataclass_fields__ if name != "line"}
    terms = plans.approved_terms(offer.line_id) if offer.line_id else None
    form = OfferForm(request, request.POST or None, initial=initial | {"line": terms})
    back = reverse("admission:offer", args=[offer_id])
    return operation_page(
        request,
        form,
        partial(operations.change_offer, offer=offer, on=request.today),
        said=gettext("Đã sửa thông báo."),
        title=_("Sửa thông báo chiêu sinh"),
        submit=_("Lưu"),
        cancel=back,
        crumbs=[*area(request), OFFERS, (offer.name, back)],
    )


@needs(*SEES)
def offer(request: Request, offer_id: int) -> HttpResponse:
    """What the letter says, and who asked."""
    found = queries.get_offer(request.actor, offer_id)
    may_ask = found.state == OfferState.OPEN and found.deadline_on >= request.today
    steps: list[Action] = []
    if may_ask:
        steps.append(
            Action(
                _("Đăng ký cho đơn vị"),
                reverse("admission:offer-ask-unit", args=[offer_id]),
                Permission.NOMINATE,
            )
        )
        if request.actor.person_id is not None:
            url = reverse("admission:offer-ask", args=[offer_id])
            steps.append(Action(_("Xin học lớp này"), url, Permission.OWN_RECORD))
    steps = [each for each in [*steps, *_steps_of(found)] if each.shows_to(request)]
    return show(
        request,
        "admission/offer.html",
        title=found.name,
        lead=found.organiser,
        crumbs=[*area(request), OFFERS],
        action=steps[0] if steps else None,
        more=steps[1:],
        offer=found,
        terms=plans.approved_terms(found.line_id) if found.line_id else None,
        requests=[
            (each, each.state == RequestState.ASKED, _may_withdraw(request, each))
            for each in queries.requests_of(request.actor, found)
        ],
        may_answer=request.actor.may(Permission.PLAN_EDIT, found.unit_id),
    )


def _may_withdraw(request: Request, asked: Any) -> bool:
    is_own = asked.person_id is not None and asked.person_id == request.actor.person_id
    return asked.state == RequestState.ASKED and (
        is_own or request.actor.may(Permission.NOMINATE, asked.unit_id)
    )


def _steps_of(found: Any) -> list[Action]:
    edit, key, unit = Permission.PLAN_EDIT, found.pk, found.unit_id
    steps = []
    if found.state == OfferState.OPEN:
        steps += [
            Action(_("Sửa thông báo"), reverse("admission:offer-change", args=[key]), edit, unit),
            Action(
                _("Đóng nhận đăng ký"),
                reverse("admission:offer-step", args=[key, OfferVerb.CLOSE.value]),
                edit,
                unit,
                post=True,
                confirm=_("Từ nay không ai đăng ký được nữa; các đăng ký đã gửi vẫn chờ trả lời."),
            ),
        ]
    if found.state == OfferState.CLOSED:
        url = reverse("admission:offer-step", args=[key, OfferVerb.REOPEN.value])
        steps.append(Action(_("Mở lại"), url, edit, unit, post=True))
    if found.state != OfferState.CANCELLED:
        url = reverse("admission:offer-cancel", args=[key])
        steps.append(Action(_("Huỷ thông báo…"), url, edit, unit, danger=True))
    return steps


@needs(Permission.PLAN_EDIT)
@require_POST
def offer_step(request: Request, offer_id: int, verb: str) -> HttpResponse:
    """Close an offer or take requests again."""
    found = queries.get_offer(request.actor, offer_id)
    doers: dict[str, Any] = {
        OfferVerb.CLOSE.value: (operations.close_offer, _("Đã đóng nhận đăng ký.")),
        OfferVerb.REOPEN.value: (operations.reopen_offer, _("Đã mở lại.")),
    }
    if verb not in doers:
        raise NotFound("step")
    doer, said = doers[verb]
    back = reverse("admission:offer", args=[offer_id])
    return perform(request, lambda: doer(offer=found, by=request.actor), said=said, back=back)


@needs(Permission.PLAN_EDIT)
def cancel_offer(request: Request, offer_id: int) -> HttpResponse:
    """Tell that the class is not held."""
    found = queries.get_offer(request.actor, offer_id)
    form = ReasonForm(request.POST or None)
    back = reverse("admission:offer", args=[offer_id])
    return operation_page(
        request,
        form,
        partial(operations.cancel_offer, offer=found),
        said=gettext("Đã huỷ thông báo."),
        title=_("Huỷ thông báo chiêu sinh"),
        lead=found.name,
        submit=_("Huỷ thông báo"),
        cancel=back,
        consequence=_("Chỉ tiêu đã giao theo thông báo này vẫn thuộc các đơn vị; rút lại ở trang chỉ tiêu."),
        crumbs=[*area(request), OFFERS, (found.name, back)],
    )
