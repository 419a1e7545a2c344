"""A table of one's own: any field down, any field across, any measure, any condition."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.engines import tabular
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import show
from vun.faces.web.reports import lists
from vun.faces.web.reports.asking import AskForm, scope_of
from vun.faces.web.reports.drafting.conditions import ConditionLines
from vun.faces.web.reports.papers import as_file, on_paper
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.publishing import operations
from vun.reports import paper
from vun.reports.counting.names import Names
from vun.reports.definitions.fields import FIELDS, Field, FieldKind
from vun.reports.definitions.measures import MEASURES
from vun.reports.model import Scope, Units
from vun.reports.registry import definition_of, is_shipped, layout_from
from vun.reports.wording import Words

_NAME = "pivot"
_CATALOGUES = ("group", "title_group", "rank", "fund", "grants", "degree", "theory")
_ACROSS = [
    name
    for name, field in FIELDS.items()
    if field.words or field.kind is FieldKind.FLAG or name in _CATALOGUES
]


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
        if "down" not in request.GET:
            self.data = {**self.data, **first}


@needs(Permission.REPORT_RUN)
def pivot(request: Request) -> HttpResponse:
    """The table on screen or as a file; whoever may define reports keeps it as one, or goes on changing it by forms."""
    form = PivotForm(request)
    scope = scope_of(request, form)
    names = Names(request.on)
    lines = ConditionLines.typed(names, None, request.GET)
    query = _asked(form, lines)
    error, sheet = "", None
    where = lines.where()
    if scope is not None and where is not None:
        try:
            data = _data(form.cleaned_data, where, names)
            if (answer := _answered(request, data, scope)) is not None:
                return answer
            report = definition_of(layout_from(data)).run(scope)
            sheet = Sheet(_NAME, report, scope, query=query)
        except Problem as problem:
            error = problem_text(problem)
    is_choosing = request.GET.get("do", "") != ""
    return show(
        request,
        "reports/pivot.html",
        title=_("Tự lập bảng"),
        lead=_("Chọn mục cho hàng, mục cho cột và số đo; bảng đếm ngay trên số liệu của kỳ."),
        crumbs=[(_("Báo cáo"), "reports:list")],
        form=form,
        lines=lines,
        fresh=len(lines.lines) - 1 if is_choosing else -1,
        sheet=sheet,
        error=error,
        query=query,
        may_keep=request.actor.may_everywhere(Permission.REPORT_DEFINE),
        status_code=200 if is_choosing or (not error and scope is not None and where is not None) else 400,
    )


def _asked(form: PivotForm, lines: ConditionLines) -> str:
    """What the table is asked by, also where the reader left it to the page."""
    return urlencode([*((name, form.data.get(name, "")) for name in form.fields), *lines.as_query()])


def _answered(request: Request, data: dict[str, Any], scope: Scope) -> HttpResponse | None:
    """What was asked for besides the page: to keep the table, a list behind a figure, a file."""
    if request.method == "POST":
        return _kept(request, data)
    if "row" in request.GET:
        return _open(request, data, scope)
    suffix = request.GET.get("export", "")
    if suffix in paper.SUFFIXES:
        with translation.override("vi"):
            return on_paper(
                _NAME, definition_of(layout_from(data)).run(scope), scope, suffix, words=Words(())
            )
    if suffix in tabular.SUFFIXES:
        return as_file(_NAME, scope, definition_of(layout_from(data)).run(scope), suffix)
    return None


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


def _data(asked: dict[str, Any], where: dict[str, Any], names: Names) -> dict[str, Any]:
    """The definition the choices make."""
    down, measure = FIELDS[asked["down"]], MEASURES[asked["measure"]]
    across = FIELDS.get(asked.get("across") or "")
    total = {"key": "t", "label": gettext("Tổng cộng"), "measure": measure.name}
    columns = [total] if across is None else [_across(across, measure.name, names), total]
    return {
        "name": _NAME,
        "title": gettext("%(measure)s theo %(down)s")
        % {"measure": measure.label, "down": str(down.label).lower()},
        "row_heading": str(down.label),
        **({"where": where} if where else {}),
        **({"units": asked["units"]} if asked["units"] != Units.THEN else {}),
        "rows": [
            {"key": "r", "label": "", "each": down.name},
            {"key": "total", "label": gettext("Tổng cộng"), "total": True},
        ],
        "columns": columns,
    }


def _across(field: Field, measure: str, names: Names) -> dict[str, Any]:
    """A column for every value there may be."""
    if field.kind is FieldKind.FLAG:
        values: list[tuple[str | bool, str]] = [(True, gettext("Có")), (False, gettext("Không"))]
    else:
        values = [(value, word) for value, word in names.catalogue(field.name).items()]
    parts = [
        {
            "key": f"c{place}",
            "label": word,
            "measure": measure,
            "where": {field.name: value},
        }
        for place, (value, word) in enumerate(values, start=1)
    ]
    return {"key": "c", "label": str(field.label), "parts": parts}


def _kept(request: Request, data: dict[str, Any]) -> HttpResponse:
    """Keep the table as a report, or as a draft to be changed by forms."""
    data["name"] = request.POST.get("name", "")
    data["title"] = request.POST.get("title") or data["title"]
    if request.POST.get("do") == "draft":
        data["name"] = data["name"] or "bang-moi"
        return redirect("reports:draft", operations.begin_draft(data=data, by=request.actor).pk)
    if is_shipped(data["name"]):
        raise Problem("publishing.name_shipped", name=data["name"])
    layout_from(data)
    operations.save_definition(data=data, by=request.actor)
    return redirect("reports:detail", data["name"])
