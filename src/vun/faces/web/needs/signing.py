"""A sheet on its way up the tree: signed, accepted, returned."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Refused
from vun.faces.web.forms import form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.needs.filling import crumbs_of, sheet_url
from vun.faces.web.needs.forms import ReturnForm
from vun.faces.web.request import Request
from vun.records.needs import operations, queries


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
def return_sheet(request: Request, sheet_id: int) -> HttpResponse:
    sheet = queries.get_sheet(request.actor, sheet_id)
    if not queries.may_accept(request.actor, sheet):
        raise Refused(Permission.NEED_EDIT)
    form = ReturnForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and run(form, operations.return_sheet, sheet=sheet, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, gettext("Đã trả lại phiếu."))
        return redirect(sheet_url(sheet))
    return form_page(
        request,
        form,
        title=_("Trả lại phiếu"),
        lead=sheet.unit.name,
        submit=_("Trả lại"),
        cancel=sheet_url(sheet),
        consequence=_("Đơn vị sẽ thấy lý do này, sửa rồi ký lại."),
        crumbs=crumbs_of(sheet),
    )
