"""A table of one's own: up to three fields down, two across, several measures, any condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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
from vun.reports.definitions.fields import FIELDS, Field
from vun.reports.definitions.measures import MEASURES, How, Measure
from vun.reports.model import Scope, Units
from vun.reports.registry import definition_of, is_shipped, layout_from
from vun.reports.wording import Words

_NAME = "pivot"
_DOWN, _ACROSS = ("down", "down2", "down3"), ("across", "across2")
_FIRST = {"down": "group", "across": "level", "measure": ["turns"]}
_PEOPLE_DO_NOT_ADD = _(
    "Số người của hàng gộp, cột gộp và tổng cộng được đếm lại, mỗi người một lần, nên có thể nhỏ hơn tổng các phần."
)
_UNDIVIDED = [("", _("không chia")), *((name, field.label) for name, field in FIELDS.items())]


class Part(StrEnum):
    """What a share beside the first measure is a share of."""

    OF_TOTAL = "total"
    OF_ROW = "row"


class PivotForm(AskForm):
    """What the table counts, beside period and unit."""

    down = forms.ChoiceField(label=_("Hàng"), choices=_UNDIVIDED[1:])
    down2 = forms.ChoiceField(label=_("Hàng, cấp hai"), choices=_UNDIVIDED, required=False)
    down3 = forms.ChoiceField(label=_("Hàng, cấp ba"), choices=_UNDIVIDED, required=False)
    across = forms.ChoiceField(label=_("Cột"), choices=_UNDIVIDED, required=False)
    across2 = forms.ChoiceField(label=_("Cột, cấp hai"), choices=_UNDIVIDED, required=False)
    share = forms.ChoiceField(
        label=_("Tỷ trọng của số đo thứ nhất"),
        choices=[
            ("", _("không tính")),
            (Part.OF_TOTAL.value, _("% trong hàng tổng cộng")),
            (Part.OF_ROW.value, _("% trong cột tổng cộng")),
        ],
        required=False,
    )
    measure = forms.MultipleChoiceField(
        label=_("Số đo"),
        choices=[(name, measure.label) for name, measure in MEASURES.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, request: Request) -> None:
        super().__init__(request, has_rule=True)
        asked = {"measure": request.GET.getlist("measure")} if "down" in request.GET else _FIRST
        self.data = {**self.data, **asked}
        self.order_fields([*_DOWN, *_ACROSS, "share", "measure"])

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        self._check_fields(asked)
        first = MEASURES[asked["measure"][0]] if asked.get("measure") else None
        if asked.get("share") == Part.OF_ROW and not asked.get("across"):
            self.add_error(
                "share", _("Bảng chưa chia cột. Chọn mục cho cột, hoặc tính % trong hàng tổng cộng.")
            )
        if asked.get("share") and first is not None and first.how is How.MEAN:
            self.add_error(
                "share", _("Số bình quân không có tỷ trọng. Bỏ tỷ trọng hoặc chọn thêm số đo khác.")
            )
        return asked

    def _check_fields(self, asked: Mapping[str, Any]) -> None:
        """Each field stands in one place, and is known of everything that is counted."""
        seen: set[str] = set()
        for place in (*_DOWN, *_ACROSS):
            name = asked.get(place)
            if not name:
                continue
            if name in seen:
                self.add_error(place, _("Mục này đã chọn ở trên. Chọn mục khác."))
            seen.add(name)
            for measure in (MEASURES[one] for one in asked.get("measure", ())):
                if measure.source not in FIELDS[name].sources:
                    told = gettext(
                        "“%(field)s” không có trong số liệu của “%(measure)s”. Bỏ mục này hoặc số đo ấy."
                    )
                    self.add_error(place, told % {"field": FIELDS[name].label, "measure": measure.label})
                    break


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
            data = _data(form.cleaned_data, where)
            if (answer := _answered(request, data, scope, query)) is not None:
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
        lead=_(
            "Chọn tới ba mục cho hàng, hai mục cho cột và các số đo; bảng đếm ngay trên số liệu của kỳ, "
            "địa chỉ trang giữ cả câu hỏi."
        ),
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
    told = {name: form.data.get(name, "") for name in form.fields}
    return urlencode(
        [*((name, value) for name, value in told.items() if value or name == "unit"), *lines.as_query()],
        doseq=True,
    )


def _answered(request: Request, data: dict[str, Any], scope: Scope, query: str) -> HttpResponse | None:
    """What was asked for besides the page: to keep the table, a list behind a figure, a file."""
    if request.method == "POST":
        return _kept(request, data)
    if "row" in request.GET:
        return _open(request, data, scope, query)
    suffix = request.GET.get("export", "")
    if suffix in paper.SUFFIXES:
        with translation.override("vi"):
            return on_paper(
                _NAME, definition_of(layout_from(data)).run(scope), scope, suffix, words=Words(())
            )
    if suffix in tabular.SUFFIXES:
        return as_file(_NAME, scope, definition_of(layout_from(data)).run(scope), suffix)
    return None


def _open(request: Request, data: dict[str, Any], scope: Scope, query: str) -> HttpResponse:
    """The list behind a figure of the table."""
    definition = definition_of(layout_from(data))
    opened = definition.open(scope, request.GET["row"], request.GET.get("column", ""))
    return lists.respond(
        request,
        opened,
        title=str(definition.title),
        lead=" ".join(opened.words),
        notes=opened.words,
        crumbs=[(_("Báo cáo"), "reports:list"), (_("Tự lập bảng"), f"{reverse('reports:pivot')}?{query}")],
    )


def _data(asked: Mapping[str, Any], where: Mapping[str, Any]) -> dict[str, Any]:
    """The definition the choices make."""
    downs = [FIELDS[asked[place]] for place in _DOWN if asked.get(place)]
    measures = [MEASURES[name] for name in asked["measure"]]
    people = any("people" in (measure.name, measure.twin) for measure in measures)
    counted = ", ".join(str(measure.label) for measure in measures)
    return {
        "name": _NAME,
        "title": gettext("%(measure)s theo %(down)s")
        % {"measure": _sentence(counted), "down": ", ".join(str(field.label).lower() for field in downs)},
        "row_heading": " › ".join(str(field.label) for field in downs),
        **({"where": where} if where else {}),
        **({"rule": asked["rule"]} if asked.get("rule") else {}),
        **({"units": asked["units"]} if asked["units"] != Units.THEN else {}),
        "rows": [_row(downs), {"key": "total", "label": gettext("Tổng cộng"), "total": True}],
        "columns": _columns(asked, measures),
        **({"notes": [str(_PEOPLE_DO_NOT_ADD)]} if people else {}),
    }


def _sentence(text: str) -> str:
    return text[:1] + text[1:].lower()


def _row(downs: Sequence[Field], deep: int = 1) -> dict[str, Any]:
    """A row for every value of the first field, and below each of them those of the next."""
    field, *others = downs
    row: dict[str, Any] = {"key": "r" if deep == 1 else f"r{deep}", "label": "", "each": field.name}
    return {**row, **({"parts": [_row(others, deep + 1)]} if others else {})}


def _columns(asked: Mapping[str, Any], measures: Sequence[Measure]) -> list[dict[str, Any]]:
    """The measures for every value across, and of everything."""
    share = Part(asked["share"]) if asked.get("share") else None
    across = [FIELDS[asked[place]] for place in _ACROSS if asked.get(place)]
    everything = _measured("t", gettext("Tổng cộng"), measures, None if share is Part.OF_ROW else share)
    if not across:
        return everything.get("parts") or [{**everything, "label": str(measures[0].label)}]
    label = ", ".join((str(across[0].label), *(str(field.label).lower() for field in across[1:])))
    if len(across) == 1:
        divided = _measured("c", label, measures, share)
    else:
        inner = _measured("d", "", measures, share) | {"each": across[1].name}
        divided = {
            "key": "c",
            "label": label,
            "parts": [inner, _measured("s", gettext("Cộng"), measures, share)],
        }
    return [divided | {"each": across[0].name}, everything]


def _measured(key: str, label: str, measures: Sequence[Measure], share: Part | None) -> dict[str, Any]:
    """One column of the measures, or a heading over several."""
    first = measures[0].name
    if len(measures) == 1 and share is None:
        return {"key": key, "label": label, "measure": first}
    parts: list[dict[str, Any]] = [
        {"key": f"{key}.{measure.name}", "label": str(measure.label), "measure": measure.name}
        for measure in measures
    ]
    own, whole = f"{key}.{first}", "t" if len(measures) == 1 else f"t.{first}"
    if share is Part.OF_TOTAL:
        parts.append({"key": f"{key}.part", "label": gettext("% hàng tổng"), "part": [own], "decimals": 1})
    elif share is Part.OF_ROW:
        parts.append(
            {"key": f"{key}.part", "label": gettext("% cột tổng"), "share": [own, whole], "decimals": 1}
        )
    return {"key": key, "label": label, "parts": parts}


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
