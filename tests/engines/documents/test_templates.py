"""A province's own templates: one to begin with, filled in like the shipped one, and refused with a reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.engines.documents.samples import DECISION, FORM, LETTER, PARTY_REPORT
from vun.engines.documents import (
    NAMES,
    Document,
    TemplateError,
    Templates,
    UnknownField,
    fields_of,
    to_begin_with,
    tried,
    write_docx,
)


def texts(content: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(content)).element.body
    return [line for text in _texts(body) for line in text.split("\n") if line]


def _texts(body: Any) -> Iterator[str]:
    for paragraph in body.iter(qn("w:p")):
        pieces = (
            "\n" if one.tag == qn("w:br") else one.text for one in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        yield "".join(pieces).replace("\xa0", " ").strip()


def of_lines(*lines: str) -> bytes:
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("document", [DECISION, PARTY_REPORT, FORM], ids=["state", "party", "form"])
def test_the_template_to_begin_with_writes_what_is_shipped(document: Document) -> None:
    name = f"{document.layout.value}.docx"
    own = Templates({name: to_begin_with(name)})
    assert texts(write_docx(document, own)) == texts(write_docx(document))


def test_everything_outside_the_fields_stays_as_the_office_wrote_it() -> None:
    own = of_lines("Mẫu riêng của {{ CO_QUAN }}", "{{ trich_yeu }}", "{{ noi_dung }}", "Hết")
    made = texts(write_docx(replace(LETTER, recipients=(), signer=None), Templates({"state.docx": own})))
    assert made == [
        "Mẫu riêng của ỦY BAN NHÂN DÂN",
        "V/v đăng ký nhu cầu đào tạo năm 2027",
        "Sở Nội vụ đề nghị các đơn vị đăng ký./.",
        "Hết",
    ]


def test_tables_are_as_wide_as_the_sheet_of_the_office() -> None:
    file = docx.Document(io.BytesIO(to_begin_with("party.docx")))
    file.sections[0].left_margin = file.sections[0].right_margin = Mm(45)
    stream = io.BytesIO()
    file.save(stream)

    made = docx.Document(io.BytesIO(write_docx(PARTY_REPORT, Templates({"party.docx": stream.getvalue()}))))

    widths = [column.width for column in made.tables[1].columns]
    assert abs(sum(widths) - Mm(120)) < Mm(1)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shipped_passes_the_trial(name: str) -> None:
    made = tried(name, to_begin_with(name))
    assert made[:4] == (b"PK\x03\x04" if name.endswith(".docx") else b"%PDF")


def test_a_field_nobody_knows_is_named() -> None:
    with pytest.raises(UnknownField, match=r"^khong_co, la_lung$"):
        tried("state.docx", of_lines("{{ khong_co }}, {{ noi_dung }}", "{{ La_Lung }}"))
    with pytest.raises(UnknownField, match=r"^khong_co$"):
        tried("party.typ", b"#data.khong_co")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("state.docx", of_lines("{{ co_quan }}"), r"\{\{ noi_dung \}\}"),
        ("state.docx", b"PK\x03\x04", "docx"),
        ("form.typ", b"#heading(", "unclosed"),
        ("base.typ", b"\xff", r"base\.typ"),
    ],
)
def test_what_cannot_be_used_says_why(name: str, content: bytes, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        tried(name, content)


def test_a_sheet_without_fields_is_written_on() -> None:
    assert fields_of(of_lines("Chỉ là tờ giấy")) == ()
    assert texts(tried("state.docx", of_lines("Chỉ là tờ giấy")))[0] == "Chỉ là tờ giấy"
