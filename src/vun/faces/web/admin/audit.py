"""The audit: who did what, with before and after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.admin.words import action_text, field_text, value_text
from vun.faces.web.forms import DateField
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty, ListColumn, ListFilters, ListPage, ListTable, TextColumn
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request
from vun.records.audit import queries
from vun.records.orgs import queries as orgs

_CRUMBS: list[tuple[Text, str]] = [(_("Quản trị"), "admin:home"), (_("Nhật ký"), "admin:audit")]


class MomentColumn(ListColumn):
    """An instant, to the minute, in local time."""

    def text(self, value: Any) -> str:
        return formats.moment(value)


class ActionColumn(ListColumn):
    """The words for an action."""

    def text(self, value: Any) -> str:
        return str(action_text(value))


class AuditTable(ListTable):
    at = MomentColumn(_("Lúc"), to="admin:audit-entry")
    actor_name = TextColumn(_("Ai"), phone=True)
    action = ActionColumn(_("Làm gì"), phone=True)
    object_label = TextColumn(_("Với"), phone=True)

    class Meta(ListTable.Meta):
        order_by = "-at"


class DayFilter(django_filters.Filter):
    """A day typed dd/mm/yyyy."""

    field_class = DateField


def _actions() -> Iterable[tuple[str, str | Promise]]:
    return [(action, action_text(action)) for action in queries.actions()]


class AuditFilters(ListFilters):
    action = django_filters.ChoiceFilter(label=_("Việc"), choices=_actions, empty_label=_("Tất cả"))
    first = DayFilter(label=_("Từ ngày"), method="since")
    last = DayFilter(label=_("Đến ngày"), method="until")

    def since(self, entries: Any, name: str, day: Any) -> Any:
        return entries.filter(queries.between(day, None))

    def until(self, entries: Any, name: str, day: Any) -> Any:
        return entries.filter(queries.between(None, day))


AUDIT = ListPage(
    name="audit",
    title=_("Nhật ký"),
    lead=_("Ai đã làm gì, lúc nào. Nhật ký chỉ ghi thêm, không ai sửa hay xoá được."),
    table=AuditTable,
    filters=AuditFilters,
    search=("search_key",),
    search_label=_("Tìm theo người làm hoặc việc được làm"),
    empty=Empty(_("Chưa có dòng nhật ký nào trong phạm vi của anh/chị.")),
)


@needs(Permission.AUDIT_VIEW)
def entry_list(request: Request) -> HttpResponse:
    """The lines the reader may inspect."""
    return AUDIT.respond(request, queries.entries_visible_to(request.actor), crumbs=_CRUMBS[:1])


@needs(Permission.AUDIT_VIEW)
def detail(request: Request, entry_id: int) -> HttpResponse:
    """One line, with before and after beside each other."""
    entry = queries.get_entry(request.actor, entry_id)
    names = orgs.names_on([entry.unit_id], request.on) if entry.unit_id is not None else {}
    keys = [*entry.before, *(key for key in entry.after if key not in entry.before)]
    return show(
        request,
        "admin/audit_entry.html",
        title=action_text(entry.action),
        lead=entry.object_label,
        crumbs=_CRUMBS,
        entry=entry,
        unit_name=names.get(entry.unit_id or 0, ""),
        changes=[
            (field_text(key), value_text(entry.before.get(key)), value_text(entry.after.get(key)))
            for key in keys
        ],
    )
