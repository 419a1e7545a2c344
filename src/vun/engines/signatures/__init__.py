"""Digital signatures of PDF files: made with a key in a file or on a token, and checked."""

from vun.engines.signatures.checking import Found, Trust, check_pdf, read_trust
from vun.engines.signatures.keys import KeyProblem, SigningKey, key_from_file, key_on_token
from vun.engines.signatures.signing import Place, sign_pdf

__all__ = [
    "Found",
    "KeyProblem",
    "Place",
    "SigningKey",
    "Trust",
    "check_pdf",
    "key_from_file",
    "key_on_token",
    "read_trust",
    "sign_pdf",
]
