from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "approvals.steps_count": _("Quy trình cần từ 1 đến %(most)s bước. Thêm hoặc bớt bước."),
    "approvals.step_unnamed": _(
        "Bước %(number)s chưa có tên, hoặc tên dài quá %(most)s ký tự. Sửa tên bước."
    ),
    "approvals.role_cannot_read": _(
        "Bước %(number)s: vai trò %(role)s không được xem loại hồ sơ này. Chọn vai trò khác."
    ),
    "approvals.unit_to_name": _(
        "Bước %(number)s: chọn đơn vị khi cấp là “Đơn vị chỉ định”, và để trống trong các trường hợp khác."
    ),
    "approvals.step_numbers": _(
        "Bước %(number)s: thời hạn từ 0 đến %(days)s ngày, số người ký từ 1 đến %(signers)s. Sửa lại."
    ),
    "approvals.late_without_days": _(
        "Bước %(number)s chuyển lên cấp khác khi quá hạn nhưng chưa có thời hạn. Ghi số ngày làm việc."
    ),
    "approvals.returns_forward": _(
        "Bước %(number)s chỉ trả lại được cho người trình hoặc một bước đứng trước. Chọn lại."
    ),
    "approvals.last_cannot_decide": _(
        "Bước cuối ghi số quyết định nên phải do vai trò được ghi sổ văn bản làm; %(role)s thì không. Đổi vai trò."
    ),
    "approvals.route_unnamed": _("Chưa có tên quy trình, hoặc tên dài quá %(most)s ký tự. Sửa tên."),
    "approvals.route_there_already": _(
        "Đã có quy trình “%(name)s” cho đúng phạm vi này từ %(start_on)s. Sửa quy trình đó, hoặc chọn phạm vi khác."
    ),
    "approvals.route_in_use": _(
        "Đã có hồ sơ trình theo quy trình này. Chọn ngày sau %(start_on)s; hồ sơ cũ vẫn theo bước cũ."
    ),
    "approvals.route_over": _("Quy trình “%(name)s” đã hết hiệu lực. Tải lại trang."),
    "approvals.submitted_already": _("“%(title)s” đang được trình rồi. Tải lại trang."),
    "approvals.last_signature": _(
        "“%(title)s” đang ở chữ ký cuối cùng: mở hồ sơ để ghi quyết định hoặc xem hệ quả rồi duyệt."
    ),
    "approvals.steps_left": _(
        "“%(title)s” chưa đến lượt duyệt cuối: còn bước “%(step)s”. Ký bước của anh/chị ở trang hồ sơ trình."
    ),
    "approvals.not_your_turn": _(
        "“%(title)s” đang ở bước “%(step)s”, chưa đến lượt anh/chị. Xem ai đang giữ ở trang hồ sơ trình."
    ),
    "approvals.own_submission": _(
        "Anh/chị là người trình “%(title)s” nên không tự duyệt được. Để người khác giữ bước này ký."
    ),
    "approvals.about_self": _(
        "“%(title)s” là hồ sơ về chính anh/chị, hoặc người anh/chị ký thay, nên anh/chị không ký. Để người khác giữ "
        "bước này ký; đơn vị không còn ai thì cấp trên ký."
    ),
    "approvals.signed_already": _("Anh/chị đã ký bước này của “%(title)s”. Còn chờ người khác ký."),
    "approvals.signed_before": _("Anh/chị đã ký “%(title)s”; hồ sơ nay đang ở bước “%(step)s”."),
    "approvals.moved_on": _("“%(title)s” vừa có người khác xử lý. Tải lại trang để xem."),
    "approvals.over": _("“%(title)s” không còn chờ duyệt. Tải lại trang."),
    "approvals.step_does_not_return": _(
        "Bước “%(step)s” không trả lại hồ sơ. Duyệt, hoặc ghi ý kiến cho người trình."
    ),
    "approvals.reason_needed": _("Chưa ghi nội dung. Viết ngắn gọn để người nhận biết phải làm gì."),
    "approvals.none_chosen": _("Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ."),
    "approvals.goes_by_steps": _(
        "Tỉnh đã đặt quy trình nhiều bước cho báo cáo này. Bấm “Trình ký” để hồ sơ đi theo từng bước."
    ),
}
