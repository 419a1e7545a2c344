from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.records.people.domain import (
    EndReason,
    ManagementTier,
    NationalIdDoubt,
    PostGroup,
    RatingGrade,
    Sex,
    StaffKind,
    TraitKind,
)
from vun.records.people.queries import Standing
from vun.reports.words import POST_GROUPS

LABELS = {
    Sex: {
        Sex.MALE: _("Nam"),
        Sex.FEMALE: _("Nữ"),
    },
    StaffKind: {
        StaffKind.CADRE: _("Cán bộ"),
        StaffKind.CIVIL_SERVANT: _("Công chức"),
        StaffKind.PUBLIC_EMPLOYEE: pgettext_lazy("person", "Viên chức"),
        StaffKind.COMMUNE_CADRE: pgettext_lazy("person", "Cán bộ cấp xã"),
        StaffKind.COMMUNE_CIVIL_SERVANT: _("Công chức cấp xã"),
        StaffKind.PART_TIME_COMMUNE: _("Người hoạt động không chuyên trách"),
        StaffKind.RESERVE_CADRE: _("Cán bộ nguồn chưa bố trí chức danh"),
        StaffKind.COUNCIL_DEPUTY: _("Đại biểu Hội đồng nhân dân"),
        StaffKind.CONTRACT: _("Lao động hợp đồng"),
    },
    ManagementTier: {
        ManagementTier.CENTRAL: _("Trung ương quản lý"),
        ManagementTier.PROVINCE_STANDING: _("Ban Thường vụ Tỉnh uỷ quản lý"),
        ManagementTier.DISTRICT_STANDING: _("Ban Thường vụ Huyện uỷ quản lý"),
        ManagementTier.COMMUNE_STANDING: _("Ban Thường vụ Đảng uỷ xã quản lý"),
        ManagementTier.UNIT: _("Đơn vị quản lý"),
    },
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
    PostGroup: POST_GROUPS,
    NationalIdDoubt: {
        NationalIdDoubt.CENTURY: _("chữ số thứ tư không khớp thế kỷ sinh"),
        NationalIdDoubt.SEX: _("chữ số thứ tư không khớp giới tính"),
        NationalIdDoubt.BIRTH_YEAR: _("chữ số thứ năm, thứ sáu không khớp năm sinh"),
    },
    Standing: {
        Standing.IN_POST: _("Đang giữ chức vụ"),
        Standing.LEFT: _("Đã thôi giữ chức vụ"),
        Standing.NEVER: _("Chưa từng giữ chức vụ"),
    },
}
