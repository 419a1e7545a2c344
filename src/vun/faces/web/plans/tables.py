"""The lists of plans and of norms."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
from vun.records.orgs.domain import Block
from vun.records.plans.domain import VersionState


class PlanTable(ListTable):
    name = TextColumn(_("Kế hoạch"), "name", order_by="search_key", to="plans:detail")
    code = TextColumn(_("Mã"), "code")
    unit = TextColumn(_("Đơn vị"), "unit__name", order_by="unit__sort_key", to="units:detail", key="unit_id")
    block = LabelColumn(_("Khối"), Block)
    year = TextColumn(_("Năm"), "first_year", order_by=("first_year", "last_year"))
    shown_classes = IntegerColumn(_("Số lớp"))
    shown_learners = IntegerColumn(_("Học viên"), phone=True)
    shown_state = StateColumn(_("Trạng thái"), VersionState, phone=True)
    shown_since = DateColumn(_("Từ ngày"))

    def value_year(self, record: Any) -> str:
        return years(record)

    def render_year(self, record: Any) -> str:
        return years(record)

    class Meta(ListTable.Meta):
        order_by = "-year"


def years(plan: Any) -> str:
    """``2026``, or ``2026–2030`` for a plan of several years."""
    if plan.first_year == plan.last_year:
        return str(plan.first_year)
    return f"{plan.first_year}–{plan.last_year}"


class PlanFilters(ListFilters):
    year = django_filters.NumberFilter(label=_("Năm"), method="of_year")
    block = EnumFilter(Block, "block", _("Khối"))
    state = EnumFilter(VersionState, "shown_state", _("Trạng thái"))

    def of_year(self, plans: QuerySet[Any], name: str, year: Any) -> QuerySet[Any]:
        return plans.filter(first_year__lte=int(year), last_year__gte=int(year))


PLANS = ListPage(
    name="plans",
    title=pgettext_lazy("section", "Kế hoạch"),
    lead=_("Kế hoạch đào tạo, bồi dưỡng của đơn vị anh/chị và kế hoạch đã duyệt của cấp trên."),
    table=PlanTable,
    filters=PlanFilters,
    search=("search_key",),
)


class NormTable(ListTable):
    name = TextColumn(_("Khoản chi"), "name")
    amount = MoneyColumn(_("Mức chi (đồng)"), phone=True)
    unit_of_count = TextColumn(_("Tính cho một"), phone=True)
    start_on = DateColumn(_("Áp dụng từ"))
    end_on = DateColumn(_("Đến trước"), default="")
    legal_basis = TextColumn(_("Căn cứ"))
    note = TextColumn(_("Ghi chú"))
    code = TextColumn(_("Mã"), hidden=True)

    class Meta(ListTable.Meta):
        order_by = "code"


NORMS = ListPage(
    name="cost-norms",
    title=_("Định mức chi"),
    lead=_("Mức chi theo quy định từng thời kỳ. Mức ghi “Mẫu” cần thay bằng mức của tỉnh."),
    table=NormTable,
)
