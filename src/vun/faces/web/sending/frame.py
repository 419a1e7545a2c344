"""What the pages of sending share: the path above, the tabs, and the way back where nothing is left to do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.errors import Problem
from vun.faces.web.links import url_for
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request

CRUMBS: list[tuple[Text, str]] = [(_("Cử đi học"), "sending:list")]
_TABS: tuple[tuple[str, Text], ...] = (
    ("sending:list", _("Chỉ tiêu")),
    ("sending:nominations", _("Đề cử")),
    ("admission:rounds", _("Xét tuyển")),
    ("admission:offers", _("Thông báo chiêu sinh")),
    ("papers:list", _("Văn bản")),
    ("abroad:list", _("Đi nước ngoài")),
    ("sending:lent", _("Chỉ tiêu trả lại")),
)


def tabs(request: Request, current: str) -> list[Tab]:
    """The views of the area the reader may open; ``current`` is the name of the page."""
    return [
        Tab(word, reverse(name), is_current=name == current)
        for name, word in _TABS
        if url_for(request.actor, name) is not None
    ]


def nothing_left(request: Request, problem: Problem, back: str) -> HttpResponse:
    """Back to where the reader came from, saying why there is nothing to be done on the page asked for."""
    messages.error(request, problem_text(problem))
    return redirect(back)
