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
from vun.common.errors import NotFound, Problem
from vun.engines.figures import Figure
from vun.faces.web.forms import VunForm
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
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
    problem = ""
    if request.method == "POST" and report is not None:
        try:
            _link(request, kept, name, report)
        except Problem as refused:
            problem = problem_text(refused)
            # What it is now: whoever was told that another changed it and saves again means to.
            kept = queries.get_visible(request.actor, statement_id)
        else:
            messages.success(request, _("Đã đặt số kê tay cạnh ô báo cáo."))
            return redirect("statements:detail", kept.pk)
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
        choices=_choices(request, kept, name),
        problem=problem,
        status_code=400 if problem else 200,
        back=reverse("statements:detail", args=[kept.pk]),
    )


def _report(request: Request, kept: queries.KeptStatement, name: str) -> Report:
    """The report over the unit and the days of what is kept: its rows are those that can be chosen."""
    root = find_root_unit()
    unit_id = None if root is not None and kept.unit_id == root.pk else kept.unit_id
    return get_definition(name).run(Scope(request.actor, kept.period, unit_id))


def _link(request: Request, kept: queries.KeptStatement, name: str, report: Report) -> None:
    """Save what was chosen upon the revision it was chosen in. Raises Problem."""
    seen = request.POST.get("revision", "")
    kept.revision = int(seen) if seen.isdecimal() and len(seen) < 9 else kept.revision + 1
    operations.link_figures(
        kept=kept, report=name, links=_chosen(request, kept, name, report), by=request.actor
    )


def _choices(request: Request, kept: queries.KeptStatement, name: str) -> list[Choice]:
    """Each figure with what was just chosen for it, or else with where it stands."""
    if request.method == "POST":
        beside = {figure.id: _sent(request, figure) for _depth, figure in kept.statement.walk()}
    else:
        beside = {one.figure: (one.row, one.column) for one in queries.links_of(kept) if one.report == name}
    return [
        Choice(figure, depth, *beside.get(figure.id, ("", ""))) for depth, figure in kept.statement.walk()
    ]


def _sent(request: Request, figure: Figure) -> tuple[str, str]:
    return request.POST.get(f"row-{figure.id}", ""), request.POST.get(f"column-{figure.id}", "")


def _chosen(request: Request, kept: queries.KeptStatement, name: str, report: Report) -> list[Link]:
    """What was chosen; a figure with no row or no column, or one there is not, stands beside nothing."""
    rows = {row.key for row in rows_of(report)}
    columns = {column.key for column in report.columns}
    found = []
    for _depth, figure in kept.statement.walk():
        row, column = _sent(request, figure)
        if row in rows and column in columns:
            found.append(Link(figure.id, name, row, column))
    return found
