"""Classes others hold: published, asked for by units and people, answered by the planner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web import formats
from vun.faces.web.forms import (
    DateField,
    MoneyField,
    PickField,
    VunForm,
    WholeNumberField,
    form_page,
    perform,
    run,
)
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.faces.web.sending.forms import AskForm, ReasonForm
from vun.faces.web.sending.frame import tabs
from vun.records.admission import operations, queries
from vun.records.admission.domain import OfferState, OfferVerb, RequestState
from vun.records.admission.operations import OfferTerms
from vun.records.orgs import queries as orgs
from vun.records.plans import queries as plans
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards

_SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)
OFFERS = (_("Thông báo chiêu sinh"), "sending:offers")


class LineChoice(forms.ModelChoiceField):
    """A line of a plan in force, by what it is called."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.year}: {obj.title} ({obj.version.plan})"


class OfferForm(VunForm):
    """What the letter says."""

    name = forms.CharField(label=_("Tên lớp"), max_length=250)
    organiser = forms.CharField(label=_("Cơ quan mở lớp"), max_length=200)
    audience = forms.CharField(label=_("Đối tượng"), max_length=300)
    conditions = forms.CharField(
        label=_("Điều kiện"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    programme = PickField(label=_("Chương trình"), options_url="standards:programme-options", required=False)
    places = WholeNumberField(label=_("Số chỗ"), unit=_("người"), min_value=1, max_value=100_000)
    start_on = DateField(label=_("Khai giảng"), required=False)
    end_on = DateField(label=_("Bế giảng"), required=False)
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    cost = MoneyField(label=_("Chi phí một người"), required=False)
    cost_note = forms.CharField(label=_("Ai chi, gồm những gì"), max_length=200, required=False)
    deadline_on = DateField(label=_("Hạn đăng ký"))
    line: Any = LineChoice(
        label=_("Dòng kế hoạch để giao chỉ tiêu"),
        queryset=None,
        required=False,
        empty_label=_("– Chưa có –"),
        help_text=_("Đồng ý đăng ký nào thì giao chỉ tiêu của dòng này cho đơn vị đó."),
    )
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = standards.programmes()
        fields["line"].queryset = plans.open_lines(request.actor)
        fields["decision"].queryset = registers.decisions_visible_to(request.actor)

    def terms(self) -> OfferTerms:
        """What was typed, as the operation takes it."""
        typed = dict(self.cleaned_data)
        line = typed.pop("line")
        return OfferTerms(**typed | {"cost": typed["cost"] or 0, "line": line.line if line else None})


class PublishForm(OfferForm):
    """A new offer, and who publishes it."""

    unit = PickField(
        label=_("Đăng cho các đơn vị thuộc"),
        options_url="units:options",
        help_text=_("Đơn vị này và các đơn vị bên dưới đọc được và đăng ký được."),
    )

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = orgs.visible_to(request.actor, request.on)


class AskForUnitForm(VunForm):
    """How many places a unit asks for."""

    unit = PickField(label=_("Đơn vị"), options_url="units:options")
    learners = WholeNumberField(label=_("Số người"), unit=_("người"), min_value=1, max_value=100_000)
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = orgs.visible_to(request.actor, request.on)


class AgreeForm(VunForm):
    """How many places are given."""

    learners = WholeNumberField(label=_("Số chỉ tiêu giao"), unit=_("người"), min_value=1, max_value=100_000)
    answer = forms.CharField(label=_("Trả lời"), max_length=300, required=False)
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["decision"].queryset = registers.decisions_visible_to(request.actor)


@needs(*_SEES)
def offers(request: Request) -> HttpResponse:
    """The offers one may ask for, and those that are over."""
    still_open = list(queries.open_offers(request.actor, request.on))
    over = queries.offers_visible_to(request.actor).exclude(pk__in=[one.pk for one in still_open])
    return show(
        request,
        "sending/offers.html",
        title=_("Thông báo chiêu sinh"),
        lead=_("Lớp của bộ, ngành, học viện mà đơn vị và cá nhân đăng ký được."),
        tabs=tabs(request, "offers"),
        action=Action(_("Đăng thông báo"), reverse("sending:offer-add"), Permission.PLAN_EDIT),
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
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data.pop("unit")
        done = run(
            form, operations.publish_offer, unit=unit, terms=form.terms(), on=request.today, by=request.actor
        )
        if done:
            messages.success(request, gettext("Đã đăng thông báo."))
            return redirect("sending:offer", done.value.pk)
    return form_page(
        request,
        form,
        title=_("Đăng thông báo chiêu sinh"),
        submit=_("Đăng thông báo"),
        cancel=reverse("sending:offers"),
        consequence=_("Các đơn vị đã chọn và người của họ đọc được thông báo này và đăng ký tới hạn."),
        crumbs=[OFFERS],
    )


@needs(Permission.PLAN_EDIT)
def change_offer(request: Request, offer_id: int) -> HttpResponse:
    """Put right what an offer says."""
    offer = queries.get_offer(request.actor, offer_id)
    initial = {name: getattr(offer, name) for name in OfferTerms.__dataclass_fields__ if name != "line"}
    terms = plans.approved_terms(offer.line_id) if offer.line_id else None
    form = OfferForm(request, request.POST or None, initial=initial | {"line": terms})
    back = reverse("sending:offer", args=[offer_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form, operations.change_offer, offer=offer, terms=form.terms(), on=request.today, by=request.actor
        )
        if done:
            messages.success(request, gettext("Đã sửa thông báo."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Sửa thông báo chiêu sinh"),
        submit=_("Lưu"),
        cancel=back,
        crumbs=[OFFERS, (offer.name, back)],
    )


@needs(*_SEES)
def offer(request: Request, offer_id: int) -> HttpResponse:
    """What the letter says, and who asked."""
    found = queries.get_offer(request.actor, offer_id)
    may_ask = found.state == OfferState.OPEN and found.deadline_on >= request.today
    steps: list[Action] = []
    if may_ask:
        steps.append(
            Action(
                _("Đăng ký cho đơn vị"),
                reverse("sending:offer-ask-unit", args=[offer_id]),
                Permission.NOMINATE,
            )
        )
        if request.actor.person_id is not None:
            url = reverse("sending:offer-ask", args=[offer_id])
            steps.append(Action(_("Xin học lớp này"), url, Permission.OWN_RECORD))
    steps += _steps_of(found)
    return show(
        request,
        "sending/offer.html",
        title=found.name,
        lead=found.organiser,
        crumbs=[OFFERS],
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
            Action(_("Sửa thông báo"), reverse("sending:offer-change", args=[key]), edit, unit),
            Action(
                _("Đóng nhận đăng ký"),
                reverse("sending:offer-step", args=[key, OfferVerb.CLOSE.value]),
                edit,
                unit,
                post=True,
                confirm=_("Từ nay không ai đăng ký được nữa; các đăng ký đã gửi vẫn chờ trả lời."),
            ),
        ]
    if found.state == OfferState.CLOSED:
        url = reverse("sending:offer-step", args=[key, OfferVerb.REOPEN.value])
        steps.append(Action(_("Mở lại"), url, edit, unit, post=True))
    if found.state != OfferState.CANCELLED:
        url = reverse("sending:offer-cancel", args=[key])
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
    back = reverse("sending:offer", args=[offer_id])
    return perform(request, lambda: doer(offer=found, by=request.actor), said=said, back=back)


@needs(Permission.PLAN_EDIT)
def cancel_offer(request: Request, offer_id: int) -> HttpResponse:
    """Tell that the class is not held."""
    found = queries.get_offer(request.actor, offer_id)
    form = ReasonForm(request.POST or None)
    back = reverse("sending:offer", args=[offer_id])
    if request.method == "POST" and form.is_valid():
        done = run(form, operations.cancel_offer, offer=found, by=request.actor, **form.cleaned_data)
        if done:
            messages.success(request, gettext("Đã huỷ thông báo."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Huỷ thông báo chiêu sinh"),
        lead=found.name,
        submit=_("Huỷ thông báo"),
        cancel=back,
        consequence=_("Chỉ tiêu đã giao theo thông báo này vẫn thuộc các đơn vị; rút lại ở trang chỉ tiêu."),
        crumbs=[OFFERS, (found.name, back)],
    )


@needs(Permission.NOMINATE)
def ask_for_unit(request: Request, offer_id: int) -> HttpResponse:
    """A unit asks for places."""
    found = queries.get_offer(request.actor, offer_id)
    form = AskForUnitForm(request, request.POST or None)
    back = reverse("sending:offer", args=[offer_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.ask_for_unit,
            offer=found,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã gửi đăng ký. Trả lời hiện ở trang này."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Đăng ký cho đơn vị"),
        lead=found.name,
        submit=_("Gửi đăng ký"),
        cancel=back,
        crumbs=[OFFERS, (found.name, back)],
    )


@needs(Permission.OWN_RECORD)
def ask_for_oneself(request: Request, offer_id: int) -> HttpResponse:
    """Somebody asks for a place for themself."""
    found = queries.get_offer(request.actor, offer_id)
    form = AskForm(request.POST or None)
    back = reverse("sending:offer", args=[offer_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.ask_for_oneself,
            offer=found,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã gửi. Khi được đồng ý, đơn vị của anh/chị xét đề cử."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Xin học lớp này"),
        lead=found.name,
        submit=_("Gửi"),
        cancel=back,
        crumbs=[OFFERS, (found.name, back)],
    )


@needs(Permission.PLAN_EDIT)
def agree(request: Request, request_id: int) -> HttpResponse:
    """Give places to who asked."""
    asked = queries.get_request(request.actor, request_id)
    form = AgreeForm(request, request.POST or None, initial={"learners": asked.learners})
    back = reverse("sending:offer", args=[asked.offer_id])
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
        crumbs=[OFFERS, (asked.offer.name, back)],
    )


@needs(Permission.PLAN_EDIT)
def decline(request: Request, request_id: int) -> HttpResponse:
    """Tell who asked why not."""
    asked = queries.get_request(request.actor, request_id)
    form = ReasonForm(request.POST or None)
    back = reverse("sending:offer", args=[asked.offer_id])
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
        crumbs=[OFFERS, (asked.offer.name, back)],
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
        back=reverse("sending:offer", args=[asked.offer_id]),
    )
