"""Signing a report, signed reports, and what has been corrected since."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.common.numbers import format_date
from vun.engines.documents import Block, Paragraph
from vun.faces.web import formats
from vun.faces.web.guard import needs
from vun.faces.web.lists import DateColumn, Empty, ListPage, ListTable, TextColumn
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, show
from vun.faces.web.reports import lists
from vun.faces.web.reports.asking import address_of, query_of, scope_at
from vun.faces.web.reports.papers import on_paper
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.approvals import queries as approvals
from vun.records.approvals.domain import MatterKind
from vun.records.orgs import queries as orgs
from vun.records.publishing import operations, queries
from vun.records.publishing.domain import Holding, Section
from vun.reports import paper
from vun.reports.freezing import ids_behind, is_readable, report_from, scope_of, verify
from vun.reports.registry import corrected_since, freeze, get_definition
from vun.reports.wording import Words


class SignedTable(ListTable):
    title = TextColumn(_("Báo cáo"), to="reports:signed")
    first_day = DateColumn(_("Từ ngày"))
    last_day = DateColumn(_("Đến ngày"), phone=True)
    unit = TextColumn(_("Đơn vị"), "unit__name", default=_("Toàn tỉnh"))
    signed_by = TextColumn(_("Người ký"))
    signed_at = DateColumn(_("Ký ngày"), phone=True)

    class Meta(ListTable.Meta):
        order_by = "-signed_at"


SIGNED = ListPage(
    name="signed-reports",
    title=_("Báo cáo đã ký"),
    lead=_("Mỗi báo cáo giữ nguyên con số, danh sách sau từng ô và dấu niêm của ngày ký."),
    table=SignedTable,
    empty=Empty(_("Chưa có báo cáo nào được ký. Lập một báo cáo rồi bấm “Đối chiếu và ký”.")),
)


@needs(Permission.REPORT_RUN)
@require_GET
def signed_list(request: Request) -> HttpResponse:
    """The signed reports of the reader's units, the latest first."""
    return SIGNED.respond(
        request, queries.signed_visible_to(request.actor), crumbs=[(_("Báo cáo"), "reports:list")]
    )


@needs(Permission.REPORT_SIGN, Permission.REPORT_WRITE)
def sign(request: Request, name: str, asked: str) -> HttpResponse:
    """The relations of the report as they come out; a difference is explained in writing before it is signed."""
    definition, scope = get_definition(name), scope_at(request.actor, asked)
    frozen = freeze(name, scope)
    explanations = {
        one.name: request.POST.get(f"explain-{place}", "") for place, one in enumerate(frozen.relations)
    }
    error = ""
    if request.method == "POST":
        try:
            if "submit" in request.POST:
                report = operations.submit_report(frozen=frozen, explanations=explanations, by=request.actor)
                return redirect("reports:submitted", report.pk)
            signed = operations.sign(frozen=frozen, explanations=explanations, by=request.actor)
        except Problem as problem:
            error = problem_text(problem)
        else:
            return redirect("reports:signed", signed.pk)
    relations = [
        {"place": place, "relation": one, "explanation": explanations[one.name]}
        for place, one in enumerate(frozen.relations)
        if one.holding is not Holding.HOLDS
    ]
    back = f"{reverse('reports:detail', args=[name])}?{query_of(scope)}"
    may_sign = _may_sign(request, frozen.unit_id)
    return show(
        request,
        "reports/sign.html",
        title=_("Đối chiếu và ký") if may_sign else _("Đối chiếu, trình ký"),
        lead=gettext("%(title)s, %(dates)s.") % {"title": definition.title, "dates": scope.dates},
        crumbs=[(_("Báo cáo"), "reports:list"), (definition.title, back)],
        words=frozen.words,
        gone=frozen.gone,
        words_url=reverse("reports:words", args=[name, asked]),
        relations=relations,
        held=len(frozen.relations) - len(relations),
        error=error,
        back=back,
        may_sign=may_sign,
        may_submit=request.actor.may(Permission.REPORT_WRITE, frozen.unit_id),
        status_code=400 if error else 200,
    )


def _may_sign(request: Request, unit_id: int | None) -> bool:
    """Whether the reader's one signature is all the province asks for; else the report is submitted."""
    try:
        whose = unit_id if unit_id is not None else orgs.root_unit().pk
        approvals.require_sole(MatterKind.REPORT, whose, request.actor, request.today)
    except (Problem, Refused):
        return False
    return True


@needs(Permission.REPORT_RUN)
@require_GET
def signed(request: Request, signed_id: int) -> HttpResponse:
    """A signed report as it was signed, whether it is still so, and with ``?since=1`` what reads otherwise today."""
    found = queries.get_signed(request.actor, signed_id)
    wrong = verify(found)
    head: dict[str, Any] = {
        "title": found.title,
        "crumbs": [(_("Báo cáo"), "reports:list"), (_("Báo cáo đã ký"), "reports:signed_list")],
        "signed": found,
        "wrong": wrong,
    }
    if not is_readable(wrong):
        return show(request, "reports/signed.html", **head)
    scope, report = scope_of(found, request.actor), report_from(found.figures)
    words = Words(tuple(Section.from_data(one) for one in found.words))
    suffix = request.GET.get("export", "")
    if not wrong and suffix in paper.SUFFIXES:
        return on_paper(
            found.name,
            report,
            scope,
            suffix,
            words=words,
            after=_explanations(found),
            layout=request.GET.get("layout", ""),
        )
    wants_changes = request.GET.get("since") == "1" and not wrong
    return show(
        request,
        "reports/signed.html",
        **head,
        lead=gettext("%(dates)s. %(name)s ký ngày %(day)s.")
        % {"dates": scope.dates, "name": found.signed_by, "day": format_date(found.signed_at.date())},
        action=Action(_("So với số liệu hiện nay"), "?since=1") if not wrong else None,
        more=[
            Action(_("Tải PDF"), "?export=pdf"),
            Action(_("Tải Word"), "?export=docx"),
            Action(_("Tải PDF theo thể thức Đảng"), "?export=pdf&layout=party"),
            Action(_("Tải Word theo thể thức Đảng"), "?export=docx&layout=party"),
        ]
        if not wrong
        else [],
        words=words,
        sheet=Sheet(found.name, report, scope, signed_id=found.pk),
        explained=[one for one in found.relations if one["holding"] != Holding.HOLDS.value],
        changes=corrected_since(found, request.actor) if wants_changes else None,
    )


def _explanations(found: queries.SignedReport) -> list[Block]:
    """What was said when it was signed about relations that do not hold."""
    said = [one for one in found.relations if one["holding"] != Holding.HOLDS.value]
    return [
        Paragraph(f"{one['left']} – {one['right']}. {one['explanation']}", lead=f"{one['name']}:")
        for one in said
    ]


@needs(Permission.REPORT_RUN)
@require_GET
def signed_figure(request: Request, signed_id: int, row: str, column: str) -> HttpResponse:
    """What the cell counted when the report was signed, as far as the records still have it."""
    found = queries.get_signed(request.actor, signed_id)
    if verify(found):
        raise NotFound("figure")
    opened = ids_behind(found, row, column)
    head: dict[str, Any] = {
        "title": found.title,
        "lead": gettext("Ô này đếm %(count)s lúc ký.")
        % {"count": formats.number(sum(opened.amounts) if opened.amounts else len(opened.ids))},
        "crumbs": [
            (_("Báo cáo"), "reports:list"),
            (found.title, reverse("reports:signed", args=[signed_id])),
        ],
    }
    return lists.respond(request, opened, **head)


def sign_address(name: str, scope: Any) -> str:
    """Where the report is checked and signed."""
    return reverse("reports:sign", args=[name, address_of(scope)])
