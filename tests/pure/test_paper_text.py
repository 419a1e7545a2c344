"""What the papers about those sent say, whatever an office wrote in its lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from vun.engines.documents import Paragraph
from vun.records.sending.domain import (
    PaperDetails,
    PaperKind,
    PaperLayout,
    PaperLine,
    document,
    register_of,
    unnumbered,
)

DETAILS = PaperDetails(
    layout=PaperLayout.STATE,
    organ="Sở Nội vụ",
    sign="SNV",
    place="Lạng Sơn",
    issued_on=date(2026, 3, 2),
    course="lớp chuyên viên chính",
    study_days="từ 01/04/2026 đến 30/05/2026",
    capacity="Giám đốc",
    signer="Nguyễn Văn An",
    about="Lớp chuyển sang tháng 6.",
    amends="Quyết định số 05/QĐ-SNV",
)
HOA = PaperLine("Lý Thị Hoa", date(1980, 5, 17), True, "Phó Trưởng phòng", "Sở Nội vụ", "Chuyên viên")
AN = PaperLine("Nguyễn Văn An", date(1975, 1, 2), False, "", "Sở Nội vụ", "")


def body(kind: PaperKind, details: PaperDetails = DETAILS, *lines: PaperLine) -> list[tuple[str, str]]:
    made = document(kind, details, "05/QĐ-SNV", lines or (HOA, AN), None)
    return [(block.lead, block.text) for block in made.body if isinstance(block, Paragraph)]


def test_what_is_told_in_several_lines_stands_in_paragraphs_of_its_own() -> None:
    told = replace(
        DETAILS, about="Thời gian: tháng 6.\r\nĐịa điểm: Trường Chính trị.\n", duties="1. Học.\n2. Báo cáo."
    )
    assert body(PaperKind.CHANGE, told)[:3] == [
        (
            "Điều 1.",
            "Điều chỉnh nội dung cử 2 ông (bà) có tên trong danh sách kèm theo tham gia lớp chuyên viên chính:",
        ),
        ("", "Thời gian: tháng 6."),
        ("", "Địa điểm: Trường Chính trị."),
    ]
    assert body(PaperKind.ENROL, told)[1:] == [
        ("", "Thời gian: tháng 6."),
        ("", "Địa điểm: Trường Chính trị."),
    ]
    with_money = replace(told, funds="ngân sách tỉnh")
    assert body(PaperKind.SEND, with_money)[1:4] == [
        ("Điều 2.", "Người được cử đi học có trách nhiệm:"),
        ("", "1. Học."),
        ("", "2. Báo cáo."),
    ]
    assert body(PaperKind.SEND, with_money)[4] == ("", "Kinh phí: ngân sách tỉnh.")
    own_words = replace(told, duties="Học viên:\n- Học.")
    assert body(PaperKind.TRIP, own_words)[4:6] == [("Điều 2.", "Học viên:"), ("", "- Học.")]


def test_somebody_alone_is_who_carries_the_decision_out() -> None:
    assert body(PaperKind.SEND, DETAILS, HOA)[-1][1].startswith(
        "Thủ trưởng các cơ quan, đơn vị có liên quan và bà Lý Thị Hoa chịu trách nhiệm"
    )
    assert "các ông (bà) có tên tại Điều 1" in body(PaperKind.SEND)[-1][1]


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("layout", PaperLayout)
def test_no_sentence_is_empty_ends_twice_or_has_gaps(kind: PaperKind, layout: PaperLayout) -> None:
    for about in ("Lớp chuyển sang tháng 6", "Lớp chuyển sang tháng 6.", "Một.\nHai"):
        for days in ("", "từ tháng 6"):
            written = body(kind, replace(DETAILS, layout=layout, about=about, study_days=days))
            for _lead, text in written:
                assert text == text.strip() != ""
                assert ".." not in text
                assert "  " not in text
                assert text[-1] in ".:"


@pytest.mark.parametrize(
    ("layout", "written", "printed"),
    [
        (PaperLayout.STATE, "kt. Giám đốc\r\nPhó Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (PaperLayout.STATE, "T/M ỦY BAN NHÂN DÂN\nK/T CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")),
        (PaperLayout.PARTY, "TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
        (PaperLayout.PARTY, "T/L Ban Thường vụ\n\nTrưởng ban", ("T/L BAN THƯỜNG VỤ", "TRƯỞNG BAN")),
    ],
)
def test_whom_one_signs_for_is_marked_as_the_layout_has_it(
    layout: PaperLayout, written: str, printed: tuple[str, ...]
) -> None:
    details = replace(DETAILS, layout=layout, capacity=written)
    signer = document(PaperKind.SEND, details, "05/QĐ-SNV", (HOA, AN), None).signer
    assert signer is not None
    assert signer.capacity == printed


def test_each_list_says_what_it_is_a_list_of() -> None:
    heads = {document(kind, DETAILS, "05/QĐ-SNV", (HOA, AN), None).annexes[0].title for kind in PaperKind}
    assert len(heads) == len(PaperKind)


@pytest.mark.parametrize(
    ("layout", "sign", "room"),
    [(PaperLayout.STATE, "/QĐ-SNV", "số \u00a0"), (PaperLayout.PARTY, "-QĐ/SNV", "số \u00a0")],
)
def test_a_paper_without_its_number_leaves_room_for_it(layout: PaperLayout, sign: str, room: str) -> None:
    details = replace(DETAILS, layout=layout)
    assert unnumbered(PaperKind.SEND, details) == sign
    assert room in document(PaperKind.SEND, details, sign, (HOA, AN), None).annexes[0].reference


def test_a_body_has_one_register_however_its_name_is_written() -> None:
    def register(organ: str) -> str:
        return register_of(PaperKind.SEND, replace(DETAILS, organ=organ))

    assert (
        len({register(organ) for organ in ("Ủy ban nhân dân", "UỶ BAN  NHÂN DÂN", "Uỷ ban nhân dân ")}) == 1
    )
    assert len({register(organ) for organ in ("Xã Tân Hoà", "Xã Tân Hòa", "Xã Tân Hoa", "Xã Tân Hoá")}) == 3
