from django.utils.translation import gettext_lazy as _

from vun.records.measures.domain import Cause, MeasureKind

LABELS = {
    MeasureKind: {
        MeasureKind.REWARD: _("Khen thưởng"),
        MeasureKind.REMEDY: _("Biện pháp"),
        MeasureKind.DISCIPLINE: _("Kỷ luật"),
    },
    Cause: {
        Cause.RESULT: _("Kết quả học tập"),
        Cause.FAILED: _("Không đạt"),
        Cause.DROPPED: _("Bỏ học"),
        Cause.REFUSED: _("Từ chối quyết định cử đi học"),
    },
}
