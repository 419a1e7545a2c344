"""The lists of those waiting for a placement, and of placements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import YearField
from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    TextColumn,
)
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.domain import PostGroup
from vun.records.standards import queries as standards


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody without a placement, and what their posts speak for."""

    pk: int
    name: str
    search_key: str
    sort_key: str
    unit: str
    training_class: str
    completed_on: date | None
    before: str
    suggested: str
    post_name: str


class WaitingTable(ListTable):
    name = TextColumn(_("Họ và tên"), order_by="sort_key", to="outcomes:record")
    unit = TextColumn(_("Đơn vị khi học"))
    training_class = TextColumn(_("Lớp"))
    completed = DateColumn(_("Hoàn thành"), "completed_on")
    before = LabelColumn(_("Trước khi học"), PostGroup)
    suggested = LabelColumn(_("Gợi ý bố trí"), PlacementGroup, phone=True)
    post_name = TextColumn(_("Chức vụ hiện nay"), phone=True)

    class Meta(ListTable.Meta):
        order_by = "completed"


WAITING = ListPage(
    name="waiting-for-placement",
    title=_("Sau đào tạo"),
    lead=_("Những người đã hoàn thành khoá học và chưa ghi bố trí. Gợi ý lấy từ chức vụ của ngày hôm nay."),
    table=WaitingTable,
    search=("search_key",),
    search_label=_("Tìm theo tên"),
)


class PlacementTable(ListTable):
    name = TextColumn(_("Họ và tên"), "person__full_name", order_by="person__sort_key", to="outcomes:record")
    unit = TextColumn(_("Đơn vị khi học"), "unit_then__name", order_by="unit_then__sort_key")
    training_class = TextColumn(
        _("Lớp"),
        "training_class__name",
        order_by="training_class__sort_key",
        to="classes:detail",
        key="training_class_id",
    )
    completed = DateColumn(_("Hoàn thành"), "completed_on")
    before = LabelColumn(_("Trước khi học"), PostGroup, "post_group_then", phone=True)
    after = LabelColumn(
        _("Sau khi học"), PlacementGroup, "placement__group", phone=True, default=_("Chưa ghi")
    )
    post_name = TextColumn(_("Chức vụ"), "placement__post_name")

    class Meta(ListTable.Meta):
        order_by = "name"


class YearFilter(django_filters.Filter):
    """A calendar year that is one."""

    field_class = YearField


class PlacementFilters(ListFilters):
    year = YearFilter(field_name="completed_on__year", label=_("Năm hoàn thành"))
    before = EnumFilter(PostGroup, "post_group_then", _("Trước khi học"))
    after = EnumFilter(PlacementGroup, "placement__group", _("Sau khi học"))
    waiting = django_filters.ChoiceFilter(
        label=_("Bố trí"),
        empty_label=_("Tất cả"),
        choices=[("yes", _("Chưa ghi")), ("no", _("Đã ghi"))],
        method="without_placement",
    )
    programme = django_filters.ModelChoiceFilter(
        field_name="training_class__programme",
        label=_("Chương trình"),
        queryset=lambda request: standards.programmes(),
        empty_label=_("Tất cả"),
    )

    def without_placement(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(placement__isnull=value == "yes")


PLACEMENTS = ListPage(
    name="placements",
    title=_("Bố trí sau đào tạo"),
    lead=_("Từng người: nhóm chức danh trước và sau khi học."),
    table=PlacementTable,
    filters=PlacementFilters,
    search=("person__search_key",),
    search_label=_("Tìm theo tên"),
)
