"""What was taken in: each import as one thing, that can be undone as one thing."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.exchange.kinds import KINDS
from vun.exchange.words import in_words
from vun.faces.web import formats
from vun.faces.web.exchange.uploading import CRUMBS, PERMISSIONS
from vun.faces.web.files import file_answer
from vun.faces.web.forms import perform
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty, ListColumn, ListPage, ListTable, StateColumn, TextColumn
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.records.imports import operations, queries
from vun.records.imports.domain import ImportState

_TITLES = {kind.name: kind.title for kind in KINDS}


class KindColumn(ListColumn):
    """The title of a kind."""

    def text(self, value: Any) -> str:
        return in_words(_TITLES.get(value, value))


class MomentColumn(ListColumn):
    """An instant, to the minute."""

    def text(self, value: Any) -> str:
        return formats.moment(value)


class ImportTable(ListTable):
    file_name = TextColumn(_("Tệp"), to="exchange:import")
    kind = KindColumn(_("Loại"), phone=True)
    state = StateColumn(_("Tình trạng"), ImportState, phone=True)
    actor_name = TextColumn(_("Người nhập"))
    applied_at = MomentColumn(_("Nhập lúc"))

    class Meta(ListTable.Meta):
        order_by = "-applied_at"


IMPORTS = ListPage(
    name="imports",
    title=_("Những lần đã nhập"),
    lead=_("Mỗi lần nhập là một việc, xem lại được và hoàn tác được cả lần."),
    table=ImportTable,
    empty=Empty(_("Chưa nhập tệp nào. Chọn loại dữ liệu ở trang Nhập, xuất bảng tính.")),
)


@needs(*PERMISSIONS)
def import_list(request: Request) -> HttpResponse:
    """The reader's own imports; for administrators of the province, all."""
    return IMPORTS.respond(request, queries.imports_visible_to(request.actor), crumbs=CRUMBS)


@needs(*PERMISSIONS)
def detail(request: Request, import_id: int) -> HttpResponse:
    """One import: what it did, its file, and taking it back."""
    found = queries.get_import(request.actor, import_id)
    undo_step = Action(
        _("Hoàn tác cả lần nhập"),
        reverse("exchange:undo", args=[import_id]),
        post=True,
        confirm=_("Mọi điều lần nhập này đã ghi bị bỏ, điều đã sửa trở lại như trước."),
        danger=True,
    )
    return show(
        request,
        "exchange/import.html",
        title=found.file_name,
        lead=in_words(_TITLES.get(found.kind, found.kind)),
        crumbs=[*CRUMBS, (_("Những lần đã nhập"), "exchange:history")],
        action=undo_step if found.state == ImportState.APPLIED else None,
        found=found,
        file=found.file if queries.may_open(request.actor, found) else None,
        is_undone=found.state == ImportState.UNDONE,
        onward=[one for one in _onward(found.kind) if one.shows_to(request)],
    )


def _onward(kind: str) -> list[Action]:
    """What comes next once a file of the kind is in."""
    levels = Action(
        _("Nhập văn bằng từ Excel"),
        reverse("exchange:upload", args=["qualifications"]),
        Permission.PERSON_EDIT,
    )
    share = Action(_("Tỷ lệ đạt chuẩn"), reverse("standards:compliance"), Permission.STANDARD_VIEW)
    below = Action(_("Người chưa đạt"), reverse("standards:below"), Permission.STANDARD_VIEW)
    people = Action(
        _("Nhập người từ Excel"), reverse("exchange:upload", args=["people"]), Permission.PERSON_EDIT
    )
    units = Action(pgettext("section", "Đơn vị"), reverse("units:list"), Permission.UNIT_VIEW)
    return {"units": [people, units], "people": [share, below, levels], "qualifications": [share, below]}.get(
        kind, []
    )


@needs(*PERMISSIONS)
@require_POST
def undo(request: Request, import_id: int) -> HttpResponse:
    """Take the import back as a whole."""
    found = queries.get_import(request.actor, import_id)
    return perform(
        request,
        lambda: operations.undo_import(of_import=found, by=request.actor),
        said=_("Đã hoàn tác cả lần nhập."),
        back=reverse("exchange:import", args=[import_id]),
    )


@needs(*PERMISSIONS)
def download(request: Request, import_id: int) -> FileResponse:
    """The file as it was sent."""
    return file_answer(queries.file_of_import(request.actor, import_id))
