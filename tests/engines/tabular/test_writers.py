from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from vun.engines.tabular import SUFFIXES, Column, Kind, Table, write

COLUMNS = [
    Column("Họ và tên"),
    Column("Số lớp", Kind.INTEGER),
    Column("Điểm", Kind.NUMBER),
    Column("Kinh phí (đồng)", Kind.MONEY),
    Column("Tỷ lệ", Kind.PERCENT, decimals=2),
    Column("Ngày", Kind.DATE),
]
ROW = ("Nguyễn Văn Đạo", 3, Decimal("7.5"), 1_250_000, Decimal("91.16"), date(2026, 6, 30))
EMPTY = ("Chưa rõ", None, None, None, None, None)


def table(**changes: object) -> Table:
    values = {
        "title": "Học viên",
        "subtitle": "Tính đến 30/06/2026",
        "columns": COLUMNS,
        "rows": [ROW, EMPTY],
    }
    return Table(**{**values, **changes})  # type: ignore[arg-type]


def written(suffix: str, given_table: Table) -> bytes:
    stream = io.BytesIO()
    write(given_table, suffix, stream)
    return stream.getvalue()


def sheet(given_table: Table) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", given_table)))
    return book.get_sheet_by_index(0).to_python()


def test_a_workbook_reads_back_with_typed_cells_and_a_per_cent_as_a_fraction() -> None:
    assert sheet(table(totals=("Cộng", 3, None, 1_250_000, None, None), notes=["Nguồn: Sở Nội vụ"])) == [
        ["Học viên", "", "", "", "", ""],
        ["Tính đến 30/06/2026", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["Họ và tên", "Số lớp", "Điểm", "Kinh phí (đồng)", "Tỷ lệ", "Ngày"],
        ["Nguyễn Văn Đạo", 3.0, 7.5, 1250000.0, pytest.approx(0.9116), date(2026, 6, 30)],
        ["Chưa rõ", "", "", "", "", ""],
        ["Cộng", 3.0, "", 1250000.0, "", ""],
        ["", "", "", "", "", ""],
        ["Nguồn: Sở Nội vụ", "", "", "", "", ""],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84912", "-5", "@SUM(A1)", '=HYPERLINK("x")', "http://x.vn", "\t=1"]
)
def test_text_in_a_workbook_is_never_a_formula_or_a_link(text: str) -> None:
    assert sheet(Table(title="T", columns=[Column("Ghi chú")], rows=[[text]]))[4] == [text]


def test_csv_is_for_programs_and_disarms_formulas() -> None:
    rows = [ROW, ("=cmd()", None, None, None, None, None)]
    assert written("csv", table(rows=rows, totals=("Cộng", 3, None, 1_250_000, None, None))).decode(
        "utf-8-sig"
    ) == (
        "Họ và tên,Số lớp,Điểm,Kinh phí (đồng),Tỷ lệ,Ngày\r\n"
        "Nguyễn Văn Đạo,3,7.5,1250000,91.16,2026-06-30\r\n"
        "'=cmd(),,,,,\r\n"
        "Cộng,3,,1250000,,\r\n"
    )


def test_json_keeps_kinds_cells_and_totals() -> None:
    assert json.loads(written("json", table(totals=("Cộng", 3, None, 1_250_000, None, None)))) == {
        "title": "Học viên",
        "subtitle": "Tính đến 30/06/2026",
        "columns": [
            {"name": "Họ và tên", "kind": "text"},
            {"name": "Số lớp", "kind": "integer"},
            {"name": "Điểm", "kind": "number"},
            {"name": "Kinh phí (đồng)", "kind": "money"},
            {"name": "Tỷ lệ", "kind": "percent"},
            {"name": "Ngày", "kind": "date"},
        ],
        "rows": [
            ["Nguyễn Văn Đạo", 3, 7.5, 1250000, 91.16, "2026-06-30"],
            ["Chưa rõ", None, None, None, None, None],
        ],
        "totals": ["Cộng", 3, None, 1250000, None, None],
        "notes": [],
    }


@pytest.mark.parametrize("title", ["", "a/b:c*d?e[f]g\\h", "'Đoàn'", "x" * 60])
def test_any_title_is_accepted_as_a_sheet_name(title: str) -> None:
    assert sheet(table(title=title))[0][0] == title


def test_a_row_with_too_few_cells_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="argument 2 is longer"):
        written("xlsx", table(rows=[("một",)]))


@given(
    st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=5)
)
def test_text_survives_every_format(texts: list[str]) -> None:
    def one() -> Table:
        return Table(title="T", columns=[Column("A"), Column("B")], rows=[("x", text) for text in texts])

    assert [row[1] for row in json.loads(written("json", one()))["rows"]] == texts
    assert [row[1] for row in sheet(one())[4:]] == texts


def test_rows_may_be_read_only_once() -> None:
    for suffix in ("csv", "json"):
        assert written(suffix, table(rows=iter([ROW]))) == written(suffix, table(rows=[ROW]))
    assert sheet(table(rows=iter([ROW]))) == sheet(table(rows=[ROW]))


def test_there_is_a_media_type_for_every_suffix() -> None:
    assert {suffix: media_type.split(";")[0] for suffix, (_writer, media_type) in SUFFIXES.items()} == {
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv",
        "json": "application/json",
    }
