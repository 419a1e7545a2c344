from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "abroad.days_out_of_range": _("Hạn nộp từ 1 đến %(most)s ngày. Sửa số ngày."),
    "abroad.field_needed": _("Chưa nhập. Nhập mục này."),
    "abroad.days_out_of_order": _("Ngày về phải từ ngày đi %(start_on)s trở đi. Sửa một trong hai ngày."),
    "abroad.no_post": _(
        "%(name)s chưa có chức vụ vào ngày đi %(on)s. Chọn người khác, hoặc cập nhật chức vụ."
    ),
    "abroad.away_then": _(
        "%(name)s đi nước ngoài “%(trip)s” từ %(start_on)s đến %(end_on)s, trùng với đoàn này. "
        "Đổi ngày, hoặc chọn người khác."
    ),
    "abroad.head_there_already": _(
        "Đoàn đã có trưởng đoàn. Chọn vai trò khác, hoặc bỏ trưởng đoàn cũ trước."
    ),
    "abroad.on_list_already": _("%(name)s đã có tên trong đoàn. Chọn người khác."),
    "abroad.is_submitted": _("Đoàn đã trình, không sửa được nữa. Chờ trả lại, hoặc rút về để sửa."),
    "abroad.nobody_on_list": _("Đoàn chưa có ai. Thêm thành viên trước khi trình."),
    "abroad.about_self": _(
        "Anh/chị, hoặc người anh/chị làm thay, đi trong đoàn “%(trip)s” nên không tự điều chỉnh đoàn. "
        "Để người khác có thẩm quyền ghi."
    ),
    "abroad.head_leaves": _(
        "Đoàn phải có trưởng đoàn. Chọn người thay làm trưởng đoàn, hoặc giữ trưởng đoàn cũ."
    ),
    "abroad.letter_not_there": _(
        "Người thay thuộc diện phải được %(authority)s cho phép bằng văn bản mà đoàn chưa có. Chọn người khác, "
        "hoặc huỷ chuyến đi rồi lập lại kèm văn bản cho phép."
    ),
    "abroad.no_head": _("Đoàn chưa có trưởng đoàn. Thêm trưởng đoàn trước khi trình."),
    "abroad.letter_needed": _(
        "Đoàn có người thuộc diện phải được %(authority)s cho phép bằng văn bản. Chọn văn bản cho phép."
    ),
    "abroad.back_out_of_order": _(
        "Ngày về nước phải từ ngày đi %(start_on)s đến hôm nay %(on)s. Sửa ngày về."
    ),
    "abroad.filed_out_of_order": _(
        "Ngày nộp phải từ ngày về nước %(back_on)s đến hôm nay %(on)s. Sửa ngày nộp."
    ),
    "abroad.filed_already": _("Báo cáo này đã nộp. Tải lại trang."),
    "abroad.reports_owed": _("Còn %(count)s báo cáo chưa nộp. Đóng hồ sơ khi đã nộp đủ."),
    "abroad.moved_on": _("Hồ sơ đoàn đã chuyển bước. Tải lại trang để xem."),
    "abroad.reason_needed": _("Chưa ghi lý do. Ghi lý do để đơn vị biết cách xử lý."),
    "people.twin_trips": _("Cả hai hồ sơ đều có tên trong cùng một đoàn đi nước ngoài. Chọn dòng giữ lại."),
}
