from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "orgs.already_ended": _("%(unit)s đã kết thúc hoạt động từ ngày %(end_on)s. Chọn đơn vị đang hoạt động."),
    "orgs.changed_meanwhile": _("Đơn vị này vừa được người khác thay đổi. Mở lại trang rồi làm lại."),
    "orgs.code_missing": _("Chưa có mã đơn vị. Nhập mã."),
    "orgs.code_taken": _("Mã %(unit_code)s đã dùng cho đơn vị khác. Nhập mã khác."),
    "orgs.code_unknown": _("Không có đơn vị nào mang mã %(unit_code)s. Kiểm tra lại mã."),
    "orgs.cycle": _(
        "Từ ngày %(on)s đơn vị sẽ trực thuộc chính nó hoặc đơn vị dưới quyền nó. Chọn đơn vị cấp trên khác."
    ),
    "orgs.has_units_below": _(
        "%(unit)s còn %(count)s đơn vị trực thuộc. Chuyển hoặc giải thể các đơn vị ấy trước."
    ),
    "orgs.later_change": _(
        "%(unit)s đã có thay đổi ngày %(later_on)s, không sớm hơn ngày %(on)s. "
        "Ghi các thay đổi theo thứ tự thời gian: chọn ngày muộn hơn."
    ),
    "orgs.main_successor_missing": _("Chưa có đơn vị kế tục chính. Chọn một trong các đơn vị mới."),
    "orgs.merge_needs_two": _("Sáp nhập cần ít nhất hai đơn vị. Chọn thêm đơn vị."),
    "orgs.merged_into_itself": _("%(unit)s không thể nhập vào chính nó. Chọn đơn vị tiếp nhận khác."),
    "orgs.name_missing": _("Chưa có tên đơn vị. Nhập tên đầy đủ."),
    "orgs.not_after_establishment": _(
        "%(unit)s thành lập ngày %(start_on)s; thay đổi phải sau ngày đó. Sửa ngày %(on)s."
    ),
    "orgs.succeeded": _(
        "%(unit)s đã kết thúc hoạt động từ ngày %(end_on)s, nay là %(successor)s. Chọn %(successor)s."
    ),
    "orgs.not_yet_established": _(
        "Ngày %(on)s %(unit)s chưa thành lập (thành lập ngày %(start_on)s). Sửa ngày hoặc chọn đơn vị khác."
    ),
    "orgs.parent_ends": _("Đơn vị cấp trên này cũng kết thúc ngày đó. Chọn đơn vị cấp trên khác."),
    "orgs.parent_missing": _("Chưa có đơn vị cấp trên. Chọn một đơn vị."),
    "orgs.root_stays": _("Đơn vị trên cùng không chuyển, sáp nhập hay giải thể được."),
    "orgs.same_name": _("Tên mới giống tên đang dùng “%(name)s”. Nhập tên khác."),
    "orgs.same_place": _(
        "Cấp, khối và khu vực giống như đang ghi. Chọn điều thay đổi, hoặc thôi nếu không đổi gì."
    ),
    "orgs.same_parent": _("Đơn vị đang trực thuộc %(parent)s. Chọn đơn vị cấp trên khác."),
    "orgs.split_needs_two": _(
        "Chia thì cần ít nhất hai đơn vị sau khi chia, tách thì cần ít nhất một. Nhập thêm đơn vị."
    ),
    "orgs.successor_below": _(
        "%(successor)s đang trực thuộc %(unit)s nên không tiếp nhận được. Chuyển nó lên cấp trên trước."
    ),
    "orgs.successor_twice": _("Một đơn vị được ghi hai lần. Bỏ bớt một dòng."),
    "orgs.successor_without_end": _(
        "Đơn vị mã %(unit)s có đơn vị kế tục nhưng chưa có ngày kết thúc. Ghi ngày."
    ),
}
