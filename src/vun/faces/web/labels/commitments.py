from django.utils.translation import gettext_lazy as _

from vun.records.commitments.domain import Case, Charge, ClaimState, CommitmentState, CostItem, Payer

LABELS = {
    Case: {
        Case.DROPPED_OUT: _("Tự ý bỏ học, bỏ việc hoặc đơn phương chấm dứt hợp đồng trong thời gian học"),
        Case.NO_DIPLOMA: _("Không được cấp văn bằng tốt nghiệp"),
        Case.DISMISSED_STUDYING: _("Bị kỷ luật buộc thôi việc trong thời gian học"),
        Case.LEFT_EARLY: _("Đã tốt nghiệp, bỏ việc khi chưa phục vụ đủ thời gian cam kết"),
        Case.DISMISSED_EARLY: _("Đã tốt nghiệp, bị kỷ luật buộc thôi việc khi chưa phục vụ đủ"),
    },
    Charge: {
        Charge.FULL: _("100% chi phí"),
        Charge.HALF: _("50% chi phí"),
        Charge.UNSERVED: _("theo công thức S = F / T1 × (T1 − T2)"),
    },
    CommitmentState: {
        CommitmentState.STUDYING: _("Đang học"),
        CommitmentState.SERVING: _("Đang phục vụ"),
        CommitmentState.SERVED: _("Đã phục vụ đủ"),
        CommitmentState.BROKEN: _("Phải đền bù"),
        CommitmentState.RELEASED: _("Được miễn"),
    },
    ClaimState: {
        ClaimState.COMPUTED: _("Chờ Hội đồng"),
        ClaimState.DECIDED: _("Đã có quyết định"),
        ClaimState.PAID: _("Đã trả đủ"),
        ClaimState.WAIVED: _("Không phải trả"),
    },
    Payer: {
        Payer.SENDER: _("Cơ quan cử đi học"),
        Payer.LEARNER: _("Người học tự chi"),
        Payer.SPONSOR: _("Học bổng, tài trợ"),
    },
    CostItem: {
        CostItem.TUITION: _("Học phí"),
        CostItem.MATERIALS: _("Giáo trình, tài liệu"),
        CostItem.TRAVEL: _("Đi lại"),
        CostItem.LODGING: _("Ở"),
        CostItem.OTHER: _("Chi khác phục vụ khóa học"),
        CostItem.PAY: _("Lương, phụ cấp (không tính đền bù)"),
    },
}
