"""Rows of units and of changes, compared with the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.exchange.columns import word_for
from vun.exchange.kinds.units.changes import ChangeComparison
from vun.exchange.kinds.units.guessing import BLOCKS, LEVELS, guess
from vun.exchange.kinds.units.steps import Step
from vun.exchange.kinds.units.told import Named, UnitsTold
from vun.exchange.matching.names import spelt_out
from vun.exchange.model import Change, Outcome, Row
from vun.exchange.session import Session
from vun.records.orgs.domain import Block, ChangeKind, UnitRow
from vun.records.orgs.models import UnitState

_DEFAULT_START = date(2000, 1, 1)


class Comparison:
    """What the rows say of units, held against those on record and those told of above."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._states = {
            state.unit_id: state
            for state in UnitState.objects.order_by("start_on").select_related("parent", "unit")
        }
        self._told = UnitsTold(session)
        self._codes = {unit.code for unit in session.units.by_id.values()}
        roots = (state.unit for state in self._states.values() if state.parent_id is None)
        self._root = next((Named(unit.code, unit.start_on) for unit in roots), None)

    def all(self, rows: Iterator[Row]) -> None:
        """Give every row its verdict."""
        changes = []
        for row in rows:
            if row.get("change") not in (None, ChangeKind.ESTABLISHED) or row.has_unread("change"):
                changes.append(row)
            else:
                self._unit(row)
        # What a row changes may be a unit that another row of the file establishes.
        comparison = ChangeComparison(self._session, self._told)
        for row in sorted(changes, key=lambda row: row.get("changed_on") or self._session.today):
            comparison.one(row)

    def _unit(self, row: Row) -> None:
        session = self._session
        name = row.get("unit_name", "")
        if not name or row.has_errors():
            if not name and not row.has_unread("unit_name"):
                session.error(row, "unit_name", Problem("import.missing", label="Tên đơn vị"))
            session.refuse(row, name)
            return
        known = self._known(row, name)
        if known is not None:
            self._compare_with(row, known, name)
            return
        parent = self._parent(row)
        if row.has_errors():
            session.refuse(row, name)
            return
        told = self._new(row, name, parent)
        if row.has_errors():
            session.refuse(row, name)
            return
        self._told.add(told)
        self._codes.add(told.code)
        session.verdict(row, Outcome.NEW, name, told)

    def _new(self, row: Row, name: str, parent: Named | None) -> UnitRow:
        """The unit the row establishes; what does not hold of it is an error of the row's."""
        session = self._session
        above = parent.code if parent else None
        level = row.get("level") or self._guessed(
            row, "level", guess(name, LEVELS) or self._told.level_of(above)
        )
        block = row.get("block") or self._guessed(row, "block", guess(name, BLOCKS) or Block.STATE)
        start_on: date = row.get("start_on") or self._assumed_start(row, parent)
        end_on: date | None = row.get("end_on")
        if end_on is not None and end_on <= start_on:
            problem = Problem("import.ends_before_start", value=f"{end_on:%d/%m/%Y}", day=start_on)
            session.error(row, "end_on", problem)
        if parent is not None and start_on < parent.start_on:
            problem = Problem("import.before_parent", value=f"{start_on:%d/%m/%Y}", day=parent.start_on)
            session.error(row, "start_on", problem)
        told = UnitRow(
            code=self._code(row, name),
            name=name,
            level=level,
            block=block,
            start_on=start_on,
            end_on=end_on,
            parent=above,
            short_name=row.get("short_name", ""),
            zone=row.get("zone"),
        )
        if self._told.has_code(told.code):
            session.error(row, "code", Problem("import.code_twice", value=told.code))
        return told

    def _known(self, row: Row, name: str) -> int | None:
        units = self._session.units
        code = row.get("code", "")
        if code:
            return units.by_code.get(fold(code))
        same = [
            unit.pk
            for unit in units.by_id.values()
            if spelt_out(unit.name) == spelt_out(name) and unit.pk in self._states
        ]
        parent = row.get("parent", "")
        if len(same) > 1 and parent:
            above = units.find_quietly(parent)
            same = [pk for pk in same if above and self._states[pk].parent_id == above.pk] or same
        if len(same) > 1:
            same = [pk for pk in same if units.exists(pk)]
        return same[0] if len(same) == 1 else None

    def _compare_with(self, row: Row, pk: int, name: str) -> None:
        session = self._session
        state = self._states[pk]
        changes = []
        if clean(name) != state.name:
            changes.append(Change("Tên đơn vị", state.name, name))
        found = self._parent(row, own=pk)
        parent = found.code if found else ""
        above = state.parent.code if state.parent else ""
        if row.get("parent") and parent != above:
            changes.append(Change("Đơn vị cấp trên", above, parent))
        for field, before in (("level", state.unit.level), ("block", state.unit.block), ("zone", state.zone)):
            value = row.get(field)
            if value is not None and value.value != before:
                session.warn(
                    row,
                    field,
                    Problem("import.unit_field_kept", value=word_for(f"{field}s", value), unit=name),
                )
        if row.has_errors():
            session.refuse(row, name)
        elif not changes:
            session.verdict(row, Outcome.UNCHANGED, name)
        elif len(changes) > 1 or row.get("changed_on") is None:
            session.error(
                row, "unit_name", Problem("import.change_day_needed", value=name, before=state.name)
            )
            session.verdict(row, Outcome.CONFLICT, name, changes=tuple(changes))
        else:
            on: date = row.values["changed_on"]
            is_name = changes[0].field == "Tên đơn vị"
            kind = ChangeKind.RENAMED if is_name else ChangeKind.MOVED
            step = Step(kind, on, (state.unit.code,), name=name if is_name else "", parent=parent)
            session.verdict(row, Outcome.CHANGED, name, step, tuple(changes))

    def _parent(self, row: Row, own: int = 0) -> Named | None:
        """What stands above: on record, in the file above, the section's, else the root."""
        if text := row.get("parent", ""):
            return self._told.find(row, "parent", text)
        section = self._section_parent(row)
        if section is not None or own:
            return section
        return self._root or self._told.first

    def _section_parent(self, row: Row) -> Named | None:
        for text in reversed(row.section):
            bare = re.sub(r"^(?:[IVXLC]+|[A-Z]|\d+)[.)/\s-]+", "", text).strip()
            found = self._told.find_quietly(bare)
            if found is not None:
                return found
        return None

    def _guessed(self, row: Row, name: str, value: Any) -> Any:
        problem = Problem(f"import.unit_{name}_assumed", word=word_for(f"{name}s", value))
        self._session.warn(row, "unit_name", problem)
        return value

    def _assumed_start(self, row: Row, parent: Named | None) -> date:
        start_on = parent.start_on if parent else _DEFAULT_START
        self._session.warn(row, "unit_name", Problem("import.unit_start_assumed", day=start_on))
        return start_on

    def _code(self, row: Row, name: str) -> str:
        """The code given, or one of the name's initials that nobody has."""
        if row.get("code"):
            return str(row.values["code"])
        stem = "".join(word[0] for word in fold(name).upper().split())[:12]
        code, number = stem, 2
        while code in self._codes:
            code, number = f"{stem}{number}", number + 1
        self._session.warn(row, "unit_name", Problem("import.unit_code_made", code_made=code))
        return code
