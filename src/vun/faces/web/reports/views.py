"""Reports to choose, a report as run, and what a figure counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.engines import tabular
from vun.engines.documents import Layout
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.reports import lists
from vun.faces.web.reports.asking import AskForm, address_of, query_of, scope_at, scope_of
from vun.faces.web.reports.kept import kept_beside
from vun.faces.web.reports.papers import as_file, on_paper
from vun.faces.web.reports.pictures import picture_of
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.reports.signing import sign_address
from vun.faces.web.request import Request
from vun.records.orgs import queries as orgs
from vun.reports import paper
from vun.reports.model import Definition, Report, Scope
from vun.reports.registry import definitions, get_definition, is_shipped
from vun.reports.wording import written


@needs(Permission.REPORT_RUN)
def report_list(request: Request) -> HttpResponse:
    """Every report with the question it answers."""
    return show(
        request,
        "reports/list.html",
        title=_("Báo cáo"),
        lead=_(
            "Chọn câu hỏi; mỗi số trong báo cáo mở ra danh sách người, lớp hoặc dòng kế hoạch đứng sau nó."
        ),
        action=Action(_("Tự lập bảng"), reverse("reports:pivot")),
        more=[
            Action(_("Báo cáo đã ký"), reverse("reports:signed_list")),
            Action(_("Mẫu thể thức"), reverse("reports:templates"), Permission.DECISION_EDIT),
            Action(_("Mẫu đang soạn"), reverse("reports:drafts"), Permission.REPORT_DEFINE),
            Action(_("Báo cáo kê tay"), reverse("statements:list")),
        ],
        definitions=definitions(),
    )


@needs(Permission.REPORT_RUN)
def detail(request: Request, name: str) -> HttpResponse:
    """A report on the period and unit asked for, or the file for ``?export=xlsx`` (csv, json, pdf, docx)."""
    definition = get_definition(name)
    form = AskForm(request, has_rule=definition.has_rule, units=definition.units)
    scope = scope_of(request, form)
    page: dict[str, Any] = {
        "title": definition.title,
        "lead": definition.question,
        "crumbs": [(_("Báo cáo"), "reports:list")],
    }
    if scope is None:
        return show(request, "reports/report.html", **page, form=form, status_code=400)
    suffix = request.GET.get("export", "")
    if suffix in paper.SUFFIXES:
        with translation.override("vi"):
            report = definition.run(scope)
            return on_paper(
                name,
                report,
                scope,
                suffix,
                words=written(name, scope, report),
                layout=request.GET.get("layout", ""),
            )
    report = definition.run(scope)
    if suffix in tabular.SUFFIXES:
        return as_file(name, scope, report, suffix)
    sheet = Sheet(name, report, scope, kept=kept_beside(request, definition, scope))
    may_sign = request.actor.may(Permission.REPORT_SIGN, scope.unit_id)
    return show(
        request,
        "reports/report.html",
        **page,
        action=Action(
            _("Đối chiếu và ký") if may_sign else _("Đối chiếu, trình ký"),
            sign_address(name, scope),
            Permission.REPORT_WRITE,
            scope.unit_id,
        ),
        more=[
            Action(
                _("Viết lời báo cáo"),
                reverse("reports:words", args=[name, address_of(scope)]),
                Permission.REPORT_WRITE,
                scope.unit_id,
            ),
            *_more(definition),
        ],
        words=written(name, scope, report),
        layouts=[(Layout.STATE, _("Nghị định 30/2020")), (Layout.PARTY, _("Đảng"))],
        form=form,
        sheet=sheet,
        about=_about(scope),
        picture=picture_of(sheet),
        years=_years(request.on.year, scope),
        query=query_of(scope),
    )


def _more(definition: Definition) -> list[Action]:
    """What else may be done with a report; one that is computed as a whole is no text to be changed."""
    relations = Action(
        _("Hệ thức đối chiếu"),
        reverse("reports:relations", args=[definition.name]),
        Permission.REPORT_DEFINE,
    )
    change = Action(
        _("Sao chép, sửa mẫu"),
        reverse("reports:define", args=[definition.name]),
        Permission.REPORT_DEFINE,
        post=True,
    )
    own = None if definition.is_computed or is_shipped(definition.name) else definition
    remove = Action(
        _("Bỏ mẫu này"),
        reverse("reports:remove", args=[definition.name]),
        Permission.REPORT_DEFINE,
        post=True,
        confirm=gettext("Bỏ mẫu “%(title)s”? Báo cáo đã ký theo mẫu vẫn còn nguyên.")
        % {"title": definition.title},
        danger=True,
    )
    return [*([] if definition.is_computed else [change]), relations, *([remove] if own else [])]


def _about(scope: Scope) -> str:
    """The unit and the period, as the head of a printed sheet says them."""
    if scope.unit_id is not None:
        unit = orgs.names_on([scope.unit_id], scope.day)[scope.unit_id]
    elif scope.actor.may_everywhere(Permission.REPORT_RUN):
        unit = gettext("Toàn tỉnh")
    else:
        unit = gettext("Các đơn vị trong phạm vi của anh/chị")
    return f"{unit}, {scope.dates}"


def _years(year: int, scope: Scope) -> list[tuple[int, str, bool]]:
    """(year, query string, whether it is the period shown) of this year and the two before."""
    years = []
    for one in (year, year - 1, year - 2):
        first_day, last_day = date(one, 1, 1), date(one, 12, 31)
        is_shown = (scope.period.start, scope.day) == (first_day, last_day)
        years.append((one, query_of(scope, first_day=first_day, last_day=last_day), is_shown))
    return years


@needs(Permission.REPORT_RUN)
def figure(request: Request, name: str, asked: str, row: str, column: str) -> HttpResponse:
    """The people, classes or plan lines a figure counts; the list is as long as the figure says."""
    definition = get_definition(name)
    scope = scope_at(request.actor, asked)
    opened = definition.open(scope, row, column)
    back = f"{reverse('reports:detail', args=[name])}?{query_of(scope)}"
    head: dict[str, Any] = {
        "title": str(definition.title) if opened.words else "",
        "crumbs": [(_("Báo cáo"), "reports:list"), (definition.title, back)],
    }
    if opened.words:
        head |= {"lead": " ".join(opened.words), "notes": opened.words}
    else:
        report = definition.run(scope)
        head["title"] = f"{_heading(report, column)}: {_label(report, row)}"
    return lists.respond(request, opened, **head)


def _heading(report: Report, column_key: str) -> str:
    return next(column.heading for column in report.columns if column.key == column_key)


def _label(report: Report, row_key: str) -> str:
    rows = [*report.rows, *([report.total] if report.total else [])]
    return next(row.label for row in rows if row.key == row_key)
