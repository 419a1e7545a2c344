"""What waits after training, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.outcomes import queries


def tasks(actor: Actor, on: date) -> list[Task]:
    """People whose placement is to be recorded."""
    if not actor.may_anywhere(Permission.PLACEMENT_EDIT):
        return []
    waiting = queries.waiting_for_placement(actor).count()
    return [Task(_("Người học xong chờ ghi bố trí"), reverse("outcomes:list"), waiting)] if waiting else []
