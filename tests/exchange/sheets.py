"""Spreadsheets for tests, written as offices write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from vun.common.actor import Actor
from vun.exchange.applying import apply
from vun.exchange.model import Difference, Told
from vun.exchange.preparing import prepare, read

SYSTEM = Actor.system("tests")
ON = date(2026, 6, 30)


def xlsx(rows: Sequence[Sequence[Any]], *, sheet: str = "DS", merges: Sequence[str] = ()) -> bytes:
    """An xlsx of one sheet, None for an empty cell; merged areas such as "A1:C1" keep their first value."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        target = book.add_worksheet(sheet)
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    target.write_datetime(row, column, value, dated)
                elif value is not None:
                    target.write(row, column, value)
        for area in merges:
            first = area.split(":")[0]
            column, row = ord(first[0]) - ord("A"), int(first[1:]) - 1
            target.merge_range(area, rows[row][column])
    return stream.getvalue()


def compare(
    kind: str, content: bytes, *, name: str = "tep.xlsx", by: Actor = SYSTEM, told: Told | None = None
) -> Difference:
    """What the file would change."""
    return prepare(kind, read(name, content), by=SYSTEM, on=ON, told=told)


def take(
    kind: str, content: bytes, *, name: str = "tep.xlsx", by: Actor = SYSTEM, told: Told | None = None
) -> Difference:
    """What the file would change, and written where there is anything."""
    difference = compare(kind, content, name=name, told=told)
    if difference.is_writing:
        apply(difference, by=SYSTEM)
    return difference


def outcomes(difference: Difference) -> dict[int, str]:
    """By row of the file, what it would do."""
    return {verdict.row.number: verdict.outcome.value for verdict in difference.verdicts}


def told(remarks: Sequence[Any]) -> list[tuple[int, str, str]]:
    """Row, column and code of remarks about rows."""
    return [(remark.row, remark.column, remark.problem.code) for remark in remarks if remark.row]
