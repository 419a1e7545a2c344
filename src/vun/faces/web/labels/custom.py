from django.utils.translation import gettext_lazy as _

from vun.records.custom.domain import Subject, ValueKind

LABELS = {
    Subject: {
        Subject.PERSON: _("Người"),
        Subject.TRAINING_CLASS: _("Lớp học"),
        Subject.RESULT: _("Kết quả học tập"),
    },
    ValueKind: {
        ValueKind.TEXT: _("Chữ"),
        ValueKind.NUMBER: _("Số"),
        ValueKind.DATE: _("Ngày"),
        ValueKind.CHOICE: _("Chọn một mục"),
    },
}
