"""An office's own docx: its fields, however Word has split them, and the document filled in."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from vun.engines.documents import (
    TemplateError,
    fields_found,
    fields_of,
    fill_docx,
    marked_as_draft,
    reaches_beyond,
)

ROW = ("stt", "ho_ten")
ROWS = [{"stt": "1", "ho_ten": "Lý Thị Hoa"}, {"stt": "2", "ho_ten": "Nguyễn Văn An"}]


def template() -> bytes:
    file = docx.Document()
    split = file.add_paragraph("Số: {")
    for piece in ("{ so_", "ky_hieu }", "}, tổng {{tong}}"):
        split.add_run(piece).bold = True
    file.add_paragraph("{{ CO_QUAN }}")
    table = file.add_table(rows=3, cols=2)
    table.rows[0].cells[0].text = "STT"
    table.rows[1].cells[0].text, table.rows[1].cells[1].text = "{{ stt }}.", "{{ ho_ten }} – {{ co_quan }}"
    table.rows[2].cells[1].text = "Cộng: {{ tong }}"
    file.sections[0].footer.paragraphs[0].text = "{{ so_ky_hieu }}"
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    stream = io.BytesIO(template())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def test_fields_are_found_wherever_they_stand() -> None:
    assert fields_of(template()) == ("so_ky_hieu", "tong", "co_quan", "stt", "ho_ten")


def test_fields_are_filled_and_the_row_of_the_list_is_repeated() -> None:
    values = {"so_ky_hieu": "05/QĐ-SNV", "tong": "2", "co_quan": "Sở Nội vụ"}
    made = docx.Document(io.BytesIO(fill_docx(template(), values, ROWS, ROW)))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Số: 05/QĐ-SNV, tổng 2", "SỞ NỘI VỤ"]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["STT", ""],
        ["1.", "Lý Thị Hoa – Sở Nội vụ"],
        ["2.", "Nguyễn Văn An – Sở Nội vụ"],
        ["", "Cộng: 2"],
    ]
    assert made.sections[0].footer.paragraphs[0].text == "05/QĐ-SNV"


def test_a_value_of_several_lines_keeps_them_and_one_like_a_field_stays_text() -> None:
    values = {"so_ky_hieu": "một\nhai", "tong": "{{ tong }}", "co_quan": ""}
    made = docx.Document(io.BytesIO(fill_docx(template(), values, ROWS, ROW)))
    assert made.paragraphs[0].text.startswith("Số: một\nhai, tổng {")


def test_a_field_without_a_value_is_refused_by_its_name() -> None:
    with pytest.raises(TemplateError, match=r"^tong$"):
        fill_docx(template(), {"so_ky_hieu": "", "co_quan": ""}, ROWS, ROW)


BOX = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>Số </w:t></w:r><w:r><w:pict>'
    "<w:txbxContent><w:p><w:r><w:t>{{ so_</w:t></w:r><w:r><w:t>ky_hieu }}</w:t></w:r></w:p></w:txbxContent>"
    "</w:pict></w:r><w:r><w:t>{{ tong }} người</w:t></w:r></w:p>"
)


def test_fields_in_text_boxes_and_heads_of_first_pages_are_filled_too() -> None:
    file = docx.Document()
    file.element.body.insert(0, etree.fromstring(BOX))
    file.sections[0].different_first_page_header_footer = True
    file.sections[0].first_page_header.paragraphs[0].text = "{{ co_quan }}"
    stream = io.BytesIO()
    file.save(stream)
    assert set(fields_of(stream.getvalue())) == {"so_ky_hieu", "tong", "co_quan"}
    values = {"so_ky_hieu": "05/QĐ", "tong": "2", "co_quan": "Sở Nội vụ"}
    made = docx.Document(io.BytesIO(fill_docx(stream.getvalue(), values, ROWS, ROW)))
    assert "".join(piece.text for piece in made.element.body.iter(qn("w:t"))) == "Số 05/QĐ2 người"
    assert made.sections[0].first_page_header.paragraphs[0].text == "Sở Nội vụ"


def test_a_field_is_found_with_the_words_around_it_and_whether_it_is_of_a_table() -> None:
    found = {each.name: (each.around, each.is_in_row) for each in fields_found(template())}
    assert found["tong"] == ("Cộng: {{ tong }}", True)
    assert found["co_quan"] == ("{{ ho_ten }} – {{ co_quan }}", True)
    assert [each.is_in_row for each in fields_found(template())][:3] == [False, False, False]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("word/vbaProject.bin", b"", True),
        ("word/activeX/activeX1.xml", b"", True),
        ("word/_rels/settings.xml.rels", b"<Relationships><Relationship", True),
        ("word/_rels/settings.xml.rels", b"<!DOCTYPE R [<!ATTLIST R Type CDATA 'x/control'>]><R/>", True),
        ("word/media/crest.png", b"", False),
        ("word/footnotes.xml", b"<w:footnotes", True),
        ("word/footnotes.xml", b"<!DOCTYPE R [<!ATTLIST R src CDATA 'http://x'>]><R/>", True),
        ("word/footnotes.bin", b"<!DOCTYPE R [<!ATTLIST R src CDATA 'http://x'>]><R/>", True),
        ("word/media/crest.svg", b"<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>", False),
    ],
)
def test_what_would_run_or_be_fetched_when_the_file_is_opened_is_told(
    name: str, content: bytes, told: bool
) -> None:
    assert reaches_beyond(with_part(name, content)) is told


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


@pytest.mark.parametrize(
    ("kind", "target", "told"),
    [
        (f"{OFFICE}/attachedTemplate", "https://x/a.dotm", True),
        (f"{STRICT}/attachedTemplate", "ftp://x/a.dotm", True),
        (f"{OFFICE}/attachedTemplate", "file://server/a.dotm", True),
        (f"{OFFICE}/attachedTemplate", r"file:///\\server\a.dotm", True),
        (f"{OFFICE}/attachedTemplate", r"\\server\a.dotm", True),
        (f"{OFFICE}/attachedTemplate", "a.dotm", True),
        (f"{OFFICE}/attachedTemplate", "file:///C:/N.dotm", False),
        (f"{OFFICE}/attachedTemplate", r"file:///C:\Users\An\Normal.dotm", False),
        (f"{MICROSOFT}/vbaProject", "media/crest.png", True),
        (f"{OFFICE}/control", "a.xml", True),
        (f"{OFFICE}/oleObject", "https://x/a.xlsm", True),
        (f"{OFFICE}/hyperlink", "https://x/attachedTemplate", False),
        (f"{OFFICE}/image", "https://x/crest.png", True),
        (f"{STRICT}/image", r"\\server\crest.png", True),
        (f"{OFFICE}/image", "file:///C:/crest.png", True),
        (f"{OFFICE}/aFChunk", "chunk.html", True),
        (f"{OFFICE}/subDocument", "part.docx", True),
        (f"{OFFICE}/mailMergeSource", "file:///C:/list.xlsx", True),
        (f"{OFFICE}/frame", "//x/frame.html", True),
    ],
)
def test_what_a_file_goes_with_is_told_however_it_is_written(kind: str, target: str, told: bool) -> None:
    ways = (
        f'<Relationship Type="{kind}" Target="{target}" TargetMode="External"/>',
        f"<Relationship TargetMode='External'\nTarget = '{target}' Id='rId1' Type='{kind}'/>",
        f'<Relationship Target="&#x{ord(target[0]):x};{target[1:]}" Type="{kind}"/>',
    )
    listed = (f'<Relationships xmlns="{PACKAGE}">{way}</Relationships>'.encode() for way in ways)
    contents = [*listed, f"<Relationships>{ways[0]}</Relationships>".encode("utf-16")]
    assert [reaches_beyond(with_part("word/_rels/settings.xml.rels", each)) for each in contents] == [
        told
    ] * 4


def test_what_lies_in_the_file_or_beside_it_is_told_apart() -> None:
    for mode, told in (("", False), ('TargetMode="Internal"', False), ('TargetMode="External"', True)):
        listed = f'<R><Relationship Type="{OFFICE}/image" Target="media/crest.png" {mode}/></R>'
        assert reaches_beyond(with_part("word/_rels/header1.xml.rels", listed.encode())) is told


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BEGIN, END = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def instruction(*pieces: str) -> str:
    return BEGIN + "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces) + END


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (instruction(' INCLUDEPICTURE "https://x/crest.png" \\d '), True),
        (instruction(" inclu", "depicture ", "x.png"), True),
        (instruction(" PAGE ") + instruction("DDEAUTO excel x"), True),
        ('<w:fldSimple w:instr=" LINK Excel.Sheet x"/>', True),
        ('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x/crest.png"/>', True),
        ('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="crest.png"/>', False),
        (instruction(" PAGE "), False),
        (instruction(' HYPERLINK "https://x/link" '), False),
        ('<w:fldSimple w:instr=" DATE "/><w:p><w:r><w:t>INCLUDETEXT</w:t></w:r></w:p>', False),
    ],
)
def test_a_field_that_fetches_is_told_however_word_splits_it(body: str, told: bool) -> None:
    part = f"<w:hdr {WORD}>{body}</w:hdr>".encode()
    # A part is what [Content_Types].xml says it is, whatever it is named.
    assert [reaches_beyond(with_part(name, part)) for name in ("word/header9.xml", "word/h.bin")] == [
        told,
        told,
    ]


def test_a_file_that_is_damaged_inside_is_no_docx() -> None:
    for content in (b"<w:document", b"", b"\xff"):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(template())) as whole, zipfile.ZipFile(stream, "w") as damaged:
            for name in whole.namelist():
                damaged.writestr(name, content if name == "word/document.xml" else whole.read(name))
        with pytest.raises(TemplateError):
            fields_of(stream.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateError):
        fields_of(content)


def test_a_draft_is_marked_once_in_the_head_of_every_page_and_the_text_stays() -> None:
    file = docx.Document(io.BytesIO(template()))
    file.settings.odd_and_even_pages_header_footer = True
    first = file.sections[0]
    first.different_first_page_header_footer = True
    file.add_section()  # Its heads are those of the part before.
    own = file.add_section()
    own.header.paragraphs[0].text = "Phụ lục"
    stream = io.BytesIO()
    file.save(stream)
    marked = docx.Document(io.BytesIO(marked_as_draft(stream.getvalue())))
    heads = [marked.sections[0], marked.sections[2]]
    xml = [heads[0].header, heads[0].first_page_header, heads[0].even_page_header, heads[1].header]
    assert [each.paragraphs[0]._p.xml.count('string="DỰ THẢO"') for each in xml] == [1, 1, 1, 1]
    assert marked.sections[1].header.is_linked_to_previous
    assert heads[1].header.paragraphs[0].text == "Phụ lục"
    assert [each.text for each in marked.paragraphs] == [each.text for each in file.paragraphs]


def marks(content: bytes) -> list[int]:
    """How often each head of the file says that it is a draft, by its part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/header"))
        return [archive.read(name).decode().count('string="DỰ THẢO"') for name in names]


def test_a_first_page_is_marked_though_no_part_before_has_one_of_its_own() -> None:
    file = docx.Document(io.BytesIO(template()))
    later = file.add_section()
    later.different_first_page_header_footer = True
    stream = io.BytesIO()
    file.save(stream)
    marked = marked_as_draft(stream.getvalue())
    section = docx.Document(io.BytesIO(marked)).sections[1]
    assert section.first_page_header.paragraphs[0]._p.xml.count('string="DỰ THẢO"') == 1
    assert marks(marked) == [1, 1]


def test_a_head_that_holds_but_a_building_block_is_marked_too() -> None:
    file = docx.Document(io.BytesIO(template()))
    head = file.sections[0].header._element
    for each in list(head):
        head.remove(each)
    head.append(etree.fromstring(f"<w:sdt {WORD}><w:sdtContent><w:p/></w:sdtContent></w:sdt>"))
    stream = io.BytesIO()
    file.save(stream)
    assert marks(marked_as_draft(stream.getvalue())) == [1]
