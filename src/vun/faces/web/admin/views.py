"""The first page of the office: what there is, for whoever may open it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.guard import needs
from vun.faces.web.links import url_for
from vun.faces.web.pages import show
from vun.faces.web.request import Request

_ROOMS = (
    (
        "admin:decisions",
        _("Sổ văn bản"),
        _("Quyết định, nghị quyết, đề án và các căn cứ của chúng; tệp bản chính."),
    ),
    ("admin:accounts", _("Tài khoản"), _("Ai đăng nhập, được giao vai trò gì, ở đơn vị nào.")),
    (
        "approvals:routes",
        _("Quy trình trình duyệt"),
        _("Đề cử, kế hoạch, báo cáo qua những bước nào, ai ký, trong mấy ngày."),
    ),
    (
        "admin:calendar",
        _("Ngày nghỉ lễ"),
        _("Tết, ngày nghỉ bù, ngày làm bù: hạn duyệt tính theo ngày làm việc."),
    ),
    (
        "admin:fields",
        _("Trường bổ sung"),
        _("Thông tin riêng của tỉnh, ghi thêm cho người, lớp học và kết quả học tập."),
    ),
    (
        "exchange:home",
        _("Nhập, xuất bảng tính"),
        _("Đưa dữ liệu từ Excel vào có chạy thử, tệp mẫu, xuất dữ liệu, hoàn tác lần nhập."),
    ),
    ("admin:audit", _("Nhật ký"), _("Ai đã làm gì, lúc nào, trước và sau khi làm.")),
    ("admin:jobs", _("Việc dài"), _("Những việc hệ thống làm lâu: xuất tệp lớn, tính lại.")),
)


@needs(Permission.DECISION_VIEW, Permission.ACCOUNT_MANAGE, Permission.AUDIT_VIEW)
def home(request: Request) -> HttpResponse:
    """The rooms the reader may enter."""
    rooms = [(url_for(request.actor, name), title, what) for name, title, what in _ROOMS]
    return show(
        request,
        "admin/home.html",
        title=_("Quản trị"),
        lead=_("Sổ văn bản, tài khoản, nhật ký và các việc dài."),
        rooms=[room for room in rooms if room[0] is not None],
    )
