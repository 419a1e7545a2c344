from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "eligibility.bad_terms": _("Điều kiện chưa đủ hoặc không đúng (%(parts)s). Xem lại các ô của điều kiện."),
    "eligibility.part_unclear": _("Chưa điền, hoặc số ngoài giới hạn hợp lý. Điền mục này."),
    "eligibility.nobody_can_meet": _(
        "Các điều kiện trái nhau: không ai đạt được cùng lúc. Sửa các con số hoặc bỏ bớt một điều kiện."
    ),
    "eligibility.one_sex_cannot_meet": _(
        "Các điều kiện trái nhau với giới tính “%(sex)s”: không ai đạt được cùng lúc. Sửa các con số, hoặc chọn giới"
        " tính mà điều kiện áp dụng."
    ),
    "eligibility.excuses_itself": _(
        "Một điều kiện không miễn cho chính nó. Chọn điều kiện khác, hoặc không chọn."
    ),
    "eligibility.unknown_code": _("Không có mã %(codes)s trong danh mục. Chọn lại trong danh sách."),
    "eligibility.no_condition": _("Chưa có điều kiện nào. Điền ít nhất một điều kiện."),
}
