"""An office's own docx with fields such as ``{{ so_ky_hieu }}``: which it has, and the document with them filled in.

A field may be split by Word into pieces of different letters; it takes on the letters of its first piece. One in
capitals, ``{{ CO_QUAN }}``, is filled in capitals. A row of a table with a field of the list is repeated for each.
Fields stand in the text, in tables, in text boxes, in heads and feet of pages.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as OfficeFile
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from vun.engines.documents.templates import TemplateError

_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MOST_BYTES = 50 * 1024 * 1024  # unpacked: a template is letters and a crest, never a bomb
_PARAGRAPH, _ROW, _RUN = qn("w:p"), qn("w:tr"), qn("w:r")
_HEAD_OR_FOOT = re.compile(r"/word/(header|footer)\d*\.xml")
# No zip, a damaged or a locked one; XML that is none.
UNREADABLE = (
    PackageNotFoundError,
    KeyError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    SyntaxError,
)
_AROUND = 30  # letters of the text on either side of a field


@dataclass(frozen=True, slots=True)
class FieldFound:
    """A field of a template, in lower case, with the words around it; ``is_in_row``: within a row of a table."""

    name: str
    around: str
    is_in_row: bool


def fields_found(content: bytes) -> tuple[FieldFound, ...]:
    """Every field of the template, as often as it stands there. Raises TemplateError for no docx."""
    return tuple(
        FieldFound(match[1].lower(), _around(match), next(paragraph.iterancestors(_ROW), None) is not None)
        for paragraph in _paragraphs(_opened(content))
        for match in _FIELD.finditer(_text(paragraph))
    )


def fields_of(content: bytes) -> tuple[str, ...]:
    """The names of the fields in the template, each once, in lower case. Raises TemplateError for no docx."""
    return tuple(dict.fromkeys(found.name for found in fields_found(content)))


def fill_docx(
    content: bytes, values: Mapping[str, str], rows: Sequence[Mapping[str, str]], row_fields: Collection[str]
) -> bytes:
    """The template with its fields filled in: ``values`` anywhere, ``rows`` in the rows of tables that name them.

    A value of several lines keeps them. Raises TemplateError for no docx or a field that has no value, by its name.
    """
    file = _opened(content)
    for row in [row for root in _roots(file) for row in root.iter(_ROW)]:
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
            if run.text in words:
                run.text = words[run.text]
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _opened(content: bytes) -> OfficeFile:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive)
        return docx.Document(io.BytesIO(content))
    except UNREADABLE as error:
        raise TemplateError("docx") from error


def refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Return quietly, or raise TemplateError for what is more than a template when it is unpacked."""
    if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
        raise TemplateError("docx")


def _roots(file: OfficeFile) -> Iterator[Any]:
    """The text, then the heads and feet of pages."""
    yield file.element
    for part in file.part.package.iter_parts():
        if isinstance(part, XmlPart) and _HEAD_OR_FOOT.fullmatch(str(part.partname)):
            yield part.element


def _paragraphs(file: OfficeFile) -> list[Any]:
    return [paragraph for root in _roots(file) for paragraph in root.iter(_PARAGRAPH)]


def _runs(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph, those within links too; a text box in it has paragraphs of its own."""
    return [run for run in paragraph.iter(_RUN) if next(run.iterancestors(_PARAGRAPH)) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(run.text for run in _runs(paragraph))


def _around(match: re.Match[str]) -> str:
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return " ".join(match.string[start:end].split())


def _in_row(row: Any) -> Iterator[Any]:
    """The paragraphs of a row that are not of a table within it."""
    for paragraph in row.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(_ROW)) is row:
            yield paragraph


def _names_in(row: Any) -> set[str]:
    return {match[1].lower() for paragraph in _in_row(row) for match in _FIELD.finditer(_text(paragraph))}


def _repeat(row: Any, lines: Sequence[Mapping[str, str]], values: Mapping[str, str]) -> None:
    """One row for each line in place of the row that names what a line has."""
    for line in lines:
        copied = deepcopy(row)
        row.addprevious(copied)
        for paragraph in copied.iter(_PARAGRAPH):
            _fill(paragraph, {**values, **line})
    row.getparent().remove(row)


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    while match := _FIELD.search(_text(paragraph)):
        name = match[1]
        if name.lower() not in values:
            raise TemplateError(name)
        value = values[name.lower()]
        _put(paragraph, match.start(), match.end(), value.upper() if name.isupper() else value)


def _put(paragraph: Any, start: int, end: int, value: str) -> None:
    """The text from ``start`` to ``end`` replaced, in the letters of the piece it begins in."""
    # An inserted value that looks like a field is not one.
    written = value.replace("{{", "{\u200b{")
    at = 0
    is_written = False
    for run in _runs(paragraph):
        text = run.text
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        run.text = text[:first] + ("" if is_written else written) + text[last:]
        is_written = True
