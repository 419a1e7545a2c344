"""What a cell says: dates, numbers, names, marks, national IDs, in all the ways offices write them.

A reader takes a cell and gives its value, or raises Problem ``values.…`` when the cell says nothing of the kind; the
problem's ``suggestion`` is what may be meant.
"""

from __future__ import annotations

from vun.engines.sheets.values.days import Day, Precision, read_day
from vun.engines.sheets.values.numbers import (
    Identity,
    multiplier_in,
    read_decimal,
    read_identity,
    read_integer,
    read_money,
)
from vun.engines.sheets.values.texts import is_empty, read_flag, read_name, read_text

__all__ = [
    "Day",
    "Identity",
    "Precision",
    "is_empty",
    "multiplier_in",
    "read_day",
    "read_decimal",
    "read_flag",
    "read_identity",
    "read_integer",
    "read_money",
    "read_name",
    "read_text",
]
