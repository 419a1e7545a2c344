"""Sums that go on living in a workbook: only where the parts really add up."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from vun.engines.tabular import Column, Kind, Table, write_xlsx
from vun.engines.tabular.live import formula, sums

COLUMNS = (
    Column("Nội dung"),
    Column("Lượt", Kind.INTEGER),
    Column("Người", Kind.INTEGER),
    Column("%", Kind.PERCENT),
)
ROWS = (
    ("Đào tạo", 30, 25, Decimal(60)),
    ("    Trong nước", 20, 20, Decimal(40)),
    ("        Đại học", 12, 12, None),
    ("        Thạc sĩ", 8, None, None),
    ("    Ngoài nước", 10, 10, Decimal(20)),
    ("Bồi dưỡng", 5, 5, None),
)
DEPTHS = (0, 1, 2, 2, 1, 0)
TREE = Table("Báo cáo", COLUMNS, ROWS, totals=("Tổng cộng", 35, 28, Decimal(70)), depths=DEPTHS)
SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def formulas(table: Table) -> dict[str, str]:
    """The formulas of the written sheet by cell."""
    stream = io.BytesIO()
    write_xlsx(table, stream)
    sheet = etree.fromstring(zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml"))
    return {cell.getparent().get("r"): cell.text or "" for cell in sheet.iterfind(".//m:f", SPACE)}


def test_wholes_add_up_their_own_parts_and_totals_the_highest_rows() -> None:
    assert formulas(TREE) == {
        "B5": "SUM(B6,B9)",
        "B6": "SUM(B7:B8)",
        "B11": "SUM(B5,B10)",
        # 12 and nothing are not 20; 20 and 10 are not 25 people; 25 and 5 are not 28.
    }


def test_the_values_are_there_before_anybody_computes() -> None:
    stream = io.BytesIO()
    write_xlsx(TREE, stream)
    stream.seek(0)
    rows = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows if row[0] in ("Đào tạo", "    Trong nước", "Tổng cộng")] == [
        30.0,
        20.0,
        35.0,
    ]


def test_a_table_without_depths_has_plain_numbers() -> None:
    assert formulas(Table("Danh sách", COLUMNS, ROWS, totals=("Tổng cộng", 85, 72, None))) == {}


@pytest.mark.parametrize(
    ("rows", "text"),
    [([5], "=SUM(B5)"), ([5, 6, 7], "=SUM(B5:B7)"), ([5, 7, 8, 11], "=SUM(B5,B7:B8,B11)"), ([*range(1, 402, 2)], None)],
)  # fmt: skip
def test_neighbouring_rows_are_one_range_and_too_many_are_none(rows: list[int], text: str | None) -> None:
    assert formula("B", rows) == text


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12), st.integers(0, 30))
def test_no_cell_is_said_to_be_a_sum_that_is_none(rows: list[tuple[int, int]], total: int) -> None:
    depths = [depth for depth, _ in rows]
    cells = [("x", number) for _, number in rows] + [("Tổng", total)]
    columns = (Column("a"), Column("b", Kind.INTEGER))
    for place, added in enumerate(sums(cells, depths, columns)):
        for index, parts in added.items():
            assert index == 1
            assert sum(cells[part][1] for part in parts) == cells[place][1]
            assert place not in parts
            if place < len(depths):
                assert all(depths[part] > depths[place] and part > place for part in parts)
