"""What the office has for the first page: the reader's long work that failed or still runs."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.faces.web.home.parts import Task
from vun.records.registers import queries

RECENT = timedelta(days=3)


def tasks(actor: Actor, on: date) -> list[Task]:
    """Jobs of the reader that failed in the last days, to be asked for again."""
    if actor.user_id is None:
        return []
    failed = queries.failed_jobs_of(actor.user_id, timezone.now() - RECENT).count()
    url = f"{reverse('admin:jobs')}?state=failed"
    return [Task(_("việc dài không làm được, xem lý do và yêu cầu lại"), url, failed)] if failed else []
