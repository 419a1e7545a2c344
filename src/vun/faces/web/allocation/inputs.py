"""What planning is done with: venues, lecturers, limits of units, terms of programmes, what sources pay."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.allocation.forms import (
    CourseTermsForm,
    DistancesForm,
    LimitForm,
    PoolForm,
    SourceForm,
    VenueForm,
)
from vun.faces.web.allocation.words import area_tabs, lacking
from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request, find_id
from vun.records.allocation import operations, queries
from vun.records.funding import queries as funding
from vun.records.standards import queries as standards

FIRST_YEAR, LAST_YEAR = 2000, 2100


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    is_year = asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR
    return int(asked) if is_year else request.on.year + 1


@needs(Permission.PLAN_VIEW)
def overview(request: Request) -> HttpResponse:
    """All inputs of a year on one page."""
    request.actor.require_everywhere(Permission.PLAN_VIEW)
    year = _year(request)
    groups = {group.pk: group.name for group in standards.programme_groups()}
    payers = queries.source_groups()
    return show(
        request,
        "allocation/inputs.html",
        title=_("Điều kiện lập phương án"),
        lead=_(
            "Địa điểm, giảng viên, giới hạn của đơn vị và của chương trình. Mục nào chưa khai thì dùng giả định."
        ),
        tabs=area_tabs(request, "inputs"),
        year=year,
        lacking=lacking(year, request.on),
        venues=queries.venues_in(year),
        pools=queries.pools_in(year),
        in_force=queries.scenarios_in_force(request.actor, year)
        if request.actor.may_everywhere(Permission.PLAN_EDIT)
        else [],
        limits=queries.limits_of(year).values(),
        courses=queries.course_terms(year).values(),
        sources=[
            (source, [groups[code] for code in sorted(payers.get(source.pk, ()))])
            for source in funding.sources(request.on)
        ],
        may_edit=request.actor.may_everywhere(Permission.PLAN_EDIT),
    )


def _answer(
    request: Request,
    form: VunForm,
    done: Any,
    *,
    said: Text,
    title: Text,
    lead: Text = "",
) -> HttpResponse:
    """The page of one form of inputs; ``done`` runs it and returns None when a problem was shown."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    back = reverse("allocation:inputs")
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, str(said))
        return redirect(back)
    return form_page(
        request,
        form,
        title=title,
        lead=lead,
        submit=_("Lưu"),
        cancel=back,
        crumbs=[(_("Điều kiện lập phương án"), back)],
    )


@needs(Permission.PLAN_EDIT)
def add_venue(request: Request) -> HttpResponse:
    return _answer(
        request,
        VenueForm(request, initial={"start_on": request.on, "rooms": [2] * 12}),
        lambda form: run(form, operations.keep_venue, by=request.actor, **form.cleaned_data),
        said=_("Đã thêm địa điểm."),
        title=_("Thêm địa điểm"),
    )


@needs(Permission.PLAN_EDIT)
def edit_venue(request: Request, venue_id: int) -> HttpResponse:
    venue = queries.get_venue(venue_id)
    initial = {name: getattr(venue, name) for name in ("name", "kind", "rooms", "start_on", "end_on")}
    return _answer(
        request,
        VenueForm(request, initial={**initial, "unit": venue.unit_id}),
        lambda form: run(form, operations.keep_venue, venue=venue, by=request.actor, **form.cleaned_data),
        said=_("Đã lưu địa điểm."),
        title=venue.name,
    )


@needs(Permission.PLAN_EDIT)
def distances(request: Request, venue_id: int) -> HttpResponse:
    venue = queries.get_venue(venue_id)
    known = queries.distances().get(venue.pk, {})
    form = DistancesForm(
        request, queries.area_names(request.on), initial={f"km_{area}": km for area, km in known.items()}
    )
    return _answer(
        request,
        form,
        lambda form: run(
            form, operations.set_distances, venue=venue, kilometres=form.kilometres(), by=request.actor
        ),
        said=_("Đã lưu khoảng cách."),
        title=_("Khoảng cách tới %(venue)s") % {"venue": venue.name},
        lead=_(
            "Từ trung tâm mỗi địa bàn. Để trống thì dùng giả định: cùng địa bàn 10 km, khác địa bàn 60 km."
        ),
    )


@needs(Permission.PLAN_EDIT)
def add_pool(request: Request) -> HttpResponse:
    return _answer(
        request,
        PoolForm(request, initial={"start_on": request.on}),
        lambda form: run(form, operations.keep_pool, by=request.actor, **form.cleaned_data),
        said=_("Đã thêm nhóm giảng viên."),
        title=_("Thêm nhóm giảng viên"),
    )


@needs(Permission.PLAN_EDIT)
def edit_pool(request: Request, pool_id: int) -> HttpResponse:
    pool = queries.get_pool(pool_id)
    initial = {name: getattr(pool, name) for name in ("name", "hours", "start_on", "end_on")}
    return _answer(
        request,
        PoolForm(request, initial={**initial, "groups": pool.groups.all()}),
        lambda form: run(form, operations.keep_pool, pool=pool, by=request.actor, **form.cleaned_data),
        said=_("Đã lưu nhóm giảng viên."),
        title=pool.name,
    )


def _known_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound("year")
    return year


LIMITS = ("month_people", "year_places")
TERMS = ("class_min", "class_max", "modes", "target_min", "target_max")


def _known(row: Any, subject: str, columns: Collection[str]) -> dict[str, Any]:
    """What is set already of the unit or programme the address names, so that changing one number keeps the others."""
    if row is None:
        return {}
    return {subject: getattr(row, f"{subject}_id"), **{name: getattr(row, name) for name in columns}}


@needs(Permission.PLAN_EDIT)
def set_limit(request: Request, year: int) -> HttpResponse:
    _known_year(year)
    known = queries.limits_of(year).get(find_id(request.GET.get("unit", "")) or 0)
    return _answer(
        request,
        LimitForm(request, initial=_known(known, "unit", LIMITS)),
        lambda form: run(form, operations.set_limit, year=year, by=request.actor, **form.cleaned_data),
        said=_("Đã đặt giới hạn của đơn vị."),
        title=_("Giới hạn của đơn vị, năm %(year)s") % {"year": year},
    )


@needs(Permission.PLAN_EDIT)
def set_course_terms(request: Request, year: int) -> HttpResponse:
    _known_year(year)
    known = queries.course_terms(year).get(find_id(request.GET.get("programme", "")) or 0)
    return _answer(
        request,
        CourseTermsForm(request, initial=_known(known, "programme", TERMS)),
        lambda form: run(form, operations.set_course_terms, year=year, by=request.actor, **form.cleaned_data),
        said=_("Đã đặt điều kiện của chương trình."),
        title=_("Điều kiện mở lớp, năm %(year)s") % {"year": year},
        lead=_("Mục nào để trống thì theo chính sách và danh mục chương trình."),
    )


@needs(Permission.PLAN_EDIT)
def set_source(request: Request, source_code: str) -> HttpResponse:
    source = funding.get_source(source_code)
    chosen = standards.programme_groups().filter(pk__in=queries.source_groups().get(source.pk, ()))
    return _answer(
        request,
        SourceForm(request, initial={"groups": chosen}),
        lambda form: run(
            form, operations.set_source_groups, source=source, by=request.actor, **form.cleaned_data
        ),
        said=_("Đã đặt phạm vi chi."),
        title=source.name,
    )
