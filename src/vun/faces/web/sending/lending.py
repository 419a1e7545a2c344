"""Places lent back by units that cannot use them, and given to others."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.forms import PickField, VunForm, WholeNumberField, operation_page
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS, nothing_left, tabs
from vun.records.orgs import queries as orgs
from vun.records.plans import operations as plan_operations
from vun.records.plans import queries as plans
from vun.records.registers import queries as registers
from vun.records.sending import queries


class LendForm(VunForm):
    """How many places are given back, and why."""

    learners = WholeNumberField(
        label=_("Số chỉ tiêu trả lại"), unit=_("người"), min_value=1, max_value=10_000
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class GiveForm(VunForm):
    """To whom places lent back are given."""

    unit = PickField(label=_("Giao cho đơn vị"), options_url="units:options")
    learners = WholeNumberField(label=_("Số chỉ tiêu"), unit=_("người"), min_value=1, max_value=10_000)
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(
            unit=orgs.visible_to(request.actor, request.on),
            decision=registers.decisions_visible_to(request.actor),
        )


@needs(Permission.NOMINATE)
def lend(request: Request, line_id: int, unit_id: int) -> HttpResponse:
    """Give back places the unit will not use."""
    quota = queries.get_quota(request.actor, line_id, unit_id)
    back = reverse("sending:nominate", args=[line_id, unit_id])
    if not quota.free:
        return nothing_left(request, Problem("plans.nothing_free"), back)
    form = LendForm(request.POST or None)
    return operation_page(
        request,
        form,
        partial(plan_operations.lend_back, quota=quota, on=request.today),
        said=gettext("Đã trả lại chỉ tiêu."),
        title=_("Trả lại chỉ tiêu"),
        lead=f"{quota.terms.title} – {quota.unit}",
        submit=_("Trả lại"),
        cancel=back,
        consequence=_lending_does(quota),
        crumbs=[*CRUMBS, (quota.terms.title, back)],
    )


def _lending_does(quota: Any) -> str:
    if quota.parent is not None:
        return gettext("Còn %(left)s chỉ tiêu trống. Chỉ tiêu trả lại về ngay %(giver)s, nơi đã chia.") % {
            "left": quota.free,
            "giver": quota.parent.unit,
        }
    return gettext("Còn %(left)s chỉ tiêu trống. Chỉ tiêu trả lại chờ được giao cho đơn vị khác.") % {
        "left": quota.free
    }


@needs(Permission.PLAN_EDIT)
def lent(request: Request) -> HttpResponse:
    """The places lent back that wait to be given again."""
    return show(
        request,
        "sending/lent.html",
        title=_("Chỉ tiêu trả lại"),
        lead=_("Chỉ tiêu đơn vị không dùng, chờ giao cho đơn vị khác."),
        tabs=tabs(request, "sending:lent"),
        moves=plans.lent_places(request.actor),
    )


@needs(Permission.PLAN_EDIT)
def give(request: Request, move_id: int) -> HttpResponse:
    """Give places lent back to another unit."""
    move = plans.get_lent(request.actor, move_id)
    back = reverse("sending:lent")
    heir = orgs.heir_on(move.from_unit_id, request.today)
    initial = {"learners": move.left, "unit": heir}
    form = GiveForm(request, request.POST or None, initial=initial)
    return operation_page(
        request,
        form,
        partial(plan_operations.give_lent, move=move, on=request.today),
        said=gettext("Đã giao lại chỉ tiêu."),
        title=_("Giao lại chỉ tiêu"),
        lead=move.terms.title,
        submit=_("Giao lại"),
        cancel=back,
        consequence=_("Còn %(left)s chỉ tiêu do %(unit)s trả lại.")
        % {"left": move.left, "unit": move.from_unit},
        crumbs=[*CRUMBS, (_("Chỉ tiêu trả lại"), "sending:lent")],
    )
