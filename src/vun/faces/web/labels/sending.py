from django.utils.translation import gettext_lazy as _

from vun.records.sending.domain import CheckStatus, NominationState

LABELS = {
    NominationState: {
        NominationState.PROPOSED: _("Chờ duyệt"),
        NominationState.APPROVED: _("Đã duyệt"),
        NominationState.REJECTED: _("Trả lại"),
        NominationState.WITHDRAWN: _("Huỷ"),
    },
    CheckStatus: {
        CheckStatus.GREEN: _("Đủ điều kiện"),
        CheckStatus.AMBER: _("Cần xem lại"),
        CheckStatus.RED: _("Vướng, cần nêu lý do"),
    },
}
