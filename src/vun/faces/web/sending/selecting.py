"""Who is before a selection committee is sent by its decision, not past it."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages

from vun.common.errors import Problem
from vun.faces.web.messages import problem_text
from vun.faces.web.request import Request
from vun.records.admission import queries as admission


def told_of_selection(request: Request, nomination_ids: Collection[int]) -> bool:
    """Whether an open round is still to decide on some of those chosen; if so, the next page says whom and where."""
    held = list(admission.being_selected(nomination_ids))
    if not held:
        return False
    names = ", ".join(each.nomination.person.full_name for each in held)
    problem = Problem("admission.still_selecting", names=names, round=held[0].round.name)
    messages.error(request, problem_text(problem))
    return True
