from django.utils.translation import gettext_lazy as _

from vun.records.needs.domain import FieldKind, NeedOrigin, NeedReason, RoundState, SheetState

LABELS = {
    RoundState: {
        RoundState.OPEN: _("Đang thực hiện"),
        RoundState.CLOSED: _("Hoàn thành"),
    },
    SheetState: {
        SheetState.FILLING: _("Nháp"),
        SheetState.SIGNED: _("Chờ duyệt"),
        SheetState.RETURNED: _("Trả lại"),
        SheetState.ACCEPTED: _("Đã duyệt"),
    },
    NeedOrigin: {
        NeedOrigin.GAP: _("Thiếu chuẩn"),
        NeedOrigin.UNIT: _("Đơn vị đăng ký"),
        NeedOrigin.PERSON: _("Cá nhân đề nghị"),
    },
    NeedReason: {
        NeedReason.BELOW_STANDARD: _("Thiếu tiêu chuẩn chức danh"),
        NeedReason.SUCCESSION: _("Trong quy hoạch"),
        NeedReason.POST: _("Yêu cầu vị trí việc làm"),
        NeedReason.WISH: _("Nguyện vọng cá nhân"),
    },
    FieldKind: {
        FieldKind.TEXT: _("Chữ"),
        FieldKind.NUMBER: _("Số"),
        FieldKind.CHOICE: _("Chọn một mục"),
        FieldKind.YES_NO: _("Có hoặc không"),
    },
}
