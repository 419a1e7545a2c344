"""One nomination, and every step that can be taken with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.approving import Panel, lent, panel_of, require_turn
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.reasons import ReasonForm
from vun.faces.web.request import Request
from vun.faces.web.sending.checks import sentence
from vun.faces.web.sending.forms import ExceptionForm
from vun.faces.web.sending.frame import CRUMBS
from vun.records.approvals.domain import MatterKind
from vun.records.plans import queries as plans
from vun.records.sending import operations, queries
from vun.records.sending.domain import TRANSITIONS, CheckCode, NominationState, Verb

_SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)
_LABELS: dict[Verb, Text] = {
    Verb.ACCEPT: _("Đồng ý, đề cử"),
    Verb.DECLINE: _("Không đồng ý…"),
    Verb.WAITLIST: _("Đưa vào danh sách chờ"),
    Verb.PROMOTE: _("Đề cử từ danh sách chờ"),
    Verb.RETURN: _("Trả lại để sửa…"),
    Verb.RESUBMIT: _("Gửi lại"),
    Verb.REJECT: _("Không duyệt…"),
    Verb.WITHDRAW: _("Rút đề cử"),
    Verb.CANCEL: _("Huỷ cử đi học…"),
    Verb.COMPLETE: _("Ghi hoàn thành"),
}
_SAID: dict[Verb, Text] = {
    Verb.ACCEPT: _("Đã đề cử."),
    Verb.DECLINE: _("Đã trả lời người xin học."),
    Verb.WAITLIST: _("Đã đưa vào danh sách chờ."),
    Verb.PROMOTE: _("Đã đề cử từ danh sách chờ."),
    Verb.RETURN: _("Đã trả lại để đơn vị sửa."),
    Verb.RESUBMIT: _("Đã gửi lại."),
    Verb.REJECT: _("Đã trả lại đề cử cho đơn vị."),
    Verb.WITHDRAW: _("Đã rút đề cử."),
    Verb.CANCEL: _("Đã huỷ cử đi học."),
    Verb.COMPLETE: _("Đã ghi hoàn thành."),
}
_CONSEQUENCES: dict[Verb, Text] = {
    Verb.DECLINE: _("Người xin học đọc được lý do này."),
    Verb.RETURN: _("Đề cử giữ nguyên chỗ; đơn vị sửa rồi gửi lại."),
    Verb.REJECT: _("Đề cử được trả lại và %(unit)s có lại một chỗ."),
    Verb.WITHDRAW: _("Rút đề cử này sẽ trả lại một chỗ cho %(unit)s."),
    Verb.CANCEL: _("Chỗ được trả lại cho %(unit)s; người đứng đầu danh sách chờ được đề cử thay."),
}
_DOERS: dict[Verb, Any] = {
    Verb.ACCEPT: operations.accept,
    Verb.DECLINE: operations.decline,
    Verb.WAITLIST: operations.waitlist,
    Verb.PROMOTE: operations.promote,
    Verb.RETURN: operations.send_back,
    Verb.RESUBMIT: operations.resubmit,
    Verb.REJECT: operations.reject,
    Verb.WITHDRAW: operations.withdraw,
    Verb.CANCEL: operations.cancel,
    Verb.COMPLETE: operations.complete,
}
_MAIN = (Verb.ACCEPT, Verb.PROMOTE, Verb.RESUBMIT, Verb.COMPLETE)
"""What is usually done next; every other step stands behind."""
_DECIDED = (Verb.RETURN, Verb.REJECT)
"""The steps for whoever's turn it is on the way of approval."""
_DANGEROUS = (Verb.DECLINE, Verb.REJECT, Verb.WITHDRAW, Verb.CANCEL)


@needs(*_SEES)
def detail(request: Request, nomination_id: int) -> HttpResponse:
    """One nomination: who, for what, by whom, how the rules of the day judge it, and what became of it."""
    nomination = queries.get_nomination(request.actor, nomination_id)
    verbs = [
        verb for verb, move in TRANSITIONS.items() if verb in _DOERS and nomination.state in move.sources
    ]
    panel = panel_of(request, MatterKind.NOMINATION, nomination.pk)
    carried = f"?{lent(request)}" if lent(request) else ""
    steps = [
        *_papers(nomination),
        *(_action(nomination, verb) for verb in verbs if verb not in _DECIDED),
        *_deciding(nomination, panel, carried),
    ]
    first = next((each for each in _first(nomination, verbs, panel, carried) if each.shows_to(request)), None)
    terms = plans.approved_terms(nomination.line_id)
    checks = (
        queries.checks_for([nomination.person_id], terms, nomination.unit_id, request.on)[
            nomination.person_id
        ]
        if terms
        else []
    )
    may_view = request.actor.may_anywhere(Permission.NOMINATION_VIEW)
    return show(
        request,
        "sending/detail.html",
        title=nomination.person.full_name,
        lead=_("Đề cử của %(unit)s.") % {"unit": nomination.unit},
        crumbs=[*CRUMBS, (_("Đề cử"), "sending:nominations")] if may_view else [],
        action=first,
        more=[each for each in steps if each != first],
        nomination=nomination,
        approval=panel,
        title_of_line=queries.title_of_line(nomination.line_id),
        findings=[
            (check.status, sentence(check))
            for check in checks
            if check.code is not CheckCode.NOMINATED_ALREADY
        ],
        kept=[
            (each, [(check.status, sentence(check)) for check in each.checks])
            for each in queries.kept_judgements(nomination)
        ],
    )


def _first(nomination: Any, verbs: list[Verb], panel: Panel | None, carried: str) -> list[Action]:
    """What may come next, the most needed first: an exception nobody signed for is not decided on."""
    lacks = nomination.exception_reason and nomination.exception_signer_id is None
    found = _papers(nomination)[:1] if lacks and nomination.state != NominationState.APPROVED else []
    found += [_action(nomination, verb) for verb in verbs if verb in _MAIN]
    if panel is None:
        return found
    return [*found, *([panel.passes_on] if panel.passes_on else _deciding(nomination, panel, carried)[:1])]


def _action(nomination: Any, verb: Verb) -> Action:
    move = TRANSITIONS[verb]
    said = _CONSEQUENCES.get(verb, "")
    return Action(
        _LABELS[verb],
        reverse("sending:step", args=[nomination.pk, verb.value]),
        move.permission,
        nomination.unit_id,
        post=not move.needs_reason,
        confirm=said % {"unit": nomination.unit} if said and not move.needs_reason else "",
        danger=verb in _DANGEROUS,
    )


def _deciding(nomination: Any, panel: Panel | None, carried: str) -> list[Action]:
    """What whoever's turn it is can do: send by a decision, give back, turn down."""
    if panel is None or not panel.is_mine:
        return []
    found = []
    if panel.completes:
        url = f"{reverse('sending:approve')}?ids={nomination.pk}" + carried.replace("?", "&")
        found.append(Action(_("Duyệt theo quyết định…"), url, post=True))
    for verb in sorted(_DECIDED):
        if verb is Verb.REJECT or panel.returns:
            url = reverse("sending:step", args=[nomination.pk, verb.value]) + carried
            found.append(Action(_LABELS[verb], url, danger=verb in _DANGEROUS))
    return found


def _papers(nomination: Any) -> list[Action]:
    """The steps that give a nomination its papers."""
    key, unit = nomination.pk, nomination.unit_id
    found = []
    if nomination.exception_reason and nomination.state in (
        NominationState.PROPOSED,
        NominationState.RETURNED,
        NominationState.WAITLISTED,
    ):
        url = reverse("sending:exception", args=[key])
        found.append(Action(_("Ghi ngoại lệ có người ký"), url, Permission.NOMINATE, unit))
    if nomination.state == NominationState.APPROVED and nomination.commitment_id is None:
        url = reverse("sending:commit", args=[key])
        found.append(Action(_("Ghi cam kết phục vụ"), url, Permission.NOMINATE, unit))
    return found


@needs(Permission.NOMINATION_VIEW)
def step(request: Request, nomination_id: int, verb: str) -> HttpResponse:
    """Take one step of the table: at once by its button, or with the reason it needs."""
    if verb not in set(Verb) or Verb(verb) not in _DOERS:
        raise NotFound("step")
    taken = Verb(verb)
    nomination = queries.get_nomination(request.actor, nomination_id)
    if TRANSITIONS[taken].needs_reason:
        return _with_reason(request, nomination, taken)
    return _at_once(request, nomination, taken)


@require_POST
def _at_once(request: Request, nomination: Any, verb: Verb) -> HttpResponse:
    return perform(
        request,
        lambda: _DOERS[verb](nomination=nomination, on=request.today, by=request.actor),
        said=_SAID[verb],
        back=reverse("sending:detail", args=[nomination.pk]),
    )


def _with_reason(request: Request, nomination: Any, verb: Verb) -> HttpResponse:
    if verb in _DECIDED and nomination.state == NominationState.PROPOSED:
        require_turn(request, MatterKind.NOMINATION, nomination.pk)
    else:
        request.actor.require(TRANSITIONS[verb].permission, nomination.unit_id)
    form = ReasonForm(request.POST or None)
    back = reverse("sending:detail", args=[nomination.pk])
    return operation_page(
        request,
        form,
        partial(_DOERS[verb], nomination=nomination, on=request.today),
        said=_SAID[verb],
        title=str(_LABELS[verb]).rstrip("…"),
        lead=nomination.person.full_name,
        submit=str(_LABELS[verb]).rstrip("…"),
        cancel=back,
        consequence=_CONSEQUENCES[verb] % {"unit": nomination.unit},
        crumbs=[*CRUMBS, (nomination.person.full_name, back)],
    )


@needs(Permission.NOMINATE)
def exception(request: Request, nomination_id: int) -> HttpResponse:
    """What an exception rests on: reason, file, signer."""
    nomination = queries.get_nomination(request.actor, nomination_id)
    form = ExceptionForm(
        request,
        request.POST or None,
        request.FILES or None,
        initial={"reason": nomination.exception_reason},
    )
    back = reverse("sending:detail", args=[nomination_id])
    return operation_page(
        request,
        form,
        partial(operations.support_exception, nomination=nomination, on=request.today),
        said=gettext("Đã ghi ngoại lệ."),
        title=_("Ngoại lệ có người ký"),
        lead=nomination.person.full_name,
        submit=_("Ghi ngoại lệ"),
        cancel=back,
        consequence=_("Có đủ lý do, tệp và người ký đúng diện thì đề cử này mới được duyệt."),
        crumbs=[*CRUMBS, (nomination.person.full_name, back)],
    )
