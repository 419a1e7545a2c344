"""A certificate authority of the tests' own, and the keys it certifies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "mật khẩu thử"
NOW = datetime.now(UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@cache
def _key(owner: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(owner: str, *, is_authority: bool, until: datetime) -> x509.Certificate:
    signs = not is_authority
    return (
        x509.CertificateBuilder()
        .subject_name(_name(owner))
        .issuer_name(_name("CA thử"))
        .public_key(_key(owner).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=signs,
                content_commitment=signs,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=is_authority,
                crl_sign=is_authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(_key("CA thử"), hashes.SHA256())
    )


def authority() -> bytes:
    """The certificate of the authority, as a .pem."""
    made = _certificate("CA thử", is_authority=True, until=NOW + timedelta(days=900))
    return made.public_bytes(Encoding.PEM)


def key_file(owner: str = "Nguyễn Văn An", *, days_left: int = 30) -> bytes:
    """A .p12 of somebody, opened by PASSPHRASE."""
    made = _certificate(owner, is_authority=False, until=NOW + timedelta(days=days_left))
    return pkcs12.serialize_key_and_certificates(
        b"key", _key(owner), made, None, BestAvailableEncryption(PASSPHRASE.encode())
    )
