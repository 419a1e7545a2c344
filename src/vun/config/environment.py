"""What an installation may set: environment variables with the prefix VUN_, read and checked all at once."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

FIELD_KEY_BYTES = 32


class Environment(BaseSettings):
    """The installation's choices. Every one has a default, so that Vun starts with no set-up at all."""

    model_config = SettingsConfigDict(env_prefix="VUN_", extra="ignore")

    data_dir: Path = Field(default=Path("var"), description="databases, keys and files live here")
    database_url: str = Field(default="", description="postgres://…, sqlite:///…; empty: SQLite in data_dir")
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="signs sessions; empty: data_dir/secret.key"
    )
    field_key: SecretStr = Field(
        default=SecretStr(""),
        description="32 bytes in base64, encrypts national IDs; empty: data_dir/field.key",
    )
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        default=["localhost", "127.0.0.1", "[::1]"], description="host names answered to, with commas between"
    )
    is_https: bool = Field(default=False, description="a proxy in front speaks HTTPS with the browsers")
    proxy: str = Field(default="127.0.0.1", description="address of that proxy, as this machine sees it")
    is_sample: bool = Field(default=False, description="all data is invented; every page says so")
    debug: bool = False
    collected_static: bool = Field(
        default=True,
        description="serve data_dir/static, compressed and cacheable; false: the sources as they are",
    )
    log_format: Literal["console", "json"] = "console"
    pkcs11_module: Path | None = Field(
        default=None, description="library that speaks to the token papers are signed with"
    )
    pkcs11_token: str = Field(default="", description="label of the token")
    pkcs11_certificate: str = Field(default="", description="label of the certificate on the token")

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().resolve()

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split_at_commas(cls, value: Any) -> Any:
        return (
            [host.strip() for host in value.split(",") if host.strip()] if isinstance(value, str) else value
        )

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str) -> str:
        if url:
            database_from_url(url)
        return url

    @field_validator("field_key")
    @classmethod
    def _field_key_is_whole(cls, key: SecretStr) -> SecretStr:
        if key.get_secret_value():
            decode_field_key(key.get_secret_value())
        return key


def read_environment() -> Environment:
    """The environment, checked. Raises SystemExit naming every wrong variable at once, and no value of a secret one."""
    try:
        return Environment()
    except ValidationError as error:
        lines = [
            f"  VUN_{'_'.join(str(part) for part in one['loc'][:1]).upper()}: {one['msg']}"
            for one in error.errors()
        ]
        raise SystemExit(
            "Vun cannot start; these environment variables are wrong:\n" + "\n".join(lines)
        ) from None


def database_from_url(url: str) -> dict[str, Any]:
    """Django's connection settings for ``postgres://user:password@host:port/name?option=value`` or ``sqlite:///path``.

    A PostgreSQL socket directory is given as ``?host=/path``. Raises ValueError for any other scheme or no name.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(Path(unquote(parts.path).removeprefix("/")))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return _postgresql(
            parts.hostname, parts.port, parts.username, parts.password, parts.path, parts.query
        )
    raise ValueError("must be postgres://user:password@host:port/name or sqlite:///path/to/file")


def sqlite_in(data_dir: Path) -> dict[str, Any]:
    """Django's connection settings for the embedded database of ``data_dir``."""
    return _sqlite(data_dir / "vun.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A file and not memory, so that tests see the journal and locks of a real installation.
        "TEST": {"NAME": path.with_name(f"test-{path.name}")},
        "OPTIONS": {
            # Readers never wait for the writer; a writer takes its lock at the start and so never loses it half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-64000;"
            ),
        },
    }


def _postgresql(
    host: str | None, port: int | None, user: str | None, password: str | None, path: str, query: str
) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_qsl(query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(path.strip("/")),
        "HOST": options.pop("host", host or ""),
        "PORT": str(port or ""),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def decode_field_key(text: str) -> bytes:
    """The 32 bytes behind ``text`` in base64. Raises ValueError when there are more or fewer."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("must be base64") from None
    if len(key) != FIELD_KEY_BYTES:
        raise ValueError(f"must be {FIELD_KEY_BYTES} bytes, not {len(key)}")
    return key


def new_field_key() -> str:
    """A fresh key as `decode_field_key` reads it."""
    return base64.b64encode(secrets.token_bytes(FIELD_KEY_BYTES)).decode()


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret kept in ``path``, made once and readable by its owner only.

    Two processes starting together get the same one: the file appears whole or not at all, and the first stays.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
