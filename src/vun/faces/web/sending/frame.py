"""What the pages of sending share: the path above and the tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.faces.web.links import url_for
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request

CRUMBS: list[tuple[Text, str]] = [(_("Cử đi học"), "sending:list")]
_TABS: tuple[tuple[str, Text], ...] = (
    ("sending:list", _("Chỉ tiêu")),
    ("sending:nominations", _("Đề cử")),
    ("admission:rounds", _("Xét tuyển")),
    ("admission:offers", _("Thông báo chiêu sinh")),
    ("papers:list", _("Văn bản")),
    ("abroad:list", _("Đi nước ngoài")),
    ("sending:lent", _("Chỉ tiêu trả lại")),
)


def tabs(request: Request, current: str) -> list[Tab]:
    """The views of the area the reader may open; ``current`` is the name of the page."""
    return [
        Tab(word, reverse(name), is_current=name == current)
        for name, word in _TABS
        if url_for(request.actor, name) is not None
    ]
