from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.records.approvals.domain import MatterKind, MatterState, MatterVerb, Place, Quorum, Standing

LABELS = {
    MatterKind: {
        MatterKind.NOMINATION: _("Đề cử đi học"),
        MatterKind.PLAN: pgettext_lazy("matter", "Kế hoạch"),
        MatterKind.REPORT: pgettext_lazy("matter", "Báo cáo"),
        MatterKind.TRIP: _("Đoàn đi nước ngoài"),
    },
    MatterState: {
        MatterState.WAITING: _("Chờ duyệt"),
        MatterState.RETURNED: _("Trả lại"),
        MatterState.APPROVED: _("Đã duyệt"),
        MatterState.REJECTED: _("Không duyệt"),
        MatterState.WITHDRAWN: _("Đã rút"),
    },
    MatterVerb: {
        MatterVerb.SUBMIT: _("Trình"),
        MatterVerb.PASS: _("Đồng ý, chuyển tiếp"),
        MatterVerb.APPROVE: pgettext_lazy("act", "Duyệt"),
        MatterVerb.STEP_BACK: _("Trả về bước trước"),
        MatterVerb.RETURN: _("Trả lại người trình"),
        MatterVerb.REJECT: _("Không duyệt"),
        MatterVerb.WITHDRAW: _("Rút hồ sơ"),
        MatterVerb.COMMENT: _("Ý kiến"),
    },
    Place: {
        Place.OWN: _("Tại đơn vị có hồ sơ"),
        Place.PARENT: _("Tại đơn vị cấp trên trực tiếp"),
        Place.NAMED: _("Tại đơn vị chỉ định"),
        Place.SCOPE: _("Bất kỳ ai phụ trách đơn vị"),
    },
    Quorum: {
        Quorum.ANY: _("Một người ký là đủ"),
        Quorum.ALL: _("Tất cả phải ký"),
        Quorum.NUMBER: _("Đủ số người ký"),
    },
    Standing: {
        Standing.MINE: _("Đến lượt anh/chị"),
        Standing.LATE: _("Quá hạn, đã chuyển đến anh/chị"),
        Standing.OWN_SUBMISSION: _("Anh/chị là người trình nên không tự duyệt"),
        Standing.ABOUT_SELF: _("Hồ sơ về chính anh/chị, hoặc người anh/chị ký thay, nên người khác ký"),
        Standing.SIGNED: _("Anh/chị đã ký, còn chờ người khác"),
        Standing.NONE: _("Chưa đến lượt anh/chị"),
    },
}
