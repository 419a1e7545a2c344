"""Delegation: who acts in whose place, on which days, by which document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Refused
from vun.faces.web import formats
from vun.faces.web.approvals.tables import DELEGATIONS
from vun.faces.web.approvals.views import CRUMBS, may_delegate, tabs
from vun.faces.web.forms import DateField, PickField, VunForm, operation_page
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action
from vun.faces.web.request import Request
from vun.records.accounts import operations, queries
from vun.records.orgs import queries as orgs


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    to_user: Any
    from_user: Any
    unit: Any
    start_on: date
    last_day: date | None
    document: str
    end_words: str


@needs()
def delegation_list(request: Request) -> HttpResponse:
    """What the reader gave and was given; for whoever manages accounts, all of it."""
    rows = [_row(each, request) for each in queries.delegations_visible_to(request.actor)]
    add = Action(_("Uỷ quyền"), reverse("approvals:delegation-add"))
    return DELEGATIONS.respond(
        request,
        rows,
        action=add if may_delegate(request.actor) else None,
        tabs=tabs(request, "delegations"),
    )


def _row(each: Any, request: Request) -> _Row:
    is_own = each.from_user_id == request.actor.user_id
    may_end = is_own or request.actor.may_everywhere(Permission.ACCOUNT_MANAGE)
    is_over = each.end_on <= request.today
    words = (
        gettext("Kết thúc") if may_end and not is_over else gettext("Đã hết") if is_over else gettext("Xem")
    )
    return _Row(
        each.pk, each.to_user, each.from_user, each.unit, each.start_on, each.last_day, each.document, words
    )


class DelegationForm(VunForm):
    """Who acts for whom. ``last_day`` is the last day it holds, as papers write it."""

    from_user: Any = forms.ModelChoiceField(label=_("Người uỷ quyền"), queryset=None)
    to_user: Any = forms.ModelChoiceField(label=_("Người được uỷ quyền"), queryset=None)
    start_on = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"))
    document = forms.CharField(
        label=_("Văn bản uỷ quyền"), max_length=150, help_text=_("Số, ký hiệu và ngày, ví dụ 05/UQ-SNV.")
    )
    unit = PickField(
        label=_("Chỉ cho đơn vị"),
        options_url="units:options",
        required=False,
        help_text=_("Để trống thì uỷ quyền toàn bộ phạm vi đang giữ."),
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300)

    def __init__(self, request: Request, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        givers = queries.delegators(request.actor)
        self.choose_from(
            from_user=givers,
            to_user=queries.delegates(request.actor),
            unit=orgs.visible_to(request.actor, request.today),
        )
        self.initial.setdefault("from_user", request.actor.user_id)

    def arguments(self) -> dict[str, Any]:
        """What the operation is given: it ends on the first day after."""
        values = dict(self.cleaned_data)
        return values | {"end_on": values.pop("last_day") + timedelta(days=1)}

    def add_problem(self, problem: Any) -> None:
        if problem.field == "end_on":
            problem.field = "last_day"
        super().add_problem(problem)


@needs()
def add(request: Request) -> HttpResponse:
    """Give somebody power to read, approve and sign in one's place for some days."""
    if not may_delegate(request.actor):
        raise Refused(Permission.PLAN_APPROVE)
    form = DelegationForm(request, request.POST or None, initial={"start_on": request.today})
    return operation_page(
        request,
        form,
        partial(operations.delegate, on=request.today),
        said=lambda made: gettext("Đã uỷ quyền cho %(name)s.") % {"name": made.to_user},
        title=_("Uỷ quyền"),
        submit=_("Uỷ quyền"),
        cancel=reverse("approvals:delegations"),
        consequence=_(
            "Trong những ngày này người được uỷ quyền xem, duyệt và ký thay trong phạm vi đó. Không uỷ quyền lại được."
        ),
        crumbs=[*CRUMBS, (_("Uỷ quyền"), "approvals:delegations")],
    )


class EndingForm(VunForm):
    on = DateField(label=_("Hết từ ngày"))


@needs()
def end(request: Request, delegation_id: int) -> HttpResponse:
    """Take the power back from a day on."""
    delegation = queries.get_delegation(request.actor, delegation_id)
    form = EndingForm(request.POST or None, initial={"on": request.today})
    back = reverse("approvals:delegations")
    return operation_page(
        request,
        form,
        partial(operations.end_delegation, delegation=delegation),
        said=gettext("Đã kết thúc uỷ quyền."),
        title=_("Kết thúc uỷ quyền"),
        lead=gettext("%(to)s duyệt thay %(giver)s đến hết ngày %(day)s, theo %(document)s.")
        % {
            "to": delegation.to_user,
            "giver": delegation.from_user,
            "day": formats.day(delegation.last_day),
            "document": delegation.document,
        },
        submit=_("Kết thúc uỷ quyền"),
        cancel=back,
        consequence=_("Việc đã duyệt thay vẫn giữ nguyên giá trị."),
        crumbs=[*CRUMBS, (_("Uỷ quyền"), "approvals:delegations")],
    )
