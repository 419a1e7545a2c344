from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "sending.line_not_in_force": _(
        "Dòng này chưa có trong kế hoạch được duyệt. Đề cử sau khi kế hoạch được duyệt."
    ),
    "sending.nobody_chosen": _("Chưa chọn ai. Đánh dấu ít nhất một người."),
    "sending.nominated_already": _("%(name)s đã được đề cử cho lớp này. Bỏ chọn người này."),
    "sending.exception_needs_reason": _(
        "%(name)s đang vướng điều kiện. Ghi lý do đề nghị ngoại lệ, hoặc bỏ chọn người này."
    ),
    "sending.some_cannot_be_sent": _(
        "%(count)s người chưa gửi được. Xem lý do ở từng dòng, chưa ai được gửi."
    ),
    "sending.not_waiting": _(
        "Trong %(chosen)s đề cử đã chọn chỉ còn %(waiting)s đang chờ duyệt. Tải lại danh sách rồi chọn lại."
    ),
    "sending.reason_needed": _("Chưa ghi lý do. Ghi lý do để đơn vị biết cách xử lý."),
    "sending.is_over": _("Đề cử của %(name)s đã kết thúc. Tải lại trang để xem kết quả."),
    "sending.enrolled_already": _(
        "%(name)s đã có tên trong lớp. Cho thôi học ở trang lớp thay vì rút đề cử."
    ),
}
