"""A real browser, the system's Chromium, in front of a real server. Nothing is downloaded.

Every page of a journey must be silent (no error, no refusal by the content policy) and pass all rules of axe.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from scripts.machine import find_chromium

# Playwright keeps an event loop in the test's thread, which Django would take for an asynchronous caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = find_chromium()
    assert path, "no Chromium on this machine; Debian package: chromium"
    # Root needs --no-sandbox; the others keep the browser from calling home.
    quiet = [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, "--disable-sync"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails its test when a script fails or the content policy refuses something."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # Chromium reports answers 4xx as errors too; journeys ask for some on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def assert_accessible(page: Page) -> Callable[[], None]:
    """Call it on any page, with any dialog open: axe with its own rules, nothing disabled or left out."""

    def check() -> None:
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], page.url

    return check
