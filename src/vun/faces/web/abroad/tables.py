"""The list of trips abroad."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    MoneyColumn,
    StateColumn,
    TextColumn,
)
from vun.records.abroad.domain import TripKind, TripState
from vun.records.orgs import queries as orgs


class _CountriesColumn(TextColumn):
    """The countries in the order they are visited."""

    def text(self, value: Any) -> str:
        return ", ".join(value)


class TripTable(ListTable):
    name = TextColumn(_("Đoàn, khoá học"), "name", to="abroad:detail")
    kind = LabelColumn(_("Loại"), TripKind)
    countries = _CountriesColumn(_("Nước đến"), orderable=False, phone=True)
    unit = TextColumn(_("Đơn vị cử"), "unit__name", order_by="unit__sort_key")
    start = DateColumn(_("Ngày đi"), "start_on")
    end = DateColumn(_("Ngày về"), "end_on")
    people = IntegerColumn(_("Số người"))
    cost = MoneyColumn(_("Kinh phí (đồng)"), hidden=True)
    decision = TextColumn(_("Quyết định"), "decision__number", hidden=True)
    overdue = IntegerColumn(_("Báo cáo quá hạn"))
    state = StateColumn(_("Trạng thái"), TripState, phone=True)

    class Meta(ListTable.Meta):
        order_by = "-start"


class TripFilters(ListFilters):
    state = EnumFilter(TripState, "state", _("Trạng thái"))
    kind = EnumFilter(TripKind, "kind", _("Loại"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"),
        queryset=lambda request: orgs.visible_to(request.actor, request.on),
        empty_label=_("Tất cả"),
    )


TRIPS = ListPage(
    name="trips",
    title=_("Đi học tập, nghiên cứu ở nước ngoài"),
    lead=_("Các đoàn, khoá học ở nước ngoài; ai đi, ai cho phép, báo cáo nào đến hạn sau khi về."),
    table=TripTable,
    filters=TripFilters,
    search=("search_key",),
    search_label=_("Tìm theo tên đoàn, nước đến"),
)
