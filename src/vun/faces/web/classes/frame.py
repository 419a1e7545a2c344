"""What every page of one class has: its path and its tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.labels import label
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.request import Request
from vun.faces.web.statuses import shape_of
from vun.records.delivery.domain import ClassState

ROWS_A_PAGE = 50
CRUMBS: list[tuple[Text, str]] = [(_("Lớp học"), "classes:list")]

_TABS = (
    ("detail", _("Tổng quan")),
    ("learners", _("Học viên")),
    ("timetable", _("Lịch học")),
    ("attendance", _("Điểm danh")),
    ("grades", _("Điểm")),
    ("results", _("Kết quả, chứng chỉ")),
    ("costs", _("Kinh phí")),
)


_FILES_OUT = (
    ("learners", "class-roster", _("Xuất danh sách học viên (Excel)")),
    ("attendance", "attendance", _("Xuất bảng điểm danh (Excel)")),
    ("grades", "grade-sheet", _("Xuất bảng điểm (Excel)")),
    ("results", "grade-sheet", _("Xuất bảng điểm (Excel)")),
)
_FILES_IN = (
    ("learners", "class-list", Permission.CLASS_EDIT, _("Nhập học viên từ Excel")),
    ("attendance", "attendance", Permission.ATTENDANCE_EDIT, _("Nhập điểm danh từ Excel")),
    ("grades", "grades", Permission.GRADE_EDIT, _("Nhập điểm từ Excel")),
)


def tabs(request: Request, training_class: Any, current: str) -> list[Tab]:
    """The pages of the class the reader may open."""
    sees_money = request.actor.may(Permission.FUND_VIEW, training_class.host_id)
    return [
        Tab(word, reverse(f"classes:{name}", args=[training_class.pk]), is_current=name == current)
        for name, word in _TABS
        if name != "costs" or sees_money
    ]


def files_of(training_class: Any, current: str) -> list[Action]:
    """What of the page is taken away as a spreadsheet, and what may be taken in there."""
    of_class = f"?class={training_class.pk}"
    steps = [
        Action(text, f"{reverse('exchange:export', args=[name])}{of_class}")
        for tab, name, text in _FILES_OUT
        if tab == current
    ]
    for tab, kind, permission, text in _FILES_IN:
        if tab == current:
            url = f"{reverse('exchange:upload', args=[kind])}?{urlencode({'of': training_class.code})}"
            steps.append(Action(text, url, permission, training_class.host_id))
    return steps


def crumbs(training_class: Any) -> list[tuple[Text, str]]:
    """The path to a page below the class's own."""
    return [*CRUMBS, (training_class.name, reverse("classes:detail", args=[training_class.pk]))]


def show_tab(
    request: Request,
    template: str,
    training_class: Any,
    current: str,
    *,
    action: Action | None = None,
    more: Sequence[Action] = (),
    status_code: int = 200,
    **context: Any,
) -> HttpResponse:
    """One of the pages of a class in its frame."""
    return show(
        request,
        template,
        title=training_class.name,
        lead=_("Lớp %(code)s, %(host)s") % {"code": training_class.code, "host": training_class.host},
        action=action,
        more=[*more, *files_of(training_class, current)],
        crumbs=CRUMBS,
        tabs=tabs(request, training_class, current),
        status=format_html(
            '<span class="status status-{}">{}</span>',
            shape_of(training_class.state),
            label(training_class.state, ClassState),
        ),
        status_code=status_code,
        training_class=training_class,
        **context,
    )


def page_of(request: Request, rows: Any) -> Page[Any]:
    """The page asked for of ``rows``, or the nearest there is."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
