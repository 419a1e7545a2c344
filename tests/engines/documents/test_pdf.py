"""What a PDF of each layout holds, read back by poppler."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines.documents.samples import DECISION, FORM, LETTER, PARTY_REPORT, SAMPLES
from vun.engines.documents import Document, Paragraph, TemplateError, Templates, write_pdf


def poppler(tool: str, document: Document, folder: Path, *options: str) -> str:
    path = folder / "document.pdf"
    path.write_bytes(write_pdf(document))
    command = (
        [tool, *options, str(path)] if tool != "pdftotext" else [tool, "-layout", *options, str(path), "-"]
    )
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def words_of(document: Document, folder: Path) -> str:
    return " ".join(poppler("pdftotext", document, folder).split())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_pdf_is_tagged_titled_in_vietnamese_and_brings_its_fonts(name: str, tmp_path: Path) -> None:
    document = SAMPLES[name]
    facts = dict(
        line.split(":", 1) for line in poppler("pdfinfo", document, tmp_path).splitlines() if ":" in line
    )
    fonts = [line.split() for line in poppler("pdffonts", document, tmp_path).splitlines()[2:]]

    assert facts["Tagged"].strip() == "yes"
    assert facts["Title"].strip().endswith(document.title)
    assert facts["Author"].strip() == document.organ.upper()
    assert fonts
    assert [row[0] for row in fonts if "LiberationSerif" not in row[0]] == []
    # emb and sub stand before uni and the two numbers of the object
    assert {tuple(row[-5:-3]) for row in fonts} == {("yes", "yes")}
    content = write_pdf(document)
    assert b"/Lang(vi-VN)" in content
    assert b"pdfuaid" in content


def test_a_decision_has_every_part_of_the_decree_in_its_place(tmp_path: Path) -> None:
    text = words_of(DECISION, tmp_path)
    parts = [
        "TỈNH LẠNG SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-UBND Lạng Sơn, ngày 05 tháng 01 năm 2026",
        "QUYẾT ĐỊNH Về việc cử công chức",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
        "của Chính phủ; Theo đề nghị của Giám đốc Sở Nội vụ.",
        "QUYẾT ĐỊNH: Điều 1. Cử 2 ông (bà)",
        "thi hành Quyết định này./.",
        "Nơi nhận: KT. CHỦ TỊCH",
        "Nguyễn Văn An",
        "Phụ lục DANH SÁCH CỬ ĐI HỌC (Kèm theo Quyết định số 05/QĐ-UBND)",
        "Xã Đề Thám",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_a_party_document_bears_the_partys_name_and_its_own_number(tmp_path: Path) -> None:
    text = words_of(PARTY_REPORT, tmp_path)
    assert text.startswith("TỈNH ỦY LẠNG SƠN ĐẢNG CỘNG SẢN VIỆT NAM")
    assert "Số 999-BC/TU" in text
    assert "CỘNG HÒA" not in text


def test_a_letter_has_no_name_of_kind(tmp_path: Path) -> None:
    text = words_of(LETTER, tmp_path)
    assert "V/v đăng ký nhu cầu đào tạo năm 2027" in text
    assert "Kính gửi: - Các sở, ban, ngành - Ủy ban nhân dân các xã, phường" in text
    assert "QUYẾT ĐỊNH" not in text


def test_a_form_lies_across_the_sheet_with_its_code(tmp_path: Path) -> None:
    text = words_of(FORM, tmp_path)
    assert "Biểu số 10-BTCTW" in text
    assert "NGƯỜI LẬP BIỂU TRƯỞNG BAN" in text
    assert "841.89 x 595" in poppler("pdfinfo", FORM, tmp_path)


def test_pages_are_numbered_from_the_second_on_and_an_annex_for_itself(tmp_path: Path) -> None:
    long = replace(
        DECISION, body=tuple(Paragraph("Một đoạn nội dung đủ dài. " * 12) for _ in range(24)), annexes=()
    )
    with_annex = replace(long, annexes=DECISION.annexes)

    def first_lines(document: Document) -> list[str]:
        pages = poppler("pdftotext", document, tmp_path).split("\f")[:-1]
        return [page.strip().splitlines()[0].strip() for page in pages]

    body = first_lines(long)
    assert len(body) >= 3
    assert body[1:] == [str(number) for number in range(2, len(body) + 1)]
    assert not body[0].isdigit()
    assert first_lines(with_annex)[: len(body)] == body
    assert first_lines(with_annex)[len(body)] == "Phụ lục"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_is_the_same_bytes(name: str) -> None:
    assert write_pdf(SAMPLES[name]) == write_pdf(SAMPLES[name])


def test_text_is_never_markup(tmp_path: Path) -> None:
    odd = replace(DECISION, body=(Paragraph("#panic() *không đậm* _x_ $1$ <a> \\ [b] - c"),), annexes=())
    assert "#panic() *không đậm* _x_ $1$ <a> \\ [b] - c" in words_of(odd, tmp_path)


def test_a_province_puts_its_own_template_in_place(tmp_path: Path) -> None:
    own = Templates({"state.typ": '#heading(data.organ + " – mẫu riêng")'.encode()})
    path = tmp_path / "own.pdf"
    path.write_bytes(write_pdf(DECISION, own))
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    assert text.strip() == "ỦY BAN NHÂN DÂN – mẫu riêng"


def test_a_template_that_does_not_compile_says_so() -> None:
    with pytest.raises(TemplateError, match="không-có"):
        write_pdf(DECISION, Templates({"state.typ": "#không-có".encode()}))
    with pytest.raises(TemplateError, match=r"state\.typ"):
        write_pdf(DECISION, Templates({"state.typ": b"\xff"}))
