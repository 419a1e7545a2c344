from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "registers.day_unnamed": _("Chưa nhập. Ghi dịp nghỉ hoặc lý do làm bù."),
    "registers.days_out_of_order": _(
        "Ngày cuối phải từ ngày đầu %(first_on)s trở đi. Sửa một trong hai ngày."
    ),
    "registers.too_many_days": _("Mỗi lần ghi không quá %(most)s ngày liền. Chia thành nhiều lần."),
    "registers.basis_circle": _("Văn bản %(number)s lại căn cứ vào chính %(decision)s. Bỏ căn cứ này ra."),
    "registers.basis_later": _(
        "Căn cứ %(number)s ban hành ngày %(issued_on)s, sau ngày %(decision_on)s của văn bản. "
        "Sửa ngày hoặc bỏ căn cứ này."
    ),
    "registers.decision_exists": _(
        "Văn bản số %(number)s ngày %(issued_on)s của %(issuer)s đã có trong sổ. Mở văn bản ấy thay vì ghi lại."
    ),
    "registers.decision_in_use": _(
        "Đang có %(count)s mục dựa vào văn bản %(number)s nên không xoá được. Sửa lại văn bản nếu ghi sai."
    ),
    "registers.file_empty": _("Tệp %(name)s không có nội dung. Chọn lại tệp."),
    "registers.file_is_not": _(
        "Nội dung tệp %(name)s không phải loại %(type)s. Lưu lại đúng loại rồi tải lên."
    ),
    "registers.file_too_big": _(
        "Tệp %(name)s lớn hơn %(most)s MB. Nén hoặc quét lại ở độ phân giải thấp hơn."
    ),
    "registers.file_type": _("Không nhận tệp %(name)s. Dùng một trong các loại: %(types)s."),
    "registers.issuer_missing": _("Chưa có cơ quan ban hành. Nhập tên cơ quan."),
    "registers.job_broke": _(
        "Việc bị dừng vì lỗi của hệ thống. Báo người quản trị mã %(reference)s rồi thử lại sau."
    ),
    "registers.job_refused": _("Quyền của anh/chị đã thay đổi nên việc này không làm được nữa."),
    "registers.job_kind_unknown": _("Hệ thống không biết làm việc loại %(kind)s. Báo người quản trị."),
    "registers.job_over": _("Việc này đã xong hoặc đã dừng, không huỷ được nữa."),
    "registers.number_missing": _("Chưa có số, ký hiệu văn bản. Nhập số, ký hiệu."),
    "registers.period_empty": _(
        "Giai đoạn kết thúc %(end_on)s không sau ngày bắt đầu %(start_on)s. Sửa một trong hai ngày."
    ),
    "registers.period_without_start": _(
        "Giai đoạn có ngày kết thúc mà chưa có ngày bắt đầu. Nhập ngày bắt đầu."
    ),
    "registers.subject_missing": _("Chưa có trích yếu. Nhập trích yếu nội dung."),
    "registers.worker_lost": _("Máy làm việc đã dừng giữa chừng. Yêu cầu lại việc này."),
}
