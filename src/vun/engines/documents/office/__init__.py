"""Documents as docx, for an office that goes on writing: named styles, real tables, page numbers as fields."""

from vun.engines.documents.office.filling import FieldFound, brings_code, fields_found, fields_of, fill_docx
from vun.engines.documents.office.writer import write_docx

__all__ = ["FieldFound", "brings_code", "fields_found", "fields_of", "fill_docx", "write_docx"]
