"""The people of a unit for a plan line: who should go first, what speaks for and against, and who asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


@dataclass(slots=True)
class Typed:
    """Who is ticked and the reason typed beside each; and what is wrong with the whole and with single people."""

    chosen: set[int]
    reasons: dict[int, str]
    is_for_list: bool
    whole: str = ""
    wrong: dict[int, str] = field(default_factory=dict)


@needs(Permission.NOMINATION_VIEW)
def nominate(request: Request, line_id: int, unit_id: int) -> HttpResponse:
    """The people of a unit for a plan line, whose gap it closes first; those chosen are put forward together."""
    quota = queries.get_quota(request.actor, line_id, unit_id)
    typed = _typed(request)
    if request.method == "POST" and _put(request, quota, typed):
        return redirect(request.path)
    sent = list(queries.live_of_quota(quota))
    asked = list(queries.requests_of(line_id, unit_id))
    waiting = list(queries.waiting_list(line_id, unit_id))
    done = {each.person_id for each in (*sent, *asked, *waiting)} - typed.wrong.keys()
    gone = _gone(quota.unit, request.today)
    return show(
        request,
        "sending/nominate.html",
        title=quota.terms.title,
        lead=""
        if gone
        else _("Chọn người của %(unit)s để đề cử: còn %(left)s trong %(all)s chỉ tiêu.")
        % {"unit": quota.unit, "left": quota.free, "all": quota.kept},
        crumbs=CRUMBS,
        more=_with_places(quota, request),
        moves=[
            (move, move_text(move))
            for move in plans.moves_of_line(line_id)
            if unit_id in (move.from_unit_id, move.to_unit_id)
        ],
        status_code=400 if typed.whole else 200,
        quota=quota,
        left=quota.free,
        due_on=(due_on := queries.due_on(quota.terms)),
        is_late=due_on is not None and due_on < request.today,
        rows=_rows(queries.candidates(request.actor, quota.terms, unit_id, request.today), typed, done),
        problem=typed.whole,
        gone=gone,
        sent=sent,
        asked=asked,
        waiting=waiting,
        may_nominate=request.actor.may(Permission.NOMINATE, unit_id),
    )


def _gone(unit: Any, day: date) -> str:
    """Why the unit sends nobody, because it is not there on the day; nothing when it is."""
    try:
        orgs.require_there(unit, day)
    except Problem as problem:
        return problem_text(problem)
    return ""


def _typed(request: Request) -> Typed:
    chosen = ids_of(request.POST.getlist("ids"))
    named = ids_of(name.removeprefix("reason-") for name in request.POST if name.startswith("reason-"))
    reasons = {person_id: request.POST.get(f"reason-{person_id}", "").strip()[:300] for person_id in named}
    return Typed(chosen, reasons, "wait" in request.POST)


def _put(request: Request, quota: Any, typed: Typed) -> bool:
    """Put those chosen forward, or on the waiting list; where that is refused, what is wrong is noted."""
    put = operations.waitlist_many if typed.is_for_list else operations.nominate_many
    try:
        sent = put(
            line=quota.terms.line,
            unit=quota.unit,
            reasons={person_id: typed.reasons.get(person_id, "") for person_id in typed.chosen},
            on=request.today,
            by=request.actor,
        )
    except NominationProblems as problems:
        typed.whole = problem_text(problems)
        typed.wrong = {person_id: problem_text(found) for person_id, found in problems.by_person.items()}
        return False
    except Problem as problem:
        if problem.code == "plans.quota_used_up" and 0 < quota.free < len(typed.chosen):
            problem = Problem("sending.more_than_left", chosen=len(typed.chosen), left=quota.free)
        typed.whole = problem_text(problem)
        return False
    messages.success(request, _said(len(sent), is_for_list=typed.is_for_list))
    return True


def _said(count: int, *, is_for_list: bool) -> str:
    if is_for_list:
        text = ngettext(
            "Đã đưa %(count)s người vào danh sách chờ.", "Đã đưa %(count)s người vào danh sách chờ.", count
        )
    else:
        text = ngettext("Đã đề cử %(count)s người.", "Đã đề cử %(count)s người.", count)
    return text % {"count": count}


def _rows(people: list[queries.Candidate], typed: Typed, done: Collection[int]) -> list[Row]:
    return [
        Row(
            candidate,
            [(check.status, sentence(check)) for check in candidate.checks],
            candidate.person.pk in typed.chosen,
            typed.reasons.get(candidate.person.pk, ""),
            typed.wrong.get(candidate.person.pk, ""),
        )
        for candidate in people
        if candidate.person.pk not in done
    ]


def _with_places(quota: Any, request: Request) -> list[Action]:
    """What else can be done with the places the unit holds."""
    found = [("lend", _("Trả lại chỉ tiêu…"))] if quota.free else []
    if (quota.free or quota.passed_on) and orgs.children(quota.unit_id, request.today):
        found.insert(0, ("share", _("Chia cho đơn vị trực thuộc…")))
    return [
        Action(
            text,
            reverse(f"sending:{name}", args=[quota.terms.line_id, quota.unit_id]),
            Permission.NOMINATE,
            quota.unit_id,
        )
        for name, text in found
    ]
