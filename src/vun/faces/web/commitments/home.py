"""What waits after study, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.commitments import queries as commitments


def tasks(actor: Actor, on: date) -> list[Task]:
    """Whoever left before serving, and what is to be paid back and was not."""
    if not actor.may_anywhere(Permission.NOMINATION_APPROVE):
        return []
    url = reverse("commitments:list")
    leaving = len(commitments.leaving_early(actor, on))
    counted = [
        (_("Thôi việc khi chưa phục vụ đủ cam kết"), leaving),
        (_("Kỳ trả đền bù quá hạn"), commitments.overdue(actor, on).count()),
        (_("Đã phục vụ đủ cam kết, chờ kết thúc"), len(commitments.served_out(actor, on))),
    ]
    return [Task(text, url, count) for text, count in counted if count]
