"""The lists of matters, routes and delegations."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.faces.web.labels import label
from vun.faces.web.lists import (
    DateColumn,
    Empty,
    EnumFilter,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    StateColumn,
    TextColumn,
)
from vun.records.approvals.domain import MatterKind, MatterState
from vun.records.orgs.domain import Block, UnitLevel


class _MatterColumn(TextColumn):
    """What a matter is about, and below it whose power the reader would sign with where it is not their own."""

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        title = super().render(value, record, table)
        if not record.in_place_of:
            return title
        note = gettext("duyệt thay %(name)s") % {"name": record.in_place_of}
        return format_html('<span>{}<br><span class="detail">{}</span></span>', title, note)


class _DueColumn(DateColumn):
    """The deadline, and that it is over."""

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        day = super().render(value, record, table)
        if not record.is_overdue:
            return day
        return format_html('{} <span class="due is-late">{}</span>', day, gettext("quá hạn"))


class WaitingTable(ListTable):
    title = _MatterColumn(_("Hồ sơ"), "matter__title", to="approvals:detail", orderable=False)
    kind = LabelColumn(_("Loại"), MatterKind, "matter__kind", orderable=False, phone=True)
    unit = TextColumn(_("Đơn vị"), "matter__unit__name", orderable=False)
    step = TextColumn(_("Bước"), "step_words", orderable=False)
    submitted_on = DateColumn(_("Trình ngày"), "matter__submitted_on", orderable=False)
    submitted_by = TextColumn(_("Người trình"), "matter__submitted_by", orderable=False, hidden=True)
    due = _DueColumn(_("Hạn"), "matter__due_on", phone=True, orderable=False, default="–")

    class Meta(ListTable.Meta):
        pass


WAITING = ListPage(
    name="waiting-matters",
    title=_("Chờ tôi duyệt"),
    lead=_("Hồ sơ đang ở bước của anh/chị, gần hạn nhất đứng trước."),
    table=WaitingTable,
    search=("search_key",),
    search_label=_("Tìm theo tên hồ sơ, đơn vị"),
    empty=Empty(_("Không có hồ sơ nào chờ anh/chị duyệt.")),
)


class MineTable(ListTable):
    title = TextColumn(_("Hồ sơ"), to="approvals:detail", orderable=False)
    kind = LabelColumn(_("Loại"), MatterKind, orderable=False)
    unit = TextColumn(_("Đơn vị"), "unit__name", orderable=False)
    step = TextColumn(_("Đang ở bước"), "waits_at", orderable=False, phone=True)
    submitted_on = DateColumn(_("Trình ngày"), orderable=False)
    due = DateColumn(_("Hạn"), "due_on", orderable=False)
    state = StateColumn(_("Trạng thái"), MatterState, phone=True, orderable=False)

    class Meta(ListTable.Meta):
        pass


class MineFilters(ListFilters):
    kind = EnumFilter(MatterKind, "kind", _("Loại"))
    state = EnumFilter(MatterState, "state", _("Trạng thái"))


MINE = ListPage(
    name="submitted-matters",
    title=_("Tôi đã trình"),
    lead=_("Hồ sơ anh/chị đã trình và đang ở đâu."),
    table=MineTable,
    filters=MineFilters,
    empty=Empty(_("Anh/chị chưa trình hồ sơ nào.")),
)


class StuckTable(ListTable):
    title = TextColumn(_("Hồ sơ"), "matter__title", orderable=False)
    kind = LabelColumn(_("Loại"), MatterKind, "matter__kind", orderable=False, phone=True)
    unit = TextColumn(_("Đơn vị"), "matter__unit__name", orderable=False, phone=True)
    step = TextColumn(_("Bước"), "step_words", orderable=False)
    who = TextColumn(_("Ai giữ bước"), "who", orderable=False, phone=True)
    since = DateColumn(_("Ở bước từ ngày"), "matter__step_since", orderable=False)
    submitted_by = TextColumn(_("Người trình"), "matter__submitted_by", orderable=False)

    class Meta(ListTable.Meta):
        pass


STUCK = ListPage(
    name="stuck-matters",
    title=_("Hồ sơ không còn ai ký được"),
    lead=_(
        "Bước chưa có tài khoản nào giữ, hoặc chỉ có chính người trong hồ sơ, người đã trình. Giao vai trò của bước "
        "cho thêm một tài khoản; hoặc báo người trình rút lại rồi trình theo quy trình khác."
    ),
    table=StuckTable,
    search=("search_key",),
    search_label=_("Tìm theo tên hồ sơ, đơn vị"),
    empty=Empty(_("Hồ sơ nào đang chờ cũng có người ký được.")),
)


def scope_words(route: Any) -> str:
    """``Sở Y tế trở xuống; cấp xã``, or that the route is for all."""
    parts = []
    if route.unit:
        parts.append(str(_("%(unit)s và các đơn vị trực thuộc")) % {"unit": route.unit})
    if route.level:
        parts.append(label(route.level, UnitLevel))
    if route.block:
        parts.append(str(_("khối %(block)s")) % {"block": label(route.block, Block)})
    return "; ".join(parts) or str(_("Mọi đơn vị"))


class RouteTable(ListTable):
    name = TextColumn(_("Quy trình"), to="approvals:route", orderable=False)
    kind = LabelColumn(_("Loại hồ sơ"), MatterKind, orderable=False, phone=True)
    scope = TextColumn(_("Áp dụng cho"), orderable=False)
    steps = TextColumn(_("Các bước"), orderable=False)
    start_on = DateColumn(_("Từ ngày"), orderable=False, phone=True)
    last_day = DateColumn(_("Đến hết ngày"), orderable=False)

    class Meta(ListTable.Meta):
        pass


ROUTES = ListPage(
    name="approval-routes",
    title=_("Quy trình trình duyệt"),
    lead=_(
        "Các bước hồ sơ phải qua, ai ký, trong mấy ngày. Nơi chưa đặt thì một chữ ký là đủ như trước nay."
    ),
    table=RouteTable,
    empty=Empty(
        _(
            "Chưa đặt quy trình nào: đề cử do người lập kế hoạch duyệt; kế hoạch, báo cáo do lãnh đạo duyệt, ký."
        )
    ),
)


class DelegationTable(ListTable):
    to_user = TextColumn(_("Người được uỷ quyền"), orderable=False)
    from_user = TextColumn(pgettext_lazy("delegation", "Thay cho"), orderable=False, phone=True)
    unit = TextColumn(_("Phạm vi"), "unit__name", default=_("Toàn bộ phạm vi"), orderable=False)
    start_on = DateColumn(_("Từ ngày"), orderable=False)
    last_day = DateColumn(_("Đến hết ngày"), orderable=False, phone=True)
    document = TextColumn(_("Văn bản uỷ quyền"), orderable=False)
    end = TextColumn(_("Việc"), "end_words", to="approvals:delegation-end", orderable=False)

    class Meta(ListTable.Meta):
        pass


DELEGATIONS = ListPage(
    name="delegations",
    title=_("Uỷ quyền"),
    lead=_(
        "Khi vắng, giao người khác duyệt, ký thay trong những ngày nhất định; mỗi lần duyệt thay đều được ghi rõ."
    ),
    table=DelegationTable,
    empty=Empty(_("Chưa có uỷ quyền nào.")),
)
