"""The tables of a test database: migrated once, then copied for every run and every worker.

To migrate takes longer than most test modules. What comes out depends on the migrations alone, so it is kept under a
name that tells their contents; a changed migration makes a new one and removes the old.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Collection
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

_KEPT_IN = Path(__file__).resolve().parent.parent / ".pytest_cache"


def make_database() -> str:
    """Lead the default connection to a new database that has all tables and no rows; return its name."""
    name = str(connection.settings_dict["TEST"]["NAME"] or f"test_{connection.settings_dict['NAME']}")
    _database().copy_to(name)
    _lead_to(name)
    return name


def drop_database(name: str) -> None:
    """Remove what `make_database` made."""
    connection.close()
    _database().drop(name)


def empty_quickly() -> None:
    """After a test that commits, only tables that have rows are emptied. The audit, which refuses that, steps aside.

    What Django tells itself about its models stays, as it would come out the same.
    """
    append_only = import_module("vun.records.audit.migrations.0002_append_only")

    def sql_flush(
        self: BaseDatabaseOperations, style: Any, tables: Collection[str], **options: bool
    ) -> list[str]:
        filled = _with_rows(set(tables) - {"auth_permission", "django_content_type"})
        statements = [f'DELETE FROM "{table}"' for table in filled]
        if append_only.TABLE in filled:
            vendor = connection.vendor
            statements = [*append_only.DROP[vendor], *statements, *append_only.CREATE[vendor]]
        return statements

    type(connection.ops).sql_flush = sql_flush  # type: ignore[method-assign]


def _with_rows(tables: Collection[str]) -> list[str]:
    asked = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in sorted(tables)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [row[0] for row in cursor.fetchall()]


def copy_tables(path: Path) -> None:
    """Lay a database with all tables at ``path``, for an installation a test makes. Only where SQLite is tested."""
    found = settings.DATABASES["default"]["NAME"]
    _SQLite().copy_to(str(path))
    _lead_to(found)


def _database() -> _PostgreSQL | _SQLite:
    return _PostgreSQL() if connection.vendor == "postgresql" else _SQLite()


def _lead_to(name: str | Path) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _migrate(name: str) -> None:
    _lead_to(name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _fingerprint() -> str:
    """Of everything that decides what the tables look like."""
    told = sha256(f"{django.VERSION} {connection.vendor}".encode())
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            told.update(path.read_bytes())
    return told.hexdigest()[:16]


class _SQLite:
    """Files in a folder that pytest keeps between runs."""

    def copy_to(self, name: str) -> None:
        _KEPT_IN.mkdir(exist_ok=True)
        kept = _KEPT_IN / f"tables-{_fingerprint()}.sqlite3"
        with (_KEPT_IN / "tables.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                self._make(kept)
            shutil.copyfile(kept, name)

    def _make(self, kept: Path) -> None:
        for old in _KEPT_IN.glob("tables-*.sqlite3*"):
            old.unlink()
        making = kept.with_suffix(".sqlite3-making")
        _migrate(str(making))
        making.rename(kept)

    def drop(self, name: str) -> None:
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)


class _PostgreSQL:
    """Databases beside the one asked for."""

    def copy_to(self, name: str) -> None:
        kept = f"test_tables_{_fingerprint()}"
        with connection._nodb_cursor() as cursor:
            # Held until the cursor's connection closes.
            cursor.execute("SELECT pg_advisory_lock(hashtext('test_tables'))")
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_tables\\_%%'")
            found = {row[0] for row in cursor.fetchall()}
            if kept not in found:
                for old in found:
                    cursor.execute(f'DROP DATABASE "{old}"')
                making = f"{kept}_making"
                cursor.execute(f'CREATE DATABASE "{making}"')
                _migrate(making)
                cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{kept}"')
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')

    def drop(self, name: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
