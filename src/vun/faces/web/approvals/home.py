"""What waits for the reader's signature, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.approvals import queries
from vun.records.approvals.domain import MatterKind
from vun.records.sending.domain import NominationState


def tasks(actor: Actor, on: date) -> list[Task]:
    """Matters at a step of the reader's, by kind, with the earliest deadline of each; what nobody can sign."""
    waiting = queries.waiting_for(actor, on)
    return _stuck(actor, on) + [
        Task(text, _address(kind, own), len(own), own[0].matter.due_on)
        for kind, text in (
            (MatterKind.PLAN, _("Kế hoạch chờ duyệt")),
            (MatterKind.NOMINATION, _("Đề cử chờ duyệt")),
            (MatterKind.REPORT, _("Báo cáo chờ ký")),
            (MatterKind.TRIP, _("Đoàn đi nước ngoài chờ duyệt")),
        )
        if (own := [each for each in waiting if each.matter.kind == kind])
    ]


def _stuck(actor: Actor, on: date) -> list[Task]:
    """What nobody can sign, for whoever manages routes."""
    if not actor.may_anywhere(Permission.ROUTE_MANAGE):
        return []
    found = queries.stuck(actor, on)
    return [Task(_("Hồ sơ không còn ai ký được"), reverse("approvals:stuck"), len(found))] if found else []


def _address(kind: MatterKind, waiting: list[queries.Waiting]) -> str:
    """The thing itself where there is one; the list of nominations where a decision can be signed for all of them."""
    if len(waiting) == 1:
        return reverse("approvals:open", args=[waiting[0].matter.pk])
    if kind is MatterKind.NOMINATION and all(each.turn.completes for each in waiting):
        return f"{reverse('sending:nominations')}?state={NominationState.PROPOSED.value}"
    return f"{reverse('approvals:list')}?kind={kind.value}"
