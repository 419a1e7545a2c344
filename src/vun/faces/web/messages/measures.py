from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "measures.no_classification": _("Xét theo kết quả học tập thì phải chọn ít nhất một xếp loại."),
    "measures.money_without_reward": _(
        "Chỉ khen thưởng mới có mức tiền. Bỏ trống mức tiền, hoặc đề xuất khen thưởng."
    ),
    "measures.no_unit": _("Không rõ đơn vị của %(name)s lúc đó. Cập nhật chức vụ trước."),
    "measures.form_needed": _("Chưa ghi hình thức. Ghi hình thức khen thưởng, kỷ luật hoặc biện pháp."),
    "measures.too_much": _("Số tiền vượt mức cao nhất %(most)s đồng của quy định. Sửa số tiền."),
    "measures.decided_before": _(
        "Quyết định phải từ ngày %(on)s, ngày có kết quả, trở đi. Sửa ngày hoặc chọn quyết định khác."
    ),
    "measures.taken_already": _("%(name)s đã có quyết định về việc này. Tải lại trang."),
    "measures.reason_needed": _("Chưa ghi lý do. Ghi lý do thu hồi."),
    "measures.revoked_before": _("Ngày thu hồi phải từ ngày quyết định %(on)s trở đi. Sửa ngày."),
    "measures.revoked_already": _("Quyết định này đã được thu hồi. Tải lại trang."),
}
