"""Routes of approval as the province sets them: listed, set up, changed from a day on, tried on a real unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.approvals.route_forms import (
    FIRST_STEPS,
    NewRouteForm,
    RouteForm,
    StepForms,
    TryForm,
    initial_of,
)
from vun.faces.web.approvals.tables import ROUTES, scope_words
from vun.faces.web.approvals.views import CRUMBS, tabs
from vun.faces.web.approving import seat_words
from vun.faces.web.forms import DateField, VunForm, operation_page, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.records.approvals import operations, queries
from vun.records.approvals.domain import SUBMITTER, MatterKind, Step
from vun.records.orgs import queries as orgs

_ROUTE_CRUMBS: list[tuple[Text, str]] = [*CRUMBS, (_("Quy trình"), "approvals:routes")]


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route as the list shows it."""

    pk: int
    name: str
    kind: str
    scope: str
    steps: str
    start_on: date
    last_day: date | None


def _listed(route: Any) -> RouteRow:
    steps = " → ".join(step.name for step in route.steps.all())
    return RouteRow(
        route.pk, route.name, route.kind, scope_words(route), steps, route.start_on, route.last_day
    )


@needs(Permission.ROUTE_MANAGE)
def route_list(request: Request) -> HttpResponse:
    """Every route there is or was."""
    return ROUTES.respond(
        request,
        [_listed(route) for route in queries.all_routes()],
        action=Action(_("Đặt quy trình"), reverse("approvals:route-add"), Permission.ROUTE_MANAGE),
        more=[Action(_("Thử trên một đơn vị"), reverse("approvals:route-try"), Permission.ROUTE_MANAGE)],
        tabs=tabs(request, "routes"),
    )


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it reads, with who would sign it where it was tried on a unit."""

    number: int
    name: str
    who: str
    deadline: str
    returns: str
    late: str
    holders: str = ""
    late_holders: str = ""
    delegates: str = ""


@needs(Permission.ROUTE_MANAGE)
def detail(request: Request, route_id: int) -> HttpResponse:
    """One route with its steps."""
    route = queries.get_route(route_id)
    steps = queries.steps_of(route, MatterKind(route.kind))
    change = Action(_("Thay đổi từ một ngày"), reverse("approvals:route-change", args=[route.pk]))
    is_open = route.end_on is None
    return show(
        request,
        "approvals/route.html",
        title=route.name,
        lead=gettext("%(kind)s; %(scope)s.")
        % {"kind": label(route.kind, MatterKind), "scope": scope_words(route)},
        crumbs=_ROUTE_CRUMBS,
        action=change if is_open else None,
        more=[
            Action(
                _("Thử trên một đơn vị"),
                f"{reverse('approvals:route-try')}?route={route.pk}&kind={route.kind}",
            ),
            *(
                [Action(_("Kết thúc quy trình"), reverse("approvals:route-end", args=[route.pk]))]
                if is_open
                else []
            ),
        ],
        route=route,
        rows=[_row(number, step, _units(steps, request)) for number, step in enumerate(steps, start=1)],
    )


def _units(steps: Sequence[Step], request: Request) -> dict[int, str]:
    ids = {seat.unit_id for step in steps for seat in (step.seat, step.late) if seat and seat.unit_id}
    return orgs.names_on(ids, request.today) if ids else {}


def _row(number: int, step: Step, units: dict[int, str], tried: Any = None) -> StepRow:
    late = ""
    if step.late:
        late = seat_words(Step("", step.late), units)
    return StepRow(
        number,
        step.name or gettext("Duyệt"),
        seat_words(step, units),
        gettext("%(days)s ngày làm việc") % {"days": step.days} if step.days else gettext("không có hạn"),
        _return_words(step.returns_to),
        late,
        _holder_names(tried.holders) if tried else "",
        ", ".join(holder.name for holder in tried.late) if tried else "",
        "; ".join(
            gettext("%(delegate)s duyệt thay %(name)s") % {"delegate": delegate, "name": name}
            for delegate, name in tried.delegates
        )
        if tried
        else "",
    )


def _holder_names(holders: Sequence[Any]) -> str:
    return ", ".join(holder.name for holder in holders) or gettext("Chưa có tài khoản nào giữ bước này")


def _return_words(returns_to: int | None) -> str:
    if returns_to is None:
        return gettext("không trả lại")
    if returns_to == SUBMITTER:
        return gettext("người trình")
    return gettext("bước %(number)s") % {"number": returns_to}


@needs(Permission.ROUTE_MANAGE)
def add(request: Request) -> HttpResponse:
    """Set up a route."""
    form = NewRouteForm(request, request.POST or None, initial={"start_on": request.today})
    steps = _step_forms(request, FIRST_STEPS)
    if request.method == "POST" and "more" not in request.POST and _are_valid(form, steps):
        values = {
            name: form.cleaned_data[name] for name in ("kind", "name", "start_on", "document", "allows_own")
        }
        done = run(
            form,
            operations.add_route,
            scope=form.scope(),
            steps=_typed(steps),
            by=request.actor,
            **values,
        )
        if done:
            messages.success(request, gettext("Đã đặt quy trình %(name)s.") % {"name": done.value.name})
            return redirect("approvals:route", done.value.pk)
    return _form_page(
        request,
        form,
        steps,
        title=_("Đặt quy trình"),
        submit=_("Đặt quy trình"),
        cancel=reverse("approvals:routes"),
        consequence=_("Hồ sơ trình từ ngày áp dụng đi theo các bước này; hồ sơ đang trình giữ các bước cũ."),
    )


@needs(Permission.ROUTE_MANAGE)
def change(request: Request, route_id: int) -> HttpResponse:
    """Replace a route from a day on."""
    route = queries.get_route(route_id)
    initial = {
        "name": route.name,
        "document": route.document,
        "allows_own": route.allows_own,
        "start_on": request.today,
    }
    form = RouteForm(request.POST or None, initial=initial)
    steps = _step_forms(
        request, [initial_of(step) for step in queries.steps_of(route, MatterKind(route.kind))]
    )
    if request.method == "POST" and "more" not in request.POST and _are_valid(form, steps):
        done = run(
            form,
            operations.change_route,
            route=route,
            steps=_typed(steps),
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã đổi quy trình."))
            return redirect("approvals:route", done.value.pk)
    return _form_page(
        request,
        form,
        steps,
        title=_("Thay đổi quy trình"),
        lead=scope_words(route),
        submit=_("Lưu thay đổi"),
        cancel=reverse("approvals:route", args=[route.pk]),
        consequence=_("Hồ sơ trình từ ngày áp dụng đi theo các bước này; hồ sơ đang trình giữ các bước cũ."),
    )


def _step_forms(request: Request, initial: Sequence[Mapping[str, Any]]) -> Any:
    options: dict[str, Any] = {"prefix": "step", "form_kwargs": {"request": request}}
    if request.method != "POST":
        return StepForms(initial=[*initial, {}], **options)
    data = request.POST.copy()
    if "more" in data:
        asked = data.get("step-TOTAL_FORMS", "")
        data["step-TOTAL_FORMS"] = (
            str(min(int(asked) + 1, StepForms.max_num)) if asked.isdecimal() and len(asked) < 4 else "1"
        )
    return StepForms(data, **options)


def _are_valid(form: VunForm, steps: Any) -> bool:
    """Both are asked, so that all that is wrong is told at once."""
    return all([form.is_valid(), steps.is_valid()])


def _typed(steps: Any) -> list[Step]:
    return [step for one in steps if (step := one.step()) is not None]


def _form_page(request: Request, form: VunForm, steps: Any, **page: Any) -> HttpResponse:
    is_growing = "more" in request.POST
    is_wrong = request.method == "POST" and not is_growing
    text = {name: page.pop(name) for name in ("submit", "cancel", "consequence")}
    return show(
        request,
        "approvals/route_form.html",
        crumbs=_ROUTE_CRUMBS,
        status_code=400 if is_wrong else 200,
        form=form,
        steps=steps,
        has_room=steps.total_form_count() < StepForms.max_num,
        **text,
        **page,
    )


class EndingForm(VunForm):
    on = DateField(label=_("Hết hiệu lực từ ngày"))


@needs(Permission.ROUTE_MANAGE)
def end(request: Request, route_id: int) -> HttpResponse:
    """Let nothing more go along a route."""
    route = queries.get_route(route_id)
    form = EndingForm(request.POST or None, initial={"on": request.today})
    back = reverse("approvals:route", args=[route.pk])
    return operation_page(
        request,
        form,
        partial(operations.end_route, route=route),
        said=gettext("Đã kết thúc quy trình."),
        then=reverse("approvals:routes"),
        title=_("Kết thúc quy trình"),
        lead=route.name,
        submit=_("Kết thúc quy trình"),
        cancel=back,
        consequence=_(
            "Hồ sơ đang trình vẫn đi hết các bước. Hồ sơ trình sau ngày này không theo quy trình này nữa."
        ),
        crumbs=[*_ROUTE_CRUMBS, (route.name, back)],
    )


@needs(Permission.ROUTE_MANAGE)
def rehearse(request: Request) -> HttpResponse:
    """Who would approve a matter of a real unit today: by the route in force for it, or by the one asked about."""
    asked = request.GET.get("route", "")
    form = TryForm(
        request, request.GET if "unit" in request.GET else None, initial={"kind": request.GET.get("kind")}
    )
    rows: list[StepRow] = []
    route = None
    if form.is_bound and form.is_valid():
        kind, unit = form.cleaned_data["kind"], form.cleaned_data["unit"]
        route = (
            queries.get_route(int(asked))
            if asked.isdecimal() and len(asked) < 19
            else queries.route_for(kind, unit.pk, request.today)
        )
        steps = queries.steps_of(route, kind)
        tried = queries.rehearse(steps, unit.pk, request.today)
        rows = [_row(one.number, one.step, _units(steps, request), one) for one in tried]
    return show(
        request,
        "approvals/try.html",
        title=_("Ai sẽ duyệt?"),
        lead=_("Chọn một đơn vị thật để xem hồ sơ của đơn vị đó sẽ qua tay những ai hôm nay."),
        crumbs=_ROUTE_CRUMBS,
        status_code=400 if form.errors else 200,
        form=form,
        rows=rows,
        route=route,
        asked_route=asked if asked.isdecimal() else "",
    )
