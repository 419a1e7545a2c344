"""Service owed after study: who owes how much, who left before, what is paid back and by when."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.commitments.forms import CalculatorForm, RoundingForm
from vun.faces.web.commitments.frame import COMMITMENTS, SEES
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.outcomes import frame as outcomes
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.records.commitments import operations, queries
from vun.records.commitments.domain import OPEN_STATES, ClaimState, CommitmentState, compute, shares_by_weight
from vun.records.deadlines.queries import with_ends


@needs(Permission.COMMITMENT_VIEW)
def commitments(request: Request) -> HttpResponse:
    """Every commitment in scope; first those who left before serving, and what is overdue."""
    rows = queries.standings(queries.visible_to(request.actor), request.on)
    return show(
        request,
        "commitments/list.html",
        title=_("Cam kết phục vụ sau đào tạo"),
        lead=_("Ai còn phải phục vụ bao lâu, ai thôi việc trước hạn, khoản đền bù nào quá hạn."),
        tabs=outcomes.tabs(request, "commitments:list"),
        more=[
            Action(_("Tính đền bù"), reverse("commitments:compensation")),
            Action(_("Quy định áp dụng"), reverse("commitments:laws")),
        ],
        rows=rows,
        leaving=[row for row in rows if row.leaving and row.commitment.state in OPEN_STATES],
        overdue=with_ends(queries.overdue(request.actor, request.on)),
    )


@needs(*SEES)
def commitment(request: Request, commitment_id: int) -> HttpResponse:
    """One commitment: what it rests on, how much is served, what it cost, what is claimed back."""
    row = queries.get_commitment(request.actor, commitment_id)
    (standing,) = queries.standings([row], request.on)
    claim = queries.find_claim(row)
    return show(
        request,
        "commitments/detail.html",
        title=row.person.full_name,
        lead=row.name,
        crumbs=[*outcomes.crumbs(request), COMMITMENTS]
        if request.actor.may_anywhere(Permission.COMMITMENT_VIEW)
        else [],
        action=_next_step(row, standing, claim),
        more=_other_steps(row, claim),
        row=row,
        standing=standing,
        costs=row.costs.select_related("source"),
        cost=queries.cost_of(row),
        claim=claim,
        result=compute(queries.law_of(claim), operations.as_claim(claim)) if claim else None,
        council_rate=Decimal(claim.council_rate) / 100 if claim else None,
        given_back=_given_back(row, claim),
        instalments=with_ends(claim.instalments.all()) if claim else [],
        overdue=queries.overdue(request.actor, request.on) if claim else [],
        sees_person=request.actor.may(Permission.PERSON_VIEW, row.unit_id)
        or request.actor.person_id == row.person_id,
        may_drop=claim is None and request.actor.may(Permission.STUDY_COST_EDIT, row.unit_id),
        may_pay=request.actor.may(Permission.REPAYMENT_EDIT, row.unit_id),
    )


def _given_back(row: Any, claim: Any) -> dict[str, int]:
    """What is paid back by source, where the study was paid from more than one."""
    by_source = queries.cost_by_source(row)
    return shares_by_weight(claim.amount, by_source) if claim and len(by_source) > 1 else {}


def _next_step(row: Any, standing: queries.Standing, claim: Any) -> Action | None:
    key, unit = row.pk, row.unit_id
    if row.state == CommitmentState.STUDYING:
        return Action(
            _("Ghi tốt nghiệp"), reverse("commitments:graduate", args=[key]), Permission.NOMINATE, unit
        )
    if row.state == CommitmentState.SERVING and standing.is_served:
        return Action(
            _("Kết thúc cam kết"),
            reverse("commitments:close-served", args=[key]),
            Permission.NOMINATE,
            unit,
            post=True,
        )
    if claim is not None and claim.state == ClaimState.COMPUTED:
        url = reverse("commitments:decide-claim", args=[key])
        return Action(_("Ghi quyết định đền bù"), url, Permission.NOMINATION_APPROVE, unit)
    return None


def _other_steps(row: Any, claim: Any) -> list[Action]:
    key, unit = row.pk, row.unit_id
    steps = []
    if claim is None:
        cost = reverse("commitments:record-cost", args=[key])
        steps.append(Action(_("Ghi chi phí"), cost, Permission.STUDY_COST_EDIT, unit))
    above = Permission.NOMINATION_APPROVE
    if claim is not None and claim.state == ClaimState.COMPUTED:
        steps.append(
            Action(
                _("Bỏ khoản đền bù đã tính"),
                reverse("commitments:drop-claim", args=[key]),
                above,
                unit,
                post=True,
                confirm=_("Khoản đã tính được bỏ, cam kết tiếp tục như trước khi tính. Dùng khi tính nhầm."),
                danger=True,
            )
        )
    if row.state in OPEN_STATES:
        steps += [
            Action(
                _("Tính đền bù…"), reverse("commitments:claim-back", args=[key]), above, unit, danger=True
            ),
            Action(_("Miễn cam kết…"), reverse("commitments:release", args=[key]), above, unit),
        ]
    return steps


@needs(*SEES)
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
        "commitments/compensation.html",
        title=_("Tính đền bù chi phí đào tạo"),
        lead=_("Tính thử một trường hợp theo công thức và bảng trường hợp của quy định."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS]
        if request.actor.may_anywhere(Permission.COMMITMENT_VIEW)
        else [],
        status_code=400 if form.errors else 200,
        form=form,
        found=found,
    )


@needs(Permission.COMMITMENT_VIEW)
def laws(request: Request) -> HttpResponse:
    """The laws of service after study, with what the office has set in them."""
    return show(
        request,
        "commitments/laws.html",
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
    back = reverse("commitments:laws")
    return operation_page(
        request,
        form,
        partial(operations.set_rounding, law=law),
        said=gettext("Đã đặt cách làm tròn."),
        title=_("Làm tròn và hạn nộp"),
        lead=law.legal_basis,
        submit=_("Lưu"),
        cancel=back,
        consequence=_("Áp dụng cho các khoản đền bù tính từ nay; khoản đã tính giữ nguyên."),
        crumbs=[*outcomes.crumbs(request), COMMITMENTS, (_("Quy định áp dụng"), back)],
    )
