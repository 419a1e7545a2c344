"""Selection rounds: candidates, their points, the committee's decision, and the list."""

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
from vun.engines.documents import write_docx, write_pdf
from vun.faces.web import formats
from vun.faces.web.admission.frame import ROUNDS, area
from vun.faces.web.admission.round_forms import DecideForm, OpenForm, PointsForm
from vun.faces.web.forms import form_page, operation_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.papers.files import CONTENT_TYPES, attachment
from vun.faces.web.reasons import ReasonForm
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.frame import nothing_left, tabs
from vun.records.admission import operations, queries
from vun.records.admission.domain import CandidateState, SelectionState
from vun.records.plans import queries as plans
from vun.records.publishing.queries import templates_in_use


@needs(Permission.NOMINATION_VIEW)
def rounds(request: Request) -> HttpResponse:
    """The rounds in sight."""
    return show(
        request,
        "admission/rounds.html",
        title=_("Xét tuyển"),
        lead=_("Các đợt có nhiều người được đề cử hơn số chỗ; hội đồng quyết định theo điểm."),
        tabs=tabs(request, "admission:rounds"),
        rounds=queries.rounds_visible_to(request.actor),
    )


@needs(Permission.NOMINATION_APPROVE)
def open_round(request: Request, line_id: int) -> HttpResponse:
    """Open a round for a line in force."""
    terms = plans.approved_terms(line_id)
    if terms is None:
        raise NotFound("plan line")
    plans.get_plan(request.actor, terms.version.plan_id)
    initial = {"name": terms.title, "places": terms.learners}
    form = OpenForm(request, line_id, request.POST or None, initial=initial)
    back = reverse("admission:rounds")
    return operation_page(
        request,
        form,
        partial(operations.open_round, line=terms.line, on=request.today),
        said=gettext("Đã mở đợt xét tuyển."),
        then=lambda made: reverse("admission:round", args=[made.pk]),
        title=_("Mở đợt xét tuyển"),
        lead=terms.title,
        submit=_("Mở đợt xét tuyển"),
        cancel=back,
        consequence=_("Người được đề cử cho dòng này được đưa vào đợt, chấm điểm rồi mới duyệt cử."),
        crumbs=[*area(request), ROUNDS],
    )


@needs(Permission.NOMINATION_VIEW)
def detail(request: Request, round_id: int) -> HttpResponse:
    """Candidates by place, with their points; who may be taken in."""
    selection = queries.get_round(request.actor, round_id)
    candidates, criteria = _candidates(request, selection)
    may_decide = request.actor.may(Permission.NOMINATION_APPROVE, selection.line.plan.unit_id)
    is_open = selection.state == SelectionState.OPEN
    form = PointsForm(candidates, criteria, queries.points_of(selection), request.POST or None)
    if request.method == "POST" and _give_points(request, selection, form):
        return redirect(request.path)
    unit_id, above = selection.line.plan.unit_id, Permission.NOMINATION_APPROVE
    steps = [
        Action(_("Quyết định kết quả"), reverse("admission:round-decide", args=[round_id]), above, unit_id),
        Action(
            _("Huỷ đợt…"), reverse("admission:round-cancel", args=[round_id]), above, unit_id, danger=True
        ),
    ]
    prints = [
        Action(text, reverse("admission:round-list", args=[round_id, suffix]))
        for suffix, text in (("docx", _("Danh sách, bản Word")), ("pdf", _("Danh sách, bản PDF")))
    ]
    return show(
        request,
        "admission/round.html",
        title=selection.name,
        lead=_("Xét %(places)s người vào %(title)s.")
        % {"places": formats.number(selection.places), "title": _title(selection)},
        crumbs=[*area(request), ROUNDS],
        action=steps[0] if is_open else None,
        more=[*(steps[1:] if is_open else []), *prints],
        status_code=400 if form.errors else 200,
        selection=selection,
        criteria=criteria,
        rows=[
            (
                candidate,
                [(criterion, form[f"p-{candidate.pk}-{criterion.pk}"]) for criterion in criteria],
                candidate.state in (CandidateState.ADMITTED, CandidateState.WAITING),
            )
            for candidate in candidates
        ],
        to_enter=queries.to_enter(selection) if is_open and may_decide else [],
        is_open=is_open,
        may_decide=may_decide,
        errors=form.errors,
    )


@needs(Permission.NOMINATION_VIEW)
def list_file(request: Request, round_id: int, suffix: str) -> HttpResponse:
    """The list of the candidates in the reader's scope as docx or PDF."""
    selection = queries.get_round(request.actor, round_id)
    if suffix not in CONTENT_TYPES:
        raise NotFound("selection list")
    writer = write_docx if suffix == "docx" else write_pdf
    content = writer(queries.list_of(request.actor, selection), templates_in_use())
    return attachment(content, f"{selection.name}.{suffix}", CONTENT_TYPES[suffix])


def _title(selection: Any) -> str:
    terms = plans.approved_terms(selection.line_id)
    return terms.title if terms else str(selection.line.plan)


def _candidates(request: Request, selection: Any) -> tuple[list[Any], list[Any]]:
    return list(queries.candidates_of(request.actor, selection)), list(selection.criteria.all())


def _give_points(request: Request, selection: Any, form: PointsForm) -> bool:
    request.actor.require(Permission.NOMINATION_APPROVE, selection.line.plan.unit_id)
    if not form.is_valid():
        return False
    done = run(form, operations.give_points, selection=selection, points=form.points(), by=request.actor)
    if done:
        messages.success(request, gettext("Đã lưu điểm và xếp hạng."))
    return bool(done)


@needs(Permission.NOMINATION_APPROVE)
@require_POST
def enter(request: Request, round_id: int) -> HttpResponse:
    """Take in people put forward."""
    selection = queries.get_round(request.actor, round_id)
    ids = ids_of(request.POST.getlist("ids"))
    return perform(
        request,
        lambda: operations.enter(selection=selection, nomination_ids=ids, on=request.today, by=request.actor),
        said=_("Đã đưa vào đợt xét tuyển."),
        back=reverse("admission:round", args=[round_id]),
    )


@needs(Permission.NOMINATION_APPROVE)
def decide(request: Request, round_id: int) -> HttpResponse:
    """The committee's decision, prefilled by points."""
    selection = queries.get_round(request.actor, round_id)
    back = reverse("admission:round", args=[round_id])
    if selection.state != SelectionState.OPEN:
        return nothing_left(request, Problem("admission.round_over", name=selection.name), back)
    candidates, _criteria = _candidates(request, selection)
    entered = [each for each in candidates if each.state == CandidateState.ENTERED]
    form = DecideForm(request, entered, queries.proposal(selection), request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.decide,
            selection=selection,
            on=request.today,
            by=request.actor,
            **form.arguments(),
        )
        if done:
            said = gettext(
                "Đã quyết định: %(admitted)s trúng tuyển, %(waiting)s chờ, %(refused)s không trúng tuyển."
            )
            counts = done.value
            messages.success(
                request,
                said
                % {
                    "admitted": counts[CandidateState.ADMITTED],
                    "waiting": counts[CandidateState.WAITING],
                    "refused": counts[CandidateState.NOT_ADMITTED],
                },
            )
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Quyết định kết quả xét tuyển"),
        lead=selection.name,
        submit=_("Quyết định"),
        cancel=back,
        consequence=_(
            "Nhiều nhất %(places)s người trúng tuyển được duyệt cử theo quyết định này và có tên trong lớp, "
            "nếu đã chọn lớp; người không trúng tuyển trả lại chỗ cho đơn vị."
        )
        % {"places": formats.number(selection.places)},
        template="admission/round_decide.html",
        crumbs=[*area(request), ROUNDS, (selection.name, back)],
        rows=[(each, form[f"o-{each.pk}"], form[f"r-{each.pk}"]) for each in entered],
        rest=[form["told"], form["decision"]],
    )


@needs(Permission.NOMINATION_APPROVE)
def cancel(request: Request, round_id: int) -> HttpResponse:
    """Give a round up."""
    selection = queries.get_round(request.actor, round_id)
    form = ReasonForm(request.POST or None)
    back = reverse("admission:round", args=[round_id])
    return operation_page(
        request,
        form,
        partial(operations.cancel_round, selection=selection),
        said=gettext("Đã huỷ đợt xét tuyển."),
        title=_("Huỷ đợt xét tuyển"),
        lead=selection.name,
        submit=_("Huỷ đợt"),
        cancel=back,
        consequence=_("Các đề cử giữ nguyên, chờ duyệt như bình thường."),
        crumbs=[*area(request), ROUNDS, (selection.name, back)],
    )


@needs(Permission.NOMINATION_APPROVE)
def fall_out(request: Request, candidate_id: int) -> HttpResponse:
    """Somebody gives up; who waits comes after."""
    candidate = queries.get_candidate(request.actor, candidate_id)
    form = ReasonForm(request.POST or None)
    back = reverse("admission:round", args=[candidate.round_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.fall_out,
            candidate=candidate,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            came = done.value
            said = (
                gettext("Đã ghi. %(name)s trong danh sách chờ được gọi thay.")
                % {"name": came.nomination.person.full_name}
                if came
                else gettext("Đã ghi. Không có ai được gọi thay.")
            )
            messages.success(request, said)
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Không tham gia"),
        lead=candidate.nomination.person.full_name,
        submit=_("Ghi không tham gia"),
        cancel=back,
        consequence=_("Người trúng tuyển rời đi thì người đứng đầu danh sách chờ được cử thay."),
        crumbs=[*area(request), ROUNDS, (candidate.round.name, back)],
    )
