from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "outcomes.before_completion": _(
        "Ngày này sớm hơn ngày hoàn thành lớp (%(completed_on)s). Chọn từ ngày đó trở đi."
    ),
    "outcomes.no_post_expected": _("“%(group)s” không đi cùng một chức vụ. Bỏ chức vụ hoặc chọn nhóm khác."),
    "outcomes.nobody_chosen": _("Chưa chọn ai. Đánh dấu ít nhất một người."),
    "outcomes.not_completed": _("%(name)s chưa hoàn thành lớp nên chưa ghi bố trí được."),
    "outcomes.post_of_other_group": _(
        "Chức vụ đã chọn thuộc nhóm “%(held)s”, không phải “%(group)s”. Chọn lại nhóm hoặc chức vụ."
    ),
    "outcomes.post_of_other_person": _("Chức vụ này của người khác. Chọn lại chức vụ."),
}
