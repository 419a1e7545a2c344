from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.records.plans.domain import DifferenceKind, MoveKind, TargetOrigin, VersionState

LABELS = {
    VersionState: {
        VersionState.DRAFT: _("Nháp"),
        VersionState.SUBMITTED: _("Chờ duyệt"),
        VersionState.RETURNED: _("Trả lại"),
        VersionState.APPROVED: _("Đã duyệt"),
        VersionState.SUPERSEDED: _("Đã thay thế"),
        VersionState.CANCELLED: _("Huỷ"),
    },
    TargetOrigin: {
        TargetOrigin.CENTRAL: _("Trung ương giao"),
        TargetOrigin.PROVINCE: _("Tỉnh"),
        TargetOrigin.UNIT: _("Đơn vị tự đăng ký"),
    },
    MoveKind: {
        MoveKind.GIVEN: _("Giao chỉ tiêu"),
        MoveKind.CUT: _("Rút chỉ tiêu"),
        MoveKind.ADDED: _("Giao bổ sung"),
        MoveKind.PASSED_ON: _("Chia chỉ tiêu"),
        MoveKind.TAKEN_BACK: _("Lấy lại chỉ tiêu"),
        MoveKind.LENT: _("Trả lại chỉ tiêu"),
        MoveKind.GIVEN_AGAIN: _("Giao lại chỉ tiêu"),
    },
    DifferenceKind: {
        DifferenceKind.ADDED: pgettext_lazy("change", "Thêm"),
        DifferenceKind.REMOVED: pgettext_lazy("change", "Bỏ"),
        DifferenceKind.CHANGED: pgettext_lazy("change", "Sửa"),
    },
}
