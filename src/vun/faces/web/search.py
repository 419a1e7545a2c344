"""The search box of the top bar: one answer out of what every area finds.

An area answers with a function ``search(actor, text, on)`` in its module ``search``, giving a `Group`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from vun.common.text import fold
from vun.faces.web.areas import contributions
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request

PER_GROUP = 8
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, where it opens, and a line that tells it from its namesakes."""

    text: Text
    url: str
    detail: Text = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What one area found: at most PER_GROUP hits, and the list that shows the rest when there are more."""

    title: Text
    hits: Sequence[Hit]
    more_url: str = ""


@needs()
def search(request: Request) -> HttpResponse:
    """Everything the reader may see whose name holds all the words typed; for htmx, the suggestions alone."""
    typed = request.GET.get("q", "").strip()
    text = fold(typed)
    groups: list[Group] = []
    if len(text) >= SHORTEST:
        for area in contributions("search"):
            group = area.search(request.actor, text, request.on)
            if group is not None and group.hits:
                groups.append(group)
    context: dict[str, Any] = {"groups": groups, "typed": typed, "is_short": len(text) < SHORTEST}
    if request.htmx:
        return show(request, "search/suggestions.html", title="", **context)
    return show(request, "search/page.html", title=_title(typed), **context)


def _title(typed: str) -> str:
    return _("Tìm “%(typed)s”") % {"typed": typed} if typed else _("Tìm")
