"""What plans put on the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Progress, Task
from vun.faces.web.plans.editing import plan_url
from vun.records.plans import queries

MILLION = 1_000_000


def tasks(actor: Actor, on: date) -> list[Task]:
    """Plans given back to be mended; those to approve are told with all else that waits for a signature."""
    found = []
    if actor.may_anywhere(Permission.PLAN_EDIT):
        found.append((_("Kế hoạch bị trả lại, cần sửa"), queries.returned_to(actor), "returned"))
    return [
        Task(
            text,
            plan_url(versions[0]) if len(versions) == 1 else f"{reverse('plans:list')}?state={state}",
            len(versions),
        )
        for text, versions, state in found
        if versions
    ]


def progress(actor: Actor, on: date) -> list[Progress]:
    """The money of the year: what approved plans need of what was given. It is the whole province's."""
    if not actor.may_everywhere(Permission.FUND_VIEW):
        return []
    rows = queries.money_of_year(on.year)
    given, needed = sum(row.budget or 0 for row in rows), sum(row.approved for row in rows)
    text = _("Kinh phí kế hoạch đã duyệt cần, trên số được giao (triệu đồng)")
    found = Progress(text, reverse("plans:funds"), round(needed / MILLION), round(given / MILLION))
    return [found] if given or needed else []
