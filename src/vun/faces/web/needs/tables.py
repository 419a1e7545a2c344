"""The lists of rounds, of a round's sheets and totals, and of the people on a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.faces.web.links import url_for
from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    IntegerColumn,
    ListColumn,
    ListFilters,
    ListPage,
    ListTable,
    StateColumn,
    TextColumn,
)
from vun.records.needs.domain import RoundState, SheetState
from vun.records.needs.queries import SheetRow


class RoundTable(ListTable):
    name = TextColumn(_("Đợt khảo sát"), "name", to="needs:detail")
    year = TextColumn(_("Cho năm"), "year")
    root = TextColumn(_("Đơn vị tổ chức"), "root__name", order_by="root__sort_key")
    opens_on = DateColumn(_("Mở ngày"))
    closes_on = DateColumn(_("Hạn nộp"), phone=True)
    sheets_count = IntegerColumn(_("Số phiếu"))
    accepted_count = IntegerColumn(_("Đã duyệt"))
    state = StateColumn(_("Trạng thái"), RoundState, phone=True)

    class Meta(ListTable.Meta):
        order_by = ("-year", "-opens_on")


ROUNDS = ListPage(
    name="survey-rounds",
    title=_("Nhu cầu"),
    lead=_("Các đợt khảo sát nhu cầu đào tạo, bồi dưỡng."),
    table=RoundTable,
)


def waits_for(sheet: Any) -> str:
    """Who acts next on a sheet of an open round; nobody once it is accepted."""
    if sheet.state == SheetState.ACCEPTED:
        return ""
    if sheet.state == SheetState.SIGNED:
        return str(sheet.above.unit.name if sheet.above else sheet.round.root.name)
    if sheet.waiting_below:
        return gettext("%(sheets)s phiếu trực thuộc") % {"sheets": formats.number(sheet.waiting_below)}
    return str(sheet.unit.name)


class SheetTable(ListTable):
    unit = TextColumn(_("Đơn vị"), "unit__name", order_by="unit__sort_key", to="needs:sheet")
    state = StateColumn(_("Trạng thái"), SheetState, phone=True)
    waits = TextColumn(_("Đang chờ"), "state", orderable=False, phone=True)
    state_at = DateColumn(_("Từ ngày"))
    needs_count = IntegerColumn(_("Nhu cầu"))

    def render_waits(self, record: Any) -> str:
        return waits_for(record)

    def value_waits(self, record: Any) -> str:
        return waits_for(record)

    class Meta(ListTable.Meta):
        order_by = "unit"


class SheetFilters(ListFilters):
    state = EnumFilter(SheetState, "state", _("Trạng thái"))


SHEETS = ListPage(
    name="survey-sheets",
    title=_("Đợt khảo sát"),
    table=SheetTable,
    filters=SheetFilters,
    search=("unit__search_key",),
    search_label=_("Tìm đơn vị"),
    template="needs/round.html",
)


class TotalTable(ListTable):
    name = TextColumn(
        _("Chương trình"),
        "programme__name",
        order_by="programme__sort_key",
        to="standards:programme",
        key="programme__pk",
    )
    needs = IntegerColumn(_("Nhu cầu (người)"), phone=True)
    from_gaps = IntegerColumn(_("Do thiếu chuẩn"))
    from_units = IntegerColumn(_("Đơn vị đăng ký"))
    from_people = IntegerColumn(_("Cá nhân đề nghị"))
    lacking = IntegerColumn(_("Đang thiếu chuẩn mà học sẽ đạt"), phone=True)

    class Meta(ListTable.Meta):
        order_by = ("-needs", "-lacking")


TOTALS = ListPage(
    name="survey-totals",
    title=_("Tổng hợp nhu cầu"),
    lead=_("Số đã đăng ký bên cạnh số người đang thiếu chuẩn mà chương trình khắc phục được."),
    table=TotalTable,
    search=("programme__search_key",),
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of a sheet as the list machinery takes it."""

    row: SheetRow
    sheet_id: int
    may_fill: bool

    @property
    def pk(self) -> int:
        return self.row.person.pk

    @property
    def full_name(self) -> str:
        return str(self.row.person.full_name)

    @property
    def sort_key(self) -> str:
        return str(self.row.person.sort_key)

    @property
    def search_key(self) -> str:
        return str(self.row.person.search_key)

    @property
    def uncovered(self) -> int:
        return len(self.row.uncovered)

    @property
    def needs(self) -> int:
        return len(self.row.needs)


class _GapColumn(ListColumn):
    """What somebody lacks, with by when; what no registered need closes stands out."""

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        uncovered = {id(gap) for gap in record.row.uncovered}
        shown = (
            ("gap-open" if id(gap) in uncovered else "gap-covered", gap.clause.clause.name, _by(gap))
            for gap in record.row.gaps
        )
        return format_html_join("", '<span class="gap {}">{} <span class="detail">{}</span></span>', shown)


def _by(gap: Any) -> str:
    return gettext("hạn %(day)s") % {"day": formats.day(gap.clause.due_on)} if gap.clause.due_on else ""


class _NeedColumn(ListColumn):
    """What is registered for somebody, and the way to register more."""

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        needs = format_html_join(
            "",
            '<span class="gap"><a href="{}">{}</a> <span class="detail">{}</span></span>',
            (
                (
                    url_for(table.actor, "needs:need", need.pk),
                    need.programme.name,
                    label(need.reason, "NeedReason"),
                )
                for need in record.row.needs
            ),
        )
        if not record.may_fill:
            return needs
        add = url_for(table.actor, "needs:need-add", record.sheet_id)
        return format_html(
            '{}<a class="add-need" href="{}?person={}" aria-label="{}">+ {}</a>',
            needs,
            add,
            record.pk,
            gettext("Thêm nhu cầu cho %(name)s") % {"name": record.full_name},
            gettext("Thêm"),
        )


class PeopleTable(ListTable):
    name = TextColumn(_("Họ và tên"), "full_name", order_by="sort_key", to="people:detail")
    gaps = _GapColumn(_("Còn thiếu so với tiêu chuẩn"), "uncovered", phone=True)
    needs = _NeedColumn(_("Nhu cầu đã đăng ký"), "needs", phone=True)

    class Meta(ListTable.Meta):
        order_by = "name"


SHEET = ListPage(
    name="survey-sheet",
    title=_("Phiếu nhu cầu"),
    table=PeopleTable,
    search=("search_key",),
    search_label=_("Tìm người"),
    template="needs/sheet.html",
)
