"""The list of papers."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    TextColumn,
)
from vun.records.sending.domain import PaperKind, PaperLayout


class PaperTable(ListTable):
    number = TextColumn(
        _("Số, ký hiệu"), "decision__number", to="papers:detail", order_by=("decision__number", "pk")
    )
    issued = DateColumn(_("Ngày"), "decision__issued_on", order_by=("decision__issued_on", "pk"), phone=True)
    kind = LabelColumn(_("Loại văn bản"), PaperKind, phone=True)
    organ = TextColumn(_("Cơ quan ban hành"), hidden=True)
    course = TextColumn(_("Lớp, khoá học"))
    people = IntegerColumn(_("Số người"))
    signed = IntegerColumn(_("Chữ ký số"))
    signer = TextColumn(_("Người ký"), hidden=True)

    class Meta(ListTable.Meta):
        order_by = "-issued"


class PaperFilters(ListFilters):
    kind = EnumFilter(PaperKind, "kind", _("Loại văn bản"))
    layout = EnumFilter(PaperLayout, "layout", _("Thể thức"))
    is_signed = django_filters.ChoiceFilter(
        label=_("Ký số"),
        method="by_signature",
        choices=[("yes", _("Đã ký số")), ("no", _("Chưa ký số"))],
        empty_label=_("Tất cả"),
    )

    def by_signature(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those with a digital signature, or those without."""
        return rows.filter(signed__gt=0) if value == "yes" else rows.filter(signed=0)


LIST = ListPage(
    name="papers",
    title=_("Quyết định, thông báo"),
    lead=_("Đánh số liền nhau theo sổ và năm; mở lại bao giờ cũng như lúc ban hành."),
    table=PaperTable,
    filters=PaperFilters,
    search=("decision__search_key",),
    search_label=_("Tìm theo số, lớp, cơ quan"),
)
