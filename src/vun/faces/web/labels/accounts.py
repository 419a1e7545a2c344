from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.records.accounts.domain import Role

LABELS = {
    Role: {
        Role.PLANNER: _("Người lập kế hoạch"),
        Role.UNIT_OFFICER: _("Cán bộ tổ chức của đơn vị"),
        Role.REGISTRAR: _("Giáo vụ"),
        Role.LECTURER: _("Giảng viên"),
        Role.ACCOUNTANT: _("Kế toán"),
        Role.LEADER: _("Lãnh đạo"),
        Role.CADRE: _("Cán bộ, công chức"),
        Role.INSPECTOR: _("Thanh tra, kiểm tra"),
        Role.ADMINISTRATOR: pgettext_lazy("role", "Quản trị"),
    },
}
