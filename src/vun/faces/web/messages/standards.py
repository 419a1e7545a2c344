from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "standards.verified_already": _("Nội dung này đã được xác nhận. Tải lại trang để xem."),
    "standards.no_option": _("Chưa chọn trình độ phải có. Chọn ít nhất một trình độ."),
    "standards.no_scope": _("Chưa nói tiêu chuẩn này áp dụng cho ai. Chọn ít nhất một điều kiện."),
    "standards.period_empty": _(
        "Ngày hết hiệu lực %(end_on)s không sau ngày có hiệu lực %(start_on)s. Sửa một trong hai ngày."
    ),
    "standards.overlaps": _(
        "“%(name)s” đang có hiệu lực từ %(start_on)s trong khoảng thời gian này."
        " Chọn ngày khác, hoặc mở quy định đó và thay thế."
    ),
    "standards.starts_before_predecessor": _(
        "Quy định bị thay thế có hiệu lực từ %(start_on)s. Chọn ngày sau ngày đó."
    ),
    "standards.field_needed": _("Chưa nhập. Nhập mục này."),
    "standards.ends_before_start": _("Phải sau ngày có hiệu lực %(start_on)s. Chọn ngày sau ngày đó."),
    "standards.ended_already": _(
        "Đã hết hiệu lực vào ngày này hoặc sớm hơn. Chọn ngày sớm hơn ngày đang ghi."
    ),
    "standards.programme_there_already": _(
        "Danh mục đã có chương trình “%(name)s” cùng hình thức học trong thời gian này."
        " Sửa chương trình đó, hoặc đổi tên hay ngày có hiệu lực."
    ),
    "standards.unknown_programme": _(
        "Ngày %(on)s không có chương trình nào mang mã %(programme_code)s. Xem mã ở trang Tiêu chuẩn, thẻ Chương trình."
    ),
    "standards.no_days": _("Chương trình phải học ít nhất một ngày. Nhập số ngày học."),
}
