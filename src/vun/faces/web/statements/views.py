"""Reports kept by hand: the list, one beside what records count, and putting one down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.numbers import format_number
from vun.engines.figures import Check, Figure, Relation, RelationType, Statement, check, references
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.faces.web.statements.forms import StatementForm
from vun.faces.web.statements.naming import name_of, number, shown_value
from vun.faces.web.statements.tables import STATEMENTS
from vun.faces.web.statements.years import side_by_side
from vun.records.statements import operations, queries
from vun.reports import plan_result
from vun.reports.model import Report, Scope

_CRUMBS = [(_("Báo cáo"), "reports:list"), (_("Báo cáo kê tay"), "statements:list")]
_COUNTED = ("classes", "carried", "enrolled", "people", "completed", "certified", "spent")


@needs(Permission.REPORT_RUN)
def statement_list(request: Request) -> HttpResponse:
    add = Action(_("Kê một báo cáo"), reverse("statements:add"), Permission.STATEMENT_EDIT)
    return STATEMENTS.respond(
        request,
        queries.visible_to(request.actor),
        action=add,
        crumbs=_CRUMBS[:1],
        empty=Empty(_("Chưa có báo cáo nào được kê tay."), add),
    )


@needs(Permission.STATEMENT_EDIT)
def add(request: Request) -> HttpResponse:
    form = StatementForm(request)
    return operation_page(
        request,
        form,
        operations.keep_statement,
        said=_("Đã kê báo cáo."),
        then=lambda made: reverse("statements:detail", args=[made.pk]),
        title=_("Kê một báo cáo"),
        submit=_("Kê báo cáo"),
        cancel=reverse("statements:list"),
        consequence=_(
            "Số kê tay chỉ hiện bên cạnh số đếm từ hồ sơ, không cộng vào. Tổng không khớp vẫn được giữ và chỉ ra."
        ),
        crumbs=_CRUMBS,
    )


@needs(Permission.STATEMENT_EDIT)
def correct(request: Request, statement_id: int) -> HttpResponse:
    kept = queries.get_visible(request.actor, statement_id)
    request.actor.require(Permission.STATEMENT_EDIT, kept.unit_id)
    back = reverse("statements:detail", args=[kept.pk])
    form = StatementForm(request, kept)
    return operation_page(
        request,
        form,
        partial(operations.correct_statement, kept=kept),
        said=_("Đã sửa báo cáo."),
        title=_("Sửa báo cáo kê tay"),
        submit=_("Lưu"),
        cancel=back,
        consequence=_("Số cũ và số mới được ghi vào nhật ký."),
        crumbs=[*_CRUMBS, (kept.title, back)],
    )


@needs(Permission.STATEMENT_EDIT)
@require_POST
def remove(request: Request, statement_id: int) -> HttpResponse:
    kept = queries.get_visible(request.actor, statement_id)
    return perform(
        request,
        lambda: operations.remove_statement(kept=kept, by=request.actor),
        said=_("Đã bỏ báo cáo kê tay."),
        back=reverse("statements:list"),
    )


@needs(Permission.REPORT_RUN)
def file(request: Request, statement_id: int) -> HttpResponse:
    """The figures and their relations as a file that can be loaded again or checked by ``vun figures check``."""
    kept = queries.get_visible(request.actor, statement_id)
    response = HttpResponse(kept.content, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{kept.pk}.yaml"'
    return response


@needs(Permission.REPORT_RUN)
def detail(request: Request, statement_id: int) -> HttpResponse:
    kept = queries.get_visible(request.actor, statement_id)
    statement = kept.statement
    checks = check(statement)
    return show(
        request,
        "statements/detail.html",
        title=kept.title,
        lead=_("Số kê tay, giữ như báo cáo đã nêu; không cộng vào số đếm từ hồ sơ."),
        crumbs=_CRUMBS,
        action=Action(
            _("Sửa"),
            reverse("statements:correct", args=[kept.pk]),
            Permission.STATEMENT_EDIT,
            kept.unit_id,
        ),
        more=[
            Action(
                _("Đặt cạnh ô báo cáo"),
                reverse("statements:links", args=[kept.pk]),
                Permission.STATEMENT_EDIT,
                kept.unit_id,
            ),
            Action(_("Tải tệp số liệu"), reverse("statements:file", args=[kept.pk])),
            Action(
                _("Bỏ báo cáo này"),
                reverse("statements:remove", args=[kept.pk]),
                Permission.STATEMENT_EDIT,
                kept.unit_id,
                post=True,
                confirm=_("Bỏ báo cáo này? Nhật ký giữ tên báo cáo, không giữ các số."),
                danger=True,
            ),
        ],
        kept=kept,
        figures=[_shown(depth, figure) for depth, figure in statement.walk()],
        relations=list(_relations(statement, checks)),
        counted=_counted(request, kept),
        years=side_by_side(list(queries.visible_to(request.actor).filter(unit_id=kept.unit_id))),
    )


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A row of the tree; ``depth`` 0 is a whole."""

    depth: int
    label: str
    value: str
    unit: str
    note: str


def _shown(depth: int, figure: Figure) -> ShownFigure:
    notes = [figure.raw, figure.period, figure.measure, figure.note]
    return ShownFigure(
        depth,
        name_of(figure),
        shown_value(figure),
        figure.unit,
        " · ".join(note for note in notes if note),
    )


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """A relation with what came of it. ``is_fault`` is one that does not hold as stated."""

    name: str
    type: RelationType
    about: str
    computed: str
    stated: str
    status: str
    is_fault: bool


def _relations(statement: Statement, checks: list[Check]) -> Iterator[ShownRelation]:
    for relation, one in zip(statement.relations, checks, strict=True):
        yield ShownRelation(
            relation.id,
            relation.type,
            _about(relation, statement),
            _value(one, "computed"),
            _value(one, "stated"),
            label(one.status),
            one.status.is_fault,
        )


def _about(relation: Relation, statement: Statement) -> str:
    figures, bound = statement.by_id, references(relation)
    shown = bound[:1] if relation.type is RelationType.SUM else bound
    return "; ".join(name_of(figures[key]) for key in shown)


def _value(one: Check, name: str) -> str:
    value = one.values.get(name)
    return number(value) if isinstance(value, Decimal) else ""


def _counted(request: Request, kept: queries.KeptStatement) -> list[tuple[str, str]]:
    """What records count of the same unit on the same days, as (heading, figure); a column of noughts is left out."""
    report: Report = plan_result.by_programme(Scope(request.actor, kept.period, kept.unit_id))
    shown = []
    for column in report.columns:
        figure = report.figure("total", column.key)
        if column.key in _COUNTED and figure is not None and figure.value:
            shown.append((column.heading, format_number(figure.value)))
    return shown
