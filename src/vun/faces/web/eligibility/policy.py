"""What the province sets for sending and appointing."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.forms import (
    DateField,
    EnumField,
    VunForm,
    WholeNumberField,
    operation_page,
)
from vun.faces.web.guard import needs
from vun.faces.web.labels import choices
from vun.faces.web.request import Request
from vun.faces.web.standards import tabs as standard_pages
from vun.records.people.domain import ManagementTier
from vun.records.sending import operations, queries
from vun.records.sending.domain import AppointingMode


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
    back = reverse("eligibility:list")
    return operation_page(
        request,
        form,
        operations.set_policy,
        said=gettext("Đã đặt. Những ngày trước vẫn theo quy định cũ."),
        title=_("Quy định của tỉnh về cử đi học, bổ nhiệm"),
        lead=_("Tỷ lệ được đi học cùng lúc, người ký ngoại lệ, và bổ nhiệm người chưa đạt chuẩn."),
        submit=_("Đặt quy định"),
        cancel=back,
        consequence=_("Từ ngày áp dụng, quy định đang có hết hiệu lực."),
        crumbs=[*standard_pages.CRUMBS, (_("Điều kiện cử đi học"), "eligibility:list")],
    )
