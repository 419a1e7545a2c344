"""A table of values with a kind per column, and its writers: xlsx, csv, json; books of several, templates to fill."""

from vun.engines.tabular.model import Cell, Column, Kind, Table
from vun.engines.tabular.workbooks import Guide, write_book, write_stacked, write_template, write_xlsx
from vun.engines.tabular.writers import SUFFIXES, write, write_csv, write_json

__all__ = [
    "SUFFIXES",
    "Cell",
    "Column",
    "Guide",
    "Kind",
    "Table",
    "write",
    "write_book",
    "write_csv",
    "write_json",
    "write_stacked",
    "write_template",
    "write_xlsx",
]
