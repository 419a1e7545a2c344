"""Documents as PDF: tagged for screen readers (PDF/UA-1), fonts embedded, titled, in Vietnamese."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from typing import Any

import typst

from vun.engines.documents import words
from vun.engines.documents.model import Block, Document, DocumentKind, Grid, Heading, Paragraph, Signer
from vun.engines.documents.templates import FONTS, TemplateError, Templates

_BODY_SIZE = 14  # points; 13 to 14 are allowed
_FORM_SIZE = 12
# The file says it was made on the day it bears, so that the same document is the same bytes.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def write_pdf(document: Document, templates: Templates | None = None) -> bytes:
    """The document typeset. The same document and templates give the same bytes.

    Raises TemplateError when a replaced template cannot be compiled.
    """
    day = datetime.combine(document.date, time(), UTC) if document.date else _NO_DAY
    compiler = _compiler(document, templates)
    try:
        made = compiler.compile(format="pdf", pdf_standards=["1.7", "ua-1"], timestamp=day)
    except typst.TypstError as error:
        raise TemplateError(str(error)) from error
    if not isinstance(made, bytes):
        raise TypeError("one document makes one file")
    return made


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page, counted from nought, in points from below left."""

    page: int
    x: float
    y: float


def find_signature(document: Document, templates: Templates | None = None) -> Spot | None:
    """The middle below the signer's capacity, where a signature stands; None where a layout does not tell.

    Raises TemplateError as `write_pdf`.
    """
    try:
        found = json.loads(_compiler(document, templates).query("<signature>", field="value"))
    except typst.TypstError as error:
        raise TemplateError(str(error)) from error
    if not found:
        return None
    told = found[0]
    return Spot(told["page"] - 1, told["x"], told["height"] - told["y"])


def _compiler(document: Document, templates: Templates | None) -> typst.Compiler:
    chosen = templates or Templates()
    source = f"{chosen.text('base.typ')}\n{chosen.text(f'{document.layout.value}.typ')}"
    return typst.Compiler(
        input=source.encode(),
        root=FONTS,  # nothing else of the machine can be read by a template
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(data_of(document), ensure_ascii=False)},
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts that are shipped and those of the typesetter, none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def data_of(document: Document) -> dict[str, Any]:
    """What a template is given: every text as it is to be printed."""
    is_letter = words.is_letter(document)
    return {
        "file_title": words.name_of_file(document),
        "body_size": _FORM_SIZE if document.layout.value == "form" else _BODY_SIZE,
        "layout": document.layout.value,
        "nation": words.NATION,
        "motto": words.MOTTO,
        "party": words.PARTY,
        "superior": words.with_unbroken_end(document.superior.upper()),
        "organ": words.with_unbroken_end(document.organ.upper()),
        "number_line": words.number_line(document),
        "place_line": words.signed_line(document),
        "is_letter": is_letter,
        "letter_subject": words.subject_of_letter(document) if is_letter else "",
        "heading": document.kind.heading,
        "title": document.title if document.kind.heading else document.title.upper(),
        "authority": document.authority.upper(),
        "bases": [words.tied(base) for base in words.base_lines(document)],
        "decides": words.DECIDES if document.kind is DocumentKind.DECISION else "",
        "addressees_word": words.ADDRESSEES,
        "addressees": document.addressees,
        "body": [_block(block) for block in words.ended(document)],
        "recipients_word": words.RECIPIENTS,
        "recipients": words.recipient_lines(document.recipients),
        "signer": _signer(document.signer),
        "compiler": _signer(document.compiler),
        "annexes": [
            {
                "label": annex.label,
                "title": annex.title.upper(),
                "reference": annex.reference,
                "is_landscape": annex.is_landscape,
                "blocks": [_block(block) for block in annex.blocks],
            }
            for annex in document.annexes
        ],
        "form": document.form,
        "unit": document.unit,
        "urgency": words.mark_of(document),
        "draft": words.DRAFT if document.is_draft else "",
        "drafter": document.drafter,
        "is_landscape": document.is_landscape,
    }


def _signer(signer: Signer | None) -> dict[str, Any] | None:
    if signer is None:
        return None
    return asdict(replace(signer, capacity=tuple(map(words.with_unbroken_end, signer.capacity))))


def _block(block: Block) -> dict[str, Any]:
    name = "grid" if isinstance(block, Grid) else "heading" if isinstance(block, Heading) else "paragraph"
    if isinstance(block, Paragraph):
        block = replace(block, text=words.tied(block.text))
    return {
        "type": name,
        **asdict(block),
        **({"text_size": block.text_size, "is_wide": block.is_wide} if isinstance(block, Grid) else {}),
    }
