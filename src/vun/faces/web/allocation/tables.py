"""The list of scenarios."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats
from vun.faces.web.lists import IntegerColumn, ListPage, ListTable, StateColumn, TextColumn
from vun.records.allocation.domain import ScenarioState


class ScenarioTable(ListTable):
    name = TextColumn(_("Phương án"), "name", to="allocation:detail")
    year = TextColumn(_("Năm"), "year")
    state = StateColumn(_("Trạng thái"), ScenarioState, phone=True)
    learners = IntegerColumn(_("Lượt người"), "learners", phone=True)
    at_standard = IntegerColumn(_("Người đạt chuẩn thêm"), "at_standard")
    cost = TextColumn(_("Kinh phí (triệu đồng)"), "cost")
    gap = TextColumn(_("Cách mức trần"), "gap")
    made_by = TextColumn(_("Người lập"), "made_by", hidden=True)

    class Meta(ListTable.Meta):
        order_by = "-year"


SCENARIOS = ListPage(
    name="scenarios",
    title=_("Phương án"),
    lead=_("Mở lớp nào, ở đâu, khi nào, cho ai, để cùng số tiền giúp được nhiều người đạt chuẩn nhất."),
    table=ScenarioTable,
    search=("search_key",),
)


def gap_text(summary: dict[str, Any]) -> str:
    """The gap of a scenario's plan, a dash before there is one."""
    gap = summary.get("gap")
    return formats.DASH if gap is None else formats.percent(gap * 100, 2)
