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
    "commitments.graduated_in_future": _(
        "Ngày tốt nghiệp %(graduated_on)s chưa tới. Ghi khi đã có văn bằng, theo ngày trên văn bằng."
    ),
    "commitments.studied_after_graduation": _(
        "Ngày học cuối %(study_end_on)s sau ngày tốt nghiệp %(graduated_on)s. Sửa một trong hai ngày."
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
    "commitments.no_cost": _(
        "Chưa ghi chi phí đào tạo nào do cơ quan cử đi học chi trả. Ghi chi phí thực tế trước khi tính đền bù; "
        "người học tự chi toàn bộ thì không phải đền bù, dùng “Miễn cam kết”."
    ),
    "commitments.nothing_due": _(
        "Đã phục vụ %(served)s tháng, đủ %(owed)s tháng phải phục vụ, nên không phải đền bù. Dùng “Kết thúc cam kết”."
    ),
    "commitments.happened_before": _("Ngày xảy ra phải từ ngày %(since)s trở đi. Sửa ngày xảy ra."),
    "commitments.happened_in_future": _(
        "Ngày xảy ra %(happened_on)s chưa tới nên chưa ghi được. "
        "Muốn biết trước số tiền thì tính thử ở trang “Tính đền bù chi phí đào tạo”."
    ),
    "commitments.source_not_senders": _(
        "Chỉ ghi nguồn kinh phí cho khoản do cơ quan cử đi học chi. Bỏ nguồn, hoặc sửa người chi."
    ),
    "commitments.service_out_of_order": _(
        "Ngày thôi việc phải từ ngày tốt nghiệp %(start_on)s trở đi. Sửa một trong hai ngày."
    ),
    "commitments.month_from_days": _("Số ngày lẻ phải từ 1 đến %(most)s. Sửa lại."),
    "commitments.figure_from_one": _("Con số phải từ 1 trở lên. Sửa lại."),
    "commitments.decided_before": _(
        "Quyết định đền bù phải từ ngày xảy ra %(on)s trở đi. Sửa ngày quyết định, hoặc chọn quyết định khác."
    ),
    "commitments.paid_out_of_order": _(
        "Ngày trả phải từ ngày quyết định %(decided_on)s đến hôm nay %(on)s. Sửa ngày trả."
    ),
    "commitments.paid_already": _("Kỳ này đã ghi trả. Tải lại trang."),
    "commitments.not_paid": _("Kỳ này chưa ghi trả. Tải lại trang."),
    "commitments.claim_moved_on": _("Khoản đền bù đã chuyển bước. Tải lại trang để xem."),
}
