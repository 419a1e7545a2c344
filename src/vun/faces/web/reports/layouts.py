"""The province's own templates of documents: versions, a trial on a sample, putting one to use and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.engines.documents import FIELDS, NAMES, OFFICE_NAMES, TemplateError, to_begin_with, tried
from vun.faces.web.files import UploadField
from vun.faces.web.forms import VunForm, form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.records.publishing import operations, queries
from vun.reports.paper import SUFFIXES

_CRUMBS = [(_("Báo cáo"), "reports:list"), (_("Mẫu thể thức"), "reports:templates")]
_CALLED: dict[str, str | Promise] = {
    "state.docx": _("Word, thể thức Nghị định 30/2020"),
    "party.docx": _("Word, thể thức Đảng"),
    "form.docx": _("Word, biểu thống kê"),
    "base.typ": _("PDF, phần chung của mọi thể thức"),
    "state.typ": _("PDF, thể thức Nghị định 30/2020"),
    "party.typ": _("PDF, thể thức Đảng"),
    "form.typ": _("PDF, biểu thống kê"),
}
_FIELDS: dict[str, str | Promise] = {
    "co_quan_chu_quan": _("cơ quan chủ quản"),
    "co_quan": _("cơ quan ban hành"),
    "so_ky_hieu": _("số, ký hiệu"),
    "dia_danh_ngay": _("địa danh, ngày tháng năm"),
    "muc_do_khan": _("mức độ khẩn"),
    "ten_loai": _("tên loại văn bản"),
    "trich_yeu": _("trích yếu"),
    "kinh_gui": _("nơi kính gửi"),
    "noi_dung": _("căn cứ, nội dung và bảng, đứng riêng một đoạn"),
    "noi_nhan": _("nơi nhận"),
    "quyen_han_ky": _("quyền hạn, chức vụ người ký"),
    "nguoi_ky": _("họ tên người ký"),
    "chu_thich_ky": _("chú thích dưới chức vụ"),
    "nguoi_lap": _("người lập biểu"),
    "chu_thich_nguoi_lap": _("chú thích dưới người lập biểu"),
    "bieu_so": _("số hiệu biểu"),
    "don_vi_tinh": _("đơn vị tính"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that may be replaced, its versions, and what may be done."""

    name: str
    called: str | Promise
    versions: list[queries.LayoutTemplate]
    used: queries.LayoutTemplate | None


class LayoutForm(VunForm):
    file = UploadField(
        label=_("Tệp mẫu"),
        required=True,
        help_text=_("Tệp được thử trên văn bản mẫu rồi giữ thành bản mới, chưa dùng ngay."),
    )

    def __init__(self, request: Request, name: str) -> None:
        super().__init__(request.POST or None, request.FILES or None)
        suffix = name.rpartition(".")[2]
        self.fields["file"].widget = forms.FileInput({"class": "form-control", "accept": f".{suffix}"})


@needs(Permission.DECISION_EDIT)
def templates(request: Request) -> HttpResponse:
    """Every file that documents are laid out by, its versions and which is in use."""
    return show(
        request,
        "reports/templates.html",
        title=_("Mẫu thể thức"),
        lead=_("Tỉnh thay mẫu trình bày đi kèm bằng mẫu của mình; báo cáo, quyết định đều theo các mẫu này."),
        crumbs=_CRUMBS[:1],
        more=[
            Action(
                _("Mẫu nội dung quyết định, thông báo"),
                reverse("papers:templates"),
                Permission.DECISION_EDIT,
            )
        ],
        files=list(_files()),
        fields=[(one, _FIELDS[one]) for one in FIELDS],
        may_put=request.actor.may_everywhere(Permission.DECISION_EDIT),
    )


def _files() -> Iterator[Shown]:
    every = list(queries.layout_templates())
    for name in NAMES:
        own = [one for one in every if one.name == name]
        yield Shown(name, _CALLED[name], own, next((one for one in own if one.is_current), None))


@needs(Permission.DECISION_EDIT)
def add(request: Request, file_name: str) -> HttpResponse:
    """One more version, tried before it is kept."""
    _known(file_name)
    form = LayoutForm(request, file_name)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        done = run(
            form,
            operations.keep_layout,
            name=file_name,
            file_name=sent.name,
            content=sent.content,
            by=request.actor,
        )
        if done:
            messages.success(
                request,
                gettext("Đã giữ bản %(version)s. Xem thử rồi bấm “Đưa vào dùng”.")
                % {"version": done.value.version},
            )
            return redirect(f"{reverse('reports:templates')}#{file_name}")
    return form_page(
        request,
        form,
        title=_("Tải lên mẫu thể thức"),
        lead=_CALLED[file_name],
        submit=_("Thử và giữ"),
        cancel=reverse("reports:templates"),
        crumbs=_CRUMBS,
    )


def _known(name: str) -> None:
    if name not in NAMES:
        raise NotFound("layout template")


@needs(Permission.DECISION_EDIT)
def shipped(request: Request, file_name: str) -> HttpResponse:
    """The file as it comes with the program, to begin with."""
    _known(file_name)
    return _attachment(file_name, to_begin_with(file_name), file_name)


@needs(Permission.DECISION_EDIT)
def file(request: Request, layout_id: int) -> HttpResponse:
    """A version as it was sent in."""
    found = queries.get_layout_template(layout_id)
    return _attachment(found.name, bytes(found.content), f"{found.version}-{found.name}")


@needs(Permission.DECISION_EDIT)
def sample(request: Request, layout_id: int) -> HttpResponse:
    """A sample document written by a version."""
    found = queries.get_layout_template(layout_id)
    try:
        content = tried(found.name, bytes(found.content))
    except TemplateError as error:
        raise Problem("publishing.layout_unfit", reason=str(error).splitlines()[0]) from None
    suffix = "docx" if found.name in OFFICE_NAMES else "pdf"
    return _attachment(f"x.{suffix}", content, f"thu-{found.version}-{found.name.partition('.')[0]}.{suffix}")


def _attachment(name: str, content: bytes, file_name: str) -> HttpResponse:
    suffix = name.rpartition(".")[2]
    kind = SUFFIXES[suffix][1] if suffix in SUFFIXES else "text/plain; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@needs(Permission.DECISION_EDIT)
@require_POST
def use(request: Request, layout_id: int) -> HttpResponse:
    """Lay documents out by this version from now on."""
    found = queries.get_layout_template(layout_id)
    return perform(
        request,
        lambda: operations.use_layout(template=found, by=request.actor),
        said=gettext("Văn bản từ nay theo bản %(version)s của mẫu này.") % {"version": found.version},
        back=f"{reverse('reports:templates')}#{found.name}",
    )


@needs(Permission.DECISION_EDIT)
@require_POST
def use_shipped(request: Request, file_name: str) -> HttpResponse:
    """Go back to the shipped file."""
    _known(file_name)
    return perform(
        request,
        lambda: operations.use_shipped(name=file_name, by=request.actor),
        said=_("Đã dùng lại mẫu đi kèm; các bản của tỉnh vẫn còn."),
        back=f"{reverse('reports:templates')}#{file_name}",
    )
