"""One's own wishes: what is registered for me, and a new wish in an open round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.forms import run
from vun.faces.web.guard import needs
from vun.faces.web.needs.forms import WishForm
from vun.faces.web.needs.rounds import area_tabs
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.needs import operations, queries


@needs(Permission.OWN_RECORD)
def wish(request: Request) -> HttpResponse:
    """The reader's needs, and the form of the open round (the one chosen, when there are several)."""
    open_rounds = queries.open_rounds_for(request.actor, request.today)
    asked = request.GET.get("round", "")
    chosen = [survey for survey, _sheet in open_rounds if not asked or str(survey.pk) == asked]
    if asked and not chosen:
        raise NotFound("survey round")
    survey = chosen[0] if chosen else None
    form = WishForm(request, queries.questions_of(survey)) if survey else None
    if request.method == "POST" and survey and form and form.is_valid():
        done = run(
            form,
            operations.wish,
            survey=survey,
            on=request.today,
            by=request.actor,
            **form.arguments(),
        )
        if done:
            messages.success(request, gettext("Đã gửi nguyện vọng tới phiếu của đơn vị."))
            return redirect("needs:wish")
    return show(
        request,
        "needs/wish.html",
        title=_("Nguyện vọng của tôi"),
        lead=_("Những chương trình đã đăng ký cho anh/chị, và nguyện vọng anh/chị tự gửi."),
        status_code=400 if form and form.errors else 200,
        tabs=area_tabs(request, "wish") if request.actor.may_anywhere(Permission.NEED_VIEW) else [],
        own=queries.own_needs(request.actor),
        has_record=request.actor.person_id is not None,
        survey=survey,
        others=[other for other, _sheet in open_rounds if other != survey],
        form=form,
    )
