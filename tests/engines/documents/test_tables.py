"""Plain tables on paper, and the fonts that are shipped."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from vun.engines.documents import Align, Grid, GridColumn, GridRow, Head, grid_of
from vun.engines.documents.templates import FONTS
from vun.engines.tabular import Column, Kind, Table


def test_a_table_is_written_as_the_office_writes() -> None:
    table = Table(
        title="Theo đơn vị",
        columns=[
            Column("Đơn vị"),
            Column("Lượt", Kind.INTEGER),
            Column("Tỷ lệ", Kind.PERCENT, 2),
            Column("Kinh phí", Kind.MONEY),
            Column("Ngày", Kind.DATE),
        ],
        rows=[
            ["Huyện A", 1234, Decimal("50.4"), 9_000_000, date(2009, 3, 4)],
            ["    Xã B", 0, None, None, None],
        ],
        totals=["Tổng cộng", 1234, Decimal(100), 9_000_000, None],
        notes=("Ghi chú",),
    )

    assert grid_of(table, caption="Bảng 1", unit="Đơn vị tính: lượt") == Grid(
        columns=(
            GridColumn(3.0, Align.LEFT),
            GridColumn(1.0, Align.RIGHT),
            GridColumn(1.0, Align.RIGHT),
            GridColumn(1.6, Align.RIGHT),
            GridColumn(1.2, Align.RIGHT),
        ),
        head=((Head("Đơn vị"), Head("Lượt"), Head("Tỷ lệ"), Head("Kinh phí"), Head("Ngày")),),
        rows=(
            GridRow(("Huyện A", "1.234", "50,40", "9.000.000", "04/03/2009")),
            GridRow(("Xã B", "–", "", "", ""), depth=1),
            GridRow(("Tổng cộng", "1.234", "100,00", "9.000.000", ""), is_bold=True),
        ),
        caption="Bảng 1",
        unit="Đơn vị tính: lượt",
        notes=("Ghi chú",),
    )


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
