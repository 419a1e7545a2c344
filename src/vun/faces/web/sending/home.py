"""What waits in sending, for the first page."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Change, Progress, Task
from vun.records.sending import queries
from vun.records.sending.domain import NominationState

LATELY_DAYS = 30
MOST_CHANGES = 10


def tasks(actor: Actor, on: date) -> list[Task]:
    """Places to be filled, people who ask to be sent, nominations given back to be mended."""
    found = []
    if actor.may_anywhere(Permission.NOMINATE):
        places = queries.places_left(actor, on.year)
        if places.left:
            url = f"{reverse('sending:list')}?open=yes"
            found.append(Task(_("Chỉ tiêu còn chỗ chưa đề cử"), url, places.left, places.due_on))
        waiting = queries.counts_by_state(actor)
        for text, state in (
            (_("Người xin đi học chờ trả lời"), NominationState.ASKED),
            (_("Đề cử bị trả lại, cần sửa"), NominationState.RETURNED),
        ):
            if waiting.get(state):
                url = f"{reverse('sending:nominations')}?state={state.value}"
                found.append(Task(text, url, waiting[state]))
    return found


def progress(actor: Actor, on: date) -> list[Progress]:
    """How many of the year's places are filled."""
    if not actor.may_anywhere(Permission.NOMINATION_VIEW):
        return []
    places = queries.places_left(actor, on.year)
    if not places.learners:
        return []
    return [Progress(_("Đề cử theo chỉ tiêu"), reverse("sending:list"), places.taken, places.learners)]


def changes(actor: Actor, on: date) -> list[Change]:
    """Who got a place of the waiting list lately, somebody having fallen out: told to them and to their unit."""
    if not actor.may_anywhere(Permission.NOMINATION_VIEW) and actor.person_id is None:
        return []
    return [
        Change(
            (
                _("Anh/chị được đề cử từ danh sách chờ: %(title)s")
                if each.person_id == actor.person_id
                else _("%(name)s được đề cử từ danh sách chờ: %(title)s")
            )
            % {"name": each.person, "title": each.line_title or each.unit},
            reverse("sending:detail", args=[each.pk]),
            each.proposed_on,
        )
        for each in queries.lately_promoted(actor, on - timedelta(days=LATELY_DAYS), on)[:MOST_CHANGES]
    ]
