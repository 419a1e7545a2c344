"""Documents on paper: decisions, plans, reports, forms as PDF and docx, in the layouts of state and Party."""

from vun.engines.documents import words
from vun.engines.documents.fields import FIELDS
from vun.engines.documents.joining import join_pdfs
from vun.engines.documents.model import (
    Align,
    Annex,
    Block,
    Document,
    DocumentKind,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Heading,
    Layout,
    Paragraph,
    Signer,
)
from vun.engines.documents.office import (
    FieldFound,
    fields_found,
    fields_of,
    fill_docx,
    marked_as_draft,
    reaches_beyond,
    write_docx,
)
from vun.engines.documents.pdf import Spot, find_signature, write_pdf
from vun.engines.documents.templates import NAMES, OFFICE_NAMES, TemplateError, Templates
from vun.engines.documents.trying import UnknownField, to_begin_with, tried

__all__ = [
    "FIELDS",
    "NAMES",
    "OFFICE_NAMES",
    "Align",
    "Annex",
    "Block",
    "Document",
    "DocumentKind",
    "FieldFound",
    "Grid",
    "GridColumn",
    "GridRow",
    "Head",
    "Heading",
    "Layout",
    "Paragraph",
    "Signer",
    "Spot",
    "TemplateError",
    "Templates",
    "UnknownField",
    "fields_found",
    "fields_of",
    "fill_docx",
    "find_signature",
    "join_pdfs",
    "marked_as_draft",
    "reaches_beyond",
    "to_begin_with",
    "tried",
    "words",
    "write_docx",
    "write_pdf",
]
