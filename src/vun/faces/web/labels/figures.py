from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.engines.figures import Qualifier, RelationType, Status

LABELS = {
    Qualifier: {
        Qualifier.EXACT: _("đúng"),
        Qualifier.OVER: _("trên"),
        Qualifier.AT_LEAST: _("ít nhất"),
        Qualifier.UNDER: _("gần"),
        Qualifier.ABOUT: _("khoảng"),
    },
    RelationType: {
        RelationType.SUM: _("Tổng"),
        RelationType.RATIO: _("Tỷ lệ"),
        RelationType.DIFFERENCE: _("Hiệu"),
        RelationType.PRODUCT: _("Tích"),
        RelationType.SUBSET: _("Bộ phận"),
        RelationType.IMPLIED_SUM: _("Tổng suy ra"),
        RelationType.IMPLIED_RATIO: _("Tỷ lệ suy ra"),
        RelationType.RANGE: pgettext_lazy("figures", "Khoảng"),
        RelationType.EQUAL: _("Bằng nhau"),
        RelationType.ORDER: _("Thứ tự"),
    },
    Status: {
        Status.RECONCILES: _("Khớp"),
        Status.CONSISTENT: _("Khớp nhờ từ chỉ mức độ"),
        Status.PARTIAL: _("Chỉ liệt kê một phần"),
        Status.TRUNCATED: _("Cắt bớt, không làm tròn"),
        Status.IMPLIED: _("Suy ra, báo cáo không nêu"),
        Status.MISMATCH: _("Không khớp"),
    },
}
