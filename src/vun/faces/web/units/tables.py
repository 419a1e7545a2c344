"""The lists of units and of what belongs to one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.common.actor import Actor
from vun.faces.web.lists import (
    DateColumn,
    Empty,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    PercentColumn,
    TextColumn,
)
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.people.domain import StaffKind


class UnitTable(ListTable):
    name = TextColumn(_("Tên đơn vị"), "day_name", order_by="sort_key", to="units:detail")
    code = TextColumn(_("Mã"))
    level = LabelColumn(_("Cấp"), UnitLevel, "day_level", phone=True)
    block = LabelColumn(_("Khối"), Block, "day_block")
    parent = TextColumn(_("Trực thuộc"), "parent_name", to="units:detail", key="parent_id", phone=True)
    zone = LabelColumn(_("Khu vực"), Zone, "day_zone", hidden=True)
    start_on = DateColumn(_("Thành lập"), hidden=True)

    class Meta(ListTable.Meta):
        order_by = "name"


class UnitFilters(ListFilters):
    level = EnumFilter(UnitLevel, "day_level", _("Cấp"))
    block = EnumFilter(Block, "day_block", _("Khối"))
    zone = EnumFilter(Zone, "day_zone", _("Khu vực"))


UNITS = ListPage(
    name="units",
    title=pgettext_lazy("section", "Đơn vị"),
    lead=_("Cơ quan, đơn vị trong phạm vi của anh/chị, tìm được cả theo tên cũ."),
    table=UnitTable,
    filters=UnitFilters,
    search=("search_key",),
    empty=Empty(
        _("Ngày này chưa có đơn vị nào trong phạm vi của anh/chị. Chọn ngày khác ở thanh trên cùng.")
    ),
)


class StaffTable(ListTable):
    name = TextColumn(
        _("Họ và tên"), "person__full_name", order_by="person__sort_key", to="people:detail", key="person_id"
    )
    title = TextColumn(_("Chức danh, chức vụ"), "title__name", order_by="title__order", phone=True)
    kind = LabelColumn(_("Loại"), StaffKind)
    unit = TextColumn(_("Đơn vị"), "unit__name", order_by="unit__sort_key", to="units:detail", key="unit_id")
    rank = TextColumn(_("Ngạch, hạng"), "rank__name", hidden=True)
    start_on = DateColumn(_("Giữ chức từ"), phone=True)

    class Meta(ListTable.Meta):
        order_by = "name"


class StaffFilters(ListFilters):
    kind = EnumFilter(StaffKind, "kind", _("Loại"))


STAFF = ListPage(
    name="unit-staff",
    title=_("Con người"),
    lead=_("Người có chức vụ chính ở đơn vị này và các đơn vị trực thuộc."),
    table=StaffTable,
    filters=StaffFilters,
    search=("person__search_key",),
    empty=Empty(_("Ngày này chưa ai có chức vụ chính ở đây.")),
)


class PositionColumn(TextColumn):
    def address(self, record: Any, actor: Actor) -> str:
        return reverse("units:position", args=[record.position.unit_id, record.position.pk])


class PositionTable(ListTable):
    name = PositionColumn(_("Vị trí việc làm"), "position__name")
    title = TextColumn(_("Chức danh"), "position__title__name", phone=True)
    rank = TextColumn(_("Ngạch, hạng tối thiểu"), "position__rank__name")
    headcount = IntegerColumn(_("Định biên (người)"), "position__headcount")
    filled = IntegerColumn(_("Có mặt (người)"))
    vacant = IntegerColumn(_("Còn thiếu (người)"), phone=True)
    decision = TextColumn(
        _("Quyết định"), "position__decision__number", to="admin:decision", key="position__decision_id"
    )


class HolderTable(ListTable):
    name = TextColumn(_("Họ và tên"), "person__full_name", to="people:detail", key="person_id")
    title = TextColumn(_("Chức danh, chức vụ"), "title__name")
    rank = TextColumn(_("Ngạch, hạng"), "rank__name")
    start_on = DateColumn(_("Giữ chức từ"), phone=True)


class ShareTable(ListTable):
    name = TextColumn(_("Nội dung"))
    people = IntegerColumn(_("Phải đạt chuẩn (người)"))
    at_standard = IntegerColumn(_("Đạt chuẩn (người)"), phone=True)
    share = PercentColumn(_("Tỷ lệ"), decimals=1, phone=True)
