"""Where the parts of a printed document stand, and how large: held to Annex I of Decree 30/2020/NĐ-CP by measuring."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest

from tests.engines.documents.samples import DECISION, FORM, GRID, LETTER, PARTY_REPORT
from vun.engines.documents import Document, Grid, GridRow, Head, Layout, Paragraph, Signer, write_pdf

_POINTS_A_MM = 72 / 25.4
_ZOOM = 1.5  # of pdftohtml


@dataclass(frozen=True)
class Line:
    """A line of text: millimetres from the left and the top of its page, points."""

    page: int
    left: float
    top: float
    width: float
    size: float
    is_bold: bool
    is_italic: bool
    text: str

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@cache
def lines_of(document: Document) -> tuple[Line, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(write_pdf(document))
        command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", str(_ZOOM), str(path)]
        told = subprocess.run(command, check=True, capture_output=True).stdout
    fonts: dict[str, float] = {}
    found = []
    for number, page in enumerate(ElementTree.fromstring(told), start=1):
        for font in page.iter("fontspec"):
            fonts[font.attrib["id"]] = float(font.attrib["size"]) / _ZOOM
        for text in page.iter("text"):
            place = {key: float(text.attrib[key]) / _ZOOM / _POINTS_A_MM for key in ("left", "top", "width")}
            found.append(
                Line(
                    number, **place, size=fonts[text.attrib["font"]],
                    is_bold=text.find(".//b") is not None, is_italic=text.find(".//i") is not None,
                    text=" ".join("".join(text.itertext()).split()),
                )
            )  # fmt: skip
    return tuple(found)


def line(document: Document, text: str) -> Line:
    return next(one for one in lines_of(document) if one.text.startswith(text))


@pytest.mark.parametrize(
    ("document", "text", "size", "is_bold", "is_italic"),
    [
        (DECISION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        (DECISION, "Độc lập - Tự do - Hạnh phúc", 13, True, False),
        (DECISION, "TỈNH LẠNG SƠN", 12, False, False),
        (DECISION, "ỦY BAN NHÂN DÂN", 12, True, False),
        (DECISION, "Số: 05/QĐ-UBND", 13, False, False),
        (DECISION, "Lạng Sơn, ngày 05 tháng 01 năm 2026", 13, False, True),
        (DECISION, "QUYẾT ĐỊNH", 14, True, False),
        (DECISION, "Về việc cử công chức", 14, True, False),
        (DECISION, "Căn cứ Nghị định", 14, False, True),
        (DECISION, "Điều 1.", 14, True, False),
        (DECISION, "KT. CHỦ TỊCH", 14, True, False),
        (DECISION, "Nguyễn Văn An", 14, True, False),
        (DECISION, "Nơi nhận:", 12, True, True),
        (DECISION, "- Như Điều 2;", 11, False, False),
        (DECISION, "Phụ lục", 14, True, False),
        (DECISION, "DANH SÁCH CỬ ĐI HỌC", 14, True, False),
        (DECISION, "(Kèm theo Quyết định", 13, False, True),
        (LETTER, "V/v đăng ký", 12, False, False),
        (LETTER, "Kính gửi:", 14, False, False),
        (PARTY_REPORT, "ĐẢNG CỘNG SẢN VIỆT NAM", 15, True, False),
        (PARTY_REPORT, "Số 999-BC/TU", 14, False, False),
        (PARTY_REPORT, "Lạng Sơn, ngày 04 tháng 3 năm 2009", 14, False, True),
        (PARTY_REPORT, "BÁO CÁO", 16, True, False),
        (PARTY_REPORT, "T/M BAN THƯỜNG VỤ", 14, True, False),
        (PARTY_REPORT, "PHÓ BÍ THƯ", 14, False, False),
    ],
)
def test_every_part_has_the_letters_the_rules_give_it(
    document: Document, text: str, size: float, is_bold: bool, is_italic: bool
) -> None:
    found = line(document, text)
    assert (round(found.size), found.is_bold, found.is_italic) == (size, is_bold, is_italic)


@pytest.mark.parametrize("document", [DECISION, PARTY_REPORT, LETTER, FORM], ids=lambda one: one.organ)
def test_margins_are_those_of_the_decree(document: Document) -> None:
    content = [
        one for one in lines_of(document) if not (one.page > 1 and one.text.isdigit() and one.top < 20)
    ]
    width = 297 if document.is_landscape else 210
    assert min(one.left for one in content) >= 29.5
    assert min(one.top for one in content) >= 19.5
    assert max(one.right for one in content if one.page == 1) <= width - 15


def test_the_nation_stands_right_of_the_body_and_the_place_below_it() -> None:
    nation, motto = line(DECISION, "CỘNG HÒA"), line(DECISION, "Độc lập")
    organ, number, place = line(DECISION, "ỦY BAN"), line(DECISION, "Số:"), line(DECISION, "Lạng Sơn, ngày")
    assert organ.right < nation.left
    assert nation.middle == pytest.approx(motto.middle, abs=1)
    assert nation.middle == pytest.approx(place.middle, abs=1)
    assert organ.middle == pytest.approx(number.middle, abs=1)
    assert number.top == pytest.approx(place.top, abs=1)
    assert organ.top < motto.top + 6 < number.top + 1
    assert nation.left > 105 - 25


def test_kind_and_subject_stand_in_the_middle_and_the_content_at_its_indent() -> None:
    middle = (30 + 190) / 2
    for text in ("QUYẾT ĐỊNH", "Về việc", "CHỦ TỊCH ỦY BAN", "QUYẾT ĐỊNH:"):
        assert line(DECISION, text).middle == pytest.approx(middle, abs=1.5)
    for text in ("Căn cứ Nghị định", "Điều 1."):
        assert line(DECISION, text).left == pytest.approx(30 + 10, abs=0.6)


def test_recipients_stand_left_and_the_signer_right_on_one_height() -> None:
    recipients, capacity, name = (line(DECISION, text) for text in ("Nơi nhận:", "KT. CHỦ", "Nguyễn Văn An"))
    assert recipients.left == pytest.approx(30, abs=1)
    assert capacity.left > 105
    assert capacity.top == pytest.approx(recipients.top, abs=2)
    assert name.middle == pytest.approx(capacity.middle, abs=1)
    assert name.top - capacity.top > 25  # room for a signature and a seal


def test_the_partys_name_stands_right_with_the_day_below_and_the_star_below_the_body() -> None:
    party, day = line(PARTY_REPORT, "ĐẢNG CỘNG SẢN"), line(PARTY_REPORT, "Lạng Sơn, ngày")
    organ, star, number = (line(PARTY_REPORT, text) for text in ("BAN THƯỜNG VỤ", "*", "Số 999"))
    assert organ.right < party.left
    assert party.middle == pytest.approx(day.middle, abs=1)
    assert organ.top < star.top < number.top
    assert organ.middle == pytest.approx(star.middle, abs=1)


LONG = replace(
    DECISION,
    superior="Ủy ban nhân dân thành phố Hồ Chí Minh",
    organ="Trung tâm Bồi dưỡng chính trị và Phát triển nguồn nhân lực khu vực biên giới phía Bắc",
    title="Về việc cử cán bộ, công chức, viên chức đi học: lớp bồi dưỡng kiến thức quốc phòng và an ninh đối tượng 3",
    place="Thành phố Hồ Chí Minh",
    date=date(2026, 12, 22),
    signer=Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Văn An"),
    annexes=(),
)


@pytest.mark.parametrize("layout", [Layout.STATE, Layout.PARTY])
def test_long_names_leave_no_word_alone_no_gaps_and_room_beside_them(layout: Layout) -> None:
    found = lines_of(replace(LONG, layout=layout))
    place, day = (
        next(one for one in found if one.text.startswith(text)) for text in ("Thành phố Hồ", "ngày 22")
    )
    assert (place.text, day.text) == ("Thành phố Hồ Chí Minh,", "ngày 22 tháng 12 năm 2026")
    assert place.width < 60, "not drawn out to both sides"
    nation = next(
        one for one in found if one.text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM")
    )
    head = [
        one
        for one in found
        if one.page == 1 and one.right < 105 and one.top < place.top + 12 and one.text.isupper()
    ]
    assert max(one.right for one in head) + 2.5 < nation.left
    title = [
        one for one in found if one.page == 1 and one.is_bold and "QUYẾT" not in one.text and one.size > 13.5
    ][:2]
    for lines in (head[2:], title):
        assert min(one.width for one in lines) > 0.6 * max(one.width for one in lines)
    capacity = [next(one for one in found if one.text == text) for text in LONG.signer.capacity]  # type: ignore[union-attr]
    assert {round(below.top - above.top, 1) >= 6 for above, below in pairwise(capacity)} == {True}


@pytest.mark.parametrize("layout", [Layout.STATE, Layout.PARTY])
@pytest.mark.parametrize("lines", range(20, 24))
def test_no_signature_stands_alone_on_its_page(lines: int, layout: Layout) -> None:
    body = (
        *(Paragraph("Nội dung.") for _ in range(lines)),
        Paragraph("Quyết định này có hiệu lực từ ngày ký."),
    )
    found = lines_of(replace(DECISION, layout=layout, body=body, annexes=(), bases=()))
    name, last = (
        next(one for one in found if one.text.startswith(text))
        for text in ("Nguyễn Văn An", "Quyết định này")
    )
    assert name.page == last.page


def test_the_last_note_of_a_form_stands_with_its_signature() -> None:
    assert FORM.signer is not None
    for rows in range(28, 40):
        grid = replace(GRID, rows=GRID.rows[:1] * rows, notes=("Ghi chú.",))
        found = lines_of(replace(FORM, body=(grid,)))
        signed, note = (
            next(one for one in reversed(found) if one.text.startswith(text))
            for text in (FORM.signer.capacity[-1], "Ghi chú.")
        )
        assert signed.page == note.page


def drafts_on_pages(document: Document) -> list[int]:
    run = subprocess.run(["pdftotext", "-", "-"], input=write_pdf(document), check=True, capture_output=True)
    pages = run.stdout.decode().split("\f")[:-1]
    return [page.count("Ả") for page in pages]  # letters across a page are read one by one


def test_a_draft_says_so_at_its_head_and_across_every_page() -> None:
    assert drafts_on_pages(replace(DECISION, is_draft=True, urgency="Hỏa tốc")) == [2, 1]
    assert drafts_on_pages(DECISION) == [0, 0]


def test_page_numbers_stand_in_the_middle_of_the_top_margin_from_the_second_page_on() -> None:
    long = replace(DECISION, body=(Paragraph("Nội dung. " * 60),) * 12, annexes=())
    pages = {one.page for one in lines_of(long)}
    numbers = [one for one in lines_of(long) if one.text == str(one.page) and one.top < 20]
    assert [one.page for one in numbers] == sorted(pages)[1:]
    for one in numbers:
        assert round(one.size) in (13, 14)
        assert one.middle == pytest.approx(110, abs=1)


def test_no_row_of_a_table_is_broken_by_a_page() -> None:
    rows = tuple(GridRow(("", f"Đầu{n:02d} " + "chữ " * 60 + f"Cuối{n:02d}", "", "")) for n in range(30))
    found = lines_of(replace(DECISION, body=(replace(GRID, rows=rows),), annexes=()))
    begun, ended = (
        {match[1]: one.page for one in found if (match := re.search(rf"{word}(\d\d)", one.text))}
        for word in ("Đầu", "Cuối")
    )
    assert len(set(begun.values())) > 2
    assert begun == ended


def test_a_table_over_several_pages_repeats_its_headings_and_its_numbering_line() -> None:
    table = replace(
        GRID,
        head=(*GRID.head, tuple(Head(text) for text in ("1", "2", "3=4", "4"))),
        rows=GRID.rows[:2] * 60,
        caption="",
    )
    assert isinstance(table, Grid)
    found = lines_of(replace(DECISION, body=(table,), annexes=()))
    pages = sorted({one.page for one in found if re.fullmatch(r"Xã Đề Thám", one.text)})
    assert len(pages) >= 3
    for text in ("Lượt", "3=4"):
        assert sorted({one.page for one in found if one.text == text}) == pages
