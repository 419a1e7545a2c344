"""Secrets at rest: text sealed with AES-GCM, and a keyed index by which equal texts are found without opening any."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_KEY_ID_DIGITS = 8


class Seal:
    """Seals and opens short texts of one kind, such as national IDs.

    ``keys`` are 32 bytes each: the first seals, all open, so that a key can be changed. ``purpose`` parts texts of
    different kinds: what was sealed for one cannot be passed off as another, and their indexes share nothing.
    """

    def __init__(self, keys: Sequence[bytes], purpose: str) -> None:
        self._purpose = purpose.encode()
        self._ciphers = {_key_id(key): AESGCM(_derive(key, b"seal")) for key in keys}
        self._current = _key_id(keys[0])
        self._index_key = _derive(keys[0], b"index:" + self._purpose)

    def close(self, text: str) -> str:
        """``keyid.base64``: another value every time, even for the same text."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, text.encode(), self._purpose)
        return f"{self._current}.{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str) -> str:
        """The text that was sealed. Raises ValueError when it was sealed with another key, or changed since."""
        key_id, _, body = sealed.partition(".")
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise ValueError(f"sealed with key {key_id!r}, which is not among those given")
        raw = base64.b64decode(body, validate=True)
        try:
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], self._purpose).decode()
        except InvalidTag:
            raise ValueError("the sealed text was changed or belongs elsewhere") from None

    def index(self, text: str) -> str:
        """64 hexadecimal digits, the same for the same text under the same first key; nobody without it can make them.

        A national ID has few enough values to be guessed through a plain hash, hence the key.
        """
        return hmac.digest(self._index_key, text.encode(), "sha256").hex()


def _derive(key: bytes, use: bytes) -> bytes:
    return hmac.digest(key, use, "sha256")


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"vun key id" + key).hexdigest()[:_KEY_ID_DIGITS]
