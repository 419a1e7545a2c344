from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "plans.amount_below_zero": _("Số tiền không được nhỏ hơn 0. Gõ lại số tiền."),
    "plans.central_below_used": _(
        "Đã đưa %(used)s học viên vào kế hoạch được duyệt, không thể còn %(learners)s. Giảm trong kế hoạch trước."
    ),
    "plans.central_exceeded": _(
        "Chỉ tiêu trung ương giao “%(name)s” chỉ còn %(left)s người. "
        "Giảm số học viên, hoặc ghi chỉ tiêu được giao thêm."
    ),
    "plans.central_issuer_missing": _("Chưa ghi cơ quan giao chỉ tiêu. Gõ tên bộ, ban hoặc học viện."),
    "plans.central_name_missing": _("Chưa có tên chỉ tiêu. Gõ tên lớp hoặc chương trình được giao."),
    "plans.central_of_other_origin": _(
        "Chỉ tiêu trung ương giao chỉ dùng cho dòng có nguồn chỉ tiêu “Trung ương giao”. Sửa một trong hai."
    ),
    "plans.central_of_other_year": _(
        "Chỉ tiêu này trung ương giao cho năm %(year)s. Chọn chỉ tiêu đúng năm."
    ),
    "plans.central_recorded_already": _("“%(name)s” năm %(year)s đã được ghi. Mở chỉ tiêu đó để điều chỉnh."),
    "plans.central_share_of_nothing": _(
        "Chưa chọn chỉ tiêu trung ương giao. Chọn chỉ tiêu, hoặc để trống số theo chỉ tiêu."
    ),
    "plans.central_share_out_of_range": _(
        "Số theo chỉ tiêu trung ương phải từ 1 đến %(learners)s (tổng số học viên). Để trống nếu là tất cả."
    ),
    "plans.class_size_not_positive": _(
        "Mỗi lớp phải có ít nhất một học viên. Gõ số học viên tối đa của một lớp."
    ),
    "plans.closed": _("Kế hoạch “%(plan)s” đã kết thúc, không sửa được nữa."),
    "plans.closed_before_it_began": _(
        "Ngày kết thúc sớm hơn năm đầu của kế hoạch (%(first_year)s). Chọn ngày khác."
    ),
    "plans.code_in_use": _("Mã “%(plan_code)s” đã dùng cho kế hoạch khác. Đặt mã khác."),
    "plans.code_missing": _("Chưa có mã kế hoạch. Đặt một mã ngắn, ví dụ KH-2026."),
    "plans.floors_exceed_line": _(
        "Các đơn vị đã cử %(floors)s người, nhiều hơn %(learners)s học viên của dòng này. Tăng số học viên trước."
    ),
    "plans.learners_below_quotas": _(
        "Đã giao %(allotted)s chỉ tiêu, nhiều hơn %(learners)s học viên. Giảm chỉ tiêu của đơn vị trước."
    ),
    "plans.line_has_fewer_left": _(
        "“%(title)s” chỉ còn %(free)s học viên chưa giao cho đơn vị nào. Giao ít hơn, hoặc điều chỉnh kế hoạch."
    ),
    "plans.line_has_taken_places": _(
        "“%(title)s” đã có %(taken)s người được cử, không bỏ được. Rút các đề cử trước."
    ),
    "plans.line_of_other_version": _("Có dòng không thuộc bản kế hoạch này. Tải lại trang rồi làm lại."),
    "plans.month_unknown": _("Không có tháng %(month)s. Gõ tháng từ 1 đến 12."),
    "plans.months_out_of_order": _(
        "Tháng kết thúc %(last)s trước tháng bắt đầu %(first)s. Sửa một trong hai tháng."
    ),
    "plans.name_missing": _("Chưa có tên kế hoạch. Gõ tên như trong văn bản."),
    "plans.no_learners": _("Chưa có học viên và lớp nào. Ghi số học viên hoặc số lớp, không nhỏ hơn 0."),
    "plans.no_lines": _("Kế hoạch chưa có nội dung nào. Thêm ít nhất một lớp hoặc chương trình rồi trình."),
    "plans.no_needs_chosen": _("Chưa chọn chương trình nào có nhu cầu. Chọn ít nhất một chương trình."),
    "plans.no_place_taken": _("Đơn vị này không có chỗ nào đã dùng để trả lại."),
    "plans.no_quota": _("Đơn vị này không có chỉ tiêu trong kế hoạch đã duyệt."),
    "plans.nobody_to_spread_over": _("Chưa có đơn vị nào để phân bổ. Chọn đơn vị trước."),
    "plans.nothing_approved": _("Kế hoạch chưa được duyệt lần nào. Trình và duyệt trước."),
    "plans.number_too_large": _("Số này quá lớn, nhiều nhất là %(most)s. Kiểm tra rồi gõ lại."),
    "plans.one_month_missing": _(
        "Mới có một trong hai tháng. Ghi cả tháng bắt đầu và tháng kết thúc, hoặc để trống cả hai."
    ),
    "plans.open_version_exists": _(
        "Đã có một bản đang soạn hoặc chờ duyệt. Hoàn thành hoặc huỷ bản đó trước."
    ),
    "plans.parent_is_below": _("“%(parent)s” đã tổng hợp vào chính kế hoạch này. Chọn kế hoạch khác."),
    "plans.parent_not_above": _("“%(parent)s” không phải kế hoạch của đơn vị cấp trên. Chọn kế hoạch khác."),
    "plans.parent_years_differ": _(
        "“%(parent)s” cho các năm %(first_year)s–%(last_year)s, không đủ các năm của kế hoạch này. Chọn kế hoạch khác."
    ),
    "plans.plan_closed_to_places": _("Kế hoạch đã kết thúc, không nhận thêm người."),
    "plans.programme_has_line": _(
        "“%(programme)s” đã có trong kế hoạch. Bỏ chọn chương trình này, hoặc sửa dòng đã có."
    ),
    "plans.quota_below_taken": _(
        "%(unit)s đã cử hoặc chia tiếp %(taken)s chỉ tiêu, không thể còn %(quota)s. Giữ ít nhất bằng số đã dùng."
    ),
    "plans.quota_below_zero": _("Chỉ tiêu không được nhỏ hơn 0. Gõ lại."),
    "plans.quota_grid": _("Có %(lines)s dòng chưa phân bổ đúng. Sửa ở các dòng có thông báo."),
    "plans.passed_on_exceeds": _(
        "Chia %(wanted)s chỉ tiêu nhưng chỉ có %(most)s để chia. Giảm bớt ở một đơn vị."
    ),
    "plans.quota_used_up": _(
        "Đơn vị đã dùng hết %(learners)s chỉ tiêu. Xin thêm chỉ tiêu hoặc rút một đề cử."
    ),
    "plans.quotas_do_not_add_up": _(
        "“%(title)s”: đã giao %(allotted)s trên %(learners)s học viên, còn thiếu %(missing)s. Giao hết rồi trình."
    ),
    "plans.quotas_exceed_line": _(
        "Đã giao %(allotted)s, quá %(excess)s so với %(learners)s học viên. Giảm chỉ tiêu hoặc tăng số học viên."
    ),
    "plans.reason_missing": _("Chưa ghi lý do. Ghi ngắn gọn vì sao."),
    "plans.source_unknown": _("Không có nguồn kinh phí “%(source)s”. Tải lại trang rồi chọn lại."),
    "plans.title_missing": _("Chưa có tên lớp. Chọn chương trình hoặc gõ tên."),
    "plans.too_many_years": _("Một kế hoạch dài nhất %(most)s năm. Rút ngắn lại."),
    "plans.try_again": _("Nhiều người đang đăng ký cùng lúc. Đợi một lát rồi làm lại."),
    "plans.wrong_state": _(
        "Bản kế hoạch này đang ở trạng thái “%(state)s”, không làm được việc này. Tải lại trang để xem."
    ),
    "plans.year_outside_plan": _(
        "Năm %(year)s nằm ngoài kế hoạch %(first_year)s–%(last_year)s. Chọn năm khác."
    ),
    "plans.year_unknown": _("Năm phải trong khoảng %(first_year)s–%(last_year)s. Gõ lại năm."),
    "plans.years_out_of_order": _(
        "Năm cuối %(last_year)s trước năm đầu %(first_year)s. Sửa một trong hai năm."
    ),
    "plans.nobody_chosen": _("Chưa chọn ai. Đánh dấu từng người rồi bấm lại."),
    "plans.proposed_already": _("%(person)s đã có trong dự kiến của nội dung này."),
    "plans.unit_without_quota": _(
        "Đơn vị của %(person)s chưa có chỉ tiêu của nội dung này. Phân bổ chỉ tiêu cho đơn vị trước."
    ),
    "plans.no_places_named": _("Số chỉ tiêu phải từ 1 trở lên. Sửa lại."),
    "plans.reason_needed": _("Chưa ghi lý do. Ghi lý do."),
    "plans.nothing_free": _(
        "Không còn chỉ tiêu trống để trả lại: chỗ nào cũng đã đề cử hoặc chia tiếp. "
        "Rút đề cử, hoặc lấy lại chỗ đã chia."
    ),
    "plans.all_given": _(
        "Dòng này đã giao hết học viên cho các đơn vị. Lấy lại chỉ tiêu của đơn vị khác, hoặc điều chỉnh kế hoạch."
    ),
    "plans.not_so_many_free": _("Chỉ còn %(free)s chỉ tiêu trống. Nhập số không lớn hơn."),
    "plans.lent_by_this_unit": _("Đơn vị này vừa trả lại các chỉ tiêu đó. Chọn đơn vị khác."),
    "plans.too_many_levels": _(
        "Chỉ tiêu đã chia qua nhiều cấp, không chia tiếp được nữa. Đề cử ở đơn vị này."
    ),
    "plans.two_givers": _(
        "%(unit)s đã được %(giver)s giao chỉ tiêu của dòng này. Để %(giver)s điều chỉnh, hoặc thu hết về trước."
    ),
}
