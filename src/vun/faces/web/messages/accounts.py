from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "accounts.delegated_to_oneself": _("Không thể uỷ quyền cho chính mình. Chọn người khác."),
    "accounts.nothing_to_delegate": _(
        "%(user)s không giữ vai trò nào được duyệt nên không có gì để uỷ quyền."
    ),
    "accounts.delegation_document_missing": _("Chưa có văn bản uỷ quyền. Ghi số, ký hiệu của văn bản."),
    "accounts.delegation_days": _("Ngày hết uỷ quyền phải sau ngày bắt đầu và sau hôm nay. Sửa ngày."),
    "accounts.delegated_already": _(
        "Đã có uỷ quyền cho %(user)s trong những ngày này. Chọn ngày khác, hoặc kết thúc uỷ quyền cũ trước."
    ),
    "accounts.delegation_over": _("Uỷ quyền này đã hết. Tải lại trang."),
    "accounts.already_active": _("%(user)s đang đăng nhập được rồi. Không cần mở lại."),
    "accounts.full_name_missing": _("Chưa có họ và tên. Nhập họ và tên."),
    "accounts.inactive": _("Tài khoản %(user)s đã ngừng hoạt động. Mở lại tài khoản trước."),
    "accounts.last_administrator": _(
        "%(user)s là người quản trị cuối cùng của tỉnh. Giao vai trò này cho người khác trước."
    ),
    "accounts.not_oneself": _("Không thể tự ngừng tài khoản của mình. Nhờ người quản trị khác."),
    "accounts.password_entirely_numeric": _("Mật khẩu mới chỉ có chữ số. Thêm chữ cái."),
    "accounts.password_too_common": _("Mật khẩu mới quá phổ biến, dễ bị đoán. Chọn mật khẩu khác."),
    "accounts.password_too_short": _("Mật khẩu mới ngắn quá. Gõ ít nhất %(min_length)s ký tự."),
    "accounts.password_too_similar": _("Mật khẩu mới giống tên của anh/chị. Chọn mật khẩu khác."),
    "accounts.unit_ended": _("%(unit)s đã chấm dứt từ %(end_on)s. Chọn đơn vị đang hoạt động."),
    "accounts.username_malformed": _(
        "Tên đăng nhập “%(username)s” không hợp lệ. Dùng 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch."
    ),
    "accounts.username_taken": _("Đã có người dùng tên đăng nhập “%(username)s”. Chọn tên khác."),
}
