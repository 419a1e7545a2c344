"""A sheet on its way up the tree: signed, accepted, returned."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Refused
from vun.faces.web import formats
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.needs.filling import crumbs_of, sheet_url
from vun.faces.web.needs.forms import ReturnForm
from vun.faces.web.request import Request, ids_of
from vun.records.needs import operations, queries
from vun.records.needs.domain import SheetState


@needs(Permission.NEED_EDIT)
@require_POST
def sign(request: Request, sheet_id: int) -> HttpResponse:
    sheet = queries.get_sheet(request.actor, sheet_id)
    return perform(
        request,
        lambda: operations.sign_sheet(sheet=sheet, by=request.actor),
        said=_("Đã ký và gửi lên cấp trên."),
        back=sheet_url(sheet),
    )


@needs(Permission.NEED_EDIT, Permission.SURVEY_MANAGE)
@require_POST
def accept(request: Request, sheet_id: int) -> HttpResponse:
    sheet = queries.get_sheet(request.actor, sheet_id)
    return perform(
        request,
        lambda: operations.accept_sheet(sheet=sheet, by=request.actor),
        said=_("Đã duyệt phiếu."),
        back=sheet_url(sheet),
    )


@needs(Permission.NEED_EDIT, Permission.SURVEY_MANAGE)
@require_POST
def accept_chosen(request: Request, round_id: int) -> HttpResponse:
    """All sheets chosen in the list of a round: every one of them, or none."""
    survey = queries.get_round(request.actor, round_id)
    chosen = ids_of(request.POST.getlist("ids"))
    sheets = list(queries.sheets_of(request.actor, survey).filter(pk__in=chosen))
    return perform(
        request,
        lambda: operations.accept_sheets(sheets=sheets, by=request.actor),
        said=_("Đã duyệt %(sheets)s phiếu.") % {"sheets": formats.number(len(sheets))},
        back=f"{reverse('needs:detail', args=[survey.pk])}?state={SheetState.SIGNED}",
    )


@needs(Permission.NEED_EDIT, Permission.SURVEY_MANAGE)
def return_sheet(request: Request, sheet_id: int) -> HttpResponse:
    sheet = queries.get_sheet(request.actor, sheet_id)
    if not queries.may_accept(request.actor, sheet):
        raise Refused(Permission.NEED_EDIT)
    form = ReturnForm(request.POST or None)
    return operation_page(
        request,
        form,
        partial(operations.return_sheet, sheet=sheet),
        said=gettext("Đã trả lại phiếu."),
        title=_("Trả lại phiếu"),
        lead=sheet.unit.name,
        submit=_("Trả lại"),
        cancel=sheet_url(sheet),
        consequence=_("Đơn vị sẽ thấy lý do này, sửa rồi ký lại."),
        crumbs=crumbs_of(sheet),
    )
