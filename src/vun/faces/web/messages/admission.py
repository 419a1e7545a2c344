from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "admission.answered_already": _("Đăng ký này đã được trả lời hoặc đã rút. Tải lại trang."),
    "admission.asked_already": _("Đã đăng ký “%(name)s” rồi. Mở đăng ký đó để xem trả lời."),
    "admission.candidate_over": _("%(name)s không còn ở bước này. Tải lại trang."),
    "admission.cost_below_zero": _("Chi phí không được nhỏ hơn 0. Gõ lại."),
    "admission.criterion_broken": _(
        "Mỗi tiêu chí có tên và điểm cao nhất lớn hơn 0, không quá 1.000. Sửa lại."
    ),
    "admission.days_out_of_order": _(
        "Ngày kết thúc sớm hơn ngày bắt đầu %(start_on)s. Sửa một trong hai ngày."
    ),
    "admission.deadline_past": _("Hạn này đã qua. Chọn hôm nay hoặc một ngày sau."),
    "admission.more_than_asked": _("Chỉ đăng ký %(asked)s người. Giao không quá số này."),
    "admission.more_than_offered": _("Lớp chỉ có %(places)s chỗ. Đăng ký không quá số này."),
    "admission.more_than_places": _(
        "Chọn %(admitted)s người trúng tuyển nhưng chỉ có %(places)s chỗ. Chuyển bớt sang danh sách chờ."
    ),
    "admission.no_criteria": _("Chưa có tiêu chí chấm điểm. Ghi ít nhất một tiêu chí."),
    "admission.no_outcome": _(
        "Chưa chọn kết quả của %(name)s. Chọn trúng tuyển, chờ hoặc không trúng tuyển."
    ),
    "admission.no_places": _("Số người phải từ 1 trở lên. Sửa lại."),
    "admission.no_points": _("%(name)s chưa đủ điểm các tiêu chí. Nhập đủ điểm rồi quyết định."),
    "admission.no_post": _("%(name)s chưa có chức vụ trong ngày này nên chưa đăng ký qua đơn vị nào được."),
    "admission.nobody_entered": _("Đợt “%(name)s” chưa có ai dự tuyển. Đưa người được đề cử vào trước."),
    "admission.not_filled": _("Chưa nhập. Nhập mục này theo văn bản."),
    "admission.of_other_line": _("Lớp hoặc thông báo này thuộc dòng kế hoạch khác. Chọn lại."),
    "admission.offer_has_no_line": _(
        "“%(name)s” chưa gắn với dòng kế hoạch nào đang thực hiện, nên chưa có chỉ tiêu để giao. Sửa thông báo trước."
    ),
    "admission.offer_for_others": _(
        "“%(name)s” không đăng cho %(unit)s. Chọn đơn vị thuộc nơi đăng thông báo, hoặc hỏi nơi đăng."
    ),
    "admission.offer_over": _("“%(name)s” đã hết hạn hoặc đã đóng, không đăng ký hay sửa được nữa."),
    "admission.offer_used_up": _("Thông báo này chỉ còn %(left)s chỗ. Giao ít hơn."),
    "admission.passed_over": _(
        "%(name)s nhiều điểm hơn người trúng tuyển. Ghi lý do của hội đồng, hoặc chọn lại kết quả."
    ),
    "admission.points_out_of_range": _("Điểm phải từ 0 đến %(most)s. Sửa lại."),
    "admission.reason_needed": _("Chưa ghi lý do. Ghi lý do để người liên quan biết."),
    "admission.round_closed": _("Đợt xét tuyển đã hết hạn nhận người từ %(closes_on)s."),
    "admission.round_open_already": _("“%(title)s” đang có một đợt xét tuyển. Kết thúc đợt đó trước."),
    "admission.round_over": _("Đợt “%(name)s” đã kết thúc hoặc đã huỷ, không sửa được nữa."),
    "admission.still_selecting": _(
        "%(names)s đang được xét ở đợt “%(round)s”. Quyết định kết quả của đợt, hoặc bỏ chọn những người này."
    ),
    "people.twin_requests": _("Hai hồ sơ cùng đăng ký một thông báo chiêu sinh."),
}
