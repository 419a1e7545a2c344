"""Writes a document part by part into a docx."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time

import docx
from docx.document import Document as OfficeFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell

from vun.engines.documents import words
from vun.engines.documents.fields import CONTENT, values_of
from vun.engines.documents.model import (
    Align,
    Annex,
    Block,
    Document,
    DocumentKind,
    Grid,
    Heading,
    Layout,
    Paragraph,
    Signer,
)
from vun.engines.documents.office.filling import fields_of, fill_docx
from vun.engines.documents.office.parts import (
    SIDES,
    keep_together,
    line,
    rule,
    shrink,
    side_by_side,
    write_grid,
)
from vun.engines.documents.office.sheet import (
    BODY,
    HEADINGS,
    LINE,
    SUBJECT,
    TITLE,
    prepare_page,
    prepare_styles,
    restart_numbers,
)
from vun.engines.documents.templates import TemplateError, Templates

# No text of a document has it: where the content of a province's own docx comes.
_HERE = "\ue000noi_dung\ue000"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MOST_SIGNS = 255  # of a property of the file
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the format keeps no zone


def write_docx(document: Document, templates: Templates | None = None) -> bytes:
    """The document as Word and LibreOffice edit it. The same document and templates give the same bytes.

    A province's ``state.docx``, ``party.docx`` or ``form.docx`` stands in its place: one with fields is filled in, one
    without is the sheet that is written on, its margins, styles and page header stay. Raises TemplateError for one that
    is no docx or has a field nobody knows, which it names.
    """
    name = f"{document.layout.value}.docx"
    own = (templates or Templates()).own(name)
    if own is not None and fields_of(own):
        file = docx.Document(io.BytesIO(fill_docx(own, {**values_of(document), CONTENT: _HERE}, (), ())))
        prepare_styles(file)
        _Writer(file, document).write_at(_HERE)
    else:
        file = _sheet(name, own)
        prepare_styles(file)
        if own is None:
            prepare_page(file.sections[0], is_landscape=document.is_landscape)
        _Writer(file, document).write()
    _properties(file, document)
    stream = io.BytesIO()
    file.save(stream)
    return _without_the_clock(stream.getvalue())


def _sheet(name: str, own: bytes | None) -> OfficeFile:
    if own is None:
        return docx.Document()
    try:
        return docx.Document(io.BytesIO(own))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateError(f"{name}: {error}") from error


def _properties(file: OfficeFile, document: Document) -> None:
    core = file.core_properties
    core.title = words.name_of_file(document)[:_MOST_SIGNS]
    core.author = document.organ[:_MOST_SIGNS]
    core.language = "vi-VN"
    core.comments = ""
    day = datetime.combine(document.date, time()) if document.date else _NO_DAY
    core.created = core.modified = day
    core.last_modified_by = document.organ[:_MOST_SIGNS]


def _without_the_clock(content: bytes) -> bytes:
    """The same archive with one day on all its members, so that equal documents are equal bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return stream.getvalue()


def _width(is_landscape: bool) -> float:
    """Between the margins, in cm."""
    return 24.7 if is_landscape else 16.0


class _Writer:
    def __init__(self, file: OfficeFile, document: Document) -> None:
        self.file = file
        self.document = document
        self.width = _width(document.is_landscape)

    def write(self) -> None:
        {Layout.STATE: self._state_head, Layout.PARTY: self._party_head, Layout.FORM: self._form_head}[
            self.document.layout
        ]()
        if self.document.layout is not Layout.FORM:
            self._opening()
        self._blocks(words.ended(self.document))
        self._foot()
        for annex in self.document.annexes:
            self._annex(annex)
        # Word ends every text in a paragraph, and would add one after a table, as high as a line.
        shrink(self.file.add_paragraph(style=LINE))

    def write_at(self, mark: str) -> None:
        """Only the content, in place of the paragraph that holds the mark; all else is filled in already."""
        place = next(one for one in self.file.element.body.iter(qn("w:p")) if mark in "".join(one.itertext()))
        section = self.file.sections[0]
        beside = (section.left_margin or 0) + (section.right_margin or 0)
        self.width = ((section.page_width or Mm(210)) - beside) / Mm(10)
        before = len(self.file.element.body)
        self._grounds()
        self._blocks(words.ended(self.document))
        written = list(self.file.element.body)[before - 1 : -1]
        for element in written:
            place.addprevious(element)
        place.getparent().remove(place)
        for annex in self.document.annexes:
            self._annex(annex)

    # The head

    def _state_head(self) -> None:
        document = self.document
        (left, right), (below_left, below_right) = side_by_side(self.file, [6.0, 10.0], rows=2)
        self._organ(left, 12)
        line(right, words.NATION, size=12, bold=True)
        line(right, words.MOTTO, size=13, bold=True)
        rule(right, letters=len(words.MOTTO) * 0.92, size=13, part=1, width=10.0)
        line(below_left, words.number_line(document), size=13, before=6)
        line(below_right, words.signed_line(document), size=13, italic=True, before=6)
        if words.is_letter(document):
            line(below_left, words.subject_of_letter(document), size=12, before=6)
        self._urgency(below_left, 13)

    def _party_head(self) -> None:
        document = self.document
        ((left, right),) = side_by_side(self.file, [7.2, 8.8])
        self._organ(left, 14)
        line(right, words.PARTY, size=15, bold=True)
        rule(right, letters=len(words.PARTY) * 1.2, size=15, part=1, width=8.8)
        line(right, words.signed_line(document), size=14, italic=True, before=6)
        line(left, words.number_line(document), size=14)
        if words.is_letter(document):
            line(left, words.subject_of_letter(document), size=12, italic=True, before=6)
        self._urgency(left, 14)

    def _form_head(self) -> None:
        document = self.document
        width = self.width
        ((left, middle, right),) = side_by_side(self.file, [width * 0.34, width * 0.4, width * 0.26])
        self._organ(left, 12)
        line(middle, document.title.upper(), size=14, bold=True, style=TITLE)
        line(right, document.form, size=12, bold=True)
        line(right, document.unit, size=12, italic=True)

    def _organ(self, cell: _Cell, size: int) -> None:
        line(cell, words.with_unbroken_end(self.document.superior.upper()), size=size)
        line(cell, words.with_unbroken_end(self.document.organ.upper()), size=size, bold=True)
        if self.document.layout is Layout.PARTY:
            line(cell, "*", size=size)
        else:
            rule(cell, letters=len(self.document.organ) * 1.3, size=size, part=0.42, width=6.0)

    def _urgency(self, cell: _Cell, size: int) -> None:
        line(cell, words.mark_of(self.document), size=size, bold=True, before=6)

    def _opening(self) -> None:
        document = self.document
        if not words.is_letter(document):
            self._name_and_subject()
        if document.addressees:
            self._addressees()
        self._grounds()

    def _grounds(self) -> None:
        """Who decides, upon what."""
        document = self.document
        if document.layout is Layout.PARTY:
            self._bases("- ", is_italic=False)
            self._middle(document.authority.upper())
        else:
            self._middle(document.authority.upper())
            self._bases("", is_italic=True)
        if document.kind is DocumentKind.DECISION:
            self._middle(words.DECIDES)

    def _name_and_subject(self) -> None:
        document = self.document
        size = 16 if document.layout is Layout.PARTY else 14
        if not document.kind.heading:
            line(self.file, document.title.upper(), bold=True, style=TITLE)
            return
        line(self.file, document.kind.heading, size=size, bold=True, before=12, style=TITLE)
        line(self.file, words.with_unbroken_end(words.tied(document.title)), bold=True, style=SUBJECT)
        if document.layout is Layout.PARTY:
            line(self.file, "-----", style=SUBJECT)
        else:
            rule(self.file, letters=min(len(document.title), 60), size=14, part=0.4, width=self.width)

    def _addressees(self) -> None:
        if len(self.document.addressees) == 1:
            text = f"{words.ADDRESSEES} {self.document.addressees[0]}"
            line(self.file, text, before=12)
            return
        self._indented(words.ADDRESSEES, Mm(25))
        for one in self.document.addressees:
            self._indented(f"- {one}", Mm(50))

    def _indented(self, text: str, indent: Length) -> None:
        made = line(self.file, text, side=WD_ALIGN_PARAGRAPH.LEFT, before=6)
        if made is not None:
            made.paragraph_format.left_indent = indent

    def _bases(self, mark: str, *, is_italic: bool) -> None:
        for base in words.base_lines(self.document):
            self._paragraph(Paragraph(f"{mark}{base}", is_italic=is_italic))

    def _middle(self, text: str) -> None:
        if text:
            self._paragraph(Paragraph(text, is_bold=True, align=Align.CENTRE))

    # The content

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Grid):
                write_grid(self.file, block, width=self.width)
            elif isinstance(block, Heading):
                self._heading(block)
            else:
                self._paragraph(block)

    def _heading(self, heading: Heading) -> None:
        made = self.file.add_paragraph(heading.text, style=HEADINGS[heading.level])
        if heading.level == 1:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            made.paragraph_format.first_line_indent = Mm(10)

    def _paragraph(self, paragraph: Paragraph) -> None:
        made = self.file.add_paragraph(style=BODY)
        if paragraph.lead:
            made.add_run(f"{paragraph.lead} ").bold = True
        run = made.add_run(words.tied(paragraph.text))
        run.bold, run.italic = paragraph.is_bold or None, paragraph.is_italic or None
        made.alignment = SIDES[paragraph.align]
        if paragraph.align is not Align.JUSTIFY:
            made.paragraph_format.first_line_indent = Mm(0)

    # The foot

    def _foot(self) -> None:
        document = self.document
        is_signed = bool(document.recipients or document.signer or document.compiler or document.drafter)
        if is_signed:
            # No signature stands alone on its page.
            keep_together(self.file)
        if document.layout is Layout.FORM:
            text = words.signed_line(document)
            line(self.file, text, size=13, italic=True, side=WD_ALIGN_PARAGRAPH.RIGHT, before=8)
        if not is_signed:
            return
        keep_together(self.file)
        self.file.add_paragraph(style=LINE).paragraph_format.keep_with_next = True
        ((left, right),) = side_by_side(self.file, [self.width * 0.46, self.width * 0.54])
        self._recipients(left)
        if document.compiler:
            self._signed(left, document.compiler)
        if document.signer:
            self._signed(right, document.signer)

    def _recipients(self, cell: _Cell) -> None:
        document = self.document
        is_party = document.layout is Layout.PARTY
        lines = words.recipient_lines(document.recipients)
        if lines:
            size = 14 if is_party else 12
            head = line(
                cell,
                words.RECIPIENTS,
                size=size,
                bold=not is_party,
                italic=not is_party,
                side=WD_ALIGN_PARAGRAPH.LEFT,
            )
            if head is not None:
                head.runs[0].underline = is_party
        for text in lines:
            line(cell, text, size=12 if is_party else 11, side=WD_ALIGN_PARAGRAPH.LEFT)
        line(cell, document.drafter, size=11, side=WD_ALIGN_PARAGRAPH.LEFT, before=4)

    def _signed(self, cell: _Cell, signer: Signer) -> None:
        is_party = self.document.layout is Layout.PARTY
        for place, text in enumerate(signer.capacity):
            line(cell, words.with_unbroken_end(text), size=14, bold=not is_party or place == 0)
        line(cell, signer.note, size=12, italic=True)
        for _ in range(4):
            line(cell, "\u00a0", size=14)
        line(cell, signer.name, size=14, bold=True)

    def _annex(self, annex: Annex) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        shrink(self.file.paragraphs[-1])
        prepare_page(section, is_landscape=annex.is_landscape)
        restart_numbers(section)
        self.width = _width(annex.is_landscape)
        line(self.file, annex.label, bold=True, style=TITLE)
        line(self.file, words.with_unbroken_end(annex.title.upper()), bold=True, style=SUBJECT)
        reference = line(self.file, annex.reference, size=13, italic=True)
        if reference is not None:
            reference.paragraph_format.space_after = Pt(6)
        self._blocks(annex.blocks)
