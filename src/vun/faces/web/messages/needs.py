from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "needs.already_registered": _("Đã đăng ký “%(programme)s” cho %(person)s. Chọn chương trình khác."),
    "needs.answer_missing": _("Chưa trả lời “%(label)s”. Trả lời mục này."),
    "needs.answer_not_a_number": _("“%(label)s” cần một số nguyên. Gõ lại."),
    "needs.answer_not_an_option": _("“%(label)s” chỉ nhận một trong các mục cho sẵn. Chọn lại."),
    "needs.answer_not_yes_or_no": _("“%(label)s” chỉ nhận có hoặc không. Chọn lại."),
    "needs.answers_missing": _(
        "Còn %(needs)s nhu cầu chưa trả lời câu hỏi bắt buộc của đợt. Trả lời rồi ký."
    ),
    "needs.choice_without_options": _(
        "“%(label)s” cần ít nhất hai mục khác nhau để chọn. Ghi mỗi mục một dòng."
    ),
    "needs.days_out_of_order": _(
        "Hạn nộp %(closes_on)s sớm hơn ngày mở %(opens_on)s. Sửa một trong hai ngày."
    ),
    "needs.name_missing": _("Chưa có tên đợt khảo sát. Gõ tên."),
    "needs.nobody_to_ask": _("%(unit)s và các đơn vị trực thuộc chưa có ai. Chọn đơn vị khác."),
    "needs.person_elsewhere": _(
        "%(person)s không công tác tại %(unit)s. Đăng ký ở phiếu của đơn vị người đó."
    ),
    "needs.priority_unknown": _("Mức ưu tiên là 1, 2 hoặc 3. Chọn lại."),
    "needs.question_without_label": _(
        "Câu hỏi %(number)s chưa có nội dung. Ghi nội dung hoặc bỏ câu hỏi này."
    ),
    "needs.reason_missing": _("Chưa ghi lý do trả lại. Ghi cần sửa chỗ nào."),
    "needs.round_closed": _("Đợt “%(round)s” đã kết thúc, không sửa được nữa."),
    "needs.sheets_below_not_accepted": _(
        "Còn %(sheets)s phiếu của đơn vị trực thuộc chưa được duyệt. Duyệt các phiếu đó trước."
    ),
    "needs.year_unknown": _("Năm phải trong khoảng %(first_year)s–%(last_year)s. Gõ lại năm."),
    "needs.wrong_state": _("Phiếu của %(unit)s đang ở trạng thái “%(state)s”, không làm được việc này."),
}
