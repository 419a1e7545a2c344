"""Keys to sign with: from a PKCS#12 file sent in for the act, or on a PKCS#11 token of the server.

Neither passphrase nor PIN is kept anywhere: they live as long as the act, and no error repeats them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign import pkcs11 as pyhanko_pkcs11
from pyhanko.sign.signers import SimpleSigner


class KeyProblem(ValueError):
    """The key cannot be used; ``reason`` is one of: passphrase, no_key, expired, token."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Something that signs, and whose it is by its certificate."""

    signer: Any
    name: str
    issuer: str


def key_from_file(content: bytes, passphrase: str, now: datetime) -> SigningKey:
    """The key in a .p12 or .pfx. Raises KeyProblem: wrong passphrase or no such file, no key in it, out of date."""
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError:
        raise KeyProblem("passphrase") from None
    if key is None or certificate is None:
        raise KeyProblem("no_key")
    signer = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=passphrase.encode())
    if signer is None:
        raise KeyProblem("passphrase")
    return _checked(signer, now)


@contextmanager
def key_on_token(module: Path, label: str, pin: str, certificate: str, now: datetime) -> Iterator[SigningKey]:
    """The key on the token ``label`` that the library ``module`` speaks to, by the label of its certificate.

    The session with the token ends with the block. Raises KeyProblem: no such token, a wrong PIN, no such key.
    """
    try:
        session = pyhanko_pkcs11.open_pkcs11_session(
            str(module), token_criteria=TokenCriteria(label=label), user_pin=pin
        )
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        raise KeyProblem("token") from None
    with session:
        try:
            signer = pyhanko_pkcs11.PKCS11Signer(session, cert_label=certificate)
            found = _checked(signer, now)
        except pkcs11.PKCS11Error:
            raise KeyProblem("no_key") from None
        yield found


def _checked(signer: Any, now: datetime) -> SigningKey:
    certificate: x509.Certificate | None = signer.signing_cert
    if certificate is None:
        raise KeyProblem("no_key")
    if not certificate.not_valid_before <= now.astimezone(UTC) <= certificate.not_valid_after:
        raise KeyProblem("expired")
    return SigningKey(signer, name_of(certificate), name_of_issuer(certificate))


def name_of(certificate: x509.Certificate) -> str:
    """Whose the certificate is, as it says."""
    subject: dict[str, Any] = certificate.subject.native
    return str(subject.get("common_name") or certificate.subject.human_friendly)


def name_of_issuer(certificate: x509.Certificate) -> str:
    """Who issued the certificate, as it says."""
    issuer: dict[str, Any] = certificate.issuer.native
    return str(issuer.get("common_name") or certificate.issuer.human_friendly)
