from django.utils.translation import gettext_lazy as _

from vun.records.admission.domain import CandidateState, OfferState, RequestState, SelectionState

LABELS = {
    OfferState: {
        OfferState.OPEN: _("Đang nhận đăng ký"),
        OfferState.CLOSED: _("Đã đóng"),
        OfferState.CANCELLED: _("Huỷ"),
    },
    RequestState: {
        RequestState.ASKED: _("Chờ trả lời"),
        RequestState.AGREED: _("Đã đồng ý"),
        RequestState.DECLINED: _("Không đồng ý"),
        RequestState.WITHDRAWN: _("Đã rút"),
    },
    SelectionState: {
        SelectionState.OPEN: _("Đang xét"),
        SelectionState.DECIDED: _("Đã quyết định"),
        SelectionState.CANCELLED: _("Huỷ"),
    },
    CandidateState: {
        CandidateState.ENTERED: _("Đang xét"),
        CandidateState.ADMITTED: _("Trúng tuyển"),
        CandidateState.WAITING: _("Danh sách chờ"),
        CandidateState.NOT_ADMITTED: _("Không trúng tuyển"),
        CandidateState.FALLEN_OUT: _("Không tham gia"),
    },
}
