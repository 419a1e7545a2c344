"""The decisions about a delegation, written here: that sets it up, changes it, calls it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.abroad.forms import CancelPaperForm, ChangePaperForm, TripPaperForm
from vun.faces.web.abroad.stepping import by_whose_leave, stepped
from vun.faces.web.approving import require_last_signature
from vun.faces.web.forms import run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text
from vun.faces.web.papers.files import draft_answer
from vun.faces.web.papers.forms import PaperWords
from vun.faces.web.papers.views import as_before
from vun.faces.web.request import Request
from vun.records.abroad import operations, queries
from vun.records.abroad.domain import TRANSITIONS, Verb
from vun.records.approvals.domain import MatterKind
from vun.records.sending.domain import PaperKind

_NUMBERED = _("Quyết định lấy số tiếp theo của sổ; số đã cấp không dùng lại. %(besides)s")


@needs(Permission.DECISION_EDIT)
def issue(request: Request, trip_id: int) -> HttpResponse:
    """Set the delegation up: its list is the delegation, its number the next of the register."""
    found = queries.get_trip(request.actor, trip_id)
    require_last_signature(request, MatterKind.TRIP, found.pk)
    words = as_before(request) | queries.paper_words(found, request.today)
    form = TripPaperForm(request, request.POST or None, initial=words)

    def told() -> dict[str, Any]:
        return {"details": form.details(), "letter": form.cleaned_data["letter"]}

    return _issued(
        request,
        found,
        form,
        PaperKind.TRIP,
        lambda: queries.prepared_decision(found, by=request.actor, **told()),
        lambda: operations.issue_decision(trip=found, on=request.today, by=request.actor, **told()),
        title=_("Ban hành quyết định cử đoàn"),
        besides=by_whose_leave(request, found),
    )


@needs(Permission.DECISION_EDIT)
def issue_change(request: Request, trip_id: int) -> HttpResponse:
    """Change who goes and when by a decision with the delegation as it is thereafter."""
    found = queries.get_trip(request.actor, trip_id)
    request.actor.require(TRANSITIONS[Verb.CHANGE].permission, found.unit_id)
    words = as_before(request) | {"course": found.name, "start_on": found.start_on, "end_on": found.end_on}
    form = ChangePaperForm(request, queries.members_of(found), request.POST or None, initial=words)
    by = request.actor
    return _issued(
        request,
        found,
        form,
        PaperKind.TRIP_CHANGE,
        lambda: queries.prepared_change(found, form.details(), by, **form.change()),
        lambda: operations.issue_change(
            trip=found, details=form.details(), on=request.today, by=by, **form.change()
        ),
        title=_("Ban hành quyết định điều chỉnh đoàn"),
        besides=_("Danh sách và ngày đi đổi theo quyết định này; quyết định cử đoàn vẫn giữ nguyên."),
    )


@needs(Permission.DECISION_EDIT)
def issue_cancellation(request: Request, trip_id: int) -> HttpResponse:
    """Call the delegation off by a decision that tells why."""
    found = queries.get_trip(request.actor, trip_id)
    request.actor.require(TRANSITIONS[Verb.CANCEL].permission, found.unit_id)
    words = as_before(request) | {"course": found.name}
    form = CancelPaperForm(request.POST or None, initial=words)
    by = request.actor
    return _issued(
        request,
        found,
        form,
        PaperKind.TRIP_CANCEL,
        lambda: queries.prepared_cancellation(found, form.details(), by),
        lambda: operations.issue_cancellation(trip=found, details=form.details(), on=request.today, by=by),
        title=_("Ban hành quyết định huỷ chuyến đi"),
        besides=_("Chuyến đi kết thúc ở đây, không mở lại được."),
    )


def _issued(
    request: Request,
    found: Any,
    form: PaperWords,
    kind: PaperKind,
    prepare: Callable[[], queries.Prepared],
    issue: Callable[[], Any],
    *,
    title: Text,
    besides: Text,
) -> HttpResponse:
    """The page of a paper about a trip: looked at as a draft, or issued."""
    if "preview" in request.POST and form.is_valid():
        draft = run(form, lambda: queries.draft_of(kind, prepare(), request.actor))
        if draft:
            return draft_answer([draft.value], request.POST["preview"])
    return stepped(
        request,
        found,
        form,
        issue,
        title=title,
        said=_("Đã ban hành. Tải bản Word, PDF ở mục Văn bản của chuyến đi."),
        consequence=_NUMBERED % {"besides": besides},
        may_preview=True,
    )
