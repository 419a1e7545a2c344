"""Doing what a file says and taking it back: what operations refuse is told of its row before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from vun.common.errors import Problem, RowProblems, VunError
from vun.common.numbers import format_date
from vun.exchange.kinds.base import Kind
from vun.exchange.model import Outcome, Row, Verdict
from vun.exchange.refusing import VerdictProblems
from vun.exchange.session import Session
from vun.records.imports.operations import Recorder
from vun.records.plans.domain import QuotaGridProblem


class _NothingKept(Recorder):
    """Nothing of what is taken back again goes into history."""

    @contextmanager
    def watching(self, *rows: QuerySet[Any]) -> Iterator[None]:
        yield


def rehearse(kind: Kind, session: Session) -> None:
    """Write what the session's verdicts say and take it back; rows whose operations refuse are told and refused.

    All at once, without those refused by name, where nothing else is refused; else part by part, each on top of those
    before that went well.
    """
    verdicts = kind.to_rehearse(session.difference.to_write)
    if not verdicts:
        return
    stage = _Stage(kind, session)
    with transaction.atomic():
        good, found = stage.tried(verdicts, is_kept=False)
        if found is not None:
            for part in kind.parts(good):
                stage.play(part)
        transaction.set_rollback(True)


class _Stage:
    def __init__(self, kind: Kind, session: Session) -> None:
        self._kind, self._session = kind, session
        rows = session.difference.rows_read
        self._recorder = _NothingKept(lambda done: session.progress(rows, rows, "read"))

    def hindrance(self, verdicts: Sequence[Verdict], *, is_kept: bool) -> VunError | None:
        """What keeps the verdicts from being written together; ``is_kept``: those after them find them written."""
        try:
            with transaction.atomic():
                self._kind.write(self._session.difference, verdicts, self._recorder, self._session.by)
                transaction.set_rollback(not is_kept)
        except VunError as found:
            return found
        return None

    def tried(
        self, verdicts: Sequence[Verdict], *, is_kept: bool
    ) -> tuple[Sequence[Verdict], VunError | None]:
        """The verdicts without those refused by name, and what still keeps them from being written together."""
        while isinstance(found := self.hindrance(verdicts, is_kept=is_kept), VerdictProblems):
            for verdict, problem in found.found:
                self._refuse(verdict, [problem])
            verdicts = [verdict for verdict in verdicts if verdict.outcome is not Outcome.REFUSED]
        return verdicts, found

    def play(self, part: Sequence[Verdict]) -> None:
        """Write the part, without those of its rows that keep it from being written."""
        part, found = self.tried(part, is_kept=True)
        if found is None:
            return
        if len(part) == 1:
            self._refuse(part[0], _problems(found))
            return
        good: list[Verdict] = []
        for verdict in part:
            if (found := self.hindrance([*good, verdict], is_kept=False)) is None:
                good.append(verdict)
            else:
                self._refuse(verdict, _problems(found))
        if good:
            self.hindrance(good, is_kept=True)

    def _refuse(self, verdict: Verdict, problems: Sequence[Problem]) -> None:
        row = verdict.row
        for problem in problems:
            name = self._field(row, problem)
            problem.params.setdefault("value", _shown(row.get(name)) or verdict.name)
            self._session.error(row, name, problem)
        verdict.outcome, verdict.payload, verdict.changes = Outcome.REFUSED, None, ()

    def _field(self, row: Row, problem: Problem) -> str:
        """Where in the row to tell it: the argument at fault if a column holds it, else what the row is about."""
        at_fault = self._kind.arguments.get(problem.field or "", problem.field or "")
        names = (at_fault, *self._kind.subjects)
        return next((name for name in names if name and row.table.column_of(name) is not None), "")


def _problems(found: VunError) -> list[Problem]:
    if isinstance(found, RowProblems):
        return [problem for _, problem in found.rows]
    if isinstance(found, QuotaGridProblem):
        return list(found.by_line.values())
    return [found if isinstance(found, Problem) else Problem("import.not_allowed")]


def _shown(value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, str) else ""
