"""Checking the signatures of a PDF: who signed, when, whether anything was changed since, whether they are trusted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from vun.engines.signatures.keys import name_of, name_of_issuer


@dataclass(frozen=True, slots=True)
class Found:
    """One signature. ``is_intact``: what was signed is as it was. ``is_changed_after``: something was added since that
    is more than another signature. ``is_trusted``: its certificate leads to one the office trusts.
    Of a signature that is damaged itself nobody can tell whose it is: ``signer`` is empty, and it is not good.
    """

    signer: str
    issuer: str
    signed_at: datetime | None
    is_intact: bool
    is_changed_after: bool
    is_trusted: bool

    @property
    def is_good(self) -> bool:
        return self.is_intact and not self.is_changed_after and self.is_trusted


Trust = Sequence[x509.Certificate]


def read_trust(folder: Path) -> Trust:
    """The certificates in the folder (.pem, .crt, .cer), which the office trusts; none when there is no folder.

    Raises ValueError, with the name of the file, for one that is no certificate.
    """
    if not folder.is_dir():
        return ()
    names = sorted(path for path in folder.iterdir() if path.suffix in (".pem", ".crt", ".cer"))
    return tuple(certificate for path in names for certificate in _read(path))


def _read(path: Path) -> list[x509.Certificate]:
    content = path.read_bytes()
    try:
        if not pem.detect(content):
            return [x509.Certificate.load(content, strict=True)]
        return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(content, multiple=True)]
    except ValueError as error:
        raise ValueError(path.name) from error


# What the reader of PDF files raises for a damaged one: what it takes apart may be of another shape than it thinks.
_UNREADABLE = (PdfReadError, SignatureValidationError, ValueError, TypeError, AttributeError, LookupError)


def check_pdf(content: bytes, trust: Trust) -> tuple[Found, ...]:
    """Every signature of the file, in the order they were made, or of their fields where one cannot be read.

    None for a file nobody signed.

    A signature covers all of the file but the room it stands in itself. What is not signed there either, its frame and
    the noughts that fill it up, may be written otherwise; what is seen, who signed and when is the same then.

    Nothing is asked of the network: whether a certificate was revoked is not known here. Raises ValueError when the
    file is no PDF.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content))
        fields = list(enumerate_sig_fields(reader, filled_status=True))
    except _UNREADABLE as error:
        raise ValueError("pdf") from error
    context = ValidationContext(trust_roots=list(trust), allow_fetching=False)
    try:
        signatures = reader.embedded_signatures
    except _UNREADABLE:
        return tuple(_of_field(reader, name, field, context) for name, _value, field in fields)
    # One of a kind that is not known is left out by the reader.
    left_out = [_DAMAGED] * (len(fields) - len(signatures))
    return (*(_found(signature, context) for signature in signatures), *left_out)


_DAMAGED = Found("", "", None, is_intact=False, is_changed_after=True, is_trusted=False)


def _of_field(reader: PdfFileReader, name: str, field: Any, context: ValidationContext) -> Found:
    """What stands in one field, where the signature in it or in another cannot be read."""
    try:
        signature = EmbeddedPdfSignature(reader, field.get_object(), name)
    except _UNREADABLE:
        return _DAMAGED
    return _found(signature, context)


def _found(signature: Any, context: ValidationContext) -> Found:
    try:
        return _judged(signature, context)
    except _UNREADABLE:
        return _DAMAGED


def _judged(signature: Any, context: ValidationContext) -> Found:
    status = validate_pdf_signature(signature, signer_validation_context=context)
    certificate = status.signing_cert
    changed = status.modification_level not in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    is_whole = status.coverage in (
        SignatureCoverageLevel.ENTIRE_FILE,
        SignatureCoverageLevel.ENTIRE_REVISION,
    )
    return Found(
        signer=name_of(certificate),
        issuer=name_of_issuer(certificate),
        signed_at=status.signer_reported_dt,
        is_intact=status.intact and status.valid and is_whole,
        is_changed_after=changed and status.modification_level is not ModificationLevel.FORM_FILLING,
        is_trusted=status.trusted,
    )
