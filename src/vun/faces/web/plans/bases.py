"""The documents a plan rests on, attached and taken off again."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.plans.forms import BasisForm
from vun.faces.web.request import Request
from vun.records.plans import operations, queries
from vun.records.registers import queries as registers


@needs(Permission.PLAN_EDIT)
def attach_basis(request: Request, plan_id: int) -> HttpResponse:
    plan = queries.get_plan(request.actor, plan_id)
    request.actor.require(Permission.PLAN_EDIT, plan.unit_id)
    back = f"{reverse('plans:detail', args=[plan.pk])}?tab=bases"
    form = BasisForm(request)
    return operation_page(
        request,
        form,
        partial(operations.attach_basis, plan=plan),
        said=gettext("Đã thêm căn cứ."),
        title=_("Thêm căn cứ"),
        lead=_("Văn bản mà kế hoạch dựa vào: luật, nghị định, nghị quyết, đề án, kế hoạch cấp trên."),
        submit=_("Thêm căn cứ"),
        cancel=back,
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (plan.name, back)],
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def detach_basis(request: Request, plan_id: int, decision_id: int) -> HttpResponse:
    plan = queries.get_plan(request.actor, plan_id)
    decision = registers.get_decision(decision_id)
    return perform(
        request,
        lambda: operations.detach_basis(plan=plan, decision=decision, by=request.actor),
        said=_("Đã bỏ căn cứ %(number)s.") % {"number": decision.number},
        back=f"{reverse('plans:detail', args=[plan.pk])}?tab=bases",
    )
