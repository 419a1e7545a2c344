"""A server as users meet it, in a process of its own, on a sample province and on a day that never changes.

Usage: python server.py load FOLDER PEOPLE | python server.py serve FOLDER PORT
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

# A Monday in the last weeks of a training year: classes run, next year's plan and survey are open.
MORNING = datetime(2026, 11, 16, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def main(verb: str, folder: str, number: str) -> None:
    """Make the province of ``number`` people in ``folder``, or serve it at port ``number``."""
    from vun.faces.cli.start import start

    start(data_dir=Path(folder), is_sample=True)
    _set_the_clock()
    _hash_quickly()
    if verb == "load":
        _load(people=int(number))
    else:
        _serve(port=int(number))


def _set_the_clock() -> None:
    """Time flows as usual, but from MORNING on; everything in Vun asks this one function for it."""
    from django.utils import timezone

    real_now = timezone.now
    shift = MORNING - real_now()
    timezone.now = lambda: real_now() + shift


def _hash_quickly() -> None:
    """Argon2 is slow on purpose; here it would only cost time."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _load(*, people: int) -> None:
    from django.core.management import call_command

    from vun.faces.cli.commands.migrate import prepare
    from vun.samples import province

    prepare()
    province.load(people=people, say=lambda text: None, today=MORNING.date())
    call_command("collectstatic", verbosity=0, interactive=False)


def _serve(*, port: int) -> None:
    from django.core.wsgi import get_wsgi_application
    from waitress import serve

    from vun.records.registers.jobs import work

    Thread(target=work, name="worker", daemon=True).start()
    serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=4, ident="")


if __name__ == "__main__":
    os.environ.pop("VUN_DATABASE_URL", None)
    main(*sys.argv[1:])
