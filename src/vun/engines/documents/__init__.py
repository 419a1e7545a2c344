"""Documents on paper: decisions, plans, reports, forms as PDF and docx, in the layouts of state and Party."""

from vun.engines.documents import words
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
from vun.engines.documents.office import fields_of, fill_docx, write_docx
from vun.engines.documents.pdf import write_pdf
from vun.engines.documents.tables import grid_of
from vun.engines.documents.templates import TemplateError, Templates

__all__ = [
    "Align",
    "Annex",
    "Block",
    "Document",
    "DocumentKind",
    "Grid",
    "GridColumn",
    "GridRow",
    "Head",
    "Heading",
    "Layout",
    "Paragraph",
    "Signer",
    "TemplateError",
    "Templates",
    "fields_of",
    "fill_docx",
    "grid_of",
    "words",
    "write_docx",
    "write_pdf",
]
