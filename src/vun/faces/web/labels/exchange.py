from django.utils.translation import gettext_lazy as _

from vun.exchange.model import Outcome
from vun.records.imports.domain import ImportState

LABELS = {
    Outcome: {
        Outcome.NEW: _("Mới"),
        Outcome.CHANGED: _("Thay đổi"),
        Outcome.UNCHANGED: _("Như cũ"),
        Outcome.CONFLICT: _("Mâu thuẫn với hồ sơ"),
        Outcome.REFUSED: _("Không nhận"),
    },
    ImportState: {
        ImportState.APPLIED: _("Đã ghi"),
        ImportState.UNDONE: _("Đã hoàn tác"),
    },
}
