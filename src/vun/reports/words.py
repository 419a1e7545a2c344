"""What groups are called in reports, wherever they are shown or written."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.domain import PostGroup

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
