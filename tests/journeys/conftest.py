"""A real browser, the system's Chromium, in front of a real server. Nothing is downloaded.

Every page of a journey must be silent (no error, no refusal by the content policy, no answer 500) and pass all rules
of axe.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from scripts.machine import find_chromium
from tests.journeys.axe import violations

if TYPE_CHECKING:
    # This file is read before Django is set up, so that what knows models is imported where it is used.
    from vun.records.accounts.models import User

# Playwright keeps an event loop in the test's thread, which Django would take for an asynchronous caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Two busy cores are slower than a person's machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

PEOPLE = 500
PASSWORD = "Vun-thu-nghiem-2026"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
_SERVER = Path(__file__).with_name("server.py")


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


def _listen(page: Page, complaints: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        # Chromium reports answers 4xx as errors too; journeys ask for some on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 500 else None)
    page.set_default_timeout(PATIENCE)


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails its test when a script or the server fails or the content policy refuses something."""
    complaints: list[str] = []
    _listen(page, complaints)
    yield page
    assert complaints == []


def look(page: Page) -> None:
    """Whatever stands on the page now, an open dialog too."""
    settle(page)
    assert violations(page) == [], page.url


def settle(page: Page) -> None:
    """Wait until the page is wholly read and nothing on it is being exchanged: a click returns before that."""
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def look_at_both(page: Page) -> None:
    """`look` on a desk and on a phone, where the page is no wider than its screen."""
    settle(page)
    for screen in (DESK, PHONE, DESK):
        page.set_viewport_size(screen)
        if screen is PHONE:
            assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"], page.url
            look(page)
    look(page)


@pytest.fixture
def assert_accessible(page: Page) -> Callable[[], None]:
    """`look` for tests with one page."""
    return lambda: look(page)


# --- The sample province and its users ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def loaded_province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small sample province, made once for all workers; whoever changes it takes a copy."""
    from tests.tables import copy_tables

    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "province"
    with (shared / "province.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = shared / "province-making"
            making.mkdir()
            copy_tables(making / "vun.sqlite3")
            subprocess.run(_command("load", making, PEOPLE), env=_environment(), check=True)
            making.rename(folder)
    return folder


@pytest.fixture(scope="module")
def address(loaded_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a province of the module's own."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(loaded_province, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            _command("serve", folder, port), env=_environment(), stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _command(verb: str, folder: Path, number: int) -> list[str]:
    return [sys.executable, str(_SERVER), verb, str(folder), str(number)]


def _environment() -> dict[str, str]:
    """Nothing of the tests' own settings: the server is an installation of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("VUN_")}


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url):
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


Visitors = Callable[..., Page]


@pytest.fixture
def come_as(browser: Browser, browser_context_args: dict[str, Any], address: str) -> Iterator[Visitors]:
    """A person at a browser of their own: ``come_as("kehoach")`` is a page, signed in, on the first page."""
    complaints: list[str] = []
    contexts = []

    def come(username: str, screen: dict[str, int] = DESK) -> Page:
        context = browser.new_context(**browser_context_args, base_url=address, viewport=screen)
        contexts.append(context)
        page = context.new_page()
        _listen(page, complaints)
        _sign_in(context, username)
        page.goto("/")
        expect(
            page.get_by_role("navigation", name="Năm đào tạo").or_(page.get_by_role("button", name="Mục lục"))
        ).to_be_visible()
        return page

    yield come
    for context in contexts:
        context.close()
    assert complaints == []


def _sign_in(context: BrowserContext, username: str) -> None:
    """Fill in the form as a browser would, without painting it: the way in has a journey of its own."""
    form = context.request.get("/sign-in/").text()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token, form
    filled = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1], "next": "/"}
    assert context.request.post("/sign-in/", form=filled).ok


def let_in(page: Page, address: str, user: User) -> None:
    """Give the browser a session of ``user`` on a server that shares the test's database."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def go(page: Page, area: str) -> None:
    """Open an area by the navigation."""
    with page.expect_navigation():
        page.get_by_role("navigation", name="Năm đào tạo").get_by_role("link", name=area, exact=True).click()


def more(page: Page, action: str) -> None:
    """Choose one of the page's further actions."""
    page.locator("summary").get_by_text("Việc khác").click()
    menu = page.get_by_role("main").locator("details[open]")
    menu.get_by_role("link", name=action).or_(menu.get_by_role("button", name=action)).click()


def press(page: Page, name: str) -> None:
    """Press the button of the page, or follow the link that looks like one."""
    main = page.get_by_role("main")
    main.get_by_role("button", name=name, exact=True).or_(
        main.get_by_role("link", name=name, exact=True)
    ).first.click()


def agree(page: Page, button: str) -> str:
    """Read the consequence in the open dialog, agree, and return what was read."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    text = dialog.inner_text()
    look(page)
    dialog.get_by_role("button", name=button, exact=True).click()
    return text


def pick(page: Page, label: str, typed: str, wanted: str) -> None:
    """Find one of many by typing a part of its name, without accents."""
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.fill("")
    field.press_sequentially(typed)
    page.get_by_role("option", name=wanted).first.click()


def tab(page: Page, name: str) -> None:
    """Open a part of the page."""
    parts = page.get_by_role("navigation", name="Các phần của trang")
    with page.expect_navigation():
        parts.get_by_role("link", name=re.compile(rf"^{name}( [\d.]+)?$")).click()


def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Press ``key`` until what is called ``name`` has the focus."""
    for _ in range(120):
        page.keyboard.press(key)
        if name in page.evaluate(
            "(document.activeElement.innerText || document.activeElement.ariaLabel || '')"
        ):
            return
    raise AssertionError(f"{name} is not reached by {key}")
