from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "exchange.changed_meanwhile": _(
        "Hồ sơ đã thay đổi từ lúc kiểm tra tệp, nên chưa ghi gì. Kiểm tra tệp lần nữa rồi ghi."
    ),
    "export.class_missing": _(
        "Loại này xuất theo lớp. Cho biết mã lớp: --class MÃ, hoặc xuất ở trang của lớp."
    ),
    "export.class_unknown": _("Không có lớp mã %(class_code)s. Kiểm tra lại mã ở trang Lớp học."),
    "export.no_template": _("Loại %(kind)s không có tệp mẫu. Các loại có mẫu: vun export --list."),
    "export.suffix_unknown": _(
        "Không xuất được tệp .%(suffix)s. Đặt tên tệp với một đuôi trong: %(suffixes)s."
    ),
    "export.unknown": _("Không có loại %(kind)s. Các loại: %(names)s."),
}
