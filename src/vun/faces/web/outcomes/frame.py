"""What the pages after training share: the path above and the tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.faces.web.pages import Tab

CRUMBS = [(_("Sau đào tạo"), "outcomes:list")]
_TABS = (
    ("list", _("Chờ ghi bố trí")),
    ("matrix", _("Trước và sau")),
    ("placements", _("Danh sách")),
    ("measures", _("Khen thưởng, kỷ luật")),
)


def tabs(current: str) -> list[Tab]:
    """The views of the area."""
    return [Tab(word, reverse(f"outcomes:{name}"), is_current=name == current) for name, word in _TABS]
