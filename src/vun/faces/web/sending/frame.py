"""What the pages of sending share: the path above and the tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request
from vun.records.sending import queries
from vun.records.sending.domain import NominationState

CRUMBS: list[tuple[Text, str]] = [(_("Cử đi học"), "sending:list")]


def tabs(request: Request, current: str) -> list[Tab]:
    """The views of the area the reader may open."""
    found: list[tuple[str, Text, str, int | None]] = []
    if request.actor.may(Permission.NOMINATION_VIEW):
        waiting = queries.visible_to(request.actor).filter(state=NominationState.PROPOSED)
        nominations = reverse("sending:nominations")
        found += [
            ("board", _("Chỉ tiêu"), reverse("sending:list"), None),
            ("nominations", _("Đề cử"), nominations, None),
            (
                "waiting",
                _("Chờ duyệt"),
                f"{nominations}?state={NominationState.PROPOSED.value}",
                waiting.count(),
            ),
            ("rounds", _("Xét tuyển"), reverse("sending:rounds"), None),
            ("offers", _("Thông báo chiêu sinh"), reverse("sending:offers"), None),
            ("papers", _("Văn bản"), reverse("sending:papers"), None),
            ("commitments", _("Cam kết phục vụ"), reverse("sending:commitments"), None),
            ("trips", _("Đi nước ngoài"), reverse("sending:trips"), None),
        ]
    if request.actor.may(Permission.PLAN_EDIT):
        found.append(("lent", _("Chỉ tiêu trả lại"), reverse("sending:lent"), None))
    if request.actor.may(Permission.PERSON_VIEW):
        found.append(("debts", _("Nợ tiêu chuẩn"), reverse("sending:debts"), None))
    if request.actor.may(Permission.STANDARD_VIEW):
        found.append(("rules", _("Điều kiện"), reverse("sending:rules"), None))
    return [Tab(text, url, is_current=name == current, count=count) for name, text, url, count in found]
