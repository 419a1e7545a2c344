"""Reports on paper: the same figures as a document, laid out as an administrative report or as an official form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from vun.common.errors import Problem
from vun.engines.documents import (
    Align,
    Annex,
    Block,
    Document,
    DocumentKind,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Layout,
    Paragraph,
    Signer,
    TemplateError,
    Templates,
    words,
    write_docx,
    write_pdf,
)
from vun.engines.documents.tables import text_of
from vun.engines.tabular import Column, Kind
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import Block as UnitBlock
from vun.reports.model import Report, ReportColumn, ReportRow

SUFFIXES: dict[str, tuple[Callable[[Document, Templates | None], bytes], str]] = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""File name suffix: writer and media type."""

_WIDE = 7
_ROOM = ((_WIDE, 78), (20, 140), (10_000, 200))
"""So many letters stand side by side across the sheet, in the size a table of at most so many columns has."""
_SIDES, _LEAST_NAME, _MOST_WORDS = 1.5, 24, 20
"""In letters: what stays free beside the words of a cell; the narrowest column of names; the widest of words."""
_BOLD = 1.15
"""How many letters a bold one is as wide as."""


def document_of(
    report: Report,
    *,
    organ: str,
    superior: str = "",
    place: str = "",
    day: date | None = None,
    layout: Layout | None = None,
    before: Sequence[Block] = (),
    after: Sequence[Block] = (),
    recipients: Sequence[str] = (),
    signer: Signer | None = None,
) -> Document:
    """The report as a document of ``organ``. A report in an official form keeps the words the form prints around it,
    unless a ``layout`` of documents is asked for: then the form is its annex.

    ``before`` and ``after`` are the words around the figures. A wide table of another report stands in an annex across
    the sheet. Run the report in Vietnamese: a document is Vietnamese whoever reads it.
    """
    code = report.form.code if report.form else ""
    if code and layout is None:
        return _form(report, organ, superior, [*before], [*after])
    grid = grid_of_report(report)
    is_annexed = bool(code) or len(grid.columns) > _WIDE
    text = Paragraph(report.subtitle, is_italic=True, align=Align.CENTRE)
    return Document(
        kind=DocumentKind.REPORT,
        layout=layout or Layout.STATE,
        organ=organ,
        superior=superior,
        place=place,
        date=day,
        title=report.title,
        body=(
            *([text] if report.subtitle else []),
            *before,
            Paragraph(words.SEE_ANNEX) if is_annexed else grid,
            *after,
        ),
        recipients=tuple(recipients),
        signer=signer,
        annexes=(Annex(report.title, (grid,), code or words.ANNEX, is_landscape=len(grid.columns) > _WIDE),)
        if is_annexed
        else (),
    )


def write(document: Document, suffix: str, templates: Templates) -> bytes:
    """The document in the format the suffix names. Raises Problem for a replaced template that cannot be used."""
    try:
        return SUFFIXES[suffix][0](document, templates)
    except TemplateError as error:
        raise Problem("reports.template_broken", reason=str(error)) from error


def issued(
    report: Report,
    unit_id: int | None,
    day: date,
    *,
    before: Sequence[Block] = (),
    after: Sequence[Block] = (),
    layout: Layout | None = None,
) -> Document:
    """The report as a document of the unit it is of, or of the province: no number and no day yet, to be signed.

    ``before`` and ``after`` are the words around the figures; no ``layout``: that of the unit, the Party's for its
    bodies and the state's for all others. Units speak by their names of the day. Raises NotFound where nothing is set
    up.
    """
    root = orgs.root_unit()
    unit_ids = [*(one.pk for one in orgs.ancestors(unit_id, day)), unit_id] if unit_id else [root.pk]
    names = orgs.names_on({root.pk, *unit_ids}, day)
    own = orgs.places_on(day, [unit_ids[-1]]).get(unit_ids[-1])
    is_party = own is not None and own.block is UnitBlock.PARTY
    is_form = report.form is not None and bool(report.form.code)
    if layout is None and not is_form:
        layout = Layout.PARTY if is_party else Layout.STATE
    made = document_of(
        report,
        organ=names[unit_ids[-1]],
        superior=names[unit_ids[-2]] if len(unit_ids) > 1 else "",
        place=words.place_of(names[root.pk]),
        layout=layout,
        recipients=(words.PARTY_ARCHIVE if layout is Layout.PARTY else words.ARCHIVE,),
        signer=Signer((words.HEAD_OF_ORGAN,)),
        before=before,
        after=after,
    )
    number = words.PARTY_NUMBER_TO_COME if layout is Layout.PARTY else words.NUMBER_TO_COME
    return replace(made, number="" if made.layout is Layout.FORM else number)


def _form(
    report: Report, organ: str, superior: str, before: Sequence[Block], after: Sequence[Block]
) -> Document:
    form = report.form
    if form is None:
        raise ValueError("a report without a form")
    *above, own = form.header or (superior, organ)
    footer = form.footer
    grid = grid_of_report(report)
    text = Paragraph(report.subtitle, is_italic=True, align=Align.CENTRE)
    return Document(
        kind=DocumentKind.STATISTICS,
        layout=Layout.FORM,
        organ=own or organ,
        superior=" / ".join(above),
        title=report.title,
        form=form.code,
        unit=words.unit_of_count(form.unit_of_count),
        signed_line=footer.place_and_date if footer else "",
        body=(*([text] if report.subtitle else []), *before, grid, *after),
        compiler=Signer((footer.left,), note=footer.left_note) if footer and footer.left else None,
        signer=Signer((footer.right,), note=footer.right_note) if footer and footer.right else None,
        is_landscape=len(grid.columns) > _WIDE,
    )


def grid_of_report(report: Report) -> Grid:
    """The table with its headings over several columns, the numbering line of its form, and people beside turns."""
    columns = [column for column in report.columns if not column.twin]
    rows = [*report.rows, *([report.total] if report.total else [])]
    has_numbers = any(row.number for row in rows)
    depth = max((len(column.groups) for column in columns), default=0) + 1
    first = [*([Head("TT", down=depth)] if has_numbers else []), Head(report.row_heading, down=depth)]
    head = [tuple(_heads(columns, level, depth)) for level in range(depth)]
    head[0] = (*first, *head[0])
    if report.numbering:
        # The numbering line counts the columns of names too: 1 | 2 before the first figure.
        numbers = [str(place) for place in range(1, len(first) + 1)]
        head.append(tuple(Head(text) for text in (*numbers, *report.numbering)))
    name, *figures = _widths(columns, rows, report)
    number = max((len(row.number) for row in rows), default=0) + _SIDES
    return Grid(
        columns=(
            *([GridColumn(max(number, 4), Align.CENTRE)] if has_numbers else []),
            GridColumn(name),
            *(GridColumn(width, Align.RIGHT) for width in figures),
        ),
        head=tuple(head),
        rows=tuple(_row(row, columns, report, has_numbers=has_numbers) for row in rows),
        notes=report.notes,
        naming=int(has_numbers),
    )


def _widths(columns: Sequence[ReportColumn], rows: Sequence[ReportRow], report: Report) -> list[float]:
    """The widths of the column of names and of the others, in letters: no figure is broken or cut, nor a word of a
    heading; names have what is left."""
    figures = []
    for column in columns:
        words = [_BOLD * len(word) for text in (column.label, *column.groups[-1:]) for word in text.split()]
        texts = [_cell(row, column, report) for row in rows]
        whole = max(map(len, texts), default=0)
        figures.append(max(*words, min(whole, _MOST_WORDS), 3) + _SIDES)
    room = next(letters for most, letters in _ROOM if len(columns) + 2 <= most)
    longest = max((len(row.label) + 2 * row.depth for row in rows), default=0) + _SIDES
    return [max(_LEAST_NAME, min(longest, room - sum(figures))), *figures]


def _heads(columns: Sequence[ReportColumn], level: int, depth: int) -> Iterator[Head]:
    """The cells of one line of headings: a group once over its neighbours, a label down to the last line."""
    place = 0
    while place < len(columns):
        column = columns[place]
        if len(column.groups) > level:
            group = column.groups[: level + 1]
            after = place
            while after < len(columns) and columns[after].groups[: level + 1] == group:
                after += 1
            yield Head(column.groups[level], across=after - place)
            place = after
        else:
            if len(column.groups) == level:
                yield Head(column.label, down=depth - level)
            place += 1


def _row(row: ReportRow, columns: Sequence[ReportColumn], report: Report, *, has_numbers: bool) -> GridRow:
    return GridRow(
        cells=(
            *([row.number] if has_numbers else []),
            row.label,
            *(_cell(row, column, report) for column in columns),
        ),
        is_bold=row is report.total or (row.depth == 0 and any(one.depth for one in report.rows)),
        depth=row.depth,
    )


def _cell(row: ReportRow, column: ReportColumn, report: Report) -> str:
    """The figure as the office writes it, with its twin in brackets."""
    text = _text(row, column)
    twin = next((one for one in report.columns if one.twin == column.key), None)
    beside = _text(row, twin) if twin is not None else ""
    return f"{text} ({beside})" if beside and beside != "–" else text


def _text(row: ReportRow, column: ReportColumn) -> str:
    figure = row.figures.get(column.key)
    if figure is None:
        return ""
    # A row of means stands among counts.
    is_mean = isinstance(figure.value, Decimal) and column.kind is Kind.INTEGER
    kind, decimals = (Kind.NUMBER, 1) if is_mean else (column.kind, column.decimals)
    return text_of(figure.value, Column("", kind, decimals))
