"""A sheet too large to hold is told by its outline, before any of it is held."""

from __future__ import annotations

import io
import zipfile

import pytest

from vun.common.errors import Problem
from vun.engines.sheets import limits, open_workbook, xlsx


def workbook(cell: bytes) -> bytes:
    parts = {
        "xl/workbook.xml": b'<workbook><sheets><sheet name="DS" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="a" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": b'<worksheet><sheetData><row r="%d">%s</row></sheetData></worksheet>'
        % (limits.MAX_ROWS + 1, cell),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("attributes", [b"", b' t="str"', b' s="3" t="n"'])
def test_a_value_below_the_last_row_is_seen_however_its_cell_is_written(attributes: bytes) -> None:
    cell = b'<c r="A%d"%s><v>1</v></c>' % (limits.MAX_ROWS + 1, attributes)

    with pytest.raises(Problem, match=r"sheets\.too_many_rows"):
        xlsx.examine(xlsx.Parts("a.xlsx", workbook(cell)))


def test_a_format_below_the_last_row_does_no_harm() -> None:
    cell = b'<c r="A%d" s="3"/>' % (limits.MAX_ROWS + 1)

    assert xlsx.examine(xlsx.Parts("a.xlsx", workbook(cell))).notes == []


SPREADSHEET = (
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="%s"><Worksheet><Table>'
)
FAR_CELL = b'<Row><Cell ss:Index="900"/></Row>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<table><tr>" + b"<td rowspan=200 colspan=200>a</td>" * 30, "sheets.too_many_cells"),
        (b"<table><tr><td>a</td></tr></table>" * 201, "sheets.too_many_sheets"),
        (SPREADSHEET + FAR_CELL * 9_000, "sheets.too_many_cells"),
        (SPREADSHEET + b"<a>" * 200, "sheets.broken"),
        (b"," * (limits.MAX_CELLS + 1), "sheets.too_many_cells"),
    ],
)
def test_what_would_unpack_without_end_is_refused_before_it_is(content: bytes, code: str) -> None:
    with pytest.raises(Problem) as raised:
        open_workbook("a.xls", content)

    assert raised.value.code == code
