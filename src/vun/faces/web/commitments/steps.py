"""What is done to a commitment: diploma, costs, release, what is paid back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web import formats
from vun.faces.web.commitments.forms import (
    ClaimForm,
    CostForm,
    DecideForm,
    GraduateForm,
    PayForm,
    ReleaseForm,
)
from vun.faces.web.commitments.frame import COMMITMENTS
from vun.faces.web.forms import VunForm, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.outcomes import frame as outcomes
from vun.faces.web.pages import Text
from vun.faces.web.request import Request
from vun.records.commitments import operations, queries
from vun.records.deadlines.queries import deadlines


def _step(
    request: Request,
    commitment_id: int,
    form: VunForm,
    operation: Any,
    *,
    title: Text,
    said: Text,
    consequence: Text = "",
    **head: Any,
) -> HttpResponse:
    """The page of a form that does one thing to a commitment."""
    row = queries.get_commitment(request.actor, commitment_id)
    back = reverse("commitments:detail", args=[commitment_id])
    return operation_page(
        request,
        form,
        partial(operation, commitment=row),
        said=said,
        title=title,
        lead=str(row),
        submit=title,
        cancel=back,
        consequence=consequence,
        crumbs=[*outcomes.crumbs(request), COMMITMENTS, (row.person.full_name, back)],
        **head,
    )


@needs(Permission.NOMINATE)
def graduate(request: Request, commitment_id: int) -> HttpResponse:
    """The diploma, from which service runs."""
    row = queries.get_commitment(request.actor, commitment_id)
    form = GraduateForm(request.POST or None, initial={"study_end_on": row.study_end_on})
    return _step(
        request,
        commitment_id,
        form,
        partial(operations.graduate, on=request.today),
        title=_("Ghi tốt nghiệp"),
        said=_("Đã ghi. Thời gian phục vụ tính từ ngày tốt nghiệp."),
        consequence=_("Thời gian phải phục vụ gấp %(times)s lần thời gian học thực tế, theo %(law)s.")
        % {"times": row.law.multiple, "law": row.law.legal_basis},
    )


@needs(Permission.STUDY_COST_EDIT)
def record_cost(request: Request, commitment_id: int) -> HttpResponse:
    """One thing paid for the study."""
    form = CostForm(request.POST or None)
    return _step(
        request,
        commitment_id,
        form,
        operations.record_cost,
        title=_("Ghi chi phí"),
        said=_("Đã ghi chi phí."),
    )


@needs(Permission.NOMINATION_APPROVE)
def release(request: Request, commitment_id: int) -> HttpResponse:
    """Let somebody off, with the reason."""
    form = ReleaseForm(request.POST or None, initial={"on": request.on})
    return _step(
        request,
        commitment_id,
        form,
        operations.release,
        title=_("Miễn cam kết"),
        said=_("Đã ghi miễn cam kết."),
        consequence=_("Cam kết kết thúc, không phải đền bù."),
    )


@needs(Permission.NOMINATION_APPROVE)
def claim_back(request: Request, commitment_id: int) -> HttpResponse:
    """The case that came about; what is paid back is computed from the records."""
    row = queries.get_commitment(request.actor, commitment_id)
    (standing,) = queries.standings([row], request.on)
    leaving = standing.leaving
    initial = {"case": leaving.case, "happened_on": leaving.on} if leaving else {"happened_on": request.on}
    form = ClaimForm(request.POST or None, initial=initial)
    return _step(
        request,
        commitment_id,
        form,
        partial(operations.claim_back, on=request.today),
        title=_("Tính đền bù"),
        said=_("Đã tính khoản đền bù. Chờ Hội đồng xét và quyết định."),
        consequence=_("Cam kết chuyển sang phải đền bù; số tiền tính theo %(law)s.")
        % {"law": row.law.legal_basis},
    )


@needs(Permission.NOMINATION_APPROVE)
def decide_claim(request: Request, commitment_id: int) -> HttpResponse:
    """The decision on what is paid back, and in how many parts."""
    row = queries.get_commitment(request.actor, commitment_id)
    claim = queries.find_claim(row)
    if claim is None:
        raise NotFound("claim")
    form = DecideForm(request, request.POST or None)
    back = reverse("commitments:detail", args=[commitment_id])
    return operation_page(
        request,
        form,
        partial(form.by_either(operations.decide_claim, operations.decide_claim_by), claim=claim),
        said=_("Đã ghi quyết định đền bù."),
        title=_("Quyết định đền bù"),
        lead=str(row),
        submit=_("Ghi quyết định"),
        cancel=back,
        consequence=_("Sau quyết định, các kỳ trả và hạn trả được lập; số tiền không sửa được nữa."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS, (row.person.full_name, back)],
    )


@needs(Permission.NOMINATE)
@require_POST
def close_served(request: Request, commitment_id: int) -> HttpResponse:
    """Close a commitment that is served."""
    row = queries.get_commitment(request.actor, commitment_id)
    return perform(
        request,
        lambda: operations.close_served(commitment=row, on=request.today, by=request.actor),
        said=_("Đã kết thúc cam kết."),
        back=reverse("commitments:detail", args=[commitment_id]),
    )


@needs(Permission.REPAYMENT_EDIT)
def pay(request: Request, commitment_id: int, instalment_id: int) -> HttpResponse:
    """Record that one part was paid, and when."""
    row = queries.get_commitment(request.actor, commitment_id)
    request.actor.require(Permission.REPAYMENT_EDIT, row.unit_id)
    part = queries.get_instalment(row, instalment_id)
    back = reverse("commitments:detail", args=[commitment_id])
    if part.paid_on is not None:
        messages.error(request, problem_text(Problem("commitments.paid_already")))
        return redirect(back)
    return operation_page(
        request,
        PayForm(request.POST or None, initial={"paid_on": request.today}),
        partial(operations.pay_instalment, instalment=part, on=request.today),
        said=_("Đã ghi một kỳ trả."),
        title=_("Ghi đã trả"),
        lead=gettext("%(row)s: kỳ hạn %(due)s, %(amount)s đồng")
        % {
            "row": row,
            "due": formats.day(deadlines().of(part.due_on).ends_on),
            "amount": formats.number(part.amount),
        },
        submit=_("Ghi đã trả"),
        cancel=back,
        consequence=_("Trả đủ các kỳ thì khoản đền bù hoàn thành."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS, (row.person.full_name, back)],
    )
