"""Reading a file and telling what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from vun.common.actor import Actor
from vun.engines.sheets import Workbook, open_workbook
from vun.exchange.kinds import get_kind
from vun.exchange.model import Difference, Progress, Row, Told, no_progress
from vun.exchange.rehearsing import rehearse
from vun.exchange.rows import rows_of, tables_of
from vun.exchange.session import Session

_STEP = 2_000
"""Rows between two reports of progress."""


def read(name: str, content: bytes) -> Workbook:
    """The sheets of a file. Raises Problem ``sheets.…`` that says why it cannot be read; nothing of it is run."""
    return open_workbook(name, content)


def prepare(
    kind_name: str,
    workbook: Workbook,
    *,
    by: Actor,
    on: date,
    told: Told | None = None,
    progress: Progress = no_progress,
) -> Difference:
    """What the workbook would change on record, row by row, and all that is wrong in it. Writes nothing.

    The workbook is used up. Raises NotFound for an unknown kind, Refused without the kind's permission anywhere, and
    Problem ``import.no_table`` when no sheet has the columns.
    """
    kind = get_kind(kind_name)
    by.require_anywhere(kind.permission)
    difference = Difference(kind_name, workbook.name, on)
    session = Session(by, on, timezone.localdate(), difference, progress, told or Told())
    fields = kind.fields_for(session, workbook)
    tables = tables_of(workbook, fields, session.told, difference)
    workbook.sheets.clear()
    difference.rows_read = sum(len(table.rows) for table in tables)
    kind.compare(session, _watched(session, rows_of(session, tables, fields), lets_go=kind.is_of_many_rows))
    rehearse(kind, session)
    order = {id(table): place for place, table in enumerate(tables)}
    difference.verdicts.sort(key=lambda verdict: (order[id(verdict.row.table)], verdict.row.number))
    sheets = {table.sheet: place for place, table in reversed(list(enumerate(tables)))}
    difference.errors.sort(key=lambda remark: (sheets.get(remark.sheet, -1), remark.row))
    return difference


def _watched(session: Session, rows: Iterator[Row], *, lets_go: bool) -> Iterator[Row]:
    total = session.difference.rows_read
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            session.progress(done, total, "read")
        yield row
        if lets_go:
            row.values = {}
