"""Taking away a definition of the office's own; relations the office writes."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.faces.web.forms import VunForm, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.records.publishing import operations, queries
from vun.reports.model import Scope
from vun.reports.promises import rows_of
from vun.reports.registry import check_relations, evidence_of, get_definition, read_written


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
            read_written(definition.name, name, formula)
            operations.write_relation(report=definition.name, name=name, formula=formula, by=request.actor)

        if run(form, write, **form.cleaned_data):
            return redirect("reports:relations", definition.name)
    own = {relation.name: relation for relation in queries.relations_of(definition.name)}
    year = Period(date(request.on.year, 1, 1), request.on + timedelta(days=1))
    scope = Scope(request.actor, year)
    evidence = evidence_of(name, scope)
    checked = check_relations(name, scope, evidence)
    return show(
        request,
        "reports/relations.html",
        title=_("Hệ thức đối chiếu"),
        lead=gettext("Kiểm tra trước khi ký; dưới đây là kết quả trên số liệu %(dates)s.")
        % {"dates": scope.dates},
        crumbs=[(_("Báo cáo"), "reports:list"), (definition.title, reverse("reports:detail", args=[name]))],
        form=form,
        relations=[
            (one, own[one.name].author, _removal(name, own[one.name])) for one in checked if one.name in own
        ],
        others=[one for one in checked if one.name not in own],
        report=evidence.report,
        rows=rows_of(evidence.report),
        status_code=400 if form.errors else 200,
    )


def _removal(name: str, relation: queries.ReportRelation) -> Action:
    return Action(
        _("Bỏ"),
        reverse("reports:remove_relation", args=[name, relation.pk]),
        Permission.REPORT_DEFINE,
        post=True,
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
