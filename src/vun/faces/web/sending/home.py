"""What waits in sending, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Progress, Task
from vun.records.sending import queries
from vun.records.sending.domain import NominationState


def tasks(actor: Actor, on: date) -> list[Task]:
    """Places to be filled, people who ask to be sent."""
    found = []
    if actor.may_anywhere(Permission.NOMINATE):
        places = queries.places_left(actor, on.year)
        if places.left:
            url = f"{reverse('sending:list')}?open=yes"
            found.append(Task(_("Chỉ tiêu còn chỗ chưa đề cử"), url, places.left, places.due_on))
    if actor.may_anywhere(Permission.NOMINATE):
        asked = queries.visible_to(actor).filter(state=NominationState.ASKED).count()
        if asked:
            url = f"{reverse('sending:nominations')}?state={NominationState.ASKED.value}"
            found.append(Task(_("Người xin đi học chờ trả lời"), url, asked))
    return found


def progress(actor: Actor, on: date) -> list[Progress]:
    """How many of the year's places are filled."""
    if not actor.may_anywhere(Permission.NOMINATION_VIEW):
        return []
    places = queries.places_left(actor, on.year)
    if not places.learners:
        return []
    return [Progress(_("Đề cử theo chỉ tiêu"), reverse("sending:list"), places.taken, places.learners)]
