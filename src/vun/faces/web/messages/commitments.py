from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "commitments.below_zero": _("Con số không được nhỏ hơn 0. Sửa lại."),
    "commitments.rate_out_of_range": _("Mức giảm phải từ 0 đến 100%%. Sửa lại."),
    "commitments.no_months_owed": _(
        "Chưa có số tháng phải phục vụ (T1). Nhập T1, hoặc nhập thời gian học để tính."
    ),
    "commitments.no_instalments": _("Số kỳ trả phải từ 1 trở lên. Sửa lại."),
    "commitments.no_law": _(
        "Chưa có quy định về cam kết phục vụ cho đối tượng này vào ngày %(on)s. Kiểm tra ngày cử đi học."
    ),
    "commitments.no_post": _(
        "%(name)s chưa có chức vụ vào ngày %(on)s. Cập nhật chức vụ trước khi ghi cam kết."
    ),
    "commitments.study_out_of_order": _(
        "Ngày học cuối phải từ ngày bắt đầu học %(start_on)s trở đi. Sửa một trong hai ngày."
    ),
    "commitments.graduated_before_study": _(
        "Ngày tốt nghiệp phải sau ngày bắt đầu học %(start_on)s. Sửa ngày tốt nghiệp."
    ),
    "commitments.not_served": _("Còn %(left)s tháng chưa phục vụ. Kết thúc khi đã phục vụ đủ."),
    "commitments.reason_needed": _("Chưa ghi lý do. Ghi lý do."),
    "commitments.is_over": _("Cam kết của %(name)s đã kết thúc. Tải lại trang để xem kết quả."),
    "commitments.no_amount": _("Số tiền phải lớn hơn 0. Sửa số tiền."),
    "commitments.claimed_already": _("Khoản đền bù của cam kết này đã được tính. Tải lại trang."),
    "commitments.no_such_case": _("%(law)s không buộc đền bù trong trường hợp này. Chọn trường hợp khác."),
    "commitments.case_does_not_fit": _(
        "Trường hợp này không khớp với kết quả học: chưa tốt nghiệp là trường hợp trong khi học, "
        "đã tốt nghiệp là trường hợp sau khi học. Chọn lại trường hợp, hoặc ghi ngày tốt nghiệp trước."
    ),
    "commitments.no_cost": _("Chưa ghi chi phí đào tạo nào. Ghi chi phí thực tế trước khi tính đền bù."),
    "commitments.paid_already": _("Kỳ này đã ghi trả. Tải lại trang."),
    "commitments.claim_moved_on": _("Khoản đền bù đã chuyển bước. Tải lại trang để xem."),
}
