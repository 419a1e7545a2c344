"""The lists of quotas and nominations."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor
from vun.engines import tabular
from vun.faces.web.links import url_for
from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    IntegerColumn,
    ListFilters,
    ListPage,
    ListTable,
    StateColumn,
    TextColumn,
)
from vun.records.orgs import queries as orgs
from vun.records.sending import queries
from vun.records.sending.domain import NominationState


class _LineColumn(TextColumn):
    """The plan line; opens the page where the unit puts people forward for it."""

    def address(self, record: Any, actor: Actor) -> str | None:
        return url_for(actor, "sending:nominate", record.terms.line_id, record.unit_id)


class _DueColumn(DateColumn):
    """The last day to fill the places, from the terms of the line."""

    def text(self, value: Any) -> str:
        return super().text(queries.due_on(value))

    def cell(self, value: Any) -> tabular.Cell:
        return queries.due_on(value)


class QuotaTable(ListTable):
    title = _LineColumn(
        _("Lớp, chương trình"), "terms__title", order_by="terms__title", to="sending:nominate"
    )
    unit = TextColumn(_("Đơn vị"), "unit__name", order_by="unit__sort_key", phone=True)
    plan = TextColumn(_("Kế hoạch"), "terms__version__plan__name", hidden=True)
    learners = IntegerColumn(_("Chỉ tiêu"))
    passed_on = IntegerColumn(_("Chia tiếp"))
    used = IntegerColumn(_("Đã đề cử"))
    left = IntegerColumn(_("Còn"), phone=True)
    due = _DueColumn(_("Hạn đề cử"), "terms", order_by=("terms__year", "terms__first_month"))

    class Meta(ListTable.Meta):
        order_by = "due"


class QuotaFilters(ListFilters):
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"),
        queryset=lambda request: orgs.visible_to(request.actor, request.on),
        empty_label=_("Tất cả"),
    )
    open = django_filters.ChoiceFilter(
        label=_("Chỗ"),
        empty_label=_("Tất cả"),
        choices=[("yes", _("Còn chỗ")), ("no", _("Đã đủ"))],
        method="with_places",
    )

    def with_places(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(left__gt=0) if value == "yes" else rows.filter(left=0)


QUOTAS = ListPage(
    name="quotas",
    title=_("Cử đi học"),
    lead=_("Chỉ tiêu các đơn vị được giao trong năm. Mở một dòng để chọn người và đề cử."),
    table=QuotaTable,
    filters=QuotaFilters,
    search=("unit__search_key", "terms__programme__search_key"),
    search_label=_("Tìm đơn vị, chương trình"),
)


class NominationTable(ListTable):
    name = TextColumn(_("Họ và tên"), "person__full_name", order_by="person__sort_key", to="sending:detail")
    unit = TextColumn(_("Đơn vị đề cử"), "unit__name", order_by="unit__sort_key")
    line = TextColumn(_("Lớp, chương trình"), "line_title", phone=True)
    proposed = DateColumn(_("Ngày đề cử"), "proposed_on")
    exception = TextColumn(_("Lý do ngoại lệ"), "exception_reason", orderable=False)
    state = StateColumn(_("Trạng thái"), NominationState, phone=True)
    decision = TextColumn(_("Quyết định"), "decision__number", hidden=True)

    class Meta(ListTable.Meta):
        order_by = "-proposed"


class NominationFilters(ListFilters):
    state = EnumFilter(NominationState, "state", _("Trạng thái"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"),
        queryset=lambda request: orgs.visible_to(request.actor, request.on),
        empty_label=_("Tất cả"),
    )


NOMINATIONS = ListPage(
    name="nominations",
    title=_("Đề cử"),
    lead=_("Những người được đề cử đi học và kết quả duyệt."),
    table=NominationTable,
    filters=NominationFilters,
    search=("person__search_key",),
    search_label=_("Tìm theo tên"),
)
