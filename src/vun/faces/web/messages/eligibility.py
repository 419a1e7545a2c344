from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "eligibility.bad_terms": _("Điều kiện chưa đủ hoặc không đúng (%(parts)s). Xem lại các ô của điều kiện."),
    "eligibility.part_unclear": _("Chưa điền, hoặc số ngoài giới hạn hợp lý. Điền mục này."),
    "eligibility.no_condition": _("Chưa có điều kiện nào. Điền ít nhất một điều kiện."),
}
