from django.utils.translation import gettext_lazy as _

from vun.records.orgs.domain import Block, ChangeKind, UnitLevel, Zone

LABELS = {
    UnitLevel: {
        UnitLevel.CENTRAL: _("Trung ương"),
        UnitLevel.PROVINCE: _("Tỉnh"),
        UnitLevel.DISTRICT: _("Huyện"),
        UnitLevel.COMMUNE: _("Xã"),
    },
    Block: {
        Block.PARTY: _("Đảng"),
        Block.STATE: _("Chính quyền"),
        Block.FRONT: _("Mặt trận và đoàn thể"),
        Block.SERVICE: _("Đơn vị sự nghiệp công lập"),
    },
    Zone: {
        Zone.I: _("Khu vực I"),
        Zone.II: _("Khu vực II"),
        Zone.III: _("Khu vực III"),
    },
    ChangeKind: {
        ChangeKind.ESTABLISHED: _("Thành lập"),
        ChangeKind.RENAMED: _("Đổi tên"),
        ChangeKind.MOVED: _("Chuyển đơn vị cấp trên"),
        ChangeKind.MERGED: _("Sáp nhập"),
        ChangeKind.SPLIT: _("Chia tách"),
        ChangeKind.DISSOLVED: _("Giải thể"),
    },
}
