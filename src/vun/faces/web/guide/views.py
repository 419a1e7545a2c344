"""The guide: its contents, a chapter, and the place in it that speaks of another page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vun.faces.web.guard import needs
from vun.faces.web.guide.chapters import CONTENTS, NAMES, read
from vun.faces.web.guide.reader import address_of, place_about
from vun.faces.web.pages import show
from vun.faces.web.request import Request


@needs()
def contents(request: Request) -> HttpResponse:
    """The first chapter; with ``?of=AREA`` the way on to what the reader's own chapter says of that area."""
    if area := request.GET.get("of"):
        return redirect(place_about(request.actor, area))
    return _show(request, CONTENTS)


@needs()
def chapter(request: Request, name: str) -> HttpResponse:
    if name not in NAMES:
        raise Http404
    return redirect("guide:list") if name == CONTENTS else _show(request, name)


def _show(request: Request, name: str) -> HttpResponse:
    here = read(name)
    return show(
        request,
        "guide/chapter.html",
        title=here.title,
        crumbs=[(_("Hướng dẫn"), "guide:list")] if name != CONTENTS else [],
        chapter=here,
        chapters=[{"chapter": read(other), "url": address_of(other)} for other in NAMES],
    )
