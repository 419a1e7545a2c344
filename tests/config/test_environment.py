"""The installation's choices are read whole, checked at once, and kept secrets stay the same."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from vun.config.environment import (
    database_from_url,
    decode_field_key,
    kept_secret,
    new_field_key,
    read_environment,
    sqlite_in,
)


def test_with_nothing_set_everything_has_a_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VUN_DATA_DIR")
    monkeypatch.chdir(tmp_path)

    environment = read_environment()

    assert environment.data_dir == tmp_path / "var"
    assert environment.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert (environment.debug, environment.is_sample, environment.is_https) == (False, False, False)


def test_hosts_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VUN_ALLOWED_HOSTS", "vun.example.vn, 10.0.0.5,")
    assert read_environment().allowed_hosts == ["vun.example.vn", "10.0.0.5"]


def test_all_mistakes_are_told_at_once_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VUN_DATABASE_URL", "mysql://somewhere/vun")
    monkeypatch.setenv("VUN_FIELD_KEY", base64.b64encode(b"too short").decode())
    monkeypatch.setenv("VUN_DEBUG", "perhaps")

    with pytest.raises(SystemExit) as stopped:
        read_environment()

    message = str(stopped.value)
    assert [line.split(":")[0].strip() for line in message.splitlines()[1:]] == [
        "VUN_DATABASE_URL",
        "VUN_FIELD_KEY",
        "VUN_DEBUG",
    ]
    assert "must be 32 bytes, not 9" in message
    assert "dG9v" not in message


def test_a_postgresql_address_is_taken_apart() -> None:
    found = database_from_url("postgres://planner:p%40ss@db.example:5433/vun?sslmode=require")
    named = {key: found[key] for key in ("NAME", "HOST", "PORT", "USER", "PASSWORD", "OPTIONS")}
    assert named == {
        "NAME": "vun",
        "HOST": "db.example",
        "PORT": "5433",
        "USER": "planner",
        "PASSWORD": "p@ss",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_postgresql_socket_is_named_by_its_directory() -> None:
    found = database_from_url("postgresql:///vun?host=/run/postgresql")
    assert (found["HOST"], found["NAME"], found["OPTIONS"]) == ("/run/postgresql", "vun", {})


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///here.db", "here.db"), ("sqlite:////srv/vun/all%20data.db", "/srv/vun/all data.db")],
)
def test_a_sqlite_address_is_a_path(url: str, path: str) -> None:
    assert database_from_url(url)["NAME"] == Path(path)


@pytest.mark.parametrize("url", ["mysql://x/y", "postgres://db.example", "sqlite://", "vun", "postgres:///"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be postgres://"):
        database_from_url(url)


def test_the_embedded_database_takes_its_write_lock_at_the_start() -> None:
    assert sqlite_in(Path("/srv/vun"))["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_new_field_key_is_32_bytes_and_another_each_time() -> None:
    first, second = new_field_key(), new_field_key()
    assert len(decode_field_key(first)) == 32
    assert first != second


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"

    first = kept_secret(path, lambda: "made first")
    second = kept_secret(path, lambda: "made second")

    assert (first, second) == ("made first", "made first")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_of_two_processes_starting_together_the_first_secret_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"

    def made_while_another_process_was_quicker() -> str:
        path.write_text("the other's")
        return "mine"

    assert kept_secret(path, made_while_another_process_was_quicker) == "the other's"
