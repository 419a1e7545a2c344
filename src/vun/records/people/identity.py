"""National IDs as they are stored: sealed, with a keyed index for exact search and uniqueness.

The one place where the key of the installation meets them. The digits never go into an audit line or a log.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings

from vun.common.sealed import Seal


def seal_national_id(national_id: str) -> tuple[str, str | None]:
    """The sealed digits and their index, for the columns of Person; not known: empty and None."""
    if not national_id:
        return "", None
    return _seal().close(national_id), _seal().index(national_id)


def open_national_id(sealed: str) -> str:
    """The twelve digits, or empty text. Raises ValueError when the installation's key is not the one used."""
    return _seal().open(sealed) if sealed else ""


def national_id_index(national_id: str) -> str:
    """The value to look for in Person.national_id_index."""
    return _seal().index(national_id)


@cache
def _seal() -> Seal:
    return Seal([settings.FIELD_KEY], "national_id")
