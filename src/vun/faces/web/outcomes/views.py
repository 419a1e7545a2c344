"""Where people are after a class: who waits, what is recorded, before against after."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.period import Period
from vun.faces.web import charts, formats
from vun.faces.web.forms import form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.outcomes.forms import PlacementForm
from vun.faces.web.outcomes.frame import crumbs, tabs
from vun.faces.web.outcomes.tables import PLACEMENTS, WAITING, Waiting
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request, ids_of
from vun.records.outcomes import operations, queries
from vun.records.outcomes.domain import PLACED, PlacementGroup
from vun.records.people.domain import PostGroup


@needs(Permission.PLACEMENT_VIEW)
def waiting(request: Request) -> HttpResponse:
    """Who completed a class and has no placement on record, with what their posts speak for."""
    enrolments = list(queries.waiting_for_placement(request.actor))
    suggested = queries.suggest_placements(enrolments, request.today)
    rows = [_waiting(enrolment, suggested[enrolment.pk]) for enrolment in enrolments]
    confirm = _("Ghi bố trí theo chức vụ của ngày hôm nay cho những người đã chọn.")
    accept_all = Bulk(_("Ghi theo gợi ý"), reverse("outcomes:accept"), Permission.PLACEMENT_EDIT, confirm)
    return WAITING.respond(
        request,
        rows,
        tabs=tabs(request, "outcomes:list"),
        bulk=[accept_all],
        empty=Empty(
            _("Không còn ai chờ ghi bố trí."), Action(_("Xem trước và sau"), reverse("outcomes:matrix"))
        ),
    )


def _waiting(enrolment: Any, suggestion: queries.Suggestion) -> Waiting:
    return Waiting(
        pk=enrolment.pk,
        name=enrolment.person.full_name,
        search_key=enrolment.person.search_key,
        sort_key=enrolment.person.sort_key,
        unit=str(enrolment.unit_then or ""),
        training_class=enrolment.training_class.name,
        completed_on=enrolment.completed_on,
        before=enrolment.post_group_then,
        suggested=suggestion.group.value,
        post_name=suggestion.post_name,
    )


@needs(Permission.PLACEMENT_EDIT)
@require_POST
def accept(request: Request) -> HttpResponse:
    """Record the suggestions for everybody chosen in the list."""
    ids = ids_of(request.POST.getlist("ids"))
    return perform(
        request,
        lambda: operations.accept_suggestions(enrolment_ids=ids, on=request.today, by=request.actor),
        said=_("Đã ghi bố trí theo gợi ý."),
        back=reverse("outcomes:list"),
    )


@needs(Permission.PLACEMENT_VIEW)
def placements(request: Request) -> HttpResponse:
    """Everybody followed, before and after; what a cell of the matrix opens."""
    return PLACEMENTS.respond(
        request, queries.visible_to(request.actor), tabs=tabs(request, "outcomes:placements")
    )


@needs(Permission.PLACEMENT_EDIT)
def record(request: Request, enrolment_id: int) -> HttpResponse:
    """Put down, or put right, where one learner is."""
    enrolment = queries.get_followed(request.actor, enrolment_id)
    form = PlacementForm(request, enrolment.person_id, initial=_known(request, enrolment))
    if request.method == "POST" and form.is_valid():
        done = run(
            form, operations.record_placement, enrolment=enrolment, by=request.actor, **form.cleaned_data
        )
        if done:
            messages.success(request, gettext("Đã ghi bố trí."))
            return redirect("outcomes:list")
    before = label(enrolment.post_group_then, PostGroup)
    return form_page(
        request,
        form,
        title=enrolment.person.full_name,
        lead=_("Hoàn thành “%(name)s” ngày %(day)s. Trước khi học: %(before)s.")
        % {
            "name": enrolment.training_class.name,
            "day": formats.day(enrolment.completed_on),
            "before": before,
        },
        submit=_("Ghi bố trí"),
        cancel=reverse("outcomes:list"),
        crumbs=crumbs(request),
    )


def _known(request: Request, enrolment: Any) -> dict[str, Any]:
    """What is on record, or else what the posts of the day speak for."""
    if hasattr(enrolment, "placement"):
        placement = enrolment.placement
        return {
            "group": placement.group,
            "on": placement.on,
            "appointment": placement.appointment_id,
            "post_name": placement.post_name,
            "note": placement.note,
        }
    suggestion = queries.suggest_placement(enrolment, request.on)
    return {
        "group": suggestion.group.value,
        "on": request.on,
        "appointment": suggestion.appointment.pk if suggestion.appointment else None,
    }


@needs(Permission.PLACEMENT_VIEW)
def matrix(request: Request) -> HttpResponse:
    """The group before against the outcome after, for those who completed in a year; each cell opens its names."""
    asked = request.GET.get("year", "")
    year = (
        int(asked) if asked.isdecimal() and len(asked) == 4 and 1945 <= int(asked) < 2200 else request.on.year
    )
    counted = queries.placement_matrix(queries.completed_in(request.actor, Period.year(year)))
    befores = [group for group in PostGroup if counted.before(group)]
    afters = [group for group in [*PlacementGroup, None] if counted.after(group)]

    def names(row: int, column: int) -> str:
        after = afters[column]
        chosen = {"after": after.value} if after else {"waiting": "yes"}
        query = {"year": year, "before": befores[row].value, **chosen}
        return f"{reverse('outcomes:placements')}?{urlencode(query)}"

    chart = ""
    if counted.total:
        chart = charts.matrix(
            _headline(counted.placed, counted.total, counted.rate, year),
            [label(group) for group in befores],
            [label(group) if group else gettext("Chưa ghi bố trí") for group in afters],
            [[counted.cell(before, after) for after in afters] for before in befores],
            corner=gettext("Trước khi học"),
            url=names,
        )
    return show(
        request,
        "outcomes/matrix.html",
        title=_("Trước và sau đào tạo"),
        lead=_("Những người hoàn thành khoá học trong năm, theo nhóm chức danh trước và sau khi học."),
        tabs=tabs(request, "outcomes:matrix"),
        chart=chart,
        year=year,
        years=queries.years_of_completion(request.actor),
        placed=[label(group) for group in PlacementGroup if group in PLACED],
        counted=counted,
    )


def _headline(placed: int, total: int, rate: Any, year: int) -> str:
    return gettext("Năm %(year)s có %(rate)s người học xong được bố trí (%(placed)s trong %(total)s)") % {
        "year": year,
        "rate": formats.percent(rate, 2),
        "placed": formats.number(placed),
        "total": formats.number(total),
    }
