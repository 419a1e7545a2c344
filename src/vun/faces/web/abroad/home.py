"""What waits in trips abroad, for the first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.abroad import queries as abroad
from vun.records.abroad.domain import TripState
from vun.records.deadlines.domain import Deadlines
from vun.records.deadlines.queries import deadlines


def tasks(actor: Actor, on: date) -> list[Task]:
    """Trips given back for correction, returns nobody has told, reports to be handed in: by the unit, or one's own."""
    if actor.may_anywhere(Permission.NOMINATE):
        return _of_units(actor, on)
    reports = list(abroad.own_owed(actor)) if actor.person_id is not None else []
    if not reports:
        return []
    first = reports[0]
    text, url = _("Báo cáo đi nước ngoài của anh/chị"), reverse("abroad:detail", args=[first.trip_id])
    return [Task(text, url, len(reports), deadlines().of(first.due_on).ends_on)]


def _of_units(actor: Actor, on: date) -> list[Task]:
    found = []
    returned, away = list(abroad.returned_to(actor)), list(abroad.to_be_back(actor, on))
    if returned:
        url = _one_or_all(returned, f"{reverse('abroad:list')}?state={TripState.RETURNED.value}")
        found.append(Task(_("Đoàn đi nước ngoài bị trả lại, cần sửa"), url, len(returned)))
    if away:
        url = _one_or_all(away, reverse("abroad:reports"))
        found.append(Task(_("Đoàn đã hết ngày đi, chưa ghi ngày về nước"), url, len(away), away[0].end_on))
    reports = list(abroad.owed(actor))
    return [*found, *_of_reports(reports, deadlines(), on)] if reports else found


def _of_reports(reports: Sequence[Any], known: Deadlines, on: date) -> list[Task]:
    ends = [known.of(report.due_on).ends_on for report in reports]
    late, coming = [day for day in ends if day < on], [day for day in ends if day >= on]
    url = reverse("abroad:reports")
    return [
        Task(text, url, len(days), min(days))
        for text, days in (
            (_("Báo cáo đi nước ngoài quá hạn"), late),
            (_("Báo cáo đi nước ngoài phải nộp"), coming),
        )
        if days
    ]


def _one_or_all(trips: Sequence[Any], every: str) -> str:
    """The trip itself where there is one, the list of them otherwise."""
    return reverse("abroad:detail", args=[trips[0].pk]) if len(trips) == 1 else every
