from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "custom.label_missing": _(
        "Chưa đặt tên cho trường bổ sung. Gõ tên như sẽ hiện trên trang, ví dụ Số hiệu công chức."
    ),
    "custom.label_too_long": _(
        "Tên trường dài quá %(longest)s chữ. Rút gọn tên, phần giải thích ghi ở dòng hướng dẫn."
    ),
    "custom.label_taken": _(
        "Đã có trường tên “%(label)s”, đang dùng hoặc đã ngừng dùng. Đặt tên khác, hoặc dùng lại trường đó."
    ),
    "custom.no_choices": _("Chưa có mục nào để chọn. Gõ mỗi mục một dòng."),
    "custom.too_many_choices": _("Quá %(most)s mục để chọn. Bớt mục, hoặc dùng trường kiểu chữ."),
    "custom.choice_too_long": _("Mục “%(choice)s” dài quá %(longest)s chữ. Rút gọn mục này."),
    "custom.too_many_fields": _(
        "Đã có %(most)s trường đang dùng. Ngừng dùng bớt trường không cần nữa trước khi thêm."
    ),
    "custom.too_long": _("“%(label)s” dài quá %(longest)s chữ. Rút gọn lại."),
    "custom.unknown_choice": _(
        "“%(value)s” không có trong các mục của “%(label)s”. Chọn một mục trong danh sách."
    ),
    "custom.choice_taken_for": _("“%(value)s” ở “%(label)s” được hiểu là “%(choice)s”."),
    "custom.number_too_large": _("Số ở “%(label)s” lớn quá %(largest)s. Kiểm tra lại số đã gõ."),
}
