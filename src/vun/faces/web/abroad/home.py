"""What waits of trips abroad, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.abroad import queries as abroad
from vun.records.deadlines.queries import deadlines


def tasks(actor: Actor, on: date) -> list[Task]:
    """Reports after trips that were not handed in by their day."""
    found = []
    if actor.may_anywhere(Permission.NOMINATE):
        late = list(abroad.overdue(actor, on))
        if late:
            url = reverse("abroad:reports")
            found.append(
                Task(
                    _("Báo cáo đi nước ngoài quá hạn"), url, len(late), deadlines().of(late[0].due_on).ends_on
                )
            )
    return found
