"""A definition being changed: its whole, one row or column at a time, and putting it to use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web.forms import VunForm, perform
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, show
from vun.faces.web.reports.asking import AskForm, scope_of
from vun.faces.web.reports.drafting.conditions import ConditionLines
from vun.faces.web.reports.drafting.faults import SIDES, faults_of, name_of
from vun.faces.web.reports.drafting.forms import AboutForm, ColumnForm, RowForm
from vun.faces.web.reports.drafting.shown import about_of, shown_columns, shown_rows
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.publishing import operations, queries
from vun.reports.counting.names import Names
from vun.reports.definitions import tree
from vun.reports.model import Units
from vun.reports.registry import definition_of, get_data, is_shipped, layout_from

_PLACE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,11}")
_TITLES = {
    ("rows", False): _("Sửa hàng"),
    ("rows", True): _("Thêm hàng"),
    ("columns", False): _("Sửa cột"),
    ("columns", True): _("Thêm cột"),
}
_LETTERS = {"rows": "h", "columns": "c"}
Draft = queries.DefinitionDraft


@needs(Permission.REPORT_DEFINE)
@require_POST
def begin(request: Request, name: str) -> HttpResponse:
    """Copy a definition to change it: an own one under its name, a shipped one under another."""
    data = dict(get_data(name))
    if is_shipped(name):
        data["name"] = _free_name(name)
    draft = operations.begin_draft(data=data, based_on=name, by=request.actor)
    return redirect("reports:draft", draft.pk)


def _free_name(name: str) -> str:
    copied = f"{name}-ban-sao"[:55]
    taken = {one.name for one in queries.own_definitions()}
    return next(one for one in (copied, *(f"{copied}-{n}" for n in range(2, 1000))) if one not in taken)


@needs(Permission.REPORT_DEFINE)
def draft(request: Request, draft_id: int) -> HttpResponse:
    """The definition as it stands, what is wrong with it beside the row at fault, and how it counts on a period."""
    found = queries.get_draft(draft_id)
    error, at_fault = faults_of(found.data)
    layout = None if error else layout_from(found.data)
    form = AskForm(request, units=Units.THEN if layout is None else layout.units)
    sheet = None
    scope = scope_of(request, form)
    if layout is not None and scope is not None:
        try:
            sheet = Sheet(layout.name, definition_of(layout).run(scope), scope, opens=False)
        except Problem as problem:
            error = problem_text(problem)
    names = Names(request.on)
    return show(
        request,
        "reports/draft.html",
        title=_("Sửa mẫu báo cáo"),
        lead=found.data.get("title", ""),
        crumbs=[(_("Báo cáo"), "reports:list"), (_("Mẫu đang soạn"), "reports:drafts")],
        action=Action(
            _("Đưa vào dùng"),
            reverse("reports:use_draft", args=[found.pk]),
            Permission.REPORT_DEFINE,
            post=True,
        ),
        more=[
            Action(_("Tải tệp mẫu"), reverse("reports:draft_file", args=[found.pk])),
            Action(
                _("Bỏ bản soạn này"),
                reverse("reports:throw_draft", args=[found.pk]),
                Permission.REPORT_DEFINE,
                post=True,
                confirm=_("Bỏ bản soạn này? Mẫu đang dùng không đổi."),
                danger=True,
            ),
        ],
        draft=found,
        error=error,
        about=about_of(found.data, names),
        rows=shown_rows(found.data, at_fault, names),
        columns=shown_columns(found.data, at_fault, names),
        rows_end=len(found.data.get("rows") or []),
        columns_end=len(found.data.get("columns") or []),
        moved=request.GET.get("moved", ""),
        form=form,
        sheet=sheet,
    )


def _keep(request: Request, found: Draft, data: Mapping[str, Any]) -> None:
    """The next step upon the state the reader saw."""
    seen = request.POST.get("revision", "")
    found.revision = int(seen) if seen.isdecimal() and len(seen) < 9 else found.revision + 1
    operations.change_draft(draft=found, data=data, by=request.actor)


def _place(side: str, text: str) -> tree.Place:
    if side not in SIDES or not _PLACE.fullmatch(text):
        raise NotFound("part")
    return tuple(int(index) for index in text.split("."))


@needs(Permission.REPORT_DEFINE)
def about(request: Request, draft_id: int) -> HttpResponse:
    """What the whole report is."""
    found = queries.get_draft(draft_id)
    posted = request.POST or None
    form = AboutForm(posted, found.data)

    def made(where: Mapping[str, Any]) -> dict[str, Any]:
        return {**form.as_data(where), **{side: found.data.get(side) or [] for side in SIDES}}

    return _part_page(request, found, form, found.data, made, title=_("Thông tin chung của mẫu"))


@needs(Permission.REPORT_DEFINE)
def part(request: Request, draft_id: int, side: str, place: str) -> HttpResponse:
    """One row or column."""
    found, at = queries.get_draft(draft_id), _place(side, place)
    parts = found.data.get(side) or []
    own = tree.find(parts, at)
    if own is None:
        raise NotFound("part")
    form = _form(request, found, side, own)

    def made(where: Mapping[str, Any]) -> dict[str, Any]:
        return {**found.data, side: tree.put(parts, at, form.as_data(where))}

    return _part_page(request, found, form, own, made, title=_TITLES[side, False], side=side, place=place,
                      below=f"{place}.{len(own.get('parts') or [])}", after=_next(place))  # fmt: skip


@needs(Permission.REPORT_DEFINE)
def add(request: Request, draft_id: int, side: str, place: str) -> HttpResponse:
    """One row or column more, at that place."""
    found, at = queries.get_draft(draft_id), _place(side, place)
    parts = found.data.get(side) or []
    fresh = {"key": tree.fresh_key(parts, _LETTERS[side])}
    try:
        tree.insert(parts, at, fresh)
    except LookupError:
        raise NotFound("part") from None
    form = _form(request, found, side, fresh)

    def made(where: Mapping[str, Any]) -> dict[str, Any]:
        return {**found.data, side: tree.insert(parts, at, form.as_data(where))}

    return _part_page(request, found, form, fresh, made, title=_TITLES[side, True], side=side, place=place)


def _next(place: str) -> str:
    *above, last = place.split(".")
    return ".".join((*above, str(int(last) + 1)))


def _form(request: Request, found: Draft, side: str, own: Mapping[str, Any]) -> RowForm | ColumnForm:
    posted = request.POST or None
    every = [one for _at, one in tree.walk(found.data.get(side) or []) if one.get("key") != own.get("key")]
    taken = [str(one.get("key")) for one in every]
    if side == "rows":
        return RowForm(posted, own, taken)
    others = [
        (str(one.get("key")), name_of(one) or str(one.get("key"))) for one in every if not one.get("parts")
    ]
    return ColumnForm(posted, own, taken, others)


def _part_page(
    request: Request,
    found: Draft,
    form: VunForm,
    own: Mapping[str, Any],
    made: Callable[[Mapping[str, Any]], dict[str, Any]],
    **page: Any,
) -> HttpResponse:
    """A form and the lines of its condition. Buttons that change the lines keep everything typed."""
    names, where = Names(request.on), own.get("where")
    is_saved = request.POST.get("do") == "save"
    lines = ConditionLines(names, where)
    if request.method == "POST":
        lines = ConditionLines.typed(names, where, request.POST)
    back = reverse("reports:draft", args=[found.pk])
    if is_saved:
        asked = lines.where()
        if form.is_valid() and asked is not None:
            try:
                _keep(request, found, made(asked))
            except Problem as problem:
                form.add_problem(problem)
            else:
                return redirect(f"{back}{_anchor(page)}")
    elif request.method == "POST":
        _leave_unjudged(form)
    return show(
        request,
        "reports/draft_part.html",
        crumbs=[(_("Báo cáo"), "reports:list"), (found.data.get("title", ""), back)],
        draft=found,
        form=form,
        lines=lines,
        line_errors=list(lines.errors),
        # The line just asked for comes last and takes the cursor.
        fresh=len(lines.lines) - 1 if request.POST.get("do") in ("and", "or") else -1,
        back=back,
        status_code=400 if is_saved else 200,
        **page,
    )


def _leave_unjudged(form: VunForm) -> None:
    """Show what is typed again without judging it: only a line of the condition was asked for."""
    form.initial = {name: form[name].data for name in form.fields}
    form.is_bound = False


def _anchor(page: Mapping[str, Any]) -> str:
    return f"?moved={page['side']}-{page['place']}#{page['side']}-{page['place']}" if "side" in page else ""


@needs(Permission.REPORT_DEFINE)
@require_POST
def move(request: Request, draft_id: int, side: str, place: str) -> HttpResponse:
    """A step up, down, in or out."""
    found, at = queries.get_draft(draft_id), _place(side, place)
    try:
        parts, now = tree.move(found.data.get(side) or [], at, request.POST.get("way", ""))
    except LookupError:
        raise NotFound("part") from None
    return _step(request, found, {**found.data, side: parts}, f"{side}-{'.'.join(map(str, now))}")


@needs(Permission.REPORT_DEFINE)
@require_POST
def remove_part(request: Request, draft_id: int, side: str, place: str) -> HttpResponse:
    """Without the row or column and all below it."""
    found, at = queries.get_draft(draft_id), _place(side, place)
    try:
        parts = tree.remove(found.data.get(side) or [], at)
    except LookupError:
        raise NotFound("part") from None
    return _step(request, found, {**found.data, side: parts}, side)


def _step(request: Request, found: Draft, data: Mapping[str, Any], anchor: str) -> HttpResponse:
    try:
        _keep(request, found, data)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    return redirect(f"{reverse('reports:draft', args=[found.pk])}?moved={anchor}#{anchor}")


@needs(Permission.REPORT_DEFINE)
@require_POST
def use(request: Request, draft_id: int) -> HttpResponse:
    """Make the report of it, if nothing is wrong with it."""
    found = queries.get_draft(draft_id)
    try:
        layout = layout_from(found.data)
        if is_shipped(layout.name):
            raise Problem("publishing.name_shipped", name=layout.name)
        definition = operations.put_to_use(draft=found, by=request.actor)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("reports:draft", found.pk)
    messages.success(request, gettext("Mẫu “%(title)s” đã vào dùng.") % {"title": definition.title})
    return redirect("reports:detail", definition.name)


@needs(Permission.REPORT_DEFINE)
@require_POST
def throw(request: Request, draft_id: int) -> HttpResponse:
    """Change nothing after all."""
    found = queries.get_draft(draft_id)
    return perform(
        request,
        lambda: operations.throw_draft_away(draft=found, by=request.actor),
        said=_("Đã bỏ bản soạn."),
        back=reverse("reports:drafts"),
    )


@needs(Permission.REPORT_DEFINE)
def file(request: Request, draft_id: int) -> HttpResponse:
    """The definition as a file, for another installation of Vun."""
    found = queries.get_draft(draft_id)
    text = yaml.safe_dump(found.data, allow_unicode=True, sort_keys=False, width=110)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mau-bao-cao-{found.pk}.yaml"'
    return response
