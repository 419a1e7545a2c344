from django.utils.translation import gettext_lazy as _

from vun.records.people.domain import (
    AbsenceKind,
    EndReason,
    Likeness,
    ManagementTier,
    NationalIdDoubt,
    PostGroup,
    RatingGrade,
    Reason,
    Sex,
    Side,
    StaffKind,
    TraitKind,
)
from vun.records.people.queries import Standing
from vun.reports.words import POST_GROUPS, SEXES, STAFF_KINDS, TIERS

LABELS = {
    Sex: SEXES,
    StaffKind: STAFF_KINDS,
    ManagementTier: TIERS,
    EndReason: {
        EndReason.TRANSFERRED: _("Điều động, chuyển đơn vị"),
        EndReason.REAPPOINTED: _("Nhận chức vụ khác trong đơn vị"),
        EndReason.UNIT_CHANGED: _("Sắp xếp lại đơn vị"),
        EndReason.TERM_ENDED: _("Hết nhiệm kỳ, thôi giữ chức vụ"),
        EndReason.RETIRED: _("Nghỉ hưu"),
        EndReason.RESIGNED: _("Thôi việc"),
        EndReason.DISMISSED: _("Buộc thôi việc, bãi nhiệm"),
        EndReason.DIED: _("Từ trần"),
        EndReason.LEFT_PROVINCE: _("Chuyển ra ngoài tỉnh"),
    },
    RatingGrade: {
        RatingGrade.EXCELLENT: _("Hoàn thành xuất sắc nhiệm vụ"),
        RatingGrade.GOOD: _("Hoàn thành tốt nhiệm vụ"),
        RatingGrade.COMPLETED: _("Hoàn thành nhiệm vụ"),
        RatingGrade.NOT_COMPLETED: _("Không hoàn thành nhiệm vụ"),
    },
    TraitKind: {
        TraitKind.INTERNATIONAL: _("Làm việc được trong môi trường quốc tế"),
        TraitKind.EXPERT: _("Thuộc nhóm chuyên gia"),
    },
    AbsenceKind: {
        AbsenceKind.MATERNITY: _("Nghỉ thai sản"),
        AbsenceKind.SICK: _("Nghỉ ốm dài ngày"),
        AbsenceKind.UNPAID: _("Nghỉ không hưởng lương"),
        AbsenceKind.STUDY: _("Đi học dài hạn"),
        AbsenceKind.SECONDED: _("Biệt phái, tăng cường"),
        AbsenceKind.POSTED_ABROAD: _("Công tác dài hạn ở nước ngoài"),
        AbsenceKind.OTHER: _("Nghỉ khác"),
    },
    PostGroup: POST_GROUPS,
    NationalIdDoubt: {
        NationalIdDoubt.CENTURY: _("chữ số thứ tư không khớp thế kỷ sinh"),
        NationalIdDoubt.SEX: _("chữ số thứ tư không khớp giới tính"),
        NationalIdDoubt.BIRTH_YEAR: _("chữ số thứ năm, thứ sáu không khớp năm sinh"),
    },
    Likeness: {
        Likeness.EXACT: _("Chắc chắn trùng"),
        Likeness.PROBABLE: _("Nhiều khả năng trùng"),
        Likeness.POSSIBLE: _("Có thể trùng"),
    },
    Reason: {
        Reason.SAME_NUMBER: _("cùng số định danh hoặc số CMND"),
        Reason.SAME_NAME: _("cùng họ tên"),
        Reason.NAME_BUT_ACCENTS: _("họ tên chỉ khác dấu"),
        Reason.NAME_DIFFERS: _("họ tên khác nhau"),
        Reason.SAME_BIRTH: _("cùng ngày sinh"),
        Reason.BIRTH_YEAR_ONLY: _("cùng năm sinh, có hồ sơ chỉ rõ năm (01/01)"),
        Reason.BIRTH_SWAPPED: _("ngày sinh đảo ngày và tháng"),
        Reason.BIRTH_DIFFERS: _("ngày sinh khác nhau"),
        Reason.SAME_UNIT: _("từng ở cùng đơn vị"),
        Reason.UNIT_ABOVE: _("từng ở hai đơn vị trên dưới của nhau"),
        Reason.NUMBER_MISSING: _("có hồ sơ chưa có số định danh"),
        Reason.NUMBER_SLIP: _("số định danh chỉ lệch một hai chữ số"),
        Reason.NUMBERS_DIFFER: _("nhưng số định danh khác hẳn"),
        Reason.SEX_DIFFERS: _("nhưng khác giới tính"),
    },
    Side: {
        Side.SURVIVOR: _("Theo hồ sơ giữ lại"),
        Side.MERGED: _("Theo hồ sơ được gộp vào"),
    },
    Standing: {
        Standing.IN_POST: _("Đang giữ chức vụ"),
        Standing.LEFT: _("Đã thôi giữ chức vụ"),
        Standing.NEVER: _("Chưa từng giữ chức vụ"),
    },
}
