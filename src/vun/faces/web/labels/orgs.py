from django.utils.translation import gettext_lazy as _

from vun.records.orgs.domain import Block, ChangeKind, UnitLevel, Zone
from vun.reports.words import BLOCKS, LEVELS, ZONES

LABELS = {
    UnitLevel: LEVELS,
    Block: BLOCKS,
    Zone: ZONES,
    ChangeKind: {
        ChangeKind.ESTABLISHED: _("Thành lập"),
        ChangeKind.RENAMED: _("Đổi tên"),
        ChangeKind.MOVED: _("Chuyển đơn vị cấp trên"),
        ChangeKind.MERGED: _("Sáp nhập"),
        ChangeKind.SPLIT: _("Chia tách"),
        ChangeKind.DISSOLVED: _("Giải thể"),
        ChangeKind.RECLASSIFIED: _("Đổi cấp, khối, khu vực"),
    },
}
