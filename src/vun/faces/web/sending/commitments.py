"""Service owed after study: who owes how much, who left before, what is paid back and by when."""

from __future__ import annotations

from decimal import Decimal
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
from vun.faces.web.forms import VunForm, form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.outcomes import frame as outcomes
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.faces.web.sending.commitment_forms import (
    CalculatorForm,
    ClaimForm,
    CommitForm,
    CostForm,
    DecideForm,
    GraduateForm,
    ReleaseForm,
    RoundingForm,
)
from vun.faces.web.sending.frame import CRUMBS
from vun.records.commitments import operations, queries
from vun.records.commitments.domain import OPEN_STATES, ClaimState, CommitmentState, compute, shares_by_weight
from vun.records.sending import operations as sending_operations
from vun.records.sending import queries as sending

COMMITMENTS: tuple[Text, str] = (_("Cam kết phục vụ"), "sending:commitments")
_SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)


@needs(Permission.NOMINATION_VIEW)
def commitments(request: Request) -> HttpResponse:
    """Every commitment in scope; first those who left before serving, and what is overdue."""
    rows = queries.standings(queries.visible_to(request.actor), request.on)
    return show(
        request,
        "sending/commitments.html",
        title=_("Cam kết phục vụ sau đào tạo"),
        lead=_("Ai còn phải phục vụ bao lâu, ai thôi việc trước hạn, khoản đền bù nào quá hạn."),
        tabs=outcomes.tabs(request, "sending:commitments"),
        more=[
            Action(_("Tính đền bù"), reverse("sending:compensation")),
            Action(_("Quy định áp dụng"), reverse("sending:commitment-laws")),
        ],
        rows=rows,
        leaving=[row for row in rows if row.leaving and row.commitment.state in OPEN_STATES],
        overdue=queries.overdue(request.actor, request.on),
    )


@needs(*_SEES)
def commitment(request: Request, commitment_id: int) -> HttpResponse:
    """One commitment: what it rests on, how much is served, what it cost, what is claimed back."""
    row = queries.get_commitment(request.actor, commitment_id)
    (standing,) = queries.standings([row], request.on)
    claim = queries.find_claim(row)
    return show(
        request,
        "sending/commitment.html",
        title=row.person.full_name,
        lead=row.name,
        crumbs=[*outcomes.crumbs(request), COMMITMENTS]
        if request.actor.may(Permission.NOMINATION_VIEW)
        else [],
        action=_next_step(row, standing, claim),
        more=_other_steps(row, claim),
        row=row,
        standing=standing,
        costs=row.costs.select_related("source"),
        cost=queries.cost_of(row),
        claim=claim,
        result=compute(queries.as_law(row.law), operations.as_claim(claim)) if claim else None,
        given_back=_given_back(row, claim),
        instalments=claim.instalments.all() if claim else [],
        may_pay=request.actor.may(Permission.NOMINATION_APPROVE, row.unit_id),
    )


def _given_back(row: Any, claim: Any) -> dict[str, int]:
    """What is paid back by source, where the study was paid from more than one."""
    by_source = queries.cost_by_source(row)
    return shares_by_weight(claim.amount, by_source) if claim and len(by_source) > 1 else {}


def _next_step(row: Any, standing: queries.Standing, claim: Any) -> Action | None:
    key, unit = row.pk, row.unit_id
    if row.state == CommitmentState.STUDYING:
        return Action(_("Ghi tốt nghiệp"), reverse("sending:graduate", args=[key]), Permission.NOMINATE, unit)
    if row.state == CommitmentState.SERVING and standing.is_served:
        return Action(
            _("Kết thúc cam kết"),
            reverse("sending:close-served", args=[key]),
            Permission.NOMINATE,
            unit,
            post=True,
        )
    if claim is not None and claim.state == ClaimState.COMPUTED:
        url = reverse("sending:decide-claim", args=[key])
        return Action(_("Ghi quyết định đền bù"), url, Permission.NOMINATION_APPROVE, unit)
    return None


def _other_steps(row: Any, claim: Any) -> list[Action]:
    key, unit = row.pk, row.unit_id
    steps = []
    if claim is None:
        cost = reverse("sending:record-cost", args=[key])
        steps.append(Action(_("Ghi chi phí"), cost, Permission.NOMINATE, unit))
    if row.state in OPEN_STATES:
        above = Permission.NOMINATION_APPROVE
        steps += [
            Action(_("Tính đền bù…"), reverse("sending:claim-back", args=[key]), above, unit, danger=True),
            Action(_("Miễn cam kết…"), reverse("sending:release", args=[key]), above, unit),
        ]
    return steps


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
    back = reverse("sending:commitment", args=[commitment_id])
    is_typed = request.method == "POST" and form.is_valid()
    if is_typed and run(form, operation, commitment=row, by=request.actor, **form.cleaned_data):
        messages.success(request, str(said))
        return redirect(back)
    return form_page(
        request,
        form,
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
        operations.graduate,
        title=_("Ghi tốt nghiệp"),
        said=_("Đã ghi. Thời gian phục vụ tính từ ngày tốt nghiệp."),
        consequence=_("Thời gian phải phục vụ gấp %(times)s lần thời gian học thực tế, theo %(law)s.")
        % {"times": row.law.multiple, "law": row.law.legal_basis},
    )


@needs(Permission.NOMINATE)
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
        operations.claim_back,
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
    back = reverse("sending:commitment", args=[commitment_id])
    if request.method == "POST" and form.is_valid():
        done = run(form, _decide, claim=claim, form=form, request=request)
        if done:
            messages.success(request, gettext("Đã ghi quyết định đền bù."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Quyết định đền bù"),
        lead=str(row),
        submit=_("Ghi quyết định"),
        cancel=back,
        consequence=_("Sau quyết định, các kỳ trả và hạn trả được lập; số tiền không sửa được nữa."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS, (row.person.full_name, back)],
    )


def _decide(*, claim: Any, form: DecideForm, request: Request) -> None:
    operation: Any = operations.decide_claim if form.picked else operations.decide_claim_by
    operation(
        claim=claim,
        council_rate=form.council_rate,
        council_reason=form.cleaned_data["council_reason"],
        parts=form.cleaned_data["parts"],
        by=request.actor,
        **form.decision_arguments(),
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
        back=reverse("sending:commitment", args=[commitment_id]),
    )


@needs(Permission.NOMINATION_APPROVE)
@require_POST
def pay(request: Request, commitment_id: int, instalment_id: int) -> HttpResponse:
    """Record that one part was paid today."""
    row = queries.get_commitment(request.actor, commitment_id)
    part = queries.get_instalment(row, instalment_id)
    return perform(
        request,
        lambda: operations.pay_instalment(instalment=part, paid_on=request.today, by=request.actor),
        said=_("Đã ghi một kỳ trả."),
        back=reverse("sending:commitment", args=[commitment_id]),
    )


@needs(Permission.NOMINATE)
def commit(request: Request, nomination_id: int) -> HttpResponse:
    """Record the service somebody sent owes afterwards."""
    nomination = sending.get_nomination(request.actor, nomination_id)
    form = CommitForm(request.POST or None)
    back = reverse("sending:detail", args=[nomination_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            sending_operations.commit_to_serve,
            nomination=nomination,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã ghi cam kết phục vụ."))
            return redirect("sending:commitment", done.value.pk)
    return form_page(
        request,
        form,
        title=_("Ghi cam kết phục vụ"),
        lead=str(nomination),
        submit=_("Ghi cam kết"),
        cancel=back,
        consequence=_("Số tháng phải phục vụ tính theo quy định của ngày quyết định cử đi học."),
        crumbs=[*CRUMBS, (nomination.person.full_name, back)],
    )


@needs(*_SEES)
def compensation(request: Request) -> HttpResponse:
    """A case computed step by step, without anybody's record."""
    form = CalculatorForm(request, request.GET if "cost" in request.GET else None)
    found = None
    if form.is_bound and form.is_valid():
        law, claim = form.cleaned_data["law"], form.claim()
        try:
            result = compute(queries.as_law(law), claim)
            found = {"law": law, "claim": claim, "result": result, "rate": Decimal(result.rate) / 100}
        except Problem as problem:
            form.add_problem(problem)
    return show(
        request,
        "sending/compensation.html",
        title=_("Tính đền bù chi phí đào tạo"),
        lead=_("Tính thử một trường hợp theo công thức và bảng trường hợp của quy định."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS]
        if request.actor.may(Permission.NOMINATION_VIEW)
        else [],
        status_code=400 if form.errors else 200,
        form=form,
        found=found,
    )


@needs(Permission.NOMINATION_VIEW)
def laws(request: Request) -> HttpResponse:
    """The laws of service after study, with what the office has set in them."""
    return show(
        request,
        "sending/commitment_laws.html",
        title=_("Quy định về cam kết và đền bù"),
        lead=_("Người được cử đi học theo quy định của ngày cử; tỉnh đặt cách làm tròn và hạn nộp."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS],
        laws=queries.laws(),
        may_set=request.actor.may_everywhere(Permission.STANDARD_EDIT),
    )


@needs(Permission.STANDARD_EDIT)
def set_rounding(request: Request, law_id: int) -> HttpResponse:
    """What the office sets in one law."""
    law = queries.get_law(law_id)
    names = ("month_from_days", "money_unit", "pay_within_days")
    form = RoundingForm(request.POST or None, initial={name: getattr(law, name) for name in names})
    back = reverse("sending:commitment-laws")
    if request.method == "POST" and form.is_valid():
        done = run(form, operations.set_rounding, law=law, by=request.actor, **form.cleaned_data)
        if done:
            messages.success(request, gettext("Đã đặt cách làm tròn."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Làm tròn và hạn nộp"),
        lead=law.legal_basis,
        submit=_("Lưu"),
        cancel=back,
        consequence=_("Áp dụng cho các khoản đền bù tính từ nay; khoản đã tính giữ nguyên."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS, (_("Quy định áp dụng"), back)],
    )
