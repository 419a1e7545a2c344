"""The people of a unit for a plan line: who should go first, what speaks for and against, and who asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.checks import sentence
from vun.faces.web.sending.frame import CRUMBS
from vun.faces.web.sending.quota_words import move_text
from vun.records.orgs import queries as orgs
from vun.records.plans import queries as plans
from vun.records.sending import operations, queries
from vun.records.sending.domain import CheckStatus, NominationProblems


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the page shows them: what was found, what was chosen and typed, what is wrong."""

    candidate: queries.Candidate
    findings: list[tuple[CheckStatus, str]]
    is_chosen: bool
    reason: str
    problem: str

    @property
    def against(self) -> list[tuple[CheckStatus, str]]:
        """What speaks against, then what asks to be looked at."""
        found = [each for each in self.findings if each[0] is not CheckStatus.GREEN]
        return sorted(found, key=lambda each: each[0] is not CheckStatus.RED)

    @property
    def met(self) -> list[tuple[CheckStatus, str]]:
        """What speaks for them, or stands in no way."""
        return [each for each in self.findings if each[0] is CheckStatus.GREEN]

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
            put = operations.waitlist_many if "wait" in request.POST else operations.nominate_many
            sent = put(
                line=quota.terms.line,
                unit=quota.unit,
                reasons={person_id: reasons.get(person_id, "") for person_id in chosen},
                on=request.today,
                by=request.actor,
            )
        except NominationProblems as problems:
            whole = problem_text(problems)
            wrong = {person_id: problem_text(found) for person_id, found in problems.by_person.items()}
        except Problem as problem:
            if problem.code == "plans.quota_used_up" and quota.free:
                problem = Problem("sending.more_than_left", chosen=len(chosen), left=quota.free)
            whole = problem_text(problem)
        else:
            count = len(sent)
            if "wait" in request.POST:
                said = ngettext(
                    "Đã đưa %(count)s người vào danh sách chờ.",
                    "Đã đưa %(count)s người vào danh sách chờ.",
                    count,
                )
            else:
                said = ngettext("Đã đề cử %(count)s người.", "Đã đề cử %(count)s người.", count)
            messages.success(request, said % {"count": count})
            return redirect(request.path)
    people = queries.candidates(request.actor, quota.terms, unit_id, request.today)
    sent_before = list(queries.live_of_quota(quota))
    asked = list(queries.requests_of(line_id, unit_id))
    waiting = list(queries.waiting_list(line_id, unit_id))
    done = {each.person_id for each in (*sent_before, *asked, *waiting)} - wrong.keys()
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
    left = quota.free
    return show(
        request,
        "sending/nominate.html",
        title=quota.terms.title,
        lead=_("Chọn người của %(unit)s để đề cử: còn %(left)s trong %(all)s chỉ tiêu.")
        % {"unit": quota.unit, "left": left, "all": quota.kept},
        crumbs=CRUMBS,
        more=_with_places(line_id, unit_id, request) if left or quota.passed_on else [],
        moves=[
            (move, move_text(move))
            for move in plans.moves_of_line(line_id)
            if unit_id in (move.from_unit_id, move.to_unit_id)
        ],
        status_code=400 if whole else 200,
        quota=quota,
        left=left,
        due_on=queries.due_on(quota.terms),
        rows=rows,
        problem=whole,
        sent=sent_before,
        asked=asked,
        waiting=waiting,
        may_nominate=request.actor.may(Permission.NOMINATE, unit_id),
    )


def _with_places(line_id: int, unit_id: int, request: Request) -> list[Action]:
    """What else can be done with the places the unit holds."""
    found = [("lend", _("Trả lại chỉ tiêu…"))]
    if orgs.children(unit_id, request.on):
        found.insert(0, ("share", _("Chia cho đơn vị trực thuộc…")))
    return [
        Action(text, reverse(f"sending:{name}", args=[line_id, unit_id]), Permission.NOMINATE, unit_id)
        for name, text in found
    ]


def _chosen(request: Request) -> tuple[set[int], dict[int, str]]:
    """Who is ticked, and the reason typed beside each."""
    chosen = ids_of(request.POST.getlist("ids"))
    named = ids_of(name.removeprefix("reason-") for name in request.POST if name.startswith("reason-"))
    reasons = {person_id: request.POST.get(f"reason-{person_id}", "").strip()[:300] for person_id in named}
    return chosen, reasons
