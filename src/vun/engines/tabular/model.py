"""What a table is, before it is anybody's file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | float | Decimal | date | None


class Kind(StrEnum):
    """What a column holds; the writers choose format and alignment by it.

    MONEY is integer đồng. PERCENT is in per cent: 50.4 stands for 50,4 %. A MONTH is a date of which papers show month
    and year only.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the kind of what stands below it. ``decimals`` counts for NUMBER and PERCENT only.

    In a template to fill, ``choices`` are offered in its cells and ``note`` says what to write there.
    """

    name: str
    kind: Kind = Kind.TEXT
    decimals: int = 1
    note: str = ""
    choices: Sequence[str] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. ``rows`` may be a generator, read once; each row has one cell per column.

    ``totals`` is the last row, set apart; ``notes`` follow the table, one line each. ``depths`` say how deep each row
    lies below wholes above it: a workbook then goes on adding up what adds up.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]] = field(repr=False)
    subtitle: str = ""
    totals: Sequence[Cell] | None = None
    notes: Sequence[str] = ()
    depths: Sequence[int] = ()
