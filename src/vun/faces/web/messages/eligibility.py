from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "eligibility.bad_terms": _("Điều kiện chưa đủ hoặc không đúng (%(parts)s). Xem lại các ô của điều kiện."),
    "eligibility.no_condition": _("Chưa có điều kiện nào. Điền ít nhất một điều kiện."),
    "eligibility.field_needed": _("Chưa nhập. Nhập mục này."),
    "eligibility.period_empty": _(
        "Ngày hết hiệu lực phải sau ngày bắt đầu %(start_on)s. Sửa một trong hai ngày."
    ),
    "eligibility.starts_before_predecessor": _(
        "Quy định đang có bắt đầu từ %(start_on)s. Chọn ngày hiệu lực sau ngày đó."
    ),
    "eligibility.overlaps": _(
        "“%(name)s” (từ %(start_on)s) đã có hiệu lực trong thời gian này. "
        "Kết thúc quy định đó trước, hoặc chọn ngày khác."
    ),
    "eligibility.ends_before_start": _(
        "Quy định bắt đầu từ %(start_on)s. Chọn ngày hết hiệu lực sau ngày đó."
    ),
    "eligibility.ended_already": _("Quy định này đã hết hiệu lực trước ngày đó. Chọn ngày sớm hơn."),
    "eligibility.verified_already": _("Quy định này đã được xác nhận. Tải lại trang."),
}
