"""What every test stands on: a data directory of its own, so that no test sees or touches a real installation.

The database is SQLite in that directory, or the one in VUN_DATABASE_URL.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

KEPT = ("VUN_DATABASE_URL", "VUN_SCREENSHOTS")
MADE_HERE = "PYTEST_XDIST_WORKER" not in os.environ
if MADE_HERE:
    for name in [name for name in os.environ if name.startswith("VUN_") and name not in KEPT]:
        del os.environ[name]
    os.environ["VUN_DATA_DIR"] = tempfile.mkdtemp(prefix="vun-test-")
    os.environ["VUN_COLLECTED_STATIC"] = "false"
os.environ["DJANGO_SETTINGS_MODULE"] = "vun.config.settings"

# Two busy cores make any deadline a coin toss; in CI the same examples every time.
hypothesis_settings.register_profile("vun", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("vun")


def pytest_configure() -> None:
    import django
    from django.conf import settings

    from vun.config.catalogues import compile_catalogues

    if MADE_HERE:
        compile_catalogues()
    # Argon2 is slow on purpose; tests sign in hundreds of times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    _let_tests_empty_the_audit()


def _let_tests_empty_the_audit() -> None:
    """SQLite is emptied after a test with DELETE, which the audit refuses: there its triggers step aside."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    from django.db.backends.sqlite3.operations import DatabaseOperations

    append_only = import_module("vun.records.audit.migrations.0002_append_only")
    whole = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = whole(self, style, tables, **options)
        return [*append_only.DROP["sqlite"], *statements, *append_only.CREATE["sqlite"]]

    DatabaseOperations.sql_flush = sql_flush


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The database of this run or worker, in place of pytest-django's own, which migrates every time."""
    from tests.tables import drop_database, make_database

    with django_db_blocker.unblock():
        name = make_database()
    yield
    with django_db_blocker.unblock():
        drop_database(name)


def pytest_unconfigure(config: pytest.Config) -> None:
    if MADE_HERE:
        shutil.rmtree(os.environ["VUN_DATA_DIR"])
