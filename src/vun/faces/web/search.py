"""The search box of the top bar: one answer out of what every area finds.

An area answers with a function ``search(actor, text, on)`` in its module ``search``, giving a `Group`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from vun.common.text import fold
from vun.faces.web.areas import contributions
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request, sought
from vun.records.people.domain import is_national_id

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
    """Everything the reader may see whose name holds all the words typed; for htmx, the suggestions alone.

    The box posts what is typed, and words come back as an address that can be sent on. A national ID never stands in
    one: it leads straight to its person.
    """
    typed = sought(request)
    if not request.htmx and is_national_id(typed):
        return to_person(request, typed)
    if not request.htmx and request.method == "POST":
        return redirect(f"{reverse('search')}?{urlencode({'q': typed})}")
    text = fold(typed)
    groups = _groups(request, text)
    context: dict[str, Any] = {"groups": groups, "typed": typed, "is_short": len(text) < SHORTEST}
    if request.htmx:
        return show(request, "search/suggestions.html", title="", **context)
    return show(request, "search/page.html", title=_title(typed), **context)


def _groups(request: Request, text: str) -> list[Group]:
    groups: list[Group] = []
    if len(text) >= SHORTEST:
        for area in contributions("search"):
            group = area.search(request.actor, text, request.on)
            if group is not None and group.hits:
                groups.append(group)
    return groups


def to_person(request: Request, number: str) -> HttpResponse:
    """To the page of whoever has the national ID, or to a search without it."""
    hits = [hit for group in _groups(request, fold(number)) for hit in group.hits]
    if len(hits) != 1:
        messages.error(request, _("Không có ai mang số định danh này trong phạm vi anh/chị được xem."))
    url = hits[0].url if len(hits) == 1 else reverse("search")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _title(typed: str) -> str:
    return _("Tìm “%(typed)s”") % {"typed": typed} if typed else _("Tìm")
