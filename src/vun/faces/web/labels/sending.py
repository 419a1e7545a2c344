from django.utils.translation import gettext_lazy as _

from vun.records.eligibility.domain import ConditionKind, Outcome, Verdict, Weight
from vun.records.sending.domain import AppointingMode, CheckStatus, NominationState, PaperKind, PaperLayout

LABELS = {
    NominationState: {
        NominationState.ASKED: _("Xin đi học"),
        NominationState.WAITLISTED: _("Danh sách chờ"),
        NominationState.PROPOSED: _("Chờ duyệt"),
        NominationState.RETURNED: _("Trả lại để sửa"),
        NominationState.APPROVED: _("Đã duyệt"),
        NominationState.COMPLETED: _("Hoàn thành"),
        NominationState.DECLINED: _("Đơn vị không đồng ý"),
        NominationState.REJECTED: _("Không duyệt"),
        NominationState.WITHDRAWN: _("Đã rút"),
        NominationState.CANCELLED: _("Huỷ"),
    },
    Verdict: {
        Verdict.MAY: _("Đủ điều kiện"),
        Verdict.LOOK: _("Cần xem lại"),
        Verdict.REFUSED: _("Không đủ điều kiện"),
    },
    Outcome: {
        Outcome.HOLDS: _("Đạt"),
        Outcome.FAILS: _("Không đạt"),
        Outcome.UNKNOWN: _("Chưa có số liệu"),
    },
    Weight: {
        Weight.REFUSES: _("Không đạt thì không được cử"),
        Weight.WARNS: _("Không đạt thì cần xem lại"),
        Weight.FAVOURS: _("Đạt thì được ưu tiên"),
    },
    ConditionKind: {
        ConditionKind.AGE_AT_MOST: _("Tuổi cao nhất"),
        ConditionKind.AGE_AT_LEAST: _("Tuổi thấp nhất"),
        ConditionKind.SERVICE: _("Năm công tác"),
        ConditionKind.RATINGS: _("Xếp loại các năm liền kề"),
        ConditionKind.PARTY: _("Đảng viên"),
        ConditionKind.HOLDS: _("Văn bằng, chứng chỉ"),
        ConditionKind.POST: _("Chức danh hoặc quy hoạch"),
        ConditionKind.TIER: _("Diện quản lý"),
        ConditionKind.AREA: _("Khu vực, dân tộc"),
        ConditionKind.IN_RANK_BEFORE: _("Đã ở ngạch trước một ngày"),
        ConditionKind.PERIODS_BELOW: _("Số tiết đã học trong năm"),
    },
    PaperKind: {
        PaperKind.SEND: _("Quyết định cử đi học"),
        PaperKind.ENROL: _("Thông báo nhập học"),
        PaperKind.ACCEPT: _("Quyết định tiếp nhận học viên"),
        PaperKind.CHANGE: _("Quyết định điều chỉnh"),
        PaperKind.CANCEL: _("Quyết định huỷ cử đi học"),
        PaperKind.COMPLETE: _("Quyết định công nhận hoàn thành"),
        PaperKind.TRIP: _("Quyết định cử đoàn đi nước ngoài"),
        PaperKind.TRIP_CHANGE: _("Quyết định điều chỉnh đoàn đi nước ngoài"),
        PaperKind.TRIP_CANCEL: _("Quyết định huỷ cử đoàn đi nước ngoài"),
    },
    PaperLayout: {
        PaperLayout.STATE: _("Văn bản hành chính (Nghị định 30/2020)"),
        PaperLayout.PARTY: _("Văn bản của Đảng"),
    },
    AppointingMode: {
        AppointingMode.OFF: _("Không kiểm tra"),
        AppointingMode.WARN: _("Cho bổ nhiệm, ghi nợ tiêu chuẩn"),
        AppointingMode.BLOCK: _("Không cho bổ nhiệm, trừ khi được phép nợ"),
    },
    CheckStatus: {
        CheckStatus.GREEN: _("Đủ điều kiện"),
        CheckStatus.AMBER: _("Cần xem lại"),
        CheckStatus.RED: _("Vướng, cần nêu lý do"),
    },
}
