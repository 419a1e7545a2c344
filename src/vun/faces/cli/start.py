"""Starting Django for a command, on the installation's database or on one of the command's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from vun.faces.cli.language import gettext


def start(*, data_dir: Path | None = None, is_sample: bool | None = None, embedded: bool = False) -> None:
    """Make the settings and the models ready. What is given wins over the environment.

    ``embedded``: with SQLite in the data directory, whatever database the environment names.
    """
    if data_dir is not None:
        os.environ["VUN_DATA_DIR"] = str(data_dir)
    if is_sample is not None:
        os.environ["VUN_IS_SAMPLE"] = "true" if is_sample else "false"
    if embedded:
        os.environ["VUN_DATABASE_URL"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vun.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(gettext.language)


def start_ready() -> None:
    """`start` on the installation's database, or stop with a sentence when it is not of this version yet."""
    start()
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        _stop(gettext("Cơ sở dữ liệu chưa ở phiên bản này. Hãy chạy: vun migrate"))
    except OperationalError as error:
        _stop(gettext("Không mở được cơ sở dữ liệu: %s") % error)


def _stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


@contextmanager
def without_installation() -> Iterator[None]:
    """`start` for a command that needs the texts and nothing of an installation: nothing is left behind."""
    with TemporaryDirectory(prefix="vun-") as folder:
        start(data_dir=Path(folder))
        yield


@contextmanager
def own_database(*, embedded: bool = False) -> Iterator[None]:
    """A database of the command's own, gone afterwards, with every table made.

    It is on the server VUN_DATABASE_URL names, under the name Django's tests use; with none, or when ``embedded``, a
    SQLite file in a temporary folder.
    """
    with TemporaryDirectory(prefix="vun-") as folder:
        start(data_dir=Path(folder), embedded=embedded)
        from django.db import connection, connections

        name = str(connection.settings_dict["NAME"])
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
            connections.close_all()
