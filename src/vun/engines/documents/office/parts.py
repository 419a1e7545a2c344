"""Pieces of a docx: lines of text, rules under them, cells side by side, tables."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as OfficeFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as OfficeTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as OfficeParagraph

from vun.engines.documents.model import Align, Grid
from vun.engines.documents.office.sheet import LINE

SIDES = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# Of a bold letter of Times New Roman, in parts of its size; a line in points is 0,0353 cm a point.
_LETTER_WIDTH = 0.52
_CM_A_POINT = 0.03528
# Beside the words of a cell, in twentieths of a point.
_SIDES, _NARROW = 70, 28
_LEAST_NOTE = 9.0


def line(
    holder: _Cell | OfficeFile,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    before: float = 0,
    style: str = LINE,
) -> OfficeParagraph | None:
    """A paragraph of one text; nothing for an empty one. The empty paragraph a cell is born with is used first."""
    if not text:
        return None
    paragraph = _fresh(holder, style)
    paragraph.alignment = side
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.first_line_indent = Cm(0)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _fresh(holder: _Cell | OfficeFile, style: str) -> OfficeParagraph:
    if isinstance(holder, _Cell) and len(holder.paragraphs) == 1 and not holder.paragraphs[0].runs:
        first = holder.paragraphs[0]
        if first._p.pPr is None or first._p.pPr.find(qn("w:pBdr")) is None:
            first.style = style
            return first
    return holder.add_paragraph(style=style)


def rule(holder: _Cell | OfficeFile, *, letters: float, size: float, part: float, width: float) -> None:
    """A line in the middle, ``part`` of the width of a text of so many letters in a column ``width`` cm wide."""
    long = min(letters * size * _LETTER_WIDTH * _CM_A_POINT, width - 0.4) * part
    paragraph = _fresh(holder, LINE)
    around = Cm((width - 0.4 - long) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = around
    paragraph.paragraph_format.line_spacing = Pt(4)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def shrink(paragraph: OfficeParagraph) -> None:
    """Let a paragraph that says nothing take no room: behind a full page it would else be a page of its own."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)


def keep_together(file: OfficeFile) -> None:
    """Keep the end of what was written so far on the page of what is written next."""
    last = list(file.iter_inner_content())[-1]
    if isinstance(last, OfficeTable):
        ends = [paragraph for cell in last.rows[-1].cells for paragraph in cell.paragraphs]
    else:
        ends = [last]
    for paragraph in ends:
        paragraph.paragraph_format.keep_with_next = True


def side_by_side(file: OfficeFile, widths: Sequence[float], *, rows: int = 1) -> list[list[_Cell]]:
    """Rows of cells without borders, of these widths in cm, each of which stays on one page."""
    table = file.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    cells = [list(row.cells) for row in table.rows]
    for row in table.rows:
        _flag(row, "w:cantSplit")
    for own in cells:
        for cell, width in zip(own, widths, strict=True):
            cell.width = Cm(width)
    return cells


def write_grid(file: OfficeFile, grid: Grid, *, width: float) -> None:
    """The table with borders, ``width`` cm wide; its head stands on every page."""
    line(file, grid.caption, bold=True, before=6)
    line(file, grid.unit, size=12, italic=True, side=WD_ALIGN_PARAGRAPH.RIGHT)
    table = file.add_table(rows=len(grid.head) + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.autofit = False
    _set_sides(table, _NARROW if grid.is_wide else _SIDES)
    size = grid.text_size
    shares = sum(column.width for column in grid.columns)
    rows = list(table.rows)
    for row in rows:
        _flag(row, "w:cantSplit")
    for row in rows[: len(grid.head)]:
        _flag(row, "w:tblHeader")
    for place, column in enumerate(grid.columns):
        table.columns[place].width = Cm(width * column.width / shares)
    _head(table, grid, size)
    for row, cells in zip(grid.rows, rows[len(grid.head) :], strict=True):
        for place, (text, column, cell) in enumerate(zip(row.cells, grid.columns, cells.cells, strict=True)):
            cell.width = Cm(width * column.width / shares)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if not text:
                shrink(_fresh(cell, LINE))
            made = line(
                cell, text, size=size, bold=row.is_bold, italic=row.is_italic, side=SIDES[column.align]
            )
            if made is not None and place == grid.naming and row.depth:
                made.paragraph_format.left_indent = Cm(0.35 * row.depth)
    for note in grid.notes:
        line(file, note, size=max(size, _LEAST_NOTE), italic=True, side=WD_ALIGN_PARAGRAPH.LEFT, before=3)


def _set_sides(table: OfficeTable, width: int) -> None:
    """Leave so little beside the words of each cell, in twentieths of a point, as a PDF does: no word is broken."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _head(table: OfficeTable, grid: Grid, size: float) -> None:
    taken: set[tuple[int, int]] = set()
    for number, cells in enumerate(grid.head):
        place = 0
        for head in cells:
            while (number, place) in taken:
                place += 1
            last = (number + head.down - 1, place + head.across - 1)
            taken |= {
                (row, column) for row in range(number, last[0] + 1) for column in range(place, last[1] + 1)
            }
            cell = table.cell(number, place)
            if last != (number, place):
                cell = cell.merge(table.cell(*last))
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            line(cell, head.text, size=size, bold=True)


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
