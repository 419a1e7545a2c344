from django.utils.translation import gettext_lazy as _

from vun.records.abroad.domain import MemberRole, ReportScope, TripKind, TripState

LABELS = {
    TripKind: {
        TripKind.DELEGATION: _("Đoàn nghiên cứu, khảo sát"),
        TripKind.COURSE: _("Khoá bồi dưỡng"),
        TripKind.STUDY: _("Học lấy văn bằng"),
    },
    MemberRole: {
        MemberRole.HEAD: _("Trưởng đoàn"),
        MemberRole.DEPUTY: _("Phó trưởng đoàn"),
        MemberRole.MEMBER: _("Thành viên"),
        MemberRole.SECRETARY: _("Thư ký đoàn"),
        MemberRole.INTERPRETER: _("Phiên dịch"),
    },
    TripState: {
        TripState.DRAFT: _("Nháp"),
        TripState.SUBMITTED: _("Chờ duyệt"),
        TripState.RETURNED: _("Trả lại"),
        TripState.PERMITTED: _("Đã duyệt"),
        TripState.BACK: _("Đã về nước, chờ báo cáo"),
        TripState.CLOSED: _("Hoàn thành"),
        TripState.REJECTED: _("Không duyệt"),
        TripState.WITHDRAWN: _("Đã rút"),
        TripState.CANCELLED: _("Huỷ"),
    },
    ReportScope: {
        ReportScope.EACH: _("Từng người học"),
        ReportScope.WHOLE: _("Cả đoàn"),
    },
}
