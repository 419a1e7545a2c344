"""Trips abroad: the list, one of them from all sides, the reports that are overdue."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.abroad.frame import ABROAD, AT_ONCE, BACKWARD, CONFIRMED, DECIDED, LABELS, SEES, WRITTEN
from vun.faces.web.abroad.tables import TRIPS
from vun.faces.web.approving import Panel, lent, panel_of
from vun.faces.web.files import file_answer
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.faces.web.sending.checks import sentence
from vun.faces.web.sending.frame import CRUMBS, tabs
from vun.records.abroad import queries
from vun.records.abroad.domain import OPEN_STATES, TRANSITIONS, TripState, Verb
from vun.records.approvals.domain import MatterKind
from vun.records.deadlines.queries import with_ends
from vun.records.sending.queries import papers_of

_UNDECIDED = OPEN_STATES | {TripState.SUBMITTED}


@needs(Permission.NOMINATION_VIEW)
def trips(request: Request) -> HttpResponse:
    """Every trip in scope."""
    draft = Action(_("Lập đoàn mới"), reverse("abroad:add"), Permission.NOMINATE)
    return TRIPS.respond(
        request,
        queries.listed(request.actor, request.on),
        action=draft,
        more=[
            Action(_("Báo cáo phải nộp"), reverse("abroad:reports")),
            Action(_("Quy định đi nước ngoài"), reverse("rules:list"), Permission.STANDARD_VIEW),
        ],
        tabs=tabs(request, "abroad:list"),
        empty=Empty(_("Chưa có đoàn nào đi nước ngoài. Lập đoàn, thêm thành viên rồi trình duyệt."), draft),
    )


@needs(Permission.NOMINATION_VIEW)
def owed(request: Request) -> HttpResponse:
    """What is owed after trips: returns nobody has told, reports not handed in, the first due first."""
    reports = with_ends(queries.owed(request.actor))
    return show(
        request,
        "abroad/reports.html",
        title=_("Theo dõi sau chuyến đi nước ngoài"),
        lead=_("Đoàn chưa ghi ngày về, báo cáo của đoàn và của từng người chưa nộp."),
        crumbs=[*CRUMBS, ABROAD],
        to_be_back=queries.to_be_back(request.actor, request.on),
        overdue=[each for each in reports if each[1].ends_on < request.on],
        coming=[each for each in reports if each[1].ends_on >= request.on],
        on=request.on,
    )


@needs(*SEES)
def trip(request: Request, trip_id: int) -> HttpResponse:
    """One trip: who goes, by whose leave, which reports it owes."""
    found = queries.get_trip(request.actor, trip_id)
    panel = panel_of(request, MatterKind.TRIP, found.pk)
    owed = queries.reports_of(found).filter(filed_on__isnull=True).first()
    steps, backward = _steps(request, found, panel, owed)
    decisions = queries.decisions_of(found)
    papers = papers_of(request.actor, [each.pk for each in decisions])
    is_open = found.state in OPEN_STATES and request.actor.may(Permission.NOMINATE, found.unit_id)
    return show(
        request,
        "abroad/detail.html",
        title=found.name,
        lead=", ".join(found.countries),
        crumbs=[*CRUMBS, ABROAD] if request.actor.may_anywhere(Permission.NOMINATION_VIEW) else [],
        action=steps[0] if steps else None,
        more=[*steps[1:], *backward],
        trip=found,
        approval=panel,
        decisions=[(each, papers.get(each.pk)) for each in decisions],
        members=queries.members_of(found),
        changes=queries.changes_of(found),
        obstacles=_obstacles(found),
        is_past=found.state in _UNDECIDED and found.start_on <= request.today,
        reports=with_ends(queries.reports_of(found)),
        permit=found.permit_rule or queries.permit_on(found, request.on),
        is_open=is_open,
        may_file=request.actor.may(Permission.NOMINATE, found.unit_id),
        own_person_id=request.actor.person_id,
        on=request.on,
    )


def _obstacles(found: Any) -> list[tuple[Any, str]]:
    """What members are to do or to be on those days besides, until it is decided whether they go."""
    if found.state not in _UNDECIDED:
        return []
    known = queries.obstacles(found)
    return [
        (member.person, sentence(check))
        for member in queries.members_of(found)
        for check in known.get(member.person_id, [])
    ]


def _steps(request: Request, found: Any, panel: Panel | None, owed: Any) -> tuple[list[Action], list[Action]]:
    """What may be done next, the usual first; and what takes the trip back or ends it."""
    usual = [_filing(found, owed)] if owed is not None and found.state == TripState.BACK else []
    open_to = [
        verb
        for verb, move in TRANSITIONS.items()
        if found.state in move.sources and verb not in DECIDED and not (verb is Verb.CLOSE and owed)
    ]
    onward = [_step_action(found, verb) for verb in open_to if verb not in BACKWARD]
    if found.state in OPEN_STATES:
        adding, editing = (
            Action(text, reverse(f"abroad:{name}", args=[found.pk]), Permission.NOMINATE, found.unit_id)
            for text, name in ((_("Thêm thành viên"), "member-add"), (_("Sửa"), "edit"))
        )
        # A delegation without a head is not submitted.
        onward = [*onward, adding, editing] if queries.has_head(found) else [adding, *onward, editing]
    backward = [each for verb in open_to if verb in BACKWARD for each in _back(request, found, verb)]
    steps = [*usual, *_deciding(found, panel, lent(request)), *onward]
    return [each for each in steps if each.shows_to(request)], backward


def _filing(found: Any, owed: Any) -> Action:
    """The report due first: nothing is closed before all are handed in."""
    url = reverse("abroad:report", args=[found.pk, owed.pk])
    return Action(_("Nộp báo cáo"), url, Permission.NOMINATE, found.unit_id)


def _deciding(found: Any, panel: Panel | None, carried: str) -> list[Action]:
    """What whoever's turn it is can do: set it up by a decision, sign and pass on, give back, turn down."""
    if panel is None or not panel.is_mine:
        return []
    steps = [panel.passes_on] if panel.passes_on else []
    if panel.completes:
        url = f"{reverse('abroad:issue', args=[found.pk])}?{carried}"
        steps = [
            Action(_("Ban hành quyết định…"), url, Permission.DECISION_EDIT),
            Action(LABELS[Verb.PERMIT], f"{_address(found, Verb.PERMIT)}?{carried}"),
        ]
    if panel.returns:
        steps.append(Action(LABELS[Verb.RETURN], f"{_address(found, Verb.RETURN)}?{carried}"))
    return [*steps, Action(LABELS[Verb.REJECT], f"{_address(found, Verb.REJECT)}?{carried}", danger=True)]


def _back(request: Request, found: Any, verb: Verb) -> list[Action]:
    """The step, and before it the writing of the decision it takes, for whoever may do both."""
    taken = _step_action(found, verb)
    if verb not in WRITTEN or not taken.shows_to(request):
        return [taken]
    text, name = WRITTEN[verb]
    written = Action(text, reverse(name, args=[found.pk]), Permission.DECISION_EDIT)
    return [written, taken]


def _step_action(found: Any, verb: Verb) -> Action:
    permission = TRANSITIONS[verb].permission
    return Action(
        LABELS[verb],
        _address(found, verb),
        permission,
        found.unit_id,
        post=verb in AT_ONCE,
        confirm=CONFIRMED.get(verb, ""),
        danger=verb in (Verb.CANCEL, Verb.WITHDRAW),
    )


def _address(found: Any, verb: Verb) -> str:
    return reverse("abroad:step", args=[found.pk, verb.value])


@needs(*SEES)
def report_file(request: Request, trip_id: int, report_id: int) -> HttpResponseBase:
    """A report as it was handed in."""
    report = queries.get_report(queries.get_trip(request.actor, trip_id), report_id)
    if report.file is None:
        raise NotFound("trip report")
    return file_answer(report.file)
