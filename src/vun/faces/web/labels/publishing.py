from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.records.publishing.domain import Holding

LABELS = {
    Holding: {
        Holding.HOLDS: pgettext_lazy("comparison", "Khớp"),
        Holding.DIFFERS: pgettext_lazy("comparison", "Không khớp"),
        Holding.UNKNOWN: _("Chưa có số"),
    },
}
