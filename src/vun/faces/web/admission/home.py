"""What waits in admission, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.admission import queries as admission


def tasks(actor: Actor, on: date) -> list[Task]:
    """Whoever asked for a class of others and waits for the answer."""
    if not actor.may_anywhere(Permission.PLAN_EDIT):
        return []
    waiting = admission.requests_waiting(actor).count()
    url = reverse("admission:offers")
    return [Task(_("Đăng ký chiêu sinh chờ trả lời"), url, waiting)] if waiting else []
