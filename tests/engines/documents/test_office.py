"""What a docx of each layout holds, read back from the file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document as OfficeFile
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as OfficeParagraph
from lxml import etree

from tests.engines.documents.samples import DECISION, FORM, GRID, LETTER, PARTY_REPORT, SAMPLES
from vun.engines.documents import Document, Grid, GridColumn, Head, TemplateError, Templates, write_docx


def written(document: Document, templates: Templates | None = None) -> OfficeFile:
    return docx.Document(io.BytesIO(write_docx(document, templates)))


def texts(document: Document) -> list[str]:
    """Every text in the order of the page, cells of tables one after the other, merged ones once.

    Spaces no line is broken at are told as spaces.
    """
    body = written(document).element.body
    found = ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    return [text.replace("\u00a0", " ") for text in found if text.strip()]


def in_mm(*lengths: int | None) -> list[int]:
    """The file counts in twentieths of a point, so a length is near its millimetre."""
    return [round((length or 0) / Mm(1)) for length in lengths]


def test_a_decision_has_every_part_in_its_order() -> None:
    assert texts(DECISION) == [
        "TỈNH LẠNG SƠN",
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-UBND",
        "Lạng Sơn, ngày 05 tháng 01 năm 2026",
        "QUYẾT ĐỊNH",
        "Về việc cử công chức tham gia lớp bồi dưỡng ngạch chuyên viên chính",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
        "Căn cứ Nghị định số 171/2025/NĐ-CP ngày 30/6/2025 của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Cử 2 ông (bà) có tên trong danh sách kèm theo.",
        "Điều 2. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.",
        "Nơi nhận:",
        "- Như Điều 2;",
        "- Lưu: VT, NC.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn An",
        "Phụ lục",
        "DANH SÁCH CỬ ĐI HỌC",
        "(Kèm theo Quyết định số 05/QĐ-UBND)",
        "Kết quả theo đơn vị",
        "Đơn vị tính: lượt người",
        "TT", "Đơn vị", "Kết quả", "Lượt", "Người",
        "1", "Huyện Tràng Định", "1.234", "1.200",
        "Xã Đề Thám", "34", "30",
        "Tổng cộng", "1.268", "1.230",
        "Số liệu đến 31/12/2025.",
    ]  # fmt: skip


def paragraphs(document: Document) -> list[OfficeParagraph]:
    return [one for one in written(document).paragraphs if one.text.strip()]


def test_no_line_begins_with_a_year_and_no_capitals_stand_alone() -> None:
    long = replace(DECISION, organ="Trung tâm Bồi dưỡng chính trị khu vực Đông Bắc")
    made = written(long)
    assert made.tables[0].cell(0, 0).paragraphs[1].text.endswith("ĐÔNG\u00a0BẮC")
    assert made.tables[0].cell(1, 1).text == "Lạng Sơn, ngày\u00a005\u00a0tháng\u00a001\u00a0năm\u00a02026"
    dated = replace(DECISION, bases=("Căn cứ Luật ngày 16 tháng 6 năm 2025",), annexes=())
    (base,) = (one.text for one in paragraphs(dated) if one.text.startswith("Căn cứ"))
    assert base == "Căn cứ Luật ngày\u00a016 tháng\u00a06 năm\u00a02025."


def test_the_rule_below_a_name_of_several_lines_is_half_a_line_at_most() -> None:
    long = replace(
        DECISION, organ="Trung tâm Bồi dưỡng chính trị và Phát triển nguồn nhân lực khu vực biên giới"
    )
    rule = next(
        one
        for one in written(long).tables[0].cell(0, 0).paragraphs
        if one._p.find(f".//{qn('w:pBdr')}") is not None
    )
    around = (rule.paragraph_format.left_indent or 0) + (rule.paragraph_format.right_indent or 0)
    assert 60 - 4 - around / Mm(1) <= 60 / 2


def test_what_follows_a_table_takes_no_room_and_the_signature_is_not_left_alone() -> None:
    body = written(DECISION).element.body
    after = [one.getnext() for one in body.iterchildren(qn("w:tbl"))]
    heights = [one.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for one in after[1:-1]]
    assert [height.get(qn("w:line")) for height in heights] == ["20"]
    assert written(DECISION).paragraphs[-1].paragraph_format.line_spacing == Pt(1)
    last = next(one for one in paragraphs(DECISION) if one.text.startswith("Điều 2."))
    assert last.paragraph_format.keep_with_next


def test_a_title_longer_than_a_property_of_a_file_may_be_is_written() -> None:
    long = replace(DECISION, title="Về việc cử đi học lớp " + "rất dài " * 60)
    assert len(written(long).core_properties.title) == 255


def test_the_other_layouts_have_their_own_heads() -> None:
    assert texts(PARTY_REPORT)[:6] == [
        "TỈNH ỦY LẠNG SƠN",
        "BAN THƯỜNG VỤ",
        "*",
        "Số 999-BC/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Lạng Sơn, ngày 04 tháng 3 năm 2009",
    ]
    assert texts(FORM)[:5] == [
        "TỈNH ỦY LẠNG SƠN",
        "BAN TỔ CHỨC",
        "THỐNG KÊ KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ NĂM 2025",
        "Biểu số 10-BTCTW",
        "Đvt: Người",
    ]
    assert "V/v đăng ký nhu cầu đào tạo năm 2027" in texts(LETTER)


def test_page_and_letters_are_those_of_the_decree() -> None:
    file = written(DECISION)
    first, annex = file.sections
    for section, sides in ((first, [210, 297]), (annex, [297, 210])):
        assert in_mm(section.page_width, section.page_height) == sides
        assert in_mm(
            section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        ) == [20, 20, 30, 20]
        assert section.different_first_page_header_footer
        assert "PAGE" in etree.tostring(section.header._element).decode()
    assert file.styles["Normal"].font.name == "Times New Roman"
    assert file.core_properties.title == f"Quyết định {DECISION.title}"
    assert file.core_properties.language == "vi-VN"
    assert file.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_head_of_a_table_is_merged_and_stands_on_every_page() -> None:
    table = written(replace(DECISION, annexes=(), body=(GRID,))).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows[:2]] == [
        ["TT", "Đơn vị", "Kết quả", "Kết quả"],
        ["TT", "Đơn vị", "Lượt", "Người"],
    ]
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, True, False, False, False]
    assert table.rows[3].cells[1].paragraphs[0].paragraph_format.left_indent


def test_hardly_anything_stands_beside_the_words_of_many_columns() -> None:
    many = Grid(
        columns=tuple(GridColumn() for _ in range(21)),
        head=(tuple(Head(str(n)) for n in range(21)),),
        rows=(),
    )
    sides = [
        [side.get(qn("w:w")) for side in table._tbl.tblPr.iterfind(f"{qn('w:tblCellMar')}/*")]
        for grid in (GRID, many)
        for table in [written(replace(DECISION, annexes=(), body=(grid,))).tables[1]]
    ]
    assert sides == [["70", "70"], ["28", "28"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_is_the_same_bytes(name: str) -> None:
    assert write_docx(SAMPLES[name]) == write_docx(SAMPLES[name])
    members = zipfile.ZipFile(io.BytesIO(write_docx(SAMPLES[name]))).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_a_province_writes_on_its_own_sheet() -> None:
    sheet = docx.Document()
    sheet.sections[0].left_margin = Mm(35)
    sheet.sections[0].footer.paragraphs[0].text = "Chân trang của tỉnh"
    stream = io.BytesIO()
    sheet.save(stream)

    section = written(replace(DECISION, annexes=()), Templates({"state.docx": stream.getvalue()})).sections[0]

    assert in_mm(section.left_margin) == [35]
    assert section.footer.paragraphs[0].text == "Chân trang của tỉnh"


def test_a_sheet_that_is_no_docx_says_so() -> None:
    with pytest.raises(TemplateError, match="docx"):
        write_docx(DECISION, Templates({"state.docx": b"PK no docx"}))
