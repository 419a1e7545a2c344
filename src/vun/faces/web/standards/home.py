"""What waits, among the standards, for whoever keeps them."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.standards import queries


def tasks(actor: Actor, on: date) -> list[Task]:
    """Requirements and programmes that nobody has compared with their text."""
    if not actor.may_everywhere(Permission.STANDARD_EDIT):
        return []
    counts = queries.unverified_on(on)
    found = [
        (_("Tiêu chuẩn chưa kiểm chứng"), "standards:list", counts["requirement"]),
        (_("Chương trình chưa kiểm chứng"), "standards:programmes", counts["programme"]),
    ]
    return [Task(text, f"{reverse(page)}?is_verified=false", count) for text, page, count in found if count]
