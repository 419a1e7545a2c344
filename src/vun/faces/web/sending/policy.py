"""What the province sets for sending and appointing, and the debts of standards that come of it."""

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
from vun.faces.web.forms import (
    DateField,
    EnumField,
    PickField,
    VunForm,
    WholeNumberField,
    form_page,
    perform,
    run,
)
from vun.faces.web.guard import needs
from vun.faces.web.labels import choices
from vun.faces.web.outcomes import frame as outcomes
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.faces.web.standards import tabs as standard_pages
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.people.domain import ManagementTier
from vun.records.sending import operations, queries
from vun.records.sending.domain import AppointingMode

DEBTS = (_("Nợ tiêu chuẩn"), "sending:debts")


class PolicyForm(VunForm):
    """What the province sets, from a day on."""

    start_on = DateField(label=_("Áp dụng từ ngày"))
    release_percent = WholeNumberField(
        label=_("Số người một đơn vị được cho đi học cùng lúc"),
        unit="%",
        min_value=0,
        max_value=100,
        help_text=_("0 là không giới hạn. Quá mức này thì đề cử được nhắc xem lại."),
    )
    signer_tiers = forms.TypedMultipleChoiceField(
        label=_("Lãnh đạo diện nào được ký ngoại lệ"),
        choices=lambda: choices(ManagementTier),
        coerce=ManagementTier,
        widget=forms.CheckboxSelectMultiple(),
    )
    appointing = EnumField(AppointingMode, label=_("Khi bổ nhiệm người chưa đạt chuẩn"))
    debt_months = WholeNumberField(
        label=_("Thời hạn hoàn thiện tiêu chuẩn"), unit=_("tháng"), min_value=1, max_value=120
    )


class AllowForm(VunForm):
    """Leave to appoint somebody below standard."""

    person = PickField(label=_("Người"), options_url="people:options")
    title: Any = forms.ModelChoiceField(label=_("Chức danh sẽ bổ nhiệm"), queryset=None)
    unit = PickField(label=_("Đơn vị"), options_url="units:options")
    due_on = DateField(label=_("Phải hoàn thiện trước ngày"))
    reason = forms.CharField(label=_("Lý do cho phép"), max_length=300)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = people.visible_to(request.actor, request.on)
        fields["title"].queryset = people.titles_on(request.on)
        fields["unit"].queryset = orgs.visible_to(request.actor, request.on)

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        typed = dict(self.cleaned_data)
        return typed | {"unit_id": typed.pop("unit").pk}


@needs(Permission.STANDARD_EDIT)
def policy(request: Request) -> HttpResponse:
    """What is set on the day, and setting it anew."""
    now = queries.policy_on(request.on)
    tiers = now.signer_tiers if now else [tier.value for tier in operations.SIGNING_TIERS]
    initial = {
        "release_percent": now.release_percent if now else 0,
        "signer_tiers": tiers,
        "appointing": now.appointing if now else AppointingMode.OFF.value,
        "debt_months": now.debt_months if now else 12,
    }
    form = PolicyForm(request.POST or None, initial=initial)
    back = reverse("sending:rules")
    is_typed = request.method == "POST" and form.is_valid()
    if is_typed and run(form, operations.set_policy, by=request.actor, **form.cleaned_data):
        messages.success(request, gettext("Đã đặt. Những ngày trước vẫn theo quy định cũ."))
        return redirect(back)
    return form_page(
        request,
        form,
        title=_("Quy định của tỉnh về cử đi học, bổ nhiệm"),
        lead=_("Tỷ lệ được đi học cùng lúc, người ký ngoại lệ, và bổ nhiệm người chưa đạt chuẩn."),
        submit=_("Đặt quy định"),
        cancel=back,
        consequence=_("Từ ngày áp dụng, quy định đang có hết hiệu lực."),
        crumbs=[*standard_pages.CRUMBS, (_("Điều kiện cử đi học"), "sending:rules")],
    )


@needs(Permission.PERSON_VIEW)
def debts(request: Request) -> HttpResponse:
    """Who was appointed below standard, what they lack, by when."""
    return show(
        request,
        "sending/debts.html",
        title=_("Nợ tiêu chuẩn"),
        lead=_("Người được bổ nhiệm khi chưa đạt chuẩn chức danh, còn thiếu gì và hạn hoàn thiện."),
        tabs=outcomes.tabs(request, "sending:debts"),
        action=Action(_("Cho phép nợ tiêu chuẩn"), reverse("sending:allow"), Permission.NOMINATION_APPROVE),
        debts=queries.debts_visible_to(request.actor, request.on),
        on=request.on,
        may_close=request.actor.may(Permission.PERSON_EDIT),
    )


@needs(Permission.NOMINATION_APPROVE)
def allow(request: Request) -> HttpResponse:
    """Give leave to appoint somebody all the same."""
    form = AllowForm(request, request.POST or None)
    back = reverse("sending:debts")
    is_typed = request.method == "POST" and form.is_valid()
    if is_typed and run(
        form, operations.allow_below_standard, on=request.today, by=request.actor, **form.arguments()
    ):
        messages.success(request, gettext("Đã cho phép. Việc bổ nhiệm được ghi kèm hạn hoàn thiện."))
        return redirect(back)
    return form_page(
        request,
        form,
        title=_("Cho phép nợ tiêu chuẩn"),
        submit=_("Cho phép"),
        cancel=back,
        consequence=_(
            "Người này được bổ nhiệm chức danh đã chọn một lần; thiếu gì và hạn nào được theo dõi ở đây."
        ),
        crumbs=[*outcomes.crumbs(request), DEBTS],
    )


@needs(Permission.PERSON_EDIT)
@require_POST
def close(request: Request, debt_id: int) -> HttpResponse:
    """Close a debt whose standard is met."""
    debt = queries.get_debt(request.actor, debt_id, request.on)
    return perform(
        request,
        lambda: operations.close_debt(debt=debt, on=request.on, by=request.actor),
        said=_("Đã kết thúc khoản nợ tiêu chuẩn."),
        back=reverse("sending:debts"),
    )
