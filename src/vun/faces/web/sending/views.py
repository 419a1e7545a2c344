"""Quotas of units, who is put forward under them, and who approves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.forms import form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, Tab, show
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.checks import sentence
from vun.faces.web.sending.forms import RejectForm
from vun.faces.web.sending.tables import NOMINATIONS, QUOTAS
from vun.records.sending import operations, queries
from vun.records.sending.domain import CheckStatus, NominationProblems, NominationState

CRUMBS = [(_("Cử đi học"), "sending:list")]


@needs(Permission.NOMINATION_VIEW)
def board(request: Request) -> HttpResponse:
    """The quotas of the year of the units in scope."""
    rows = queries.quota_board(request.actor, _year(request))
    return QUOTAS.respond(
        request,
        rows,
        tabs=_tabs(request, "board"),
        empty=Empty(
            _("Năm %(year)s chưa có chỉ tiêu nào được giao cho đơn vị của anh/chị.")
            % {"year": _year(request)}
        ),
    )


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else request.on.year


def _tabs(request: Request, current: str) -> list[Tab]:
    waiting = queries.visible_to(request.actor).filter(state=NominationState.PROPOSED)
    return [
        Tab(_("Chỉ tiêu"), reverse("sending:list"), is_current=current == "board"),
        Tab(
            _("Đề cử"),
            reverse("sending:nominations"),
            is_current=current == "nominations",
        ),
        Tab(
            _("Chờ duyệt"),
            f"{reverse('sending:nominations')}?state={NominationState.PROPOSED.value}",
            is_current=current == "waiting",
            count=waiting.count(),
        ),
    ]


@needs(Permission.NOMINATION_VIEW)
def nominations(request: Request) -> HttpResponse:
    """Everybody put forward, to be filtered, and approved together."""
    is_waiting = request.GET.get("state") == NominationState.PROPOSED
    approve = Bulk(_("Duyệt theo quyết định…"), reverse("sending:approve"), Permission.NOMINATION_APPROVE)
    return NOMINATIONS.respond(
        request,
        queries.listed(request.actor),
        bulk=[approve] if is_waiting else [],
        tabs=_tabs(request, "waiting" if is_waiting else "nominations"),
        empty=Empty(
            _("Chưa có đề cử nào. Mở một dòng chỉ tiêu để chọn người."),
            Action(_("Xem chỉ tiêu"), reverse("sending:list")),
        ),
    )


# --- Putting forward ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the page shows them: what was found, what was chosen and typed, what is wrong."""

    candidate: queries.Candidate
    findings: list[tuple[CheckStatus, str]]
    is_chosen: bool
    reason: str
    problem: str

    @property
    def needs_reason(self) -> bool:
        return self.candidate.status is CheckStatus.RED


@needs(Permission.NOMINATION_VIEW)
def nominate(request: Request, line_id: int, unit_id: int) -> HttpResponse:
    """The people of a unit for a plan line, whose gap it closes first; those chosen are put forward together."""
    quota = queries.get_quota(request.actor, line_id, unit_id)
    wrong: dict[int, str] = {}
    whole = ""
    chosen, reasons = _chosen(request)
    if request.method == "POST":
        try:
            sent = operations.nominate_many(
                line=quota.terms.line,
                unit=quota.unit,
                reasons={person_id: reasons.get(person_id, "") for person_id in chosen},
                on=request.on,
                by=request.actor,
            )
        except NominationProblems as problems:
            whole = problem_text(problems)
            wrong = {person_id: problem_text(found) for person_id, found in problems.by_person.items()}
        except Problem as problem:
            whole = problem_text(problem)
        else:
            said = ngettext("Đã đề cử %(count)s người.", "Đã đề cử %(count)s người.", len(sent))
            messages.success(request, said % {"count": len(sent)})
            return redirect(request.path)
    people = queries.candidates(request.actor, quota.terms, unit_id, request.on)
    sent_before = list(queries.live_of_quota(quota))
    done = {nomination.person_id for nomination in sent_before} - wrong.keys()
    rows = [
        Row(
            candidate,
            [(check.status, sentence(check)) for check in candidate.checks],
            candidate.person.pk in chosen,
            reasons.get(candidate.person.pk, ""),
            wrong.get(candidate.person.pk, ""),
        )
        for candidate in people
        if candidate.person.pk not in done
    ]
    left = quota.learners - quota.taken
    return show(
        request,
        "sending/nominate.html",
        title=quota.terms.title,
        lead=_("Chọn người của %(unit)s để đề cử: còn %(left)s trong %(all)s chỉ tiêu.")
        % {"unit": quota.unit, "left": left, "all": quota.learners},
        crumbs=CRUMBS,
        status_code=400 if whole else 200,
        quota=quota,
        left=left,
        due_on=queries.due_on(quota.terms),
        rows=rows,
        problem=whole,
        sent=sent_before,
        may_nominate=request.actor.may(Permission.NOMINATE, unit_id) and left > 0,
    )


def _chosen(request: Request) -> tuple[set[int], dict[int, str]]:
    """Who is ticked, and the reason typed beside each."""
    chosen = ids_of(request.POST.getlist("ids"))
    named = ids_of(name.removeprefix("reason-") for name in request.POST if name.startswith("reason-"))
    reasons = {person_id: request.POST.get(f"reason-{person_id}", "").strip()[:300] for person_id in named}
    return chosen, reasons


# --- Answers --------------------------------------------------------------------------------------------------


@needs(Permission.NOMINATION_VIEW)
def detail(request: Request, nomination_id: int) -> HttpResponse:
    """One nomination: who, for what, by whom, and what became of it."""
    nomination = queries.get_nomination(request.actor, nomination_id)
    is_proposed = nomination.state == NominationState.PROPOSED
    is_live = nomination.state in (NominationState.PROPOSED, NominationState.APPROVED)
    reject_it = Action(
        _("Không duyệt…"),
        reverse("sending:reject", args=[nomination_id]),
        Permission.NOMINATION_APPROVE,
        nomination.unit_id,
        danger=True,
    )
    withdraw_it = Action(
        _("Rút đề cử"),
        reverse("sending:withdraw", args=[nomination_id]),
        Permission.NOMINATE,
        nomination.unit_id,
        post=True,
        confirm=_("Rút đề cử này sẽ trả lại một chỗ cho %(unit)s.") % {"unit": nomination.unit},
        danger=True,
    )
    return show(
        request,
        "sending/detail.html",
        title=nomination.person.full_name,
        lead=_("Đề cử của %(unit)s.") % {"unit": nomination.unit},
        crumbs=[*CRUMBS, (_("Đề cử"), "sending:nominations")],
        more=[*([reject_it] if is_proposed else []), *([withdraw_it] if is_live else [])],
        nomination=nomination,
        title_of_line=queries.title_of_line(nomination.line_id),
    )


@needs(Permission.NOMINATION_APPROVE)
@require_POST
def approve(request: Request) -> HttpResponse:
    """The decision to send, for everybody chosen in the list; what it does is shown before it is signed."""
    ids = sorted(ids_of(request.POST.getlist("ids")))
    chosen = list(queries.listed(request.actor).filter(pk__in=ids))
    is_signed = "signed" in request.POST
    initial = {"subject": gettext("Cử cán bộ, công chức, viên chức đi đào tạo, bồi dưỡng")}
    form = DecisionForm(request, request.POST if is_signed else None, initial=initial)
    back = f"{reverse('sending:nominations')}?state={NominationState.PROPOSED.value}"
    if not chosen:
        messages.error(request, problem_text(Problem("sending.nobody_chosen")))
        return redirect(back)
    if is_signed and form.is_valid():
        operation: Any = operations.approve_nominations if form.picked else operations.approve_nominations_by
        done = run(
            form,
            operation,
            ids=ids,
            on=form.decided_on(request.today),
            by=request.actor,
            **form.decision_arguments(),
        )
        if done:
            messages.success(request, gettext("Đã duyệt %(count)s đề cử.") % {"count": done.value})
            return redirect(back)
    units = {nomination.unit_id for nomination in chosen}
    return form_page(
        request,
        form,
        title=_("Duyệt cử đi học"),
        lead=_("Một quyết định cho tất cả những người đã chọn."),
        submit=_("Duyệt"),
        cancel=back,
        consequence=_("Duyệt sẽ cử %(people)s người của %(units)s đơn vị đi học; họ chờ được xếp vào lớp.")
        % {"people": len(chosen), "units": len(units)},
        template="sending/approve.html",
        crumbs=CRUMBS,
        chosen=chosen,
    )


@needs(Permission.NOMINATION_APPROVE)
def reject(request: Request, nomination_id: int) -> HttpResponse:
    """Turn one nomination down, with a reason."""
    nomination = queries.get_nomination(request.actor, nomination_id)
    form = RejectForm(request.POST or None)
    back = reverse("sending:detail", args=[nomination_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.reject,
            nomination=nomination,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã trả lại đề cử cho đơn vị."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Không duyệt %(name)s") % {"name": nomination.person.full_name},
        submit=_("Không duyệt"),
        cancel=back,
        consequence=_("Đề cử được trả lại và %(unit)s có lại một chỗ.") % {"unit": nomination.unit},
        crumbs=CRUMBS,
    )


@needs(Permission.NOMINATE)
@require_POST
def withdraw(request: Request, nomination_id: int) -> HttpResponse:
    """Take one nomination back."""
    nomination = queries.get_nomination(request.actor, nomination_id)
    return perform(
        request,
        lambda: operations.withdraw(nomination=nomination, on=request.today, by=request.actor),
        said=_("Đã rút đề cử."),
        back=reverse("sending:detail", args=[nomination_id]),
    )
