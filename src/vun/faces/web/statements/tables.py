"""The list of reports kept by hand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.faces.web.lists import DateColumn, IntegerColumn, ListPage, ListTable, TextColumn


class StatementTable(ListTable):
    title = TextColumn(_("Báo cáo"), "title", order_by="sort_key", to="statements:detail")
    unit = TextColumn(
        pgettext_lazy("section", "Đơn vị"),
        "unit__name",
        order_by="unit__sort_key",
        to="units:detail",
        key="unit_id",
    )
    start_on = DateColumn(_("Từ ngày"), "start_on", phone=True)
    last_day = DateColumn(_("Đến ngày"), "last_day", order_by="end_on", phone=True)
    figures = IntegerColumn(_("Số lượng số liệu"), "figure_count")
    faults = IntegerColumn(_("Không khớp"), "fault_count", phone=True)
    source = TextColumn(_("Nguồn"), "source", hidden=True)

    class Meta(ListTable.Meta):
        order_by = "-last_day"


STATEMENTS = ListPage(
    name="statements",
    title=_("Báo cáo kê tay"),
    lead=_(
        "Số của những năm, những đơn vị không có hồ sơ: giữ như báo cáo đã nêu, không cộng vào số đếm từ hồ sơ."
    ),
    table=StatementTable,
    search=("search_key",),
)
