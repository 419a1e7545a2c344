"""What the centre gives the province to send, and the changes of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.forms import (
    DateField,
    PickField,
    VunForm,
    WholeNumberField,
    YearField,
    operation_page,
)
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.plans.views import area_tabs
from vun.faces.web.request import Request
from vun.records.plans import operations, queries
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards

PLANS = (pgettext_lazy("section", "Kế hoạch"), "plans:list")
CENTRAL = (_("Chỉ tiêu trung ương giao"), "plans:central")


class ChangeForm(VunForm):
    """How many the centre gives from a day on, and why."""

    learners = WholeNumberField(label=_("Chỉ tiêu được giao"), unit=_("người"), min_value=0)
    on = DateField(label=_("Từ ngày"))
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)
    reason = forms.CharField(label=_("Lý do điều chỉnh"), max_length=300)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))


class NewForm(VunForm):
    """A quota of the centre's."""

    name = forms.CharField(
        label=_("Lớp, chương trình"), max_length=250, help_text=_("Như ghi trong văn bản giao.")
    )
    issuer = forms.CharField(
        label=_("Cơ quan giao"), max_length=200, help_text=_("Bộ, ban của trung ương hoặc học viện.")
    )
    year = YearField(label=_("Năm"))
    learners = WholeNumberField(label=_("Chỉ tiêu được giao"), unit=_("người"), min_value=1)
    on = DateField(label=_("Ngày giao"))
    programme = PickField(label=_("Chương trình"), options_url="standards:programme-options", required=False)
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(
            programme=standards.programmes(), decision=registers.decisions_visible_to(request.actor)
        )


@needs(Permission.PLAN_VIEW)
def central(request: Request) -> HttpResponse:
    """What the centre gave, what plans in force use of it, and every change."""
    return show(
        request,
        "plans/central.html",
        title=_("Chỉ tiêu trung ương giao"),
        lead=_("Bộ, ban của trung ương và học viện giao cho tỉnh bao nhiêu, kế hoạch đã dùng bao nhiêu."),
        crumbs=[PLANS],
        tabs=area_tabs(request, "central"),
        action=Action(_("Ghi chỉ tiêu được giao"), reverse("plans:central-add"), Permission.PLAN_EDIT),
        quotas=queries.central_quotas(),
        may_edit=request.actor.may_everywhere(Permission.PLAN_EDIT),
    )


@needs(Permission.PLAN_EDIT)
def add_central(request: Request) -> HttpResponse:
    """Record what the centre gave."""
    form = NewForm(request, request.POST or None, initial={"year": request.on.year, "on": request.on})
    back = reverse("plans:central")
    return operation_page(
        request,
        form,
        operations.record_central_quota,
        said=gettext("Đã ghi chỉ tiêu trung ương giao."),
        title=_("Ghi chỉ tiêu trung ương giao"),
        submit=_("Ghi chỉ tiêu"),
        cancel=back,
        consequence=_(
            "Dòng kế hoạch có nguồn “Trung ương giao” chọn chỉ tiêu này; tổng các dòng không vượt số được giao."
        ),
        crumbs=[PLANS, CENTRAL],
    )


@needs(Permission.PLAN_EDIT)
def change_central(request: Request, quota_id: int) -> HttpResponse:
    """The centre gives more or fewer."""
    quota = queries.get_central_quota(quota_id)
    form = ChangeForm(request, request.POST or None, initial={"learners": quota.learners, "on": request.on})
    back = reverse("plans:central")
    return operation_page(
        request,
        form,
        partial(operations.change_central_quota, quota=quota),
        said=gettext("Đã điều chỉnh chỉ tiêu trung ương giao."),
        title=_("Điều chỉnh chỉ tiêu trung ương giao"),
        lead=f"{quota.name}, {quota.issuer}",
        submit=_("Điều chỉnh"),
        cancel=back,
        consequence=_("Kế hoạch được duyệt đang dùng %(used)s; không giảm xuống dưới số này.")
        % {"used": formats.number(quota.passed_on)},
        crumbs=[PLANS, CENTRAL],
    )
