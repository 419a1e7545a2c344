from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "statements.no_title": _("Chưa có tên báo cáo. Ghi tên như trên báo cáo."),
    "statements.too_long": _("Tên hoặc nguồn dài hơn %(most)s chữ. Viết gọn lại."),
    "statements.dates_reversed": _("Ngày cuối kỳ sớm hơn ngày đầu kỳ. Sửa một trong hai ngày."),
    "statements.no_last_day": _("Chưa có ngày cuối kỳ. Ghi ngày cuối của kỳ báo cáo."),
    "statements.changed_meanwhile": _(
        "Báo cáo này vừa được người khác sửa hoặc bỏ; chưa lưu gì. Mở lại báo cáo ở thẻ khác, xem bản mới rồi sửa tiếp."
    ),
    "statements.unknown_figure": _(
        "Báo cáo kê tay không có số mang mã “%(name)s”. Mở lại trang rồi chọn lại."
    ),
    "statements.too_many_figures": _("Báo cáo có nhiều hơn %(most)s số. Tách thành nhiều báo cáo."),
}
