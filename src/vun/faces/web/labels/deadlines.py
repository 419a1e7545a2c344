from django.utils.translation import gettext_lazy as _

from vun.records.deadlines.domain import LastDay

LABELS = {
    LastDay: {
        LastDay.NEXT_WORKING_DAY: _("Kết thúc khi hết ngày làm việc tiếp theo"),
        LastDay.AS_COUNTED: _("Vẫn kết thúc vào ngày ấy"),
    },
}
