"""The timetable of a class."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.classes.forms import SessionForm
from vun.faces.web.classes.frame import crumbs, show_tab
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action
from vun.faces.web.request import Request
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import RUNNING_STATES


@needs(Permission.CLASS_VIEW)
def show_timetable(request: Request, class_id: int) -> HttpResponse:
    """The sessions by day."""
    training_class = queries.get_class(request.actor, class_id)
    sessions = queries.sessions_of(training_class)
    own: dict[str, Any] = {"permission": Permission.CLASS_EDIT, "unit_id": training_class.host_id}
    is_running = training_class.state in RUNNING_STATES
    fill = Action(
        _("Xếp lịch theo chuyên đề"),
        reverse("classes:plan-sessions", args=[class_id]),
        post=True,
        confirm=_("Các chuyên đề chưa có buổi sẽ được xếp lần lượt vào sáng, chiều từ thứ Hai đến thứ Sáu."),
        **own,
    )
    add_one = Action(_("Thêm buổi"), reverse("classes:add-session", args=[class_id]), **own)
    return show_tab(
        request,
        "classes/timetable.html",
        training_class,
        "timetable",
        action=(add_one if sessions else fill) if is_running else None,
        more=[fill if sessions else add_one] if is_running else [],
        days=[
            (day, list(own_sessions)) for day, own_sessions in groupby(sessions, lambda session: session.on)
        ],
        periods=sum(session.periods for session in sessions),
        may_edit=is_running and request.actor.may(**own),
        fill=fill if fill.shows_to(request) else None,
    )


@needs(Permission.CLASS_EDIT)
@require_POST
def plan(request: Request, class_id: int) -> HttpResponse:
    """Lay the modules over the working days of the class."""
    training_class = queries.get_class(request.actor, class_id)
    return perform(
        request,
        lambda: operations.plan_sessions(training_class=training_class, by=request.actor),
        said=_("Đã xếp lịch."),
        back=reverse("classes:timetable", args=[class_id]),
    )


@needs(Permission.CLASS_EDIT)
def add(request: Request, class_id: int) -> HttpResponse:
    """One more session."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    form = SessionForm(request, training_class)
    back = reverse("classes:timetable", args=[class_id])
    return operation_page(
        request,
        form,
        partial(operations.add_session, training_class=training_class),
        said=gettext("Đã thêm buổi học."),
        title=_("Thêm buổi học"),
        submit=_("Thêm buổi"),
        cancel=back,
        crumbs=crumbs(training_class),
    )


@needs(Permission.CLASS_EDIT)
@require_POST
def remove(request: Request, class_id: int, session_id: int) -> HttpResponse:
    """Take a session out."""
    training_class = queries.get_class(request.actor, class_id)
    session = queries.get_session(training_class, session_id)
    return perform(
        request,
        lambda: operations.remove_session(session=session, by=request.actor),
        said=_("Đã bỏ buổi học."),
        back=reverse("classes:timetable", args=[class_id]),
    )
