from django.utils.translation import gettext_lazy as _

from vun.records.delivery.domain import (
    CertificateKind,
    Classification,
    ClassState,
    CostKind,
    DayPart,
    EnrolmentState,
    Mark,
    Obstacle,
)
from vun.reports.words import STATES

LABELS = {
    ClassState: {
        ClassState.PLANNED: _("Dự kiến mở"),
        ClassState.OPEN: _("Đang thực hiện"),
        ClassState.FINISHED: _("Hoàn thành"),
        ClassState.CANCELLED: _("Huỷ"),
    },
    EnrolmentState: STATES,
    DayPart: {
        DayPart.MORNING: _("Sáng"),
        DayPart.AFTERNOON: _("Chiều"),
        DayPart.EVENING: _("Tối"),
    },
    Mark: {
        Mark.PRESENT: _("Có mặt"),
        Mark.LATE: _("Muộn"),
        Mark.EXCUSED: _("Vắng có phép"),
        Mark.ABSENT: _("Vắng không phép"),
    },
    Classification: {
        Classification.EXCELLENT: _("Xuất sắc"),
        Classification.GOOD: _("Giỏi"),
        Classification.FAIR: _("Khá"),
        Classification.AVERAGE: _("Trung bình"),
    },
    CertificateKind: {
        CertificateKind.CERTIFICATE: _("Chứng chỉ"),
        CertificateKind.COMPLETION: _("Giấy chứng nhận"),
        CertificateKind.DEGREE: _("Văn bằng"),
    },
    CostKind: {
        CostKind.ESTIMATE: _("Dự toán"),
        CostKind.SPENT: _("Đã chi"),
    },
    Obstacle: {
        Obstacle.NO_SCORE: _("chưa có điểm"),
        Obstacle.SESSIONS_UNMARKED: _("còn buổi chưa điểm danh"),
        Obstacle.SCORE_TOO_LOW: _("điểm dưới mức đạt"),
        Obstacle.ABSENT: _("vắng không phép"),
        Obstacle.TOO_OFTEN_EXCUSED: _("vắng có phép quá mức cho phép"),
    },
}
