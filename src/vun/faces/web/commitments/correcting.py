"""Taking back what was recorded by mistake: a cost, a claim not decided on yet, a payment."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.forms import perform
from vun.faces.web.guard import needs
from vun.faces.web.request import Request
from vun.records.commitments import operations, queries


@needs(Permission.STUDY_COST_EDIT)
@require_POST
def drop_cost(request: Request, commitment_id: int, cost_id: int) -> HttpResponse:
    """Take away a cost."""
    cost = queries.get_cost(queries.get_commitment(request.actor, commitment_id), cost_id)
    return perform(
        request,
        lambda: operations.drop_cost(cost=cost, by=request.actor),
        said=_("Đã bỏ khoản chi."),
        back=reverse("commitments:detail", args=[commitment_id]),
    )


@needs(Permission.NOMINATION_APPROVE)
@require_POST
def drop_claim(request: Request, commitment_id: int) -> HttpResponse:
    """Take back a claim nobody has decided on."""
    claim = queries.find_claim(queries.get_commitment(request.actor, commitment_id))
    if claim is None:
        raise NotFound("claim")
    return perform(
        request,
        lambda: operations.drop_claim(claim=claim, by=request.actor),
        said=_("Đã bỏ khoản đền bù đã tính. Cam kết tiếp tục."),
        back=reverse("commitments:detail", args=[commitment_id]),
    )


@needs(Permission.REPAYMENT_EDIT)
@require_POST
def take_back_payment(request: Request, commitment_id: int, instalment_id: int) -> HttpResponse:
    """Take back that a part was paid."""
    part = queries.get_instalment(queries.get_commitment(request.actor, commitment_id), instalment_id)
    return perform(
        request,
        lambda: operations.take_back_payment(instalment=part, by=request.actor),
        said=_("Đã bỏ ghi trả kỳ này."),
        back=reverse("commitments:detail", args=[commitment_id]),
    )
