"""The fields that a docx of the province may have, ``{{ trich_yeu }}``, and what a document fills them with."""

from __future__ import annotations

from vun.engines.documents import words
from vun.engines.documents.model import Document, Signer

CONTENT = "noi_dung"
"""Stands in a paragraph of its own: all that is said, with its tables, comes there."""
FIELDS = (
    "co_quan_chu_quan",
    "co_quan",
    "so_ky_hieu",
    "dia_danh_ngay",
    "muc_do_khan",
    "ten_loai",
    "trich_yeu",
    "kinh_gui",
    CONTENT,
    "noi_nhan",
    "quyen_han_ky",
    "nguoi_ky",
    "chu_thich_ky",
    "nguoi_lap",
    "chu_thich_nguoi_lap",
    "bieu_so",
    "don_vi_tinh",
)


def values_of(document: Document) -> dict[str, str]:
    """What each field is filled with; a field that the document says nothing for is empty."""
    number = words.number_line(document)
    signer, compiler = document.signer or Signer(()), document.compiler or Signer(())
    letter = words.is_letter(document)
    return {
        "co_quan_chu_quan": document.superior,
        "co_quan": document.organ,
        "so_ky_hieu": number.removeprefix("Số:").removeprefix("Số").strip(" "),
        "dia_danh_ngay": words.signed_line(document),
        "muc_do_khan": document.urgency,
        "ten_loai": document.kind.heading,
        "trich_yeu": words.subject_of_letter(document) if letter else document.title,
        "kinh_gui": "\n".join(document.addressees),
        CONTENT: "",
        "noi_nhan": "\n".join(words.recipient_lines(document.recipients)),
        "quyen_han_ky": "\n".join(signer.capacity),
        "nguoi_ky": signer.name,
        "chu_thich_ky": signer.note,
        "nguoi_lap": "\n".join(compiler.capacity),
        "chu_thich_nguoi_lap": compiler.note,
        "bieu_so": document.form,
        "don_vi_tinh": document.unit,
    }


def field(name: str) -> str:
    """The field as it is written."""
    return f"{{{{ {name} }}}}"
