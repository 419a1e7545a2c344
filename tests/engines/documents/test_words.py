"""The fixed words of the layouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engines.documents.samples import DECISION, FORM, GRID, LETTER, PARTY_REPORT
from vun.engines.documents import Document, Grid, GridColumn, GridRow, Head, Paragraph, words

ROOM = "\u00a0" * 6


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("5/QĐ-UBND", "Số: 05/QĐ-UBND"),
        ("05/QĐ-UBND", "Số: 05/QĐ-UBND"),
        ("1234/QĐ-UBND", "Số: 1234/QĐ-UBND"),
        ("/QĐ-UBND", f"Số: {ROOM}/QĐ-UBND"),
        ("", ""),
    ],
)
def test_a_number_below_ten_gets_a_nought_and_none_yet_leaves_room(number: str, printed: str) -> None:
    assert words.number_line(replace(DECISION, number=number)) == printed


def test_the_party_writes_its_numbers_without_a_colon() -> None:
    assert words.number_line(PARTY_REPORT) == "Số 999-BC/TU"


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "Lạng Sơn, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "Lạng Sơn, ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Lạng Sơn, ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 22), "Lạng Sơn, ngày 22 tháng 11 năm 2026"),
        (None, f"Lạng Sơn, ngày{ROOM}tháng{ROOM}năm{ROOM}"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_nought(day: date | None, printed: str) -> None:
    line = words.place_line("Lạng Sơn", day)
    assert line.replace("\u00a0", " ") == printed.replace("\u00a0", " ")
    assert line.count(" ") == 2, "a line may break behind the place only"


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("ngày 16 tháng 6 năm 2025;", "ngày~16 tháng~6 năm~2025;"),
        ("Quyết định số 12/QĐ-UBND, Điều 3, khoản 2", "Quyết định số~12/QĐ-UBND, Điều~3, khoản~2"),
        ("năm học, những ngày lễ, hằng năm 12 người", "năm học, những ngày lễ, hằng năm~12 người"),
        ("sinh ngày 07/05/1980", "sinh ngày 07/05/1980"),
        ("trong năm", "trong năm"),
    ],
)
def test_a_number_is_held_to_its_word(text: str, tied: str) -> None:
    assert words.tied(text) == tied.replace("~", "\u00a0")


def test_bases_end_in_semicolons_and_the_last_in_a_full_stop() -> None:
    assert words.base_lines(DECISION) == (
        "Căn cứ Nghị định số 171/2025/NĐ-CP ngày 30/6/2025 của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
    )


def test_recipients_end_in_semicolons_and_the_archive_in_a_full_stop() -> None:
    assert words.recipient_lines(["- Như Điều 2;", "Lưu: VT, NC."]) == ("- Như Điều 2;", "- Lưu: VT, NC.")


def test_the_content_of_a_state_document_ends_in_its_mark_once() -> None:
    def last(document: Document) -> str:
        block = words.ended(document)[-1]
        assert isinstance(block, Paragraph)
        return block.text

    assert last(DECISION) == "Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./."
    assert last(replace(DECISION, body=words.ended(DECISION))) == last(DECISION)
    assert last(PARTY_REPORT) == "Trên đây là báo cáo."
    assert words.ended(FORM) == FORM.body


def test_a_letter_tells_its_subject_below_the_number() -> None:
    assert words.subject_of_letter(LETTER) == "V/v đăng ký nhu cầu đào tạo năm 2027"
    assert words.subject_of_letter(replace(LETTER, title="V/v mở lớp")) == "V/v mở lớp"


def test_a_table_whose_head_or_rows_do_not_fill_the_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="head covers 3 places of 8"):
        replace(GRID, head=((Head("TT"), Head("Đơn vị"), Head("Lượt")), ()))
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 columns"):
        Grid((GridColumn(), GridColumn()), ((Head("a"), Head("b")),), (GridRow(("x",)),))
