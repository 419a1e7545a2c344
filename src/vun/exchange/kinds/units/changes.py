"""Rows of changes, compared with what has happened to units on record."""

from __future__ import annotations

import re
from datetime import date

from vun.common.errors import Problem
from vun.common.text import clean
from vun.exchange.columns import word_for
from vun.exchange.kinds.units.steps import Step
from vun.exchange.kinds.units.told import UnitsTold
from vun.exchange.model import Change, Outcome, Row
from vun.exchange.session import Session
from vun.records.orgs.domain import ChangeKind
from vun.records.orgs.models import UnitChange, UnitState

_SEVERAL = re.compile(r"\s*[,;+\n]\s*(?:và\s+)?|\s+và\s+")


class ChangeComparison:
    """Renaming, moving, merging, splitting and dissolving, each told by a row."""

    def __init__(self, session: Session, told: UnitsTold) -> None:
        self._session = session
        self._told = told

    def one(self, row: Row) -> None:
        """Give the row its verdict."""
        session = self._session
        name = row.get("unit_name", "")
        on: date | None = row.get("changed_on")
        if on is None and not row.has_unread("changed_on"):
            session.error(row, "changed_on", Problem("import.missing", label="Ngày biến động"))
        kind: ChangeKind = row.values["change"]
        codes = self._codes_of(row, kind, row.get("code") or name)
        if row.has_errors() or on is None or not codes:
            session.refuse(row, name)
            return
        if all(self._has_happened(code, kind, on, row.get("into", "")) for code in codes):
            session.verdict(row, Outcome.UNCHANGED, name)
            return
        step = self._step(row, kind, on, codes)
        if step is None or row.has_errors():
            session.refuse(row, name)
            return
        change = Change(word_for("changes", kind), name, row.get("into", ""))
        session.verdict(row, Outcome.CHANGED, name, step, (change,))

    def _codes_of(self, row: Row, kind: ChangeKind, text: str) -> tuple[str, ...]:
        """The units a change is of: one, or in a merger several in one cell ("Xã Ba Sơn, xã Cao Lộc")."""
        parts = [part for part in _SEVERAL.split(text) if part]
        if kind is ChangeKind.MERGED and len(parts) > 1 and self._found_quietly(text) is None:
            found = [self._found_quietly(part) for part in parts]
            if all(found):
                # The one whose name stays takes the others in.
                staying = {self._found_quietly(each) for each in _parts(row.get("into", ""))}
                return tuple(code for code in found if code and code not in staying)
        code = self._code_of(row, "unit_name", text)
        return (code,) if code else ()

    def _step(self, row: Row, kind: ChangeKind, on: date, codes_of: tuple[str, ...]) -> Step | None:
        session = self._session
        into: str = row.get("into", "")
        if kind is ChangeKind.RENAMED:
            if not into:
                session.error(row, "into", Problem("import.missing", label="Tên mới"))
            return Step(kind, on, codes_of, name=into)
        if kind is ChangeKind.MOVED:
            parent = self._code_of(row, "parent" if row.get("parent") else "into", row.get("parent") or into)
            return Step(kind, on, codes_of, parent=parent or "")
        names = _parts(into)
        if not names and kind is not ChangeKind.DISSOLVED:
            session.error(row, "into", Problem("import.missing", label="Đơn vị mới"))
            return None
        codes = [self._code_of(row, "into", each) for each in names]
        if any(each is None for each in codes):
            return None
        return Step(kind, on, codes_of, into=tuple(each for each in codes if each))

    def _has_happened(self, code: str, kind: ChangeKind, on: date, into: str) -> bool:
        changes = UnitChange.objects.filter(kind=kind.value, on=on, units__code=code)
        if kind is ChangeKind.RENAMED:
            return UnitState.objects.filter(unit__code=code, start_on=on, name=clean(into)).exists()
        return changes.exists()

    def _code_of(self, row: Row, field: str, text: str) -> str | None:
        if not text:
            self._session.error(row, field, Problem("import.missing", label="Đơn vị"))
            return None
        found = self._told.find(row, field, text)
        return found.code if found else None

    def _found_quietly(self, text: str) -> str | None:
        found = self._told.find_quietly(text)
        return found.code if found else None


def _parts(into: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", into) if part.strip()]
