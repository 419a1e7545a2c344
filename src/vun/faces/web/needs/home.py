"""What surveys put on the first page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Progress, Task
from vun.records.needs import queries
from vun.records.needs.domain import RoundState


def tasks(actor: Actor, on: date) -> list[Task]:
    """Sheets to sign and to accept, and rounds in which the actor may still wish."""
    found: list[Task] = []
    if actor.may_anywhere(Permission.NEED_EDIT):
        found += _sheets(_("Phiếu nhu cầu chưa ký"), queries.sheets_to_sign(actor))
        found += _sheets(_("Phiếu nhu cầu chờ duyệt"), queries.sheets_to_accept(actor))
    if actor.person_id is not None:
        wished = {need.sheet.round_id for need in queries.own_needs(actor)}
        found += [
            Task(
                _("Gửi nguyện vọng học tập: %(round)s") % {"round": survey.name},
                f"{reverse('needs:wish')}?round={survey.pk}",
                due_on=survey.closes_on,
            )
            for survey, _sheet in queries.open_rounds_for(actor, on)
            if survey.pk not in wished
        ]
    return found


def _sheets(text: str, sheets: list[Any]) -> list[Task]:
    """One task for the sheets of each round."""
    by_round: dict[int, list[Any]] = {}
    for sheet in sheets:
        by_round.setdefault(sheet.round_id, []).append(sheet)
    return [
        Task(
            text,
            reverse("needs:sheet", args=[some[0].pk])
            if len(some) == 1
            else f"{reverse('needs:detail', args=[round_id])}?state={some[0].state}",
            len(some),
            some[0].round.closes_on,
        )
        for round_id, some in by_round.items()
    ]


def progress(actor: Actor, on: date) -> list[Progress]:
    """How many sheets of each open round are accepted."""
    if not actor.may_anywhere(Permission.NEED_VIEW):
        return []
    rounds: Any = queries.round_list(actor).filter(state=RoundState.OPEN)
    return [
        Progress(
            survey.name,
            reverse("needs:detail", args=[survey.pk]),
            survey.accepted_count,
            survey.sheets_count,
        )
        for survey in rounds
    ]
