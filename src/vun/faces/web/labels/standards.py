from django.utils.translation import gettext_lazy as _

from vun.records.standards.domain import (
    Branch,
    ClauseReason,
    ClauseStatus,
    GraceFrom,
    RecordTable,
    StudyMode,
    StudyPlace,
)
from vun.reports.words import BRANCHES, MODES, PLACES

LABELS = {
    RecordTable: {
        RecordTable.GENERAL: _("19. Giáo dục phổ thông"),
        RecordTable.ACADEMIC: _("21. Học hàm, chức danh khoa học"),
        RecordTable.PROFESSIONAL: _("32.1. Chuyên môn"),
        RecordTable.POLITICAL_THEORY: _("32.2. Lý luận chính trị"),
        RecordTable.STATE_MANAGEMENT: _("32.3. Quản lý nhà nước, chức danh nghề nghiệp, nghiệp vụ"),
        RecordTable.DEFENCE_SECURITY: _("32.4. Kiến thức an ninh, quốc phòng"),
        RecordTable.COMPUTING: _("32.5. Tin học"),
        RecordTable.LANGUAGE: _("32.6. Ngoại ngữ, tiếng dân tộc"),
    },
    GraceFrom: {
        GraceFrom.APPOINTMENT: _("từ ngày giữ chức danh"),
        GraceFrom.REQUIREMENT: _("từ ngày tiêu chuẩn có hiệu lực"),
    },
    Branch: BRANCHES,
    StudyMode: MODES,
    StudyPlace: PLACES,
    ClauseStatus: {
        ClauseStatus.MET: _("Đạt"),
        ClauseStatus.EXEMPT: _("Được miễn"),
        ClauseStatus.IN_GRACE: _("Còn thời hạn hoàn thiện"),
        ClauseStatus.MISSING: _("Còn thiếu"),
    },
    ClauseReason: {
        ClauseReason.HOLDS: _("Đã có"),
        ClauseReason.COUNTS_AS: _("Được tính tương đương"),
        ClauseReason.EXEMPTED: _("Thuộc trường hợp được miễn"),
        ClauseReason.NOTHING: _("Chưa có"),
        ClauseReason.NOT_ENOUGH: _("Có nhưng chưa đủ"),
        ClauseReason.EXPIRED: _("Đã hết hạn"),
    },
}
