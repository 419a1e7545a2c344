"""Templates of the office's own for papers: which are in use, one to begin with, putting one in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.engines.documents import write_docx
from vun.faces.web.files import UploadField, file_answer
from vun.faces.web.forms import EnumField, VunForm, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.papers.files import CONTENT_TYPES
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS
from vun.records.sending import operations, queries
from vun.records.sending.domain import FIELDS, LINE_FIELDS, PaperKind, PaperLayout, to_begin_with

PAPERS = (_("Quyết định, thông báo"), "papers:list")


class TemplateForm(VunForm):
    """A docx for one kind of paper in one layout."""

    kind = EnumField(PaperKind, label=_("Loại văn bản"))
    layout = EnumField(PaperLayout, label=_("Thể thức"))
    file: Any = UploadField(label=_("Mẫu (.docx)"), required=True, help_text=_("Văn bản Word có các trường."))

    def __init__(self, request: Request) -> None:
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        super().__init__(*given, initial={name: request.GET.get(name) for name in ("kind", "layout")})
        self.fields["file"].widget = forms.FileInput({"class": "form-control", "accept": ".docx"})


@needs(Permission.DECISION_EDIT)
def templates(request: Request) -> HttpResponse:
    """Every kind of paper in either layout, with the template it is written by."""
    own = {(row.kind, row.layout): row for row in queries.current_templates()}
    return show(
        request,
        "papers/templates.html",
        title=_("Mẫu văn bản"),
        lead=_("Cơ quan thay mẫu Word đi kèm bằng mẫu của mình; văn bản đã ban hành giữ mẫu cũ."),
        crumbs=[*CRUMBS, PAPERS],
        rows=[(kind, layout, own.get((kind, layout))) for kind in PaperKind for layout in PaperLayout],
        fields=FIELDS,
        line_fields=LINE_FIELDS,
        may_put=request.actor.may_everywhere(Permission.DECISION_EDIT),
    )


@needs(Permission.DECISION_EDIT)
def put_template(request: Request) -> HttpResponse:
    """Put the office's own docx in place."""
    form = TemplateForm(request)
    back = reverse("papers:templates")
    return operation_page(
        request,
        form,
        operations.put_template,
        said=gettext("Đã đặt mẫu. Văn bản ban hành từ nay dùng mẫu này."),
        title=_("Đặt mẫu văn bản"),
        submit=_("Đặt mẫu"),
        cancel=back,
        consequence=_("Bản Word của văn bản ban hành từ nay theo mẫu này; bản PDF theo thể thức đi kèm."),
        crumbs=[*CRUMBS, PAPERS, (_("Mẫu văn bản"), back)],
    )


@needs(Permission.DECISION_EDIT)
def template_to_begin_with(request: Request, kind: str, layout: str) -> HttpResponse:
    """The shipped paper with its fields, to be changed in Word."""
    if kind not in set(PaperKind) or layout not in set(PaperLayout):
        raise NotFound("paper template")
    content = write_docx(to_begin_with(PaperKind(kind), PaperLayout(layout)))
    response = HttpResponse(content, content_type=CONTENT_TYPES["docx"])
    response.headers["Content-Disposition"] = f'attachment; filename="mau-{kind}-{layout}.docx"'
    return response


@needs(Permission.DECISION_EDIT)
def template_file(request: Request, template_id: int) -> HttpResponseBase:
    """A template of the office's own, as it was sent in."""
    return file_answer(queries.get_template(template_id).file)


@needs(Permission.DECISION_EDIT)
@require_POST
def drop_template(request: Request, template_id: int) -> HttpResponse:
    """Go back to the layout that is shipped."""
    template = queries.get_template(template_id)
    return perform(
        request,
        lambda: operations.drop_template(template=template, by=request.actor),
        said=_("Đã bỏ mẫu, dùng lại mẫu đi kèm."),
        back=reverse("papers:templates"),
    )
