"""What waits for somebody because of their own record."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.faces.web.home.parts import Task
from vun.records.credentials import queries as credentials


def tasks(actor: Actor, on: date) -> list[Task]:
    """The reader's own gaps, one line for all, due when the first of them is."""
    if actor.person_id is None:
        return []
    due = [
        gap.clause.due_on for gap in credentials.gaps_of_people([actor.person_id], on) if gap.clause.due_on
    ]
    if not due:
        return []
    text = _("Tiêu chuẩn chức danh còn thiếu của anh/chị")
    return [Task(text, reverse("people:me"), len(due), min(due))]
