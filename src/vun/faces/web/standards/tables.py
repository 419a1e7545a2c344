"""The lists of requirements, programmes and people below standard."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.faces.web.lists import (
    DateColumn,
    Empty,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListColumn,
    ListFilters,
    ListPage,
    ListTable,
    PercentColumn,
    TextColumn,
)
from vun.faces.web.standards.words import options_text, scopes_text
from vun.records.orgs.domain import UnitLevel
from vun.records.people import queries as people
from vun.records.standards import queries
from vun.records.standards.domain import Branch, StudyMode


class OptionsColumn(ListColumn):
    """What a requirement asks for."""

    def text(self, value: Any) -> str:
        return options_text(value)


class ScopesColumn(ListColumn):
    """Whom a requirement is about."""

    def render(self, value: Any, record: Any, table: RequirementTable) -> str:
        return scopes_text(value, table.group_names)

    def value(self, value: Any, table: RequirementTable) -> str:  # type: ignore[override]
        return scopes_text(value, table.group_names)


class VerifiedColumn(ListColumn):
    """Whether a row was compared with its text."""

    def text(self, value: Any) -> str:
        return gettext("đã kiểm chứng") if value else gettext("chưa kiểm chứng")


class RequirementTable(ListTable):
    name = TextColumn(_("Tiêu chuẩn"), "name", to="standards:detail")
    scale = TextColumn(_("Loại"), "scale__name", order_by="scale__order")
    options = OptionsColumn(_("Phải có"), "options__all", orderable=False, phone=True)
    scopes = ScopesColumn(_("Áp dụng cho"), "scopes__all", orderable=False)
    legal_basis = TextColumn(_("Căn cứ"))
    start_on = DateColumn(_("Từ ngày"))
    end_on = DateColumn(_("Hết hiệu lực"), hidden=True)
    is_verified = VerifiedColumn(_("Kiểm chứng"), phone=True)

    class Meta(ListTable.Meta):
        order_by = ("scale", "name")

    @cached_property
    def group_names(self) -> dict[str, str]:
        return {group.code: group.name for group in people.title_groups()}


class UnverifiedFilter(django_filters.BooleanFilter):
    """Only what nobody has compared with its text."""

    def __init__(self) -> None:
        super().__init__(
            field_name="is_verified",
            label=_("Kiểm chứng"),
            widget=forms.Select(
                choices=[("", _("Tất cả")), ("false", _("chưa kiểm chứng")), ("true", _("đã kiểm chứng"))]
            ),
        )


class RequirementFilters(ListFilters):
    scale = django_filters.ModelChoiceFilter(
        label=_("Loại"), queryset=lambda request: queries.scales(), empty_label=_("Tất cả")
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Nhóm chức danh"),
        queryset=lambda request: people.title_groups(),
        method="about_group",
        empty_label=_("Tất cả"),
    )
    level = EnumFilter(UnitLevel, "level", _("Cấp"), method="about_level")
    is_verified = UnverifiedFilter()

    def about_group(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return queries.about_group(rows, value.pk)

    def about_level(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queries.about_level(rows, UnitLevel(value))


REQUIREMENTS = ListPage(
    name="standards",
    title=pgettext_lazy("section", "Tiêu chuẩn"),
    lead=_("Tiêu chuẩn về trình độ đang có hiệu lực, ai phải đạt và theo văn bản nào."),
    table=RequirementTable,
    filters=RequirementFilters,
    search=("search_key",),
    search_label=_("Tìm theo tên tiêu chuẩn"),
    empty=Empty(_("Ngày này chưa có tiêu chuẩn nào có hiệu lực. Chọn ngày khác ở thanh trên cùng.")),
)


class ProgrammeTable(ListTable):
    name = TextColumn(_("Chương trình"), "name", order_by="sort_key", to="standards:programme")
    group = TextColumn(_("Nhóm"), "group__name", order_by="group__order")
    branch = LabelColumn(_("Loại hình"), Branch, hidden=True)
    level = TextColumn(_("Bậc"), hidden=True)
    mode = LabelColumn(_("Hình thức"), StudyMode, phone=True)
    duration_days = IntegerColumn(_("Thời gian (ngày)"), phone=True)
    periods = IntegerColumn(_("Thời lượng (tiết)"), "periods")
    grants = TextColumn(_("Học xong có"), "grants__name", order_by="grants__order")
    legal_basis = TextColumn(_("Căn cứ"), hidden=True)
    is_verified = VerifiedColumn(_("Kiểm chứng"))

    class Meta(ListTable.Meta):
        order_by = "name"


class ProgrammeFilters(ListFilters):
    group = django_filters.ModelChoiceFilter(
        field_name="group",
        label=_("Nhóm"),
        queryset=lambda request: queries.programme_groups(),
        empty_label=_("Tất cả"),
    )
    branch = EnumFilter(Branch, "branch", _("Loại hình"))
    mode = EnumFilter(StudyMode, "mode", _("Hình thức"))
    audience = django_filters.ModelChoiceFilter(
        field_name="audiences",
        label=_("Đối tượng"),
        queryset=lambda request: queries.audiences(),
        empty_label=_("Tất cả"),
    )
    is_verified = UnverifiedFilter()


PROGRAMMES = ListPage(
    name="programmes",
    title=pgettext_lazy("section", "Chương trình"),
    lead=_("Chương trình đào tạo, bồi dưỡng đang áp dụng, học bao lâu và học xong có gì."),
    table=ProgrammeTable,
    filters=ProgrammeFilters,
    search=("search_key",),
    search_label=_("Tìm theo tên chương trình"),
    empty=Empty(
        _("Ngày này chưa có chương trình nào. Chọn ngày khác ở thanh trên cùng hoặc thêm chương trình.")
    ),
)


class BelowTable(ListTable):
    name = TextColumn(_("Họ và tên"), "full_name", order_by="sort_key", to="people:detail")
    title = TextColumn(_("Chức danh, chức vụ"), "title_name", order_by="title_order", phone=True)
    unit = TextColumn(_("Đơn vị"), "unit_name", to="units:detail", key="unit_id")
    missing = TextColumn(_("Còn thiếu"), "missing", orderable=False, phone=True)
    due_on = DateColumn(_("Phải có từ ngày"))
    programmes = TextColumn(_("Chương trình cần học"), "programmes", orderable=False)

    class Meta(ListTable.Meta):
        order_by = "name"


class TitleShareTable(ListTable):
    name = TextColumn(_("Chức danh"), "name")
    people = IntegerColumn(_("Phải đạt chuẩn (người)"))
    at_standard = IntegerColumn(_("Đạt chuẩn (người)"))
    below_standard = IntegerColumn(_("Chưa đạt (người)"), phone=True)
    share = PercentColumn(_("Tỷ lệ"), decimals=1, phone=True)
