"""Figures of a published report as data: a tree with qualifiers, relations between them, and their checks."""

from vun.engines.figures.checking import check
from vun.engines.figures.model import (
    Check,
    Figure,
    Qualifier,
    Relation,
    RelationType,
    Statement,
    Status,
    interval,
    place_value,
    references,
)
from vun.engines.figures.outline import read_outline, write_outline
from vun.engines.figures.reading import read_data, read_file
from vun.engines.figures.writing import checks_json, number_text, write_file

__all__ = [
    "Check",
    "Figure",
    "Qualifier",
    "Relation",
    "RelationType",
    "Statement",
    "Status",
    "check",
    "checks_json",
    "interval",
    "number_text",
    "place_value",
    "read_data",
    "read_file",
    "read_outline",
    "references",
    "write_file",
    "write_outline",
]
