"""The first page and the list of what waits."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Permission
from vun.faces.web.guard import needs
from vun.faces.web.home import parts
from vun.faces.web.home.beginning import steps
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request


@needs()
def home(request: Request) -> HttpResponse:
    """What waits for me, the year's progress, what changed: each as far as I may see it."""
    return show(
        request,
        "home/home.html",
        title=_("Tổng quan"),
        lead=_("Việc đang chờ anh/chị và tiến độ của năm đào tạo."),
        steps=steps(request.actor, request.on),
        tasks=parts.tasks(request.actor, request.on),
        progress=parts.progress(request.actor, request.on),
        changes=parts.changes(request.actor, request.on),
        sees_plans=request.actor.may_anywhere(Permission.PLAN_VIEW),
    )


@needs()
def tasks(request: Request) -> HttpResponse:
    """Only what waits for me."""
    return show(
        request,
        "home/tasks.html",
        title=_("Việc của tôi"),
        lead=_("Những việc đang chờ anh/chị, việc gấp ở trên."),
        action=Action(_("Chờ tôi duyệt, uỷ quyền"), reverse("approvals:list")),
        tasks=parts.tasks(request.actor, request.on),
    )
