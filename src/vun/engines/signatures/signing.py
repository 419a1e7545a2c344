"""Signing a PDF (PAdES baseline): what was signed stays as it was, the signature is added behind it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import typst
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle

from vun.engines.signatures.keys import SigningKey

_SIZE = (150, 60)  # points
_STAMP = """
#set page(width: 150pt, height: 60pt, margin: 2pt, fill: none)
#set text(font: "Liberation Serif", size: 9pt, fill: rgb("#1f3f9f"), lang: "vi")
#align(center + horizon, [
  #sys.inputs.words \\
  #strong(sys.inputs.name) \\
  #sys.inputs.moment
])
"""
_FONTS = Path(str(files("vun.engines.documents").joinpath("fonts")))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature is seen: the page from nought, and the middle of its upper edge in points from below left."""

    page: int
    x: float
    y: float


def sign_pdf(
    content: bytes,
    key: SigningKey,
    *,
    at: datetime,
    place: Place | None = None,
    words: str = "Ký bởi:",
    field: str = "ChuKySo",
    reason: str = "",
) -> bytes:
    """The file signed by the key, ``at`` an instant with its zone; seen at ``place`` or, with none, not seen.

    What is seen are ``words``, the name of the certificate and the instant in ISO 8601 (Decree 30/2020/NĐ-CP,
    Annex I, part II, section 8 asks for the instant so). A file signed before keeps its signatures; the field is
    numbered on. Raises ValueError when the file is no PDF.
    """
    name = f"{field}{content.count(b'/Type /Sig') + content.count(b'/Type/Sig') + 1}"
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    box = _box(place) if place else None
    fields.append_signature_field(
        writer, SigFieldSpec(sig_field_name=name, on_page=place.page if place else 0, box=box)
    )
    metadata = PdfSignatureMetadata(
        field_name=name,
        name=key.name,
        reason=reason or None,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    with _seen(key.name, at, words) as style:
        signer = PdfSigner(metadata, signer=key.signer, stamp_style=style if place else None)
        made = signer.sign_pdf(writer, in_place=False)
    return bytes(made.getbuffer())


def _box(place: Place) -> tuple[int, int, int, int]:
    width, height = _SIZE
    left, high = round(place.x - width / 2), round(place.y)
    return left, high - height, left + width, high


@contextmanager
def _seen(name: str, at: datetime, words: str) -> Iterator[StaticStampStyle]:
    """What is seen of the signature, typeset; read from a file while signing."""
    made = typst.Compiler(
        input=_STAMP.encode(),
        root=_FONTS,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]),
        sys_inputs={"name": name, "words": words, "moment": at.isoformat(timespec="seconds")},
    ).compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("one stamp makes one file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stamp.pdf"
        path.write_bytes(made)
        yield StaticStampStyle.from_pdf_file(str(path), border_width=0, background_opacity=1)
