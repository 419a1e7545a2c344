"""The left navigation: the training year, in its order. What a reader may not open is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.faces.web.links import url_for
from vun.faces.web.request import Request


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation. ``symbol`` is an id in the icon sheet; whether it shows is up to the page's guard."""

    label: str | Promise
    url_name: str
    area: str
    symbol: str
    others: tuple[str, ...] = ()
    """Where it leads whoever may not open its first page."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    entry: Entry
    url: str
    is_current: bool


NAVIGATION = (
    Entry(_("Tổng quan"), "home:show", "home", "house-door"),
    Entry(pgettext_lazy("section", "Đơn vị"), "units:list", "units", "diagram-3"),
    Entry(_("Con người"), "people:list", "people", "people"),
    Entry(pgettext_lazy("section", "Tiêu chuẩn"), "standards:list", "standards", "patch-check"),
    Entry(_("Nhu cầu"), "needs:list", "needs", "clipboard-plus"),
    Entry(pgettext_lazy("section", "Kế hoạch"), "plans:list", "plans", "calendar3"),
    Entry(_("Cử đi học"), "sending:list", "sending", "send", ("sending:mine",)),
    Entry(_("Lớp học"), "classes:list", "classes", "mortarboard"),
    Entry(_("Sau đào tạo"), "outcomes:list", "outcomes", "signpost-split", ("commitments:list",)),
    Entry(_("Báo cáo"), "reports:list", "reports", "bar-chart-line"),
    Entry(_("Quản trị"), "admin:home", "admin", "gear"),
)

PARTS = {
    "allocation": "plans",
    "statements": "reports",
    "exchange": "admin",
    "approvals": "home",
    "guide": "home",
    "admission": "sending",
    "papers": "sending",
    "eligibility": "standards",
    "rules": "standards",
    "commitments": "outcomes",
    "abroad": "sending",
}
"""Areas without a line of their own, and the one they are a part of."""


def entries_for(request: Request) -> Iterator[ShownEntry]:
    """The entries whose page exists and lets the reader in."""
    current = _area_of(request)
    for entry in NAVIGATION:
        urls = (url_for(request.actor, name) for name in (entry.url_name, *entry.others))
        url = next((url for url in urls if url is not None), None)
        if url is not None:
            yield ShownEntry(entry, url, entry.area == current)


def _area_of(request: Request) -> str:
    """The area whose line is marked as current."""
    found = request.resolver_match
    if found is None:
        return ""
    return PARTS.get(found.namespace, found.namespace)
