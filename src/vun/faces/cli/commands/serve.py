"""``vun serve``: the web server."""

from __future__ import annotations

import argparse
from typing import Any

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

NAME = "serve"


def summary() -> str:
    return _("Chạy máy chủ web")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=_("địa chỉ lắng nghe (mặc định 127.0.0.1)"))
    parser.add_argument("--port", type=int, default=8000, help=_("cổng (mặc định 8000)"))
    parser.add_argument("--threads", type=int, default=8, help=_("số luồng phục vụ (mặc định 8)"))


def run(options: argparse.Namespace) -> int:
    start_ready()
    serve(host=options.host, port=options.port, threads=options.threads)
    return 0


def serve(*, host: str, port: int, threads: int = 8) -> None:
    """Serve until interrupted. Django must have been started."""
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    # First: the application reads what there is to serve as it is made.
    call_command("collectstatic", verbosity=0, interactive=False)
    server_of(get_wsgi_application(), host=host, port=port, threads=threads).run()


def server_of(application: Any, *, host: str, port: int, threads: int) -> Any:
    """The server, listening. What is said of a request in headers is believed of the proxy in the settings alone."""
    from django.conf import settings
    from waitress import create_server

    options: dict[str, Any] = {"host": host, "port": port, "threads": threads, "ident": ""}
    if settings.TRUSTED_PROXY is not None:
        options |= {
            "trusted_proxy": settings.TRUSTED_PROXY,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return create_server(application, **options)
