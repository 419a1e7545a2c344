"""TCVN3, VNI and misread UTF-8: told from Unicode by a vote over the column, and put right."""

from __future__ import annotations

import pytest

from vun.engines.sheets.legacy import (
    Encoding,
    Finding,
    decode_sheet,
    from_misread_utf8,
    from_tcvn3,
    from_vni,
)
from vun.engines.sheets.model import Sheet
from vun.engines.sheets.syllables import is_syllable


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NguyÔn V¨n §øc", "Nguyễn Văn Đức"),
        ("TrÇn ThÞ Hång", "Trần Thị Hồng"),
        ("Uû ban nh©n d©n x· Quang Trung", "Uỷ ban nhân dân xã Quang Trung"),
        ("NGUYÔN V¡N B×NH", "NGUYỄN VĂN BÌNH"),
        ("Lª", "Lê"),
    ],
)
def test_tcvn3_is_read(written: str, meant: str) -> None:
    assert from_tcvn3(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nguyeãn Vaên Ñöùc", "Nguyễn Văn Đức"),
        ("Traàn Thò Hoàng", "Trần Thị Hồng"),
        ("ÑAËNG THÒ LYÙ", "ĐẶNG THỊ LÝ"),
        ("Uûy ban nhaân daân xaõ", "Ủy ban nhân dân xã"),
    ],
)
def test_vni_is_read(written: str, meant: str) -> None:
    assert from_vni(written) == meant


def test_utf8_opened_as_western_text_is_read() -> None:
    assert from_misread_utf8("Phạm Hải".encode().decode("cp1252")) == "Phạm Hải"


def test_a_column_of_tcvn3_is_put_right_and_told() -> None:
    sheet = Sheet("DS", [["Hä vµ tªn", "Năm"], ["NguyÔn V¨n An", 1980], ["Hµ", 1985], ["Lan", 1990]])

    findings = decode_sheet(sheet)

    assert [row[0] for row in sheet.rows] == ["Họ và tên", "Nguyễn Văn An", "Hà", "Lan"]
    assert findings == [Finding("DS", 0, Encoding.TCVN3, 3, "Hä vµ tªn", "Họ và tên")]


def test_a_column_of_unicode_stays_as_it_is() -> None:
    rows = [["Họ và tên"], ["Hà"], ["Võ Công"], ["Café Đông Á"], ["Lý"], ["Chu Văn Tú"]]
    sheet = Sheet("DS", [list(row) for row in rows])

    assert decode_sheet(sheet) == []
    assert sheet.rows == rows


def test_a_cell_pasted_from_an_old_file_is_put_right_within_a_column_of_unicode() -> None:
    sheet = Sheet("DS", [["Họ và tên"], ["Nguyễn Văn Bình"], ["TrÇn ThÞ Hång"], ["Lý Thị Đào"], ["Hà"]])

    findings = decode_sheet(sheet)

    assert [row[0] for row in sheet.rows] == [
        "Họ và tên",
        "Nguyễn Văn Bình",
        "Trần Thị Hồng",
        "Lý Thị Đào",
        "Hà",
    ]
    assert [(found.encoding, found.cells) for found in findings] == [(Encoding.TCVN3, 1)]


def test_the_font_of_capitals_makes_capitals() -> None:
    sheet = Sheet("DS", [["nguyÔn v¨n an"]], fonts={0: ".VnTimeH"})

    decode_sheet(sheet)

    assert sheet.rows == [["NGUYỄN VĂN AN"]]


@pytest.mark.parametrize("word", ["Nguyễn", "giường", "quyển", "gì", "khuya", "Đoàn", "hoà", "hòa", "yểu"])
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "V¨n", "Traàn", "fòng", "hoạhc", "xyz"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not is_syllable(word)
