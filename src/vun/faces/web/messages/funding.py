from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "funding.amount_below_zero": _("Số tiền không được nhỏ hơn 0. Gõ lại số tiền."),
    "funding.amount_too_large": _("Số tiền quá lớn, nhiều nhất là %(most)s đồng. Kiểm tra rồi gõ lại."),
    "funding.field_empty": _("Mục này còn trống. Điền vào."),
    "funding.norm_begins_later": _("Định mức này đã có mức áp dụng từ %(start_on)s. Chọn ngày sau ngày đó."),
    "funding.source_ended": _("%(source)s chỉ có đến trước %(valid_to)s. Chọn nguồn khác hoặc năm trước đó."),
    "funding.year_unknown": _("Năm phải trong khoảng %(first_year)s–%(last_year)s. Gõ lại năm."),
}
