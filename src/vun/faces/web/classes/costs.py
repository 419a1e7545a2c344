"""Money of a class."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.classes.forms import CostForm
from vun.faces.web.classes.frame import crumbs, show_tab
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action
from vun.faces.web.request import Request
from vun.records.delivery import operations, queries


@needs(Permission.FUND_VIEW)
def cost_list(request: Request, class_id: int) -> HttpResponse:
    """Estimate and spending by source, and every amount."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.FUND_VIEW, training_class.host_id)
    by_source = queries.cost_by_source(training_class)
    return show_tab(
        request,
        "classes/costs.html",
        training_class,
        "costs",
        action=Action(
            _("Ghi khoản chi"),
            reverse("classes:add-cost", args=[class_id]),
            Permission.FUND_EDIT,
            training_class.host_id,
        ),
        by_source=by_source,
        estimate=sum(source.estimate for source in by_source),
        spent=sum(source.spent for source in by_source),
        costs=queries.costs_of(training_class),
        may_edit=request.actor.may(Permission.FUND_EDIT, training_class.host_id),
    )


@needs(Permission.FUND_EDIT)
def add(request: Request, class_id: int) -> HttpResponse:
    """Put down an amount."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.FUND_EDIT, training_class.host_id)
    form = CostForm(request, initial={"on": request.on})
    back = reverse("classes:costs", args=[class_id])
    return operation_page(
        request,
        form,
        partial(operations.record_cost, training_class=training_class),
        said=gettext("Đã ghi khoản chi."),
        title=_("Ghi khoản chi"),
        submit=_("Ghi"),
        cancel=back,
        crumbs=crumbs(training_class),
    )


@needs(Permission.FUND_EDIT)
@require_POST
def remove(request: Request, class_id: int, cost_id: int) -> HttpResponse:
    """Strike an amount."""
    training_class = queries.get_class(request.actor, class_id)
    cost = queries.get_cost(training_class, cost_id)
    return perform(
        request,
        lambda: operations.remove_cost(cost=cost, by=request.actor),
        said=_("Đã bỏ khoản chi."),
        back=reverse("classes:costs", args=[class_id]),
    )
