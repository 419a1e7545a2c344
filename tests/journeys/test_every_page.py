"""Every kind of page that links lead to, for every role: readable by everybody, and no wider than a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.journeys.conftest import DESK, PHONE, Visitors, look


def pages_from(page: Page, address: str, seen: set[str]) -> Iterator[str]:
    """One address of every kind of page not yet ``seen`` within reach by links, each opened in ``page``."""
    waiting = ["/", "/password/"]
    own: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if kind is None or kind in own:
            continue
        own.add(kind)
        if kind in seen and len(own) > 12:
            continue
        if not _opens(page, path):
            continue
        if kind not in seen:
            seen.add(kind)
            yield path
        links = page.locator("a[href]:not([data-export])").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('href'))"
        )
        waiting += [urljoin(path, link) for link in links]


def _opens(page: Page, path: str) -> bool:
    """Open the page at ``path``; whether it is a page, and no file to be kept."""
    try:
        page.goto(path)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return False
    return True


def _kind(path: str) -> str | None:
    """The name of the page at ``path`` and which of its parts is asked for; None for what is no page."""
    base, _, query = path.partition("#")[0].partition("?")
    if "export=" in query or "." in base or "/file" in base or "/health" in base or "/day/" in base:
        return None
    try:
        found = resolve(base, "vun.faces.web.urls")
    except Resolver404:
        return None
    parts = re.findall(r"(?:tab|view)=[\w-]+", query)
    return " ".join([found.view_name, *sorted(parts)])


def test_every_page_within_reach_is_readable_by_everybody_at_a_desk_and_on_a_phone(
    come_as: Visitors, address: str
) -> None:
    seen: set[str] = set()
    for username in ("kehoach", "giaovu", "canbo", "lanhdao", "nguoihoc", "quantri"):
        page = come_as(username)
        for path in pages_from(page, address, seen):
            look(page)
            page.set_viewport_size(PHONE)
            look(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            page.set_viewport_size(DESK)
    assert len(seen) > 80, sorted(seen)
