from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "delivery.another_number": _(
        "Giấy đang có hiệu lực của người này mang số %(number)s. Gõ đúng số ấy, hoặc tải lại trang nếu vừa cấp lại."
    ),
    "delivery.certified_before_end": _(
        "Ngày cấp sớm hơn ngày lớp hoàn thành (%(finished_on)s). Chọn từ ngày đó trở đi."
    ),
    "delivery.class_full": _(
        "Lớp chỉ còn %(left)s chỗ trong %(capacity)s, cần %(wanted)s chỗ. Bớt người hoặc mở thêm lớp."
    ),
    "delivery.code_taken": _("Mã lớp %(class_code)s đã có. Gõ mã khác, hoặc để trống để hệ thống đánh số."),
    "delivery.cost_item_missing": _("Chưa ghi nội dung chi. Ví dụ: Thù lao giảng viên."),
    "delivery.cost_not_positive": _("Số tiền phải lớn hơn 0. Gõ lại số tiền."),
    "delivery.country_at_home": _(
        "Lớp học trong nước thì không ghi nước đến. Bỏ trống, hoặc chọn nơi học ở nước ngoài."
    ),
    "delivery.day_outside_class": _(
        "Ngày này nằm ngoài thời gian của lớp (%(start_on)s – %(end_on)s). Chọn ngày khác."
    ),
    "delivery.days_out_of_order": _(
        "Ngày kết thúc %(end_on)s sớm hơn ngày bắt đầu %(start_on)s. Sửa một trong hai ngày."
    ),
    "delivery.enrolled_after_end": _("Lớp kết thúc ngày %(end_on)s. Chọn ngày nhập học không sau ngày đó."),
    "delivery.enrolled_already": _("Người này đã có tên trong lớp. Tải lại trang để xem danh sách."),
    "delivery.has_passed": _("%(name)s đủ điều kiện hoàn thành, không kết luận không đạt được."),
    "delivery.has_results": _("Lớp đã có kết quả học tập nên không huỷ được. Kết thúc lớp thay vì huỷ."),
    "delivery.line_not_in_force": _("Dòng này chưa có trong kế hoạch được duyệt. Chọn dòng khác."),
    "delivery.line_of_other_programme": _(
        "Dòng kế hoạch này dành cho chương trình “%(name)s”. Chọn đúng chương trình, hoặc bỏ dòng kế hoạch."
    ),
    "delivery.module_of_other_programme": _("Chuyên đề này thuộc chương trình khác. Chọn lại."),
    "delivery.no_result_rule": _("Chưa có quy định kết quả học tập cho ngày %(day)s. Kiểm tra ngày của lớp."),
    "delivery.no_seats": _("Lớp phải có ít nhất một chỗ. Gõ lại số chỗ."),
    "delivery.nobody_to_certify": _("Không còn ai chờ cấp văn bằng, chứng chỉ của lớp này."),
    "delivery.nobody_to_enrol": _("Không có đề cử nào đã duyệt đang chờ vào lớp này."),
    "delivery.nomination_not_approved": _("Đề cử của %(name)s chưa được duyệt. Duyệt đề cử trước."),
    "delivery.nomination_of_other_line": _("Đề cử của %(name)s dành cho lớp khác. Chọn đúng lớp."),
    "delivery.not_over_yet": _("Lớp còn học đến %(end_on)s. Kết thúc lớp từ ngày đó trở đi."),
    "delivery.not_passed": _(
        "%(name)s chưa hoàn thành được: %(obstacle)s (theo %(source)s). Bổ sung rồi làm lại."
    ),
    "delivery.not_studying": _("%(name)s không còn đang học (%(state)s). Tải lại trang để xem."),
    "delivery.nothing_to_plan": _("Mọi chuyên đề đã có buổi học. Thêm từng buổi nếu cần."),
    "delivery.part_taken": _("%(part)s ngày %(on)s đã có buổi học. Chọn buổi khác."),
    "delivery.reason_needed": _("Chưa ghi lý do. Ghi ngắn gọn lý do."),
    "delivery.revocation_without_reason": _("Chưa ghi lý do thu hồi. Ví dụ: in sai ngày sinh."),
    "delivery.revoked_before_issue": _("Giấy cấp ngày %(issued_on)s. Chọn ngày thu hồi từ ngày đó trở đi."),
    "delivery.score_out_of_range": _("Điểm của %(name)s phải từ 0 đến 10. Gõ lại, ví dụ 7,5."),
    "delivery.session_has_marks": _("Buổi ngày %(on)s đã điểm danh nên không bỏ được. Xoá điểm danh trước."),
    "delivery.still_studying": _(
        "Còn %(count)s người chưa có kết quả (%(names)s…). Nhập điểm, điểm danh đủ, hoặc kết luận từng người."
    ),
    "delivery.too_few_days": _(
        "Còn thiếu chỗ cho %(sessions)s buổi. Lùi ngày kết thúc lớp, hoặc thêm buổi tối và cuối tuần bằng tay."
    ),
    "delivery.wrong_class_state": _("Lớp đang ở trạng thái “%(state)s” nên không làm được việc này."),
}
