from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "allocation.nothing_wanted": _(
        "Không ai còn thiếu tiêu chuẩn mà chương trình nào đáp ứng được. Kiểm tra tiêu chuẩn và danh mục chương trình."
    ),
    "allocation.no_money": _(
        "Chưa có kinh phí nào để lập phương án cho năm %(year)s. Giao kinh phí theo nguồn trước."
    ),
    "allocation.money_committed": _(
        "Kinh phí năm %(year)s đã dùng hết cho các kế hoạch đã duyệt. Giao thêm kinh phí, hoặc "
        "gõ số tiền vào phương án."
    ),
    "allocation.budget_empty": _("Chưa nhập kinh phí của nguồn nào. Nhập số tiền cho ít nhất một nguồn."),
    "allocation.year_is_past": _("Năm này đã qua. Lập phương án cho năm %(this_year)s trở đi."),
    "allocation.no_options": _("Không có cách mở lớp nào. Kiểm tra địa điểm và hình thức được chọn."),
    "allocation.weight_begins_later": _("Mục này đã có mức áp dụng từ %(start_on)s. Chọn từ ngày đó trở đi."),
    "allocation.group_needed": _("Chọn nhóm chương trình."),
    "allocation.programme_needed": _("Chọn chương trình."),
    "allocation.value_out_of_range": _("Giá trị phải từ 0 đến %(most)s. Gõ lại."),
    "allocation.value_at_least_one": _("Giá trị ít nhất là 1. Gõ lại."),
    "allocation.share_above_whole": _("Tỷ lệ không quá 100 %%. Gõ lại."),
    "allocation.value_not_whole": _("Mục này là số nguyên. Gõ lại."),
    "allocation.name_missing": _("Chưa có tên. Gõ tên."),
    "allocation.venue_needs_unit": _("Địa điểm này cần biết thuộc đơn vị nào. Chọn đơn vị."),
    "allocation.months_missing": _("Cần đủ 12 số, mỗi tháng một số. Gõ lại."),
    "allocation.number_out_of_range": _("Số phải từ 0 đến %(most)s. Gõ lại."),
    "allocation.period_empty": _("Ngày kết thúc phải sau ngày bắt đầu %(start_on)s. Sửa một trong hai ngày."),
    "allocation.group_has_pool": _("Một nhóm chương trình đã thuộc “%(name)s”. Bỏ nhóm đó ra."),
    "allocation.year_unknown": _("Năm phải trong khoảng %(first_year)s–%(last_year)s. Gõ lại năm."),
    "allocation.most_below_least": _("Số nhiều nhất nhỏ hơn số ít nhất. Sửa một trong hai."),
    "allocation.mode_not_planned": _(
        "Chỉ lập phương án cho lớp tập trung, không tập trung và trực tuyến. Bỏ hình thức khác."
    ),
    "allocation.time_out_of_range": _("Thời gian tìm phải từ %(least)s đến %(most)s giây. Gõ lại."),
    "allocation.running_already": _("Phương án này đang được tìm. Chờ xong hoặc bấm dừng."),
    "allocation.drawing_already": _("Đang tính với các mức kinh phí khác. Chờ xong hoặc bấm dừng."),
    "allocation.no_plan_yet": _("Phương án này chưa có kết quả. Bấm “Tìm phương án” trước."),
    "allocation.stopped_without_plan": _(
        "Đã dừng trước khi tìm được phương án nào. Bấm “Tìm phương án” để chạy lại."
    ),
    "allocation.no_plan_in_time": _(
        "Hết thời gian mà chưa tìm được phương án nào. Tăng thời gian rồi chạy lại."
    ),
    "allocation.impossible": _(
        "Không phương án nào thoả mọi quy định cùng lúc. Kiểm tra chỉ tiêu ít nhất, địa điểm và những dòng đã giữ."
    ),
    "allocation.targets_too_few": _(
        "Chỉ tiêu ít nhất của %(programmes)s không đạt được: không đủ người cần học hoặc không có lớp nào họ đến được. "
        "Giảm chỉ tiêu ít nhất."
    ),
    "allocation.targets_clash": _(
        "Chỉ tiêu ít nhất của %(programmes)s không đi cùng được với: %(limits)s. Giảm chỉ tiêu ít nhất hoặc nới một "
        "trong những giới hạn đó."
    ),
    "allocation.cut_out_of_range": _("Tỷ lệ giảm phải từ 1 đến 100 %%. Gõ lại."),
    "allocation.cut_leaves_nothing": _("Cắt như vậy thì không còn kinh phí cho lớp nào. Gõ tỷ lệ nhỏ hơn."),
    "allocation.nobody_withdraws": _("Chưa chọn ai đang có tên trong phương án. Chọn người rút rồi bấm lại."),
    "allocation.cannot_repair": _(
        "Sau việc này, phương án không còn giữ được chỉ tiêu ít nhất của một chương trình hoặc một dòng đã giữ. Giảm "
        "chỉ tiêu ít nhất hoặc bỏ dòng đã giữ, rồi tìm lại."
    ),
    "allocation.base_gone": _(
        "Phương án ban đầu đã bị xoá hoặc chưa có kết quả, không còn gì để sửa theo. Chọn phương án khác."
    ),
    "allocation.base_changed": _(
        "Phương án ban đầu đã được tìm lại, không còn lớp, địa điểm hoặc người của việc này. Mở phương án ban đầu rồi "
        "chọn lại việc đã xảy ra."
    ),
    "allocation.plan_is_empty": _("Phương án không mở lớp nào, không có gì để lập kế hoạch."),
    "allocation.plan_not_in_force": _("Kế hoạch chưa được duyệt. Trình duyệt kế hoạch trước khi đề cử."),
    "allocation.nominated_already": _(
        "%(person)s đã được đề cử. Rút đề cử ở “Cử đi học” nếu không cử người này nữa."
    ),
}
