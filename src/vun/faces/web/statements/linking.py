"""Saying beside which cells of a report figures kept by hand stand."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.engines.figures import Figure
from vun.faces.web.forms import VunForm
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.orgs.queries import find_root_unit
from vun.records.statements import operations, queries
from vun.records.statements.domain import Link
from vun.reports.model import Report, Scope
from vun.reports.promises import rows_of
from vun.reports.registry import definitions, get_definition


class ReportForm(VunForm):
    """Which report the figures are set beside."""

    report = forms.ChoiceField(label=_("Báo cáo"))

    def __init__(self, request: Request) -> None:
        super().__init__(request.GET or None)
        known = [(one.name, str(one.title)) for one in definitions()]
        self.fields["report"].choices = known


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure, and the cell it stands beside so far."""

    figure: Figure
    depth: int
    row: str
    column: str


@needs(Permission.STATEMENT_EDIT)
def links(request: Request, statement_id: int) -> HttpResponse:
    """Each figure with the row and column it is set beside; saved for the report chosen."""
    kept = queries.get_visible(request.actor, statement_id)
    request.actor.require(Permission.STATEMENT_EDIT, kept.unit_id)
    form = ReportForm(request)
    name = request.GET.get("report", "")
    if name and not form.is_valid():
        raise NotFound("report")
    report = _report(request, kept, name) if name else None
    if request.method == "POST" and report is not None:
        seen = request.POST.get("revision", "")
        kept.revision = int(seen) if seen.isdecimal() and len(seen) < 9 else kept.revision + 1
        operations.link_figures(
            kept=kept, report=name, links=_chosen(request, kept, name, report), by=request.actor
        )
        messages.success(request, _("Đã đặt số kê tay cạnh ô báo cáo."))
        return redirect("statements:detail", kept.pk)
    set_beside = {one.figure: one for one in queries.links_of(kept) if one.report == name}
    return show(
        request,
        "statements/links.html",
        title=_("Đặt số kê tay cạnh ô báo cáo"),
        lead=_(
            "Số kê tay hiện cạnh số đếm từ hồ sơ của cùng đơn vị, cùng kỳ; không cộng vào, không thay số nào."
        ),
        crumbs=[
            (_("Báo cáo"), "reports:list"),
            (_("Báo cáo kê tay"), "statements:list"),
            (kept.title, reverse("statements:detail", args=[kept.pk])),
        ],
        form=form,
        report=report,
        revision=kept.revision,
        rows=rows_of(report) if report else [],
        columns=[one for one in report.columns if "@" not in one.key] if report else [],
        choices=[
            Choice(
                figure,
                depth,
                set_beside[figure.id].row if figure.id in set_beside else "",
                set_beside[figure.id].column if figure.id in set_beside else "",
            )
            for depth, figure in kept.statement.walk()
        ],
        back=reverse("statements:detail", args=[kept.pk]),
    )


def _report(request: Request, kept: queries.KeptStatement, name: str) -> Report:
    """The report over the unit and the days of what is kept: its rows are those that can be chosen."""
    root = find_root_unit()
    unit_id = None if root is not None and kept.unit_id == root.pk else kept.unit_id
    return get_definition(name).run(Scope(request.actor, kept.period, unit_id))


def _chosen(request: Request, kept: queries.KeptStatement, name: str, report: Report) -> list[Link]:
    """What was chosen; a figure with no row or no column, or one there is not, stands beside nothing."""
    rows = {row.key for row in rows_of(report)}
    columns = {column.key for column in report.columns}
    found = []
    for place, (_depth, figure) in enumerate(kept.statement.walk()):
        row, column = request.POST.get(f"row-{place}", ""), request.POST.get(f"column-{place}", "")
        if row in rows and column in columns:
            found.append(Link(figure.id, name, row, column))
    return found
