"""An office's own docx with fields such as ``{{ so_ky_hieu }}``: which it has, and the document with them filled in.

A field may be split by Word into pieces of different letters; it takes on the letters of its first piece. One in
capitals, ``{{ CO_QUAN }}``, is filled in capitals. A row of a table with a field of the list is repeated for each.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document as OfficeFile
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from vun.engines.documents.templates import TemplateError

_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MOST_BYTES = 50 * 1024 * 1024  # unpacked: a template is letters and a crest, never a bomb


def fields_of(content: bytes) -> tuple[str, ...]:
    """The names of the fields in the template, each once, in lower case and order. Raises TemplateError for no docx."""
    found: dict[str, None] = {}
    for paragraph in _paragraphs(_opened(content)):
        for match in _FIELD.finditer(paragraph.text):
            found[match[1].lower()] = None
    return tuple(found)


def fill_docx(
    content: bytes, values: Mapping[str, str], rows: Sequence[Mapping[str, str]], row_fields: Collection[str]
) -> bytes:
    """The template with its fields filled in: ``values`` anywhere, ``rows`` in the rows of tables that name them.

    A value of several lines keeps them. Raises TemplateError for no docx or a field that has no value, by its name.
    """
    file = _opened(content)
    for table in _tables(file):
        for row in list(table.rows):
            if _names_in(row) & set(row_fields):
                _repeat(row, rows, values)
    for paragraph in _paragraphs(file):
        _fill(paragraph, values)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def reworded(content: bytes, words: Mapping[str, str]) -> bytes:
    """The docx with pieces of text that are one of ``words``, as a whole, said otherwise."""
    file = _opened(content)
    for paragraph in _paragraphs(file):
        for run in _runs(paragraph):
            run.text = words.get(run.text, run.text)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _opened(content: bytes) -> OfficeFile:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise TemplateError("docx")
        return docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise TemplateError("docx") from error


def _parts(file: OfficeFile) -> Iterator[Any]:
    yield file
    for section in file.sections:
        yield from (section.header, section.footer)


def _tables(file: OfficeFile) -> Iterator[Table]:
    for part in _parts(file):
        yield from part.tables


def _paragraphs(file: OfficeFile) -> Iterator[Paragraph]:
    for part in _parts(file):
        yield from _within(part)


def _within(part: Any) -> Iterator[Paragraph]:
    yield from part.paragraphs
    for table in part.tables:
        for row in table.rows:
            yield from _in_row(row)


def _in_row(row: _Row) -> Iterator[Paragraph]:
    for element in row._tr.tc_lst:
        yield from _within(_Cell(element, row.table))


def _names_in(row: _Row) -> set[str]:
    return {match[1].lower() for paragraph in _in_row(row) for match in _FIELD.finditer(paragraph.text)}


def _repeat(row: _Row, lines: Sequence[Mapping[str, str]], values: Mapping[str, str]) -> None:
    """One row for each line in place of the row that names what a line has."""
    for line in lines:
        copied = deepcopy(row._tr)
        row._tr.addprevious(copied)
        for paragraph in _in_row(_Row(copied, row.table)):
            _fill(paragraph, {**values, **line})
    row._tr.getparent().remove(row._tr)


def _fill(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    while match := _FIELD.search(paragraph.text):
        name = match[1]
        if name.lower() not in values:
            raise TemplateError(name)
        value = values[name.lower()]
        _put(paragraph, match.start(), match.end(), value.upper() if name.isupper() else value)


def _put(paragraph: Paragraph, start: int, end: int, value: str) -> None:
    """The text from ``start`` to ``end`` replaced, in the letters of the piece it begins in."""
    # An inserted value that looks like a field is not one.
    written = value.replace("{{", "{\u200b{")
    at = 0
    is_written = False
    for run in _runs(paragraph):
        text = run.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        run.text = text[:first] + ("" if is_written else written) + text[last:]
        is_written = True


def _runs(paragraph: Paragraph) -> list[Run]:
    """The pieces of text, those within links too, as `Paragraph.text` counts them."""
    return [Run(element, paragraph) for element in paragraph._p.iter(qn("w:r"))]
