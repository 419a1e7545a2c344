"""Papers about those sent: issued for a list, opened again, written as docx and PDF, one or a hundred at once."""

from __future__ import annotations

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
from vun.faces.web.approving import require_last_signature
from vun.faces.web.forms import form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, show
from vun.faces.web.papers import background
from vun.faces.web.papers.files import CONTENT_TYPES, MOST_AT_ONCE, archive, attachment, draft_answer, written
from vun.faces.web.papers.forms import PaperForm
from vun.faces.web.papers.tables import LIST
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.frame import CRUMBS, tabs
from vun.faces.web.sending.selecting import told_of_selection
from vun.records.approvals.domain import MatterKind
from vun.records.registers import operations as registers
from vun.records.sending import operations, queries
from vun.records.sending.domain import NominationState, PaperKind, PaperLayout

WORTH_A_JOB = 20
"""So many papers are written while somebody waits; more are work for a worker."""
_OFFERED = {
    NominationState.PROPOSED.value: PaperKind.SEND,
    NominationState.APPROVED.value: PaperKind.ENROL,
}


@needs(Permission.NOMINATION_VIEW)
def papers(request: Request) -> HttpResponse:
    """Every paper in scope, the newest first, to be taken away or signed many at once."""
    files = reverse("papers:files")
    return LIST.respond(
        request,
        queries.papers_visible_to(request.actor),
        tabs=tabs(request, "papers:list"),
        more=[
            Action(_("Mẫu văn bản"), reverse("papers:templates"), Permission.DECISION_EDIT),
            Action(_("Kiểm tra chữ ký số"), reverse("papers:verify")),
        ],
        bulk=[
            Bulk(_("Tải các bản Word đã chọn"), f"{files}?suffix=docx", Permission.NOMINATION_VIEW),
            Bulk(_("Tải các bản PDF đã chọn"), f"{files}?suffix=pdf", Permission.NOMINATION_VIEW),
            Bulk(_("Ký số các văn bản đã chọn…"), reverse("papers:sign-many"), Permission.DECISION_EDIT),
        ],
        empty=Empty(
            _("Chưa có văn bản nào. Chọn người ở mục Đề cử rồi “Ban hành văn bản”."),
            Action(_("Chọn người ở mục Đề cử"), reverse("sending:nominations")),
        ),
    )


@needs(Permission.NOMINATION_VIEW)
def paper(request: Request, paper_id: int) -> HttpResponse:
    """One paper and its list."""
    found = queries.get_paper(request.actor, paper_id)
    return show(
        request,
        "papers/detail.html",
        title=found.decision.number,
        lead=found.decision.subject,
        crumbs=[*CRUMBS, (_("Quyết định, thông báo"), "papers:list")],
        more=[
            *(
                Action(text, reverse("papers:file", args=[paper_id, suffix]))
                for suffix, text in (("docx", _("Tải bản Word")), ("pdf", _("Tải bản PDF")))
            ),
            Action(_("Ký số…"), reverse("papers:sign", args=[paper_id]), Permission.DECISION_EDIT),
        ],
        paper=found,
        signatures=found.signatures.all(),
        lines=found.lines.select_related("nomination"),
    )


@needs(Permission.NOMINATION_VIEW)
def paper_file(request: Request, paper_id: int, suffix: str) -> HttpResponse:
    """The paper as docx or PDF."""
    found = queries.get_paper(request.actor, paper_id)
    if suffix not in CONTENT_TYPES:
        raise NotFound("paper")
    name = f"{found.decision.number}.{suffix}"
    return attachment(written(found, suffix), name, CONTENT_TYPES[suffix])


@needs(Permission.NOMINATION_VIEW)
@require_POST
def papers_file(request: Request) -> HttpResponse:
    """The papers chosen, each in a file of its own, in one archive."""
    suffix = request.GET.get("suffix", "docx")
    ids = ids_of(request.POST.getlist("ids"))
    chosen = list(queries.papers_visible_to(request.actor).filter(pk__in=ids)[:MOST_AT_ONCE])
    if suffix not in CONTENT_TYPES or not chosen:
        messages.error(request, problem_text(Problem("sending.no_paper_chosen")))
        return redirect("papers:list")
    if len(chosen) > WORTH_A_JOB:
        job = registers.enqueue_job(
            kind=background.WRITE,
            params={"ids": [each.pk for each in chosen], "suffix": suffix},
            by=request.actor,
        )
        return redirect("admin:job", job.pk)
    return attachment(archive(chosen, suffix, _unheard), "van-ban.zip", "application/zip")


def _unheard(done: int, total: int) -> None:
    """Nobody watches the few that are written while one waits."""


@needs(Permission.DECISION_EDIT)
def issue(request: Request) -> HttpResponse:
    """A paper for everybody chosen in the list; what it does is shown before it is signed.

    For whoever gives the last signature of those waiting, and for whoever approves over the units of all others.
    Opened by its address, it leads to the list they are chosen in.
    """
    if request.method != "POST":
        messages.info(
            request,
            gettext("Đánh dấu những người cần văn bản trong danh sách này rồi bấm “Ban hành văn bản…”."),
        )
        return redirect("sending:nominations")
    ids = sorted(ids_of(request.POST.getlist("ids")))
    chosen = list(queries.listed(request.actor).filter(pk__in=ids))
    back = reverse("sending:nominations")
    if not chosen:
        messages.error(request, problem_text(Problem("sending.nobody_chosen")))
        return redirect(back)
    for nomination in chosen:
        if nomination.state == NominationState.PROPOSED:
            require_last_signature(request, MatterKind.NOMINATION, nomination.pk)
        else:
            request.actor.require(Permission.NOMINATION_APPROVE, nomination.unit_id)
    if told_of_selection(request, ids):
        return redirect(back)
    is_signed = "signed" in request.POST
    form = PaperForm(request.POST if is_signed else None, initial=_initial(request, chosen))
    if is_signed and form.is_valid():
        do = _previewed if "preview" in request.POST else _issued
        answer = do(request, form, [nomination.pk for nomination in chosen])
        if answer is not None:
            return answer
    units = {nomination.unit_id for nomination in chosen}
    return form_page(
        request,
        form,
        title=_("Ban hành văn bản"),
        lead=_lead(chosen),
        submit=_("Ban hành"),
        cancel=back,
        consequence=_(
            "Quyết định cử sẽ cử %(people)s người của %(units)s đơn vị đi học; quyết định huỷ trả lại chỗ; "
            "số đã cấp không dùng lại."
        )
        % {"people": len(chosen), "units": len(units)},
        template="components/chosen_nominations.html",
        crumbs=CRUMBS,
        chosen=chosen,
        may_preview=True,
    )


def _previewed(request: Request, form: PaperForm, ids: list[int]) -> HttpResponse | None:
    """The paper as it would be issued, in one PDF; no number is taken. None when something stands in the way."""
    done = run(
        form,
        queries.drafts,
        kind=form.cleaned_data["kind"],
        ids=ids,
        details=form.details(),
        is_singly=form.cleaned_data["singly"],
        most=WORTH_A_JOB,
        on=request.today,
        by=request.actor,
    )
    return draft_answer(done.value, request.POST["preview"]) if done else None


def _lead(chosen: list[Any]) -> str:
    courses = len({nomination.line_id for nomination in chosen})
    if courses == 1:
        return gettext("Văn bản cho những người đã chọn, lấy số tiếp theo của sổ.")
    return gettext("Những người đã chọn đi học %(count)s lớp khác nhau; mỗi văn bản chỉ ghi một lớp.") % {
        "count": courses
    }


def _issued(request: Request, form: PaperForm, ids: list[int]) -> HttpResponse | None:
    """Issue what was signed: at once, or many singly by a worker. None when something stands in the way."""
    kind, details, singly = form.cleaned_data["kind"], form.details(), form.cleaned_data["singly"]
    if singly and len(ids) > WORTH_A_JOB:
        job = registers.enqueue_job(
            kind=background.ISSUE,
            params={
                "kind": kind.value,
                "ids": ids,
                "details": background.details_as_params(details),
                "suffix": "docx",
            },
            by=request.actor,
        )
        return redirect("admin:job", job.pk)
    operation: Any = operations.issue_papers_singly if singly else operations.issue_paper
    done = run(form, operation, kind=kind, ids=ids, details=details, by=request.actor)
    if done is None:
        return None
    made = done.value if isinstance(done.value, list) else [done.value]
    numbers = ", ".join(str(each) for each in made[:5])
    messages.success(request, gettext("Đã ban hành %(numbers)s.") % {"numbers": numbers})
    return redirect("papers:detail", made[0].pk) if len(made) == 1 else redirect("papers:list")


def _initial(request: Request, chosen: list[Any]) -> dict[str, Any]:
    """As the last paper had it, so that nothing is typed twice; what the plan says, where all go to the same."""
    kind = _OFFERED.get(chosen[0].state, PaperKind.SEND)
    known = as_before(request)
    lines = {nomination.line_id for nomination in chosen}
    is_one = len(lines) == 1
    told = queries.paper_words(chosen[0].line_id) if is_one else {}
    return known | told | {"kind": kind.value, "singly": not is_one}


def as_before(request: Request) -> dict[str, Any]:
    """What the office wrote on its last paper and will write again: itself, its place, who signs."""
    last = queries.papers_visible_to(request.actor).first()
    kept = ("superior", "organ", "sign", "place", "authority", "capacity", "signer", "layout", "proposer")
    known = {name: getattr(last, name) for name in kept} if last else {"layout": PaperLayout.STATE.value}
    return known | {"issued_on": request.today}
