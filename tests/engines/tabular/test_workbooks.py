"""Workbooks of several tables, forms of tables one below the other, and templates with drop-downs."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, BinaryIO

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from vun.engines.tabular import (
    Column,
    Guide,
    Kind,
    Table,
    write,
    write_book,
    write_stacked,
    write_template,
)

NAME = Column("Họ và tên", note="viết đủ dấu", is_required=True)
MONTH = Column("Từ", Kind.MONTH)
SEX = Column("Giới tính", choices=("Nam", "Nữ"))
UNIT = Column("Đơn vị", choices=tuple(f"Đơn vị {number}" for number in range(300)))
GUIDE = Guide(
    "Hướng dẫn", "Danh mục", ("Cột", "Bắt buộc", "Cách ghi"), "có", "không", "Điền từ dòng 5.", "Sai mục."
)


def written(put: Callable[[BinaryIO], None]) -> io.BytesIO:
    stream = io.BytesIO()
    put(stream)
    stream.seek(0)
    return stream


def sheets(stream: io.BytesIO) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(stream)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_heading_of_several_lines_has_their_height() -> None:
    long = Table("Một", [NAME, Column("Kinh phí (đồng): So với dự toán (%)", Kind.PERCENT)], ())
    heights = [
        load_workbook(written(partial(write, table, "xlsx"))).active.row_dimensions[4].height
        for table in (Table("Một", [NAME], ()), long)
    ]
    assert heights == [None, 60]


def test_rows_of_several_sheets_may_come_mixed() -> None:
    tables = [Table("Một", [NAME], ()), Table("Hai", [NAME, MONTH], ())]
    rows = [(0, ["An"]), (1, ["Bình", date(2024, 5, 17)]), (0, ["Chi"])]
    found = sheets(written(lambda stream: write_book(tables, rows, stream)))
    assert {name: lines[3:] for name, lines in found.items()} == {
        "Một": [["Họ và tên"], ["An"], ["Chi"]],
        "Hai": [["Họ và tên", "Từ"], ["Bình", date(2024, 5, 17)]],
    }


def test_tables_stand_one_below_the_other_as_in_a_form() -> None:
    tables = [Table("32.1. Chuyên môn", [NAME, MONTH], [["An", None]]), Table("32.2. LLCT", [NAME], [])]
    stream = written(lambda stream: write_stacked("Mục 32", ["Họ và tên: An"], tables, stream))
    assert sheets(stream) == {
        "Mục 32": [
            ["Mục 32", ""],
            ["Họ và tên: An", ""],
            ["", ""],
            ["32.1. Chuyên môn", ""],
            ["Họ và tên", "Từ"],
            ["An", ""],
            ["", ""],
            ["32.2. LLCT", ""],
            ["Họ và tên", ""],
        ]
    }


def test_a_template_offers_lists_from_a_hidden_sheet_and_explains_its_columns() -> None:
    table = Table("Người", [NAME, SEX, MONTH, UNIT], [], "Mẫu để điền")
    book = load_workbook(written(lambda stream: write_template(table, GUIDE, stream)))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Người", "visible"),
        ("Hướng dẫn", "visible"),
        ("Danh mục", "hidden"),
    ]
    rules = {
        str(rule.sqref).partition(":")[0]: (rule.type, rule.formula1, rule.errorStyle, rule.prompt)
        for rule in book["Người"].data_validations.dataValidation
    }
    assert rules == {
        "A5": (None, None, "warning", "viết đủ dấu"),
        "B5": ("list", "'Danh mục'!$A$1:$A$2", "warning", None),
        "D5": ("list", "'Danh mục'!$B$1:$B$300", "warning", None),
    }
    assert [cell.value for cell in book["Danh mục"]["A"]][:3] == ["Nam", "Nữ", None]
    assert [[cell.value for cell in row] for row in book["Hướng dẫn"].iter_rows(min_row=4)] == [
        ["Cột", "Bắt buộc", "Cách ghi"],
        ["Họ và tên", "có", "viết đủ dấu"],
        ["Giới tính", "không", ""],
        ["Từ", "không", ""],
        ["Đơn vị", "không", ""],
    ]


def test_a_template_without_lists_has_no_sheet_of_them() -> None:
    table = Table("Người", [NAME], [["An"]])
    found = sheets(written(lambda stream: write_template(table, GUIDE, stream)))
    assert list(found) == ["Người", "Hướng dẫn"]
    assert found["Người"][3:] == [["Họ và tên"], ["An"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_text_that_looks_like_a_formula_is_never_one(start: str, suffix: str) -> None:
    text = f"{start}HYPERLINK(1)"
    stream = written(lambda stream: write(Table("Bảng", [NAME], [[text]]), suffix, stream))
    if suffix == "csv":
        assert stream.getvalue().decode("utf-8-sig").split("\r\n", 1)[1].strip('"').startswith("'")
        return
    cell = load_workbook(stream)["Bảng"]["A5"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_memory_does_not_grow_with_the_rows(suffix: str) -> None:
    def most(count: int) -> int:
        def rows() -> Iterator[list[object]]:
            for number in range(count):
                yield [f"Người {number} " * 5, number]

        class Nowhere(io.RawIOBase):
            def writable(self) -> bool:
                return True

            def seekable(self) -> bool:
                return False

            def write(self, data: Any) -> int:
                return len(data)

        tracemalloc.start()
        write(Table("Bảng", [NAME, Column("Số", Kind.INTEGER)], rows()), suffix, Nowhere())  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(100)
    assert most(8_000) < most(1_000) + 300_000
