from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "credentials.no_name": _("Chưa ghi tên văn bằng, chứng chỉ. Nhập tên như ghi trên văn bằng."),
    "credentials.earned_in_future": _(
        "Ngày cấp %(earned_on)s chưa tới. Nhập ngày ghi trên văn bằng, chứng chỉ."
    ),
    "credentials.studied_after_earned": _(
        "Ngày bắt đầu học %(studied_from)s sau ngày cấp %(earned_on)s. Sửa một trong hai ngày."
    ),
    "credentials.expired_when_earned": _(
        "Ngày hết hạn %(valid_until)s không sau ngày cấp %(earned_on)s. Sửa một trong hai ngày."
    ),
    "credentials.recorded_already": _(
        "Văn bằng, chứng chỉ này cấp ngày %(earned_on)s đã có trong hồ sơ. Mở hồ sơ để sửa nếu ghi sai."
    ),
    "credentials.from_certificate": _(
        "Chứng chỉ số %(number)s được cấp sau một lớp học tại đây nên không sửa, không xoá ở hồ sơ."
        " Nếu cấp sai, sửa ở lớp học."
    ),
    "credentials.already_removed": _("Văn bằng, chứng chỉ này đã được xoá. Tải lại trang để xem hồ sơ."),
}
