"""The web server believes the proxy in front of it, and nobody else, about whom a request comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from vun.faces.cli.commands.serve import server_of

PROXY, CALLER, STRANGER = "192.0.2.1", "198.51.100.7", "192.0.2.9"


@pytest.fixture
def behind_a_proxy(settings: Any) -> None:
    """As the settings are where VUN_IS_HTTPS is true."""
    settings.TRUSTED_PROXY = PROXY
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def forwarded_by(address: str) -> tuple[str, bool]:
    """Whom the site believes a request to come from that says it was forwarded, and whether over HTTPS."""
    requests: list[WSGIRequest] = []

    def site(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        requests.append(WSGIRequest(environ))
        return []

    said = {"HTTP_X_FORWARDED_FOR": CALLER, "HTTP_X_FORWARDED_PROTO": "https"}
    server = server_of(site, host="127.0.0.1", port=0, threads=1)
    try:
        server.application(RequestFactory().get("/", REMOTE_ADDR=address, **said).environ, print)
    finally:
        server.task_dispatcher.shutdown()
        server.close()
    (request,) = requests
    return request.META["REMOTE_ADDR"], request.is_secure()


def test_the_proxy_is_believed(behind_a_proxy: None) -> None:
    assert forwarded_by(PROXY) == (CALLER, True)


def test_nobody_else_is_believed(behind_a_proxy: None) -> None:
    assert forwarded_by(STRANGER) == (STRANGER, False)


def test_without_a_proxy_nobody_is_believed() -> None:
    assert forwarded_by(PROXY) == (PROXY, False)
