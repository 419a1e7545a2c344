"""What values are called in reports, wherever they are shown or written."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.records.delivery.domain import CountingRule, EnrolmentState
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.domain import ManagementTier, PostGroup, Sex, StaffKind
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.reports.model import Units


class Origin(StrEnum):
    """Whether a class began in the period reported on or before it."""

    NEW = "new"
    CARRIED = "carried"


class After(StrEnum):
    """What became of a learner: a placement, or none on record yet."""

    COMMUNE_CADRE = "commune_cadre"
    COMMUNE_CIVIL_SERVANT = "commune_civil_servant"
    PART_TIME_COMMUNE = "part_time_commune"
    DISTRICT_STAFF = "district_staff"
    PROVINCE_STAFF = "province_staff"
    PUBLIC_EMPLOYEE = "public_employee"
    RESERVE_CADRE = "reserve_cadre"
    DEPARTED = "departed"
    NOT_PLACED = "not_placed"
    DECLINED = "declined"
    WAITING = "waiting"


POST_GROUPS: dict[PostGroup, str | Promise] = {
    PostGroup.COMMUNE_CADRE: _("Cán bộ cấp xã"),
    PostGroup.COMMUNE_CIVIL_SERVANT: _("Công chức cấp xã"),
    PostGroup.PART_TIME_COMMUNE: _("Không chuyên trách cấp xã"),
    PostGroup.DISTRICT_STAFF: _("Cán bộ, công chức cấp huyện"),
    PostGroup.PROVINCE_STAFF: _("Cán bộ, công chức cấp tỉnh"),
    PostGroup.PUBLIC_EMPLOYEE: _("Viên chức"),
    PostGroup.RESERVE_CADRE: _("Cán bộ nguồn"),
    PostGroup.NO_POST: _("Chưa có chức danh"),
}

PLACEMENT_GROUPS: dict[PlacementGroup, str | Promise] = {
    **{
        PlacementGroup(group.value): name
        for group, name in POST_GROUPS.items()
        if group is not PostGroup.NO_POST
    },
    PlacementGroup.DEPARTED: _("Nghỉ, chuyển công tác, từ trần"),
    PlacementGroup.NOT_PLACED: _("Chưa bố trí được"),
    PlacementGroup.DECLINED: _("Được bố trí nhưng không nhận"),
}

AFTERS: dict[After, str | Promise] = {
    **{After(group.value): name for group, name in PLACEMENT_GROUPS.items()},
    After.WAITING: _("Chưa ghi nhận"),
}

LEVELS: dict[UnitLevel, str | Promise] = {
    UnitLevel.CENTRAL: _("Trung ương"),
    UnitLevel.PROVINCE: _("Tỉnh"),
    UnitLevel.DISTRICT: _("Huyện"),
    UnitLevel.COMMUNE: _("Xã"),
}

BLOCKS: dict[Block, str | Promise] = {
    Block.PARTY: _("Đảng"),
    Block.STATE: _("Chính quyền"),
    Block.FRONT: _("Mặt trận và đoàn thể"),
    Block.SERVICE: _("Đơn vị sự nghiệp công lập"),
}

ZONES: dict[Zone, str | Promise] = {
    Zone.I: _("Khu vực I"),
    Zone.II: _("Khu vực II"),
    Zone.III: _("Khu vực III"),
}

SEXES: dict[Sex, str | Promise] = {
    Sex.MALE: _("Nam"),
    Sex.FEMALE: _("Nữ"),
}

STAFF_KINDS: dict[StaffKind, str | Promise] = {
    StaffKind.CADRE: _("Cán bộ"),
    StaffKind.CIVIL_SERVANT: _("Công chức"),
    StaffKind.PUBLIC_EMPLOYEE: pgettext_lazy("person", "Viên chức"),
    StaffKind.COMMUNE_CADRE: pgettext_lazy("person", "Cán bộ cấp xã"),
    StaffKind.COMMUNE_CIVIL_SERVANT: _("Công chức cấp xã"),
    StaffKind.PART_TIME_COMMUNE: _("Người hoạt động không chuyên trách"),
    StaffKind.RESERVE_CADRE: _("Cán bộ nguồn chưa bố trí chức danh"),
    StaffKind.COUNCIL_DEPUTY: _("Đại biểu Hội đồng nhân dân"),
    StaffKind.SUPPORT_CONTRACT: _("Hợp đồng 68 (hỗ trợ, phục vụ)"),
    StaffKind.CONTRACT: _("Lao động hợp đồng"),
}

TIERS: dict[ManagementTier, str | Promise] = {
    ManagementTier.CENTRAL: _("Trung ương quản lý"),
    ManagementTier.PROVINCE_STANDING: _("Ban Thường vụ Tỉnh uỷ quản lý"),
    ManagementTier.DISTRICT_STANDING: _("Ban Thường vụ Huyện uỷ quản lý"),
    ManagementTier.COMMUNE_STANDING: _("Ban Thường vụ Đảng uỷ xã quản lý"),
    ManagementTier.UNIT: _("Đơn vị quản lý"),
}

BRANCHES: dict[Branch, str | Promise] = {
    Branch.TRAINING: _("Đào tạo"),
    Branch.FOSTERING: _("Bồi dưỡng"),
}

MODES: dict[StudyMode, str | Promise] = {
    StudyMode.FULL_TIME: _("Tập trung"),
    StudyMode.PART_TIME: _("Không tập trung"),
    StudyMode.ONLINE: _("Trực tuyến"),
    StudyMode.BLENDED: _("Bán tập trung"),
}

PLACES: dict[StudyPlace, str | Promise] = {
    StudyPlace.IN_COUNTRY: _("Trong nước"),
    StudyPlace.ABROAD: _("Ở nước ngoài"),
    StudyPlace.JOINT: _("Liên kết với nước ngoài"),
}

STATES: dict[EnrolmentState, str | Promise] = {
    EnrolmentState.STUDYING: _("Đang học"),
    EnrolmentState.COMPLETED: _("Hoàn thành"),
    EnrolmentState.FAILED: _("Không đạt"),
    EnrolmentState.DROPPED: _("Thôi học"),
}

ORIGINS: dict[Origin, str | Promise] = {
    Origin.NEW: _("Mở mới"),
    Origin.CARRIED: _("Chuyển tiếp"),
}

UNITS: dict[Units, str | Promise] = {
    Units.THEN: _("lúc đó"),
    Units.NOW: _("hiện nay"),
}

RULES: dict[CountingRule, str | Promise] = {
    CountingRule.ADMITTED: _("nhập học trong kỳ"),
    CountingRule.STUDYING: _("đang học trong kỳ"),
    CountingRule.COMPLETED: _("hoàn thành trong kỳ"),
    CountingRule.CERTIFIED: _("được cấp văn bằng, chứng chỉ trong kỳ"),
}
