from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "publishing.submitted_already": _(
        "“%(title)s” của kỳ này đang được trình ký. Chờ kết quả, hoặc nhờ người giữ bước trả lại rồi trình mới."
    ),
    "publishing.name_unfit": _(
        "Tên “%(name)s” không dùng được. Tên có từ 2 đến %(most)s chữ thường không dấu, chữ số và dấu gạch nối."
    ),
    "publishing.name_taken": _("Đã có mẫu báo cáo tên “%(name)s”. Đặt tên khác, hoặc mở mẫu ấy mà sửa."),
    "publishing.name_shipped": _("“%(name)s” là tên của mẫu có sẵn. Đặt cho bản sao một tên khác."),
    "publishing.title_needed": _("Mẫu báo cáo chưa có tiêu đề. Điền “title”."),
    "publishing.name_needed": _("Hệ thức chưa có tên. Đặt một tên ngắn nói nó đối chiếu gì."),
    "publishing.relation_twice": _("Báo cáo này đã có hệ thức tên “%(name)s”. Đặt tên khác."),
    "publishing.not_explained": _(
        "“%(name)s” không khớp: %(left)s so với %(right)s (%(formula)s). Giải trình bằng văn bản rồi ký lại."
    ),
    "publishing.draft_moved_on": _(
        "Bản soạn vừa được người khác sửa. Xem lại bản mới ở dưới rồi làm lại bước này."
    ),
    "publishing.layout_too_big": _("Tệp mẫu lớn hơn %(most)s MB. Bỏ bớt hình rồi tải lên lại."),
    "publishing.layout_unknown_field": _(
        "Mẫu có trường Vun không biết: %(names)s. Sửa tên trường theo danh sách rồi tải lên lại."
    ),
    "publishing.layout_unfit": _(
        "Thử mẫu trên văn bản mẫu không được (%(reason)s). Sửa tệp rồi tải lên lại."
    ),
    "publishing.layout_shipped_already": _("Thể thức này đang dùng mẫu đi kèm."),
    "publishing.no_last_day": _("Kỳ báo cáo chưa có ngày cuối. Chọn ngày cuối kỳ rồi viết lại."),
    "publishing.section_untitled": _("Có mục viết lời mà chưa có tên mục. Đặt tên cho mục ấy."),
    "publishing.words_too_long": _(
        "Lời báo cáo quá dài. Nhiều nhất %(sections)s mục, mỗi mục %(letters)s chữ cái; rút gọn lại."
    ),
    "publishing.words_without_figure": _(
        "Lời báo cáo nhắc tới ô không có số trong bảng: %(names)s. Sửa câu ấy rồi ký lại."
    ),
    "reports.formula_unreadable": _(
        "Không đọc được hệ thức “%(formula)s”. Viết như [hàng/cột] = [hàng/cột] + [báo cáo: hàng/cột]."
    ),
    "reports.report_unknown": _(
        "Không có báo cáo tên “%(name)s”. Xem tên báo cáo trên thanh địa chỉ khi mở báo cáo ấy."
    ),
    "reports.cell_unknown": _(
        "Hệ thức nhắc tới ô “%(name)s”, không có ô đó. Xem mã hàng, mã cột của báo cáo."
    ),
    "reports.yaml_unreadable": _("Không đọc được mẫu ở dòng %(line)s. Sửa cách viết rồi xem lại."),
}
