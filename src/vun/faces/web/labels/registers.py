from django.utils.translation import gettext_lazy as _

from vun.records.registers.domain import DecisionKind, JobState, Stuck

LABELS = {
    DecisionKind: {
        DecisionKind.LAW: _("Luật"),
        DecisionKind.DECREE: _("Nghị định"),
        DecisionKind.CIRCULAR: _("Thông tư"),
        DecisionKind.PARTY_REGULATION: _("Quy định của Đảng"),
        DecisionKind.RESOLUTION: _("Nghị quyết"),
        DecisionKind.CONCLUSION: _("Kết luận"),
        DecisionKind.SCHEME: _("Đề án"),
        DecisionKind.PLAN: _("Kế hoạch"),
        DecisionKind.DECISION: _("Quyết định"),
        DecisionKind.LETTER: _("Công văn"),
    },
    Stuck: {
        Stuck.NOT_TAKEN: _(
            "Chưa có máy nào nhận việc này: tiến trình “vun worker” có lẽ chưa chạy. Báo người quản trị hệ thống bật "
            "lại; việc sẽ tự chạy tiếp, không cần yêu cầu lần nữa."
        ),
        Stuck.SILENT: _(
            "Máy làm việc không trả lời hơn một phút. Nếu không trở lại, việc này sẽ được ghi là không làm được."
        ),
    },
    JobState: {
        JobState.QUEUED: _("Đang chờ"),
        JobState.RUNNING: _("Đang thực hiện"),
        JobState.DONE: _("Hoàn thành"),
        JobState.FAILED: _("Không làm được"),
        JobState.CANCELLED: _("Huỷ"),
    },
}
