"""What the pages after training share: the path above and the tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.faces.web.links import url_for
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request

_TABS: tuple[tuple[str, Text], ...] = (
    ("outcomes:list", _("Chờ ghi bố trí")),
    ("outcomes:matrix", _("Trước và sau")),
    ("outcomes:placements", _("Danh sách")),
    ("commitments:list", _("Cam kết phục vụ")),
    ("commitments:debts", _("Nợ tiêu chuẩn")),
    ("outcomes:measures", _("Khen thưởng, kỷ luật")),
)


def tabs(request: Request, current: str) -> list[Tab]:
    """The views of the area the reader may open; ``current`` is the name of the page."""
    return [
        Tab(word, reverse(name), is_current=name == current)
        for name, word in _TABS
        if url_for(request.actor, name) is not None
    ]


def crumbs(request: Request) -> list[tuple[Text, str]]:
    """The area, which opens at its first view for this reader."""
    return [(_("Sau đào tạo"), tab.url) for tab in tabs(request, "")[:1]]
