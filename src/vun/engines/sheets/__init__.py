"""Spreadsheets as offices keep them: opened whatever their format, tables found in them, values read from cells."""

from vun.engines.sheets.headings import Heading
from vun.engines.sheets.legacy import Encoding, Finding, decode
from vun.engines.sheets.model import Area, Format, Sheet, Value, Workbook, column_letter, text_of
from vun.engines.sheets.opening import open_workbook
from vun.engines.sheets.parts import Column, DataRow, Table
from vun.engines.sheets.tables import find_tables

__all__ = [
    "Area",
    "Column",
    "DataRow",
    "Encoding",
    "Finding",
    "Format",
    "Heading",
    "Sheet",
    "Table",
    "Value",
    "Workbook",
    "column_letter",
    "decode",
    "find_tables",
    "open_workbook",
    "text_of",
]
