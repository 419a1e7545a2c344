"""A table of one's own: any field down, any field across, any measure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import show
from vun.faces.web.reports import lists
from vun.faces.web.reports.asking import AskForm, scope_of
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.publishing import operations
from vun.reports.definitions.fields import FIELDS, Field
from vun.reports.definitions.measures import MEASURES
from vun.reports.model import Scope
from vun.reports.registry import definition_of, is_shipped, layout_from

_NAME = "pivot"
_ACROSS = [name for name, field in FIELDS.items() if field.words or field.kind.value == "flag"]


class PivotForm(AskForm):
    """What the table counts, beside period and unit."""

    down = forms.ChoiceField(label=_("Hàng"), choices=[(name, field.label) for name, field in FIELDS.items()])
    across = forms.ChoiceField(
        label=_("Cột"),
        choices=[("", _("không chia cột")), *((name, FIELDS[name].label) for name in _ACROSS)],
        required=False,
    )
    measure = forms.ChoiceField(
        label=_("Số đo"), choices=[(name, measure.label) for name, measure in MEASURES.items()]
    )

    def __init__(self, request: Request) -> None:
        super().__init__(request, has_rule=True)
        first = {"down": "group", "across": "level", "measure": "turns"}
        if not request.GET:
            self.data = {**self.data, **first}


@needs(Permission.REPORT_RUN)
def pivot(request: Request) -> HttpResponse:
    """The table on screen; whoever may define reports keeps it as one under a name."""
    form = PivotForm(request)
    scope = scope_of(request, form)
    error, sheet = "", None
    if scope is not None:
        try:
            data = _data(form.cleaned_data)
            if request.method == "POST":
                return _keep(request, data)
            if "row" in request.GET:
                return _open(request, data, scope)
            sheet = Sheet(
                _NAME,
                definition_of(layout_from(data)).run(scope),
                scope,
                query=_asked(request, form).urlencode(),
            )
        except Problem as problem:
            error = problem_text(problem)
    return show(
        request,
        "reports/pivot.html",
        title=_("Tự lập bảng"),
        lead=_("Chọn mục cho hàng, mục cho cột và số đo; bảng đếm ngay trên số liệu của kỳ."),
        crumbs=[(_("Báo cáo"), "reports:list")],
        form=form,
        sheet=sheet,
        error=error,
        query=request.GET.urlencode(),
        may_keep=request.actor.may_everywhere(Permission.REPORT_DEFINE),
        status_code=400 if error or scope is None else 200,
    )


def _asked(request: Request, form: PivotForm) -> QueryDict:
    """What the table was asked by, also where the reader left it to the page."""
    asked = QueryDict(mutable=True)
    for name in form.fields:
        asked[name] = form.data.get(name, "")
    return asked


def _open(request: Request, data: dict[str, Any], scope: Scope) -> HttpResponse:
    """The list behind a figure of the table."""
    definition = definition_of(layout_from(data))
    opened = definition.open(scope, request.GET["row"], request.GET.get("column", ""))
    return lists.respond(
        request,
        opened,
        title=str(definition.title),
        lead=" ".join(opened.words),
        notes=opened.words,
        crumbs=[(_("Báo cáo"), "reports:list"), (_("Tự lập bảng"), "reports:pivot")],
    )


def _data(asked: dict[str, Any]) -> dict[str, Any]:
    """The definition the choices make."""
    down, measure = FIELDS[asked["down"]], MEASURES[asked["measure"]]
    across = FIELDS.get(asked.get("across") or "")
    total = {"key": "t", "label": gettext("Tổng cộng"), "measure": measure.name}
    columns = [total] if across is None else [_across(across, measure.name), total]
    return {
        "name": _NAME,
        "title": gettext("%(measure)s theo %(down)s")
        % {"measure": measure.label, "down": str(down.label).lower()},
        "row_heading": str(down.label),
        "rows": [
            {"key": "r", "label": "", "each": down.name},
            {"key": "total", "label": gettext("Tổng cộng"), "total": True},
        ],
        "columns": columns,
    }


def _across(field: Field, measure: str) -> dict[str, Any]:
    values = [True, False] if field.words is None else [*field.words]
    words = {True: gettext("Có"), False: gettext("Không")} if field.words is None else field.words
    parts = [
        {
            "key": f"c.{str(value).lower()}",
            "label": str(words[value]),  # type: ignore[index]
            "measure": measure,
            "where": {field.name: value},
        }
        for value in values
    ]
    return {"key": "c", "label": str(field.label), "parts": parts}


def _keep(request: Request, data: dict[str, Any]) -> HttpResponse:
    data["name"] = request.POST.get("name", "")
    data["title"] = request.POST.get("title") or data["title"]
    if is_shipped(data["name"]):
        raise Problem("publishing.name_shipped", name=data["name"])
    layout_from(data)
    operations.save_definition(data=data, by=request.actor)
    return redirect("reports:detail", data["name"])
