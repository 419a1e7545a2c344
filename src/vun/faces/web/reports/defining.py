"""Copying and changing a definition with a preview; relations the office writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web.forms import VunForm, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, show
from vun.faces.web.reports.asking import AskForm, scope_of
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.publishing import operations, queries
from vun.reports.definitions.fields import FIELDS
from vun.reports.definitions.layout import Layout
from vun.reports.definitions.measures import MEASURES
from vun.reports.registry import definition_of, get_data, get_definition, is_shipped, layout_from
from vun.reports.relations import read_relation

_LONGEST = 200_000


@needs(Permission.REPORT_DEFINE)
def define(request: Request, name: str) -> HttpResponse:
    """A definition as text, what is wrong with it by row, and how it counts on a period before it is kept."""
    data = get_data(name)
    text = request.POST.get("text", "").replace("\r\n", "\n") or _as_text(_copied(name, data))
    layout, error = _read(text)
    if request.method == "POST" and request.POST.get("do") == "save" and layout is not None:
        try:
            _save(request, name, text)
        except Problem as problem:
            error = problem_text(problem)
        else:
            return redirect("reports:detail", layout.name)
    form = AskForm(request)
    scope = scope_of(request, form)
    sheet = None
    if layout is not None and scope is not None:
        try:
            sheet = Sheet(layout.name, definition_of(layout).run(scope), scope, opens=False)
        except Problem as problem:
            error = problem_text(problem)
    own = queries.find_definition(name)
    return show(
        request,
        "reports/define.html",
        title=_("Sao chép, sửa mẫu báo cáo"),
        lead=_("Sửa hàng, cột, điều kiện; xem trước trên số liệu thật rồi lưu dưới một tên riêng."),
        crumbs=[(_("Báo cáo"), "reports:list"), (str(data["title"]), reverse("reports:detail", args=[name]))],
        more=[
            Action(
                _("Bỏ mẫu này"),
                reverse("reports:remove", args=[name]),
                Permission.REPORT_DEFINE,
                post=True,
                confirm=gettext("Bỏ mẫu “%(title)s”? Báo cáo đã ký theo mẫu vẫn còn nguyên.")
                % {"title": own.title},
            )
        ]
        if own
        else (),
        text=text,
        error=error,
        sheet=sheet,
        fields=FIELDS.values(),
        measures=MEASURES.values(),
        status_code=400 if error and request.method == "POST" else 200,
    )


def _copied(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """An own definition as it is; of a shipped one a copy under another name."""
    return {**data, "name": f"{name}-ban-sao"[:59]} if is_shipped(name) else dict(data)


def _as_text(data: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    return text


def _read(text: str) -> tuple[Layout | None, str]:
    try:
        return layout_from(_data(text)), ""
    except Problem as problem:
        return None, problem_text(problem)


def _data(text: str) -> Any:
    try:
        # An alias could unfold a short text into any number of rows.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text[:_LONGEST])):
            raise Problem("reports.yaml_unreadable", line=1)
        return yaml.safe_load(text[:_LONGEST])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise Problem("reports.yaml_unreadable", line=mark.line + 1 if mark else 1) from error


def _save(request: Request, name: str, text: str) -> None:
    data = _data(text)
    if is_shipped(str(data["name"])):
        raise Problem("publishing.name_shipped", name=data["name"])
    operations.save_definition(data=data, based_on=name, by=request.actor)


@needs(Permission.REPORT_DEFINE)
@require_POST
def remove(request: Request, name: str) -> HttpResponse:
    """Take one of the office's own definitions away."""
    own = queries.find_definition(name)
    if own is None:
        raise NotFound("report")
    return perform(
        request,
        lambda: operations.remove_definition(definition=own, by=request.actor),
        said=_("Đã bỏ mẫu báo cáo."),
        back=reverse("reports:list"),
    )


class RelationForm(VunForm):
    name = forms.CharField(label=_("Tên hệ thức"), max_length=200)
    formula = forms.CharField(
        label=_("Hệ thức"),
        max_length=2000,
        help_text=_("Ví dụ: [I/c3] = [I/c4] + [I/c6] + [I/c8]; ô của báo cáo khác: [noi-vu-3: total/spent]."),
    )


@needs(Permission.REPORT_DEFINE)
def relations(request: Request, name: str) -> HttpResponse:
    """The relations the office wrote for a report, and a form for one more."""
    definition = get_definition(name)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def write(*, name: str, formula: str) -> None:
            read_relation(name, formula)
            operations.write_relation(report=definition.name, name=name, formula=formula, by=request.actor)

        if run(form, write, **form.cleaned_data):
            return redirect("reports:relations", definition.name)
    return show(
        request,
        "reports/relations.html",
        title=_("Hệ thức đối chiếu"),
        lead=_("Các hệ thức này được kiểm tra trước khi ký, cùng những hệ thức có sẵn của mẫu."),
        crumbs=[(_("Báo cáo"), "reports:list"), (definition.title, reverse("reports:detail", args=[name]))],
        form=form,
        relations=[
            (
                relation,
                Action(
                    _("Bỏ"),
                    reverse("reports:remove_relation", args=[name, relation.pk]),
                    Permission.REPORT_DEFINE,
                    post=True,
                ),
            )
            for relation in queries.relations_of(definition.name)
        ],
        status_code=400 if form.errors else 200,
    )


@needs(Permission.REPORT_DEFINE)
@require_POST
def remove_relation(request: Request, name: str, relation_id: int) -> HttpResponse:
    """Check a relation no more."""
    relation = queries.relations_of(name).filter(pk=relation_id).first()
    if relation is None:
        raise NotFound("relation")
    return perform(
        request,
        lambda: operations.remove_relation(relation=relation, by=request.actor),
        said=_("Đã bỏ hệ thức."),
        back=reverse("reports:relations", args=[name]),
    )
