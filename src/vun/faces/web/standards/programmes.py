"""Programmes: the catalogue of a day, one programme, and changing the catalogue."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.forms import operation_page, options
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request, sought
from vun.faces.web.standards.forms import EndForm, ProgrammeForm
from vun.faces.web.standards.legal import confirm_action, in_force
from vun.faces.web.standards.tables import PROGRAMMES
from vun.faces.web.standards.tabs import tabs
from vun.records.standards import operations, queries

CRUMBS: list[tuple[Text, str]] = [(pgettext_lazy("section", "Chương trình"), "standards:programmes")]


@needs(Permission.STANDARD_VIEW)
def programme_list(request: Request) -> HttpResponse:
    """The programmes in force on the day."""
    return PROGRAMMES.respond(
        request,
        queries.programmes_on(request.on),
        action=Action(_("Thêm chương trình"), reverse("standards:programme-add"), Permission.STANDARD_EDIT),
        tabs=tabs(request, "standards:programmes"),
    )


@needs(Permission.STANDARD_VIEW)
def programme_options(request: Request) -> HttpResponse:
    """The programmes of the day a field offers as one types."""
    found = queries.search_programmes(sought(request), request.on)
    return options((row.pk, row.name, row.group.name) for row in found[:20])


@needs(Permission.STANDARD_VIEW)
def programme_detail(request: Request, programme_id: int) -> HttpResponse:
    """One programme with its parts, what it asks for and what it grants."""
    programme = queries.get_programme(programme_id)
    edit = Permission.STANDARD_EDIT
    change = [
        Action(_("Sửa"), reverse("standards:programme-change", args=[programme_id]), edit),
        Action(
            _("Ngừng áp dụng"), reverse("standards:programme-end", args=[programme_id]), edit, danger=True
        ),
    ]
    confirm = confirm_action("programme", programme)
    actions = [confirm, *change] if confirm else change
    return show(
        request,
        "standards/programme.html",
        title=programme.name,
        lead=in_force(programme, request.on),
        action=actions[0],
        more=actions[1:],
        crumbs=CRUMBS,
        programme=programme,
        modules=list(programme.modules.all()),
        prerequisites=list(programme.prerequisites.all()),
        audiences=list(programme.audiences.all()),
    )


@needs(Permission.STANDARD_EDIT)
def programme_add(request: Request) -> HttpResponse:
    """A new programme."""
    form = ProgrammeForm(request)
    return operation_page(
        request,
        form,
        operations.add_programme,
        said=gettext("Đã thêm chương trình vào danh mục."),
        then=lambda made: reverse("standards:programme", args=[made.pk]),
        title=_("Thêm chương trình"),
        submit=_("Thêm chương trình"),
        cancel=reverse("standards:programmes"),
        crumbs=CRUMBS,
    )


@needs(Permission.STANDARD_EDIT)
def programme_change(request: Request, programme_id: int) -> HttpResponse:
    """Putting right what the catalogue says."""
    programme = queries.get_programme(programme_id)
    form = ProgrammeForm(request, programme=programme)
    back = reverse("standards:programme", args=[programme_id])
    return operation_page(
        request,
        form,
        partial(operations.change_programme, programme=programme),
        said=gettext("Đã sửa chương trình."),
        title=_("Sửa chương trình"),
        lead=_(
            "Chỉ sửa chỗ ghi sai. Chương trình mới ban hành thì thêm mới và ngừng áp dụng chương trình này."
        ),
        submit=_("Lưu"),
        cancel=back,
        crumbs=[*CRUMBS, (programme.name, back)],
    )


@needs(Permission.STANDARD_EDIT)
def programme_end(request: Request, programme_id: int) -> HttpResponse:
    """The day from which a programme is no longer taught."""
    programme = queries.get_programme(programme_id)
    form = EndForm(request.POST or None)
    back = reverse("standards:programme", args=[programme_id])
    return operation_page(
        request,
        form,
        partial(operations.end_programme, programme=programme),
        said=gettext("Đã ghi ngày ngừng áp dụng."),
        title=_("Ngừng áp dụng chương trình"),
        lead=programme.name,
        submit=_("Ngừng áp dụng"),
        cancel=back,
        consequence=_(
            "Từ ngày đó chương trình không còn được đề xuất để bù phần còn thiếu. Lớp đã mở không đổi."
        ),
        crumbs=[*CRUMBS, (programme.name, back)],
    )
