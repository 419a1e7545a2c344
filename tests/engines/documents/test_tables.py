"""Cells of tables on paper, and the fonts that are shipped."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from vun.engines.documents.tables import text_of
from vun.engines.documents.templates import FONTS
from vun.engines.tabular import Cell, Column, Kind


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        ("Huyện A", Column("Đơn vị"), "Huyện A"),
        (1234, Column("Lượt", Kind.INTEGER), "1.234"),
        (0, Column("Lượt", Kind.INTEGER), "–"),
        (None, Column("Lượt", Kind.INTEGER), ""),
        (Decimal("50.4"), Column("Tỷ lệ", Kind.PERCENT, 2), "50,40"),
        (9_000_000, Column("Kinh phí", Kind.MONEY), "9.000.000"),
        (date(2009, 3, 4), Column("Ngày", Kind.DATE), "04/03/2009"),
        (date(2009, 3, 1), Column("Tháng", Kind.MONTH), "03/2009"),
    ],
)
def test_a_cell_is_written_as_the_office_writes(cell: Cell, column: Column, text: str) -> None:
    assert text_of(cell, column) == text


def test_every_shipped_font_is_in_the_hash_list_and_unchanged() -> None:
    lines = (FONTS / "HASHES.txt").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FONTS.iterdir()
        if path.name != "HASHES.txt"
    }
    assert "LICENSE" in found
    assert found == listed
