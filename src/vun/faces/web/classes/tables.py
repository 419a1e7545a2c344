"""The lists of classes and of a class's learners."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from vun.faces.web.formats import DASH
from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
)
from vun.records.delivery import queries
from vun.records.delivery.domain import Classification, ClassState, EnrolmentState
from vun.records.orgs import queries as orgs
from vun.records.people.domain import PostGroup
from vun.records.standards import queries as standards


class ClassTable(ListTable):
    name = TextColumn(_("Lớp"), "name", order_by="sort_key", to="classes:detail")
    code = TextColumn(_("Mã lớp"))
    host = TextColumn(_("Đơn vị mở lớp"), "host__name", order_by="host__sort_key")
    programme = TextColumn(_("Chương trình"), "programme__name", order_by="programme__sort_key", hidden=True)
    start = DateColumn(_("Từ ngày"), "start_on", phone=True)
    end = DateColumn(_("Đến ngày"), "end_on")
    learners = IntegerColumn(_("Học viên"), "seats_taken")
    capacity = IntegerColumn(_("Số chỗ"), hidden=True)
    state = StateColumn(_("Trạng thái"), ClassState, phone=True)

    class Meta(ListTable.Meta):
        order_by = "-start"


def _years(request: Any) -> list[tuple[int, str]]:
    return [(year, str(year)) for year in queries.years_of_classes(request.actor)]


class ClassFilters(ListFilters):
    state = EnumFilter(ClassState, "state", _("Trạng thái"))
    year = django_filters.ChoiceFilter(
        label=_("Năm khai giảng"), field_name="start_on__year", choices=[], empty_label=_("Tất cả")
    )
    carried = django_filters.NumberFilter(label=_("Chuyển tiếp sang năm"), method="carried_into")
    host = django_filters.ModelChoiceFilter(
        label=_("Đơn vị mở lớp"),
        queryset=lambda request: (
            orgs.visible_to(request.actor, request.on).filter(hosted_classes__isnull=False).distinct()
        ),
        empty_label=_("Tất cả"),
    )
    programme = django_filters.ModelChoiceFilter(
        label=_("Chương trình"), queryset=lambda request: standards.programmes(), empty_label=_("Tất cả")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.filters["year"].extra["choices"] = _years(self.request)

    def carried_into(self, rows: Any, name: str, value: Any) -> Any:
        year = int(value)
        if not date.min.year < year <= date.max.year:
            return rows.none()
        return rows.filter(pk__in=queries.carried_over(year).values("pk"))


CLASSES = ListPage(
    name="classes",
    title=_("Lớp học"),
    lead=_("Các lớp đào tạo, bồi dưỡng của đơn vị mở lớp và lớp có người của anh/chị theo học."),
    table=ClassTable,
    filters=ClassFilters,
    search=("search_key",),
    search_label=_("Tìm theo tên, mã lớp"),
)


class LearnerTable(ListTable):
    name = TextColumn(
        _("Họ và tên"), "person__full_name", order_by="person__sort_key", to="people:detail", key="person_id"
    )
    unit = TextColumn(_("Đơn vị khi nhập học"), "unit_then__name", order_by="unit_then__sort_key", phone=True)
    title = TextColumn(_("Chức danh khi nhập học"), "title_then__name", order_by="title_then__order")
    group = LabelColumn(_("Nhóm khi nhập học"), PostGroup, "post_group_then", hidden=True)
    age = IntegerColumn(_("Tuổi"), "age_then", hidden=True)
    enrolled = DateColumn(_("Nhập học"), "enrolled_on", hidden=True)
    score = NumberColumn(_("Điểm"), decimals=2, default=DASH)
    classification = LabelColumn(_("Xếp loại"), Classification)
    state = StateColumn(_("Kết quả"), EnrolmentState, phone=True)
    reason = TextColumn(_("Lý do thôi học"), "drop_reason", orderable=False, hidden=True)

    class Meta(ListTable.Meta):
        order_by = "name"


class LearnerFilters(ListFilters):
    state = EnumFilter(EnrolmentState, "state", _("Kết quả"))


LEARNERS = ListPage(
    name="learners",
    title=_("Học viên"),
    table=LearnerTable,
    filters=LearnerFilters,
    search=("person__search_key",),
    search_label=_("Tìm học viên"),
)
