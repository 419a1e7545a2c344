from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "sending.line_not_in_force": _(
        "Dòng này chưa có trong kế hoạch được duyệt. Đề cử sau khi kế hoạch được duyệt."
    ),
    "sending.more_than_left": _(
        "Đã chọn %(chosen)s người nhưng chỉ còn %(left)s chỉ tiêu. Bỏ chọn bớt, hoặc đưa vào danh sách chờ."
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
    "sending.exception_not_signed": _(
        "%(names)s cần ngoại lệ có đủ lý do, tệp minh chứng và người ký. Bổ sung ở trang đề cử, rồi duyệt lại."
    ),
    "sending.signs_for_self": _("Người được đề cử không thể tự ký ngoại lệ cho mình. Chọn người khác."),
    "sending.signer_below_level": _(
        "%(name)s không giữ chức vụ lãnh đạo thuộc diện được ký ngoại lệ. Chọn người ký khác."
    ),
    "sending.not_of_unit": _(
        "Anh/chị không có chức vụ ở %(unit)s trong ngày này. Xin đi học qua đơn vị đang công tác."
    ),
    "sending.not_sent": _("%(name)s chưa có quyết định cử đi học. Duyệt cử trước khi ghi cam kết."),
    "sending.committed_already": _("Cam kết phục vụ của %(name)s đã được ghi. Tải lại trang."),
    "sending.percent_out_of_range": _("Tỷ lệ phải từ 0 đến 100%%. Sửa lại."),
    "sending.nobody_signs": _("Chưa chọn diện quản lý nào. Chọn ít nhất một diện được ký ngoại lệ."),
    "sending.policy_there_already": _("Đã có quy định từ ngày này hoặc sau đó. Chọn ngày muộn hơn."),
    "sending.paper_field_needed": _("Chưa nhập. Nhập mục này, văn bản không được để trống."),
    "sending.twice_on_list": _("Có người xuất hiện hai lần trong danh sách. Bỏ bớt rồi làm lại."),
    "sending.not_ready_for_paper": _(
        "Trong %(chosen)s người đã chọn chỉ có %(ready)s người ở đúng bước cho văn bản này. Chọn lại."
    ),
    "sending.key_passphrase": _("Không mở được tệp chữ ký số: sai mật khẩu, hoặc không phải tệp .p12, .pfx."),
    "sending.key_no_key": _(
        "Không có khoá ký và chứng thư trong tệp hay thiết bị này. Chọn tệp, thiết bị khác."
    ),
    "sending.key_expired": _("Chứng thư số đã hết hạn hoặc chưa có hiệu lực. Dùng chứng thư khác."),
    "sending.key_token": _(
        "Không mở được thiết bị ký số: sai mã PIN, hoặc thiết bị chưa cắm. Kiểm tra rồi thử lại."
    ),
    "sending.signed_already": _("Văn bản đã có chữ ký số này. Xem bản đã ký ở trang văn bản."),
    "sending.no_paper_chosen": _("Chưa chọn văn bản nào. Đánh dấu ít nhất một văn bản."),
    "sending.no_pdf": _("Tệp %(name)s không phải PDF, hoặc đã hỏng. Chọn tệp khác."),
    "sending.template_unknown_field": _(
        "Mẫu có trường không có trong danh sách: %(names)s. Sửa tên trường theo danh sách rồi tải lên lại."
    ),
    "sending.template_unknown_field_at": _(
        "Mẫu có trường không có trong danh sách: %(names)s. Tìm chỗ ấy trong Word, sửa tên trường theo danh sách rồi "
        "tải lên lại."
    ),
    "sending.template_reaches_beyond": _(
        "Tệp %(name)s có macro, điều khiển, hoặc có hình, đoạn văn, mẫu lấy từ ngoài tệp. Chèn hình thẳng vào tệp thay "
        "cho liên kết, lưu thành văn bản Word thường (.docx) không có macro rồi tải lên."
    ),
    "sending.template_names_nobody": _(
        "Mẫu chưa có chỗ ghi họ tên. Thêm bảng danh sách có một dòng với {{ ho_ten }}, hoặc ghi {{ ho_ten }} trong lời "
        "văn nếu mỗi văn bản chỉ về một người."
    ),
    "sending.template_for_one": _(
        "Mẫu Word %(name)s của cơ quan không có bảng danh sách nên chỉ dùng cho từng người, mà văn bản này về "
        "%(people)s người. Chọn “Mỗi người một văn bản”, hoặc thay mẫu có bảng danh sách."
    ),
    "sending.register_unknown": _(
        "Chưa có sổ văn bản nào của %(organ)s, ký hiệu %(sign)s, theo thể thức đã chọn. Gõ sai thì sửa tên, ký hiệu; "
        "nếu đây là văn bản đầu tiên của cơ quan thì đánh dấu “Mở sổ mới”: số bắt đầu từ 01."
    ),
    "sending.register_like_another": _(
        "Chưa có sổ văn bản nào của %(organ)s, ký hiệu %(sign)s, theo thể thức đã chọn. Gần giống: %(near)s. Gõ sai "
        "thì sửa cho khớp; đúng là cơ quan khác thì đánh dấu “Mở sổ mới”: số bắt đầu từ 01."
    ),
    "sending.template_no_docx": _("Tệp %(name)s không phải văn bản Word (.docx). Chọn tệp khác."),
    "sending.template_without_fields": _(
        "Mẫu chưa có trường nào dạng {{ so_ky_hieu }}. Tải mẫu để bắt đầu, sửa rồi tải lên."
    ),
    "sending.template_not_used": _("Mẫu này không còn dùng. Tải lại trang."),
    "sending.template_broken": _(
        "Mẫu văn bản của tỉnh có lỗi: %(reason)s. Sửa tệp mẫu, hoặc bỏ để dùng mẫu đi kèm."
    ),
    "sending.below_standard": _(
        "%(name)s chưa đạt chuẩn chức danh %(title)s: %(lacking)s. Cử đi học trước, "
        "hoặc để cấp có thẩm quyền cho phép nợ tiêu chuẩn ở đúng đơn vị này, mục Sau đào tạo, thẻ Nợ tiêu chuẩn."
    ),
    "sending.due_in_past": _("Hạn hoàn thiện phải sau hôm nay. Sửa ngày."),
    "sending.leave_given_already": _(
        "%(name)s đã được cho phép nợ tiêu chuẩn chức danh này. Tải lại danh sách."
    ),
    "sending.leave_not_used": _("Chưa bổ nhiệm theo cho phép này nên chưa có gì để kết thúc."),
    "sending.leave_used": _("Cho phép này đã dùng để bổ nhiệm hoặc đã thu hồi. Tải lại danh sách."),
    "sending.still_lacking": _("Vẫn còn thiếu: %(lacking)s. Kết thúc khi đã đủ."),
    "sending.debt_closed_already": _("Khoản nợ tiêu chuẩn này đã kết thúc. Tải lại danh sách."),
    "sending.reason_needed": _("Chưa ghi lý do. Ghi lý do để đơn vị biết cách xử lý."),
    "sending.is_over": _("Đề cử của %(name)s đã kết thúc. Tải lại trang để xem kết quả."),
    "sending.enrolled_already": _(
        "%(name)s đã có tên trong lớp. Cho thôi học ở trang lớp thay vì rút đề cử."
    ),
}
