"""Where spreadsheets come in and go out: the kinds there are, and sending a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.exchange.kinds import KINDS, Kind, get_kind
from vun.exchange.orders import Order
from vun.exchange.out.exports import EXPORTS
from vun.exchange.preparing import read
from vun.exchange.words import in_words
from vun.faces.web.exchange.background import CHECK
from vun.faces.web.forms import DateField, VunForm, form_page
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request
from vun.records.imports import queries as imports
from vun.records.registers import operations
from vun.records.registers.domain import MAX_SHEET_BYTES, safe_name

CRUMBS: list[tuple[Text, str]] = [(_("Nhập, xuất bảng tính"), "exchange:home")]
PERMISSIONS = tuple(
    dict.fromkeys([*(kind.permission for kind in KINDS), *(export.permission for export in EXPORTS)])
)
_RECENT = 5
_OF_CLASS = ("class-list", "attendance", "grades")
_OF_PLAN = ("plan", "quotas")
_NAMED = 120


class UploadForm(VunForm):
    """A file of a kind. ``setting`` is asked only where a kind may need it beside the file."""

    file = forms.FileField(
        label=_("Tệp bảng tính"),
        allow_empty_file=True,
        help_text=_("xlsx, xls, ods hoặc csv, không quá 64 MB. Tệp được kiểm tra trước, chưa ghi gì."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
    on = DateField(label=_("Số liệu tính đến ngày"))
    setting = forms.CharField(required=False, max_length=60)

    def __init__(self, request: Request, kind: Kind) -> None:
        initial = {"on": request.on, "setting": request.GET.get("of", "")}
        super().__init__(request.POST or None, request.FILES or None, initial=initial)
        if kind.name in _OF_CLASS:
            self.fields["setting"].label = _("Mã lớp")
            self.fields["setting"].help_text = _("Để trống nếu tệp đã ghi mã hoặc tên lớp.")
        elif kind.name in _OF_PLAN:
            self.fields["setting"].label = _("Mã kế hoạch")
            self.fields["setting"].help_text = _("Để trống nếu tệp đã ghi năm của kế hoạch.")
        else:
            del self.fields["setting"]

    def settings(self, kind: Kind) -> dict[str, str]:
        """What was said beside the file, as the kind takes it."""
        said = self.cleaned_data.get("setting", "").strip()
        return {"class" if kind.name in _OF_CLASS else "plan": said} if said else {}


@needs(*PERMISSIONS)
def home(request: Request) -> HttpResponse:
    """The kinds the reader may take in, what they may take out, and what was taken in last."""
    actor = request.actor
    return show(
        request,
        "exchange/home.html",
        title=_("Nhập, xuất bảng tính"),
        lead=_("Đưa dữ liệu đang có trong Excel vào, và lấy dữ liệu ra thành tệp."),
        kinds=[kind for kind in KINDS if actor.may_anywhere(kind.permission)],
        exported={each.name for each in EXPORTS if not each.is_of_class},
        exports=[
            each
            for each in EXPORTS
            if each.kind is None and actor.may_anywhere(each.permission) and not each.is_of_class
        ],
        recent=imports.imports_visible_to(actor)[:_RECENT],
        titles={kind.name: in_words(kind.title) for kind in KINDS},
    )


@needs(*PERMISSIONS)
def upload(request: Request, kind: str) -> HttpResponse:
    """Send a file; it is opened at once, and compared by a worker."""
    found = get_kind(kind)
    request.actor.require_anywhere(found.permission)
    form = UploadForm(request, found)
    if request.method == "POST" and form.is_valid():
        job = _queue(request, found, form)
        if job is not None:
            return redirect("exchange:check", job.pk)
    return form_page(
        request,
        form,
        title=_("Nhập: %(kind)s") % {"kind": in_words(found.title)},
        lead=in_words(found.description),
        submit=_("Kiểm tra tệp"),
        cancel=reverse("exchange:home"),
        crumbs=CRUMBS,
        template="exchange/upload.html",
        kind=found,
    )


def _queue(request: Request, kind: Kind, form: UploadForm) -> Any:
    sent: UploadedFile = form.cleaned_data["file"]
    name = safe_name(sent.name or "")
    content = sent.read(MAX_SHEET_BYTES + 1)
    try:
        if len(content) > MAX_SHEET_BYTES:
            raise Problem("registers.file_too_big", name=name, most=MAX_SHEET_BYTES // 1024**2)
        # Opened before it is kept: what cannot be read, or is meant to harm, is not stored.
        workbook = read(name, content)
        stem = name.rpartition(".")[0] or name
        stored = operations.store_file(
            name=f"{stem}.{workbook.format.value}", content=content, by=request.actor, is_sheet=True
        )
    except Problem as problem:
        form.add_error("file", problem_text(problem))
        return None
    office = office_of(request.actor, kind)
    order = Order(
        kind=kind.name,
        file_id=stored.pk,
        file_name=name[:_NAMED],
        on=form.cleaned_data["on"],
        columns=imports.headings_of(kind.name, office),
        values=imports.names_of(office),
        settings=form.settings(kind),
        language=translation.get_language() or "vi",
    )
    return operations.enqueue_job(kind=CHECK, params=order.params(), by=request.actor)


def office_of(actor: Actor, kind: Kind) -> int | None:
    """The unit whose office the actor speaks for when headings are remembered; None: the whole province."""
    if actor.may_everywhere(kind.permission):
        return None
    units = [
        grant.unit_id for grant in actor.grants if kind.permission in grant.permissions and grant.unit_id
    ]
    return min(units, default=None)
