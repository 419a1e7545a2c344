"""A table of values with a kind per column, and its writers: xlsx, csv, json."""

from vun.engines.tabular.model import Cell, Column, Kind, Table
from vun.engines.tabular.writers import SUFFIXES, write, write_csv, write_json, write_xlsx

__all__ = ["SUFFIXES", "Cell", "Column", "Kind", "Table", "write", "write_csv", "write_json", "write_xlsx"]
