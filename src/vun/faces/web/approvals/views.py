"""What waits for the reader's signature, what they submitted, and one matter with its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor, Permission
from vun.common.text import fold
from vun.faces.web.approvals.tables import MINE, STUCK, WAITING
from vun.faces.web.approving import panel_for, seat_words
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Bulk
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.plans.editing import plan_url
from vun.faces.web.request import Request
from vun.records.accounts.domain import DELEGATING_ROLES
from vun.records.approvals import queries
from vun.records.approvals.domain import MatterKind, Step
from vun.records.orgs import queries as orgs
from vun.records.plans import queries as plans

CRUMBS: list[tuple[Text, str]] = [(_("Chờ tôi duyệt"), "approvals:list")]


def tabs(request: Request, current: str) -> list[Tab]:
    """What waits, what was submitted, delegation for whoever has power to delegate, routes for who manages them."""
    found = [
        ("waiting", _("Chờ tôi duyệt"), reverse("approvals:list")),
        ("mine", _("Tôi đã trình"), reverse("approvals:mine")),
        ("delegations", _("Uỷ quyền"), reverse("approvals:delegations")),
    ]
    if request.actor.may_anywhere(Permission.ROUTE_MANAGE):
        found.append(("routes", _("Quy trình"), reverse("approvals:routes")))
        found.append(("stuck", _("Không ai ký được"), reverse("approvals:stuck")))
    return [Tab(text, url, is_current=name == current) for name, text, url in found]


def may_delegate(actor: Actor) -> bool:
    """Whether there is anything the actor could delegate: their own power, or anybody's."""
    own = {grant.role for grant in actor.grants if not grant.in_place_of}
    return bool(own & DELEGATING_ROLES) or actor.may_everywhere(Permission.ACCOUNT_MANAGE)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A matter that waits, as the list shows it."""

    matter: Any
    step_words: str
    is_overdue: bool
    in_place_of: str
    search_key: str

    @property
    def pk(self) -> int:
        return int(self.matter.pk)


@needs()
def waiting(request: Request) -> HttpResponse:
    """What the reader may sign now; ``?kind=`` of one kind only."""
    kind = request.GET.get("kind", "")
    rows = [
        _row(each)
        for each in queries.waiting_for(request.actor, request.today)
        if kind not in set(MatterKind) or each.matter.kind == kind
    ]
    sign = Bulk(_("Đồng ý, chuyển tiếp…"), reverse("approvals:pass-many"), Permission.UNIT_VIEW)
    return WAITING.respond(request, rows, tabs=tabs(request, "waiting"), bulk=[sign])


def _row(each: queries.Waiting) -> WaitingRow:
    _, words = _step(each.matter)
    return WaitingRow(each.matter, words, each.is_overdue, each.turn.in_place_of, _key(each.matter))


def _step(matter: Any) -> tuple[Step, str]:
    """The step a matter is at, and ``2/3 Thẩm định``."""
    steps = queries.steps_of(matter.route, MatterKind(matter.kind))
    step = steps[matter.step - 1]
    told = {"number": matter.step, "of": len(steps), "name": step.name or gettext("Duyệt")}
    return step, gettext("%(number)s/%(of)s %(name)s") % told


def _key(matter: Any) -> str:
    return fold(f"{matter.title} {matter.unit}")


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A matter that waits for nobody, as the list shows it; ``who`` is to hold the step."""

    matter: Any
    step_words: str
    who: str
    search_key: str


@needs(Permission.ROUTE_MANAGE)
def stuck(request: Request) -> HttpResponse:
    """What nobody can sign, and the way to whoever is given the role."""
    found = queries.stuck(request.actor, request.today)
    steps = [(matter, *_step(matter)) for matter in found]
    named = {step.seat.unit_id for _, step, _ in steps if step.seat.unit_id is not None}
    units = orgs.names_on(named, request.today)
    rows = [StuckRow(matter, words, seat_words(step, units), _key(matter)) for matter, step, words in steps]
    accounts = Action(_("Giao vai trò"), reverse("admin:accounts"), Permission.ACCOUNT_MANAGE)
    return STUCK.respond(request, rows, action=accounts, tabs=tabs(request, "stuck"))


@needs()
def submitted(request: Request) -> HttpResponse:
    """What the reader submitted."""
    return MINE.respond(request, queries.submitted_by(request.actor), tabs=tabs(request, "mine"))


@needs()
def count(request: Request) -> HttpResponse:
    """How much waits for the reader, for the frame; asked for after the page is there."""
    found = queries.waiting_for(request.actor, request.today)
    late = any(each.is_overdue for each in found)
    return render(request, "approvals/count.html", {"count": len(found), "is_late": late})


@needs()
def detail(request: Request, matter_id: int) -> HttpResponse:
    """One matter: where it is, who has said what, whose turn it is."""
    matter = queries.get_matter(request.actor, matter_id, request.today)
    panel = panel_for(request, matter)
    opens = Action(opening_words(matter), reverse("approvals:open", args=[matter.pk]))
    return show(
        request,
        "approvals/detail.html",
        title=matter.title,
        lead=gettext("%(kind)s của %(unit)s, %(name)s trình.")
        % {"kind": label(matter.kind, MatterKind), "unit": matter.unit, "name": matter.submitted_by},
        crumbs=CRUMBS,
        action=panel.passes_on or opens,
        more=[opens] if panel.passes_on else [],
        approval=panel,
        is_own_page=True,
    )


def opening_words(matter: Any) -> Text:
    """What opens the thing a matter is about."""
    return {
        MatterKind.PLAN: _("Mở kế hoạch"),
        MatterKind.NOMINATION: _("Mở đề cử"),
        MatterKind.REPORT: _("Mở báo cáo"),
        MatterKind.TRIP: _("Mở hồ sơ đoàn"),
    }[MatterKind(matter.kind)]


@needs()
def open_subject(request: Request, matter_id: int) -> HttpResponse:
    """On to the page of the thing itself, which the reader may read while it is their turn."""
    matter = queries.get_matter(request.actor, matter_id, request.today)
    return redirect(subject_address(request, matter))


_PAGES = {
    MatterKind.NOMINATION: "sending:detail",
    MatterKind.REPORT: "reports:submitted",
    MatterKind.TRIP: "abroad:detail",
}


def subject_address(request: Request, matter: Any) -> str:
    """The page of what a matter is about. Raises NotFound where it is no more."""
    kind = MatterKind(matter.kind)
    if kind is MatterKind.PLAN:
        reader = queries.reader_for(request.actor, kind, [matter.subject_id], request.today)
        return f"{plan_url(plans.get_version(reader, matter.subject_id))}&matter={matter.pk}"
    return f"{reverse(_PAGES[kind], args=[matter.subject_id])}?matter={matter.pk}"
