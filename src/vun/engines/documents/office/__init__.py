"""Documents as docx, for an office that goes on writing: named styles, real tables, page numbers as fields."""

from vun.engines.documents.office.beyond import reaches_beyond
from vun.engines.documents.office.drafts import marked_as_draft
from vun.engines.documents.office.filling import FieldFound, fields_found, fields_of, fill_docx
from vun.engines.documents.office.writer import write_docx

__all__ = [
    "FieldFound",
    "fields_found",
    "fields_of",
    "fill_docx",
    "marked_as_draft",
    "reaches_beyond",
    "write_docx",
]
