from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "reports.unknown_unit": _("Không có đơn vị nào mang mã %(unit_code)s. Xem mã đơn vị ở trang Đơn vị."),
    "reports.unknown_report": _("Không có báo cáo nào tên %(name)s. Các báo cáo có sẵn: %(names)s."),
    "reports.unknown_suffix": _("Tệp %(name)s phải có đuôi %(suffixes)s. Đổi đuôi tệp rồi lập lại."),
    "reports.dates_reversed": _(
        "Ngày cuối kỳ %(last_day)s sớm hơn ngày đầu kỳ %(first_day)s. Sửa một trong hai ngày."
    ),
    "reports.cannot_write": _(
        "Không ghi được tệp %(name)s (%(reason)s). Chọn nơi khác hoặc kiểm tra quyền ghi."
    ),
}
