"""Rows of units and of changes, compared with the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.exchange.columns import word_for
from vun.exchange.kinds.units.guessing import BLOCKS, LEVELS, guess
from vun.exchange.kinds.units.steps import Step
from vun.exchange.matching.names import spelt_out
from vun.exchange.model import Change, Outcome, Row
from vun.exchange.session import Session
from vun.records.orgs.domain import Block, ChangeKind, UnitLevel, UnitRow
from vun.records.orgs.models import UnitChange, UnitState

_DEFAULT_START = date(2000, 1, 1)
_SEVERAL = re.compile(r"\s*[,;+\n]\s*(?:và\s+)?|\s+và\s+")


@dataclass(slots=True)
class _Unit:
    """A unit the file tells of: on record, or new."""

    row: UnitRow
    number: int


class Comparison:
    """What the rows say of units, held against those on record and those told of above."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._states = {
            state.unit_id: state
            for state in UnitState.objects.order_by("start_on").select_related("parent", "unit")
        }
        self._told: list[_Unit] = []
        self._codes = {unit.code for unit in session.units.by_id.values()}
        self._root = next((state.unit for state in self._states.values() if state.parent_id is None), None)

    def all(self, rows: Iterator[Row]) -> None:
        """Give every row its verdict."""
        changes = []
        for row in rows:
            if row.get("change") not in (None, ChangeKind.ESTABLISHED) or row.has_unread("change"):
                changes.append(row)
            else:
                self._unit(row)
        # What a row changes may be a unit that another row of the file establishes.
        for row in sorted(changes, key=lambda row: row.get("changed_on") or self._session.today):
            self._change(row)

    # --- Units ---

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
        parent, parent_start = self._parent(row)
        if row.has_errors():
            session.refuse(row, name)
            return
        level = row.get("level") or self._guessed(row, "level", guess(name, LEVELS) or self._level_of(parent))
        block = row.get("block") or self._guessed(row, "block", guess(name, BLOCKS) or Block.STATE)
        start_on: date = row.get("start_on") or self._assumed_start(row, parent_start)
        end_on: date | None = row.get("end_on")
        if end_on is not None and end_on <= start_on:
            session.error(
                row, "end_on", Problem("import.ends_before_start", value=f"{end_on:%d/%m/%Y}", day=start_on)
            )
        if parent_start is not None and start_on < parent_start:
            session.error(
                row,
                "start_on",
                Problem("import.before_parent", value=f"{start_on:%d/%m/%Y}", day=parent_start),
            )
        told = UnitRow(
            code=self._code(row, name),
            name=name,
            level=level,
            block=block,
            start_on=start_on,
            end_on=end_on,
            parent=parent,
            short_name=row.get("short_name", ""),
            zone=row.get("zone"),
        )
        if any(each.row.code == told.code for each in self._told):
            session.error(row, "code", Problem("import.code_twice", value=told.code))
        if row.has_errors():
            session.refuse(row, name)
            return
        self._told.append(_Unit(told, row.number))
        self._codes.add(told.code)
        session.verdict(row, Outcome.NEW, name, told)

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
        parent, _ = self._parent(row, own=pk)
        above = state.parent.code if state.parent else None
        if row.get("parent") and parent != above:
            changes.append(Change("Đơn vị cấp trên", above or "", parent or ""))
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
            step = Step(kind, on, (state.unit.code,), name=name if is_name else "", parent=parent or "")
            session.verdict(row, Outcome.CHANGED, name, step, tuple(changes))

    def _parent(self, row: Row, own: int = 0) -> tuple[str | None, date | None]:
        """Code and first day of what stands above: on record, in the file above, the section's, else the root."""
        session = self._session
        text = row.get("parent", "")
        if not text:
            section = self._section_parent(row)
            if section is not None:
                return section
            if own or (self._root is None and not self._told):
                return None, None
            if self._root is not None:
                return self._root.code, self._root.start_on
            return self._told[0].row.code, self._told[0].row.start_on
        for each in self._told:
            if fold(each.row.code) == fold(text) or spelt_out(each.row.name) == spelt_out(text):
                return each.row.code, each.row.start_on
        try:
            found = session.units.find(text)
        except Problem as problem:
            session.error(row, "parent", problem)
            return None, None
        if found.doubt is not None:
            session.warn(row, "parent", found.doubt)
        facts = session.units.by_id[found.pk]
        return facts.code, facts.start_on

    def _section_parent(self, row: Row) -> tuple[str, date] | None:
        for text in reversed(row.section):
            bare = re.sub(r"^(?:[IVXLC]+|[A-Z]|\d+)[.)/\s-]+", "", text).strip()
            for each in self._told:
                if spelt_out(each.row.name) == spelt_out(bare):
                    return each.row.code, each.row.start_on
            found = self._session.units.find_quietly(bare)
            if found is not None:
                facts = self._session.units.by_id[found.pk]
                return facts.code, facts.start_on
        return None

    def _level_of(self, parent: str | None) -> UnitLevel:
        for each in self._told:
            if each.row.code == parent:
                return each.row.level
        pk = self._session.units.by_code.get(fold(parent or ""))
        return UnitLevel(self._session.units.by_id[pk].level) if pk else UnitLevel.PROVINCE

    def _guessed(self, row: Row, name: str, value: Any) -> Any:
        problem = Problem(f"import.unit_{name}_assumed", word=word_for(f"{name}s", value))
        self._session.warn(row, "unit_name", problem)
        return value

    def _assumed_start(self, row: Row, parent_start: date | None) -> date:
        start_on = parent_start or _DEFAULT_START
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

    # --- Changes ---

    def _change(self, row: Row) -> None:
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

    def _found_quietly(self, text: str) -> str | None:
        for each in self._told:
            if spelt_out(each.row.name) == spelt_out(text):
                return each.row.code
        found = self._session.units.find_quietly(text)
        return self._session.units.by_id[found.pk].code if found else None

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
        for each in self._told:
            if fold(each.row.code) == fold(text) or spelt_out(each.row.name) == spelt_out(text):
                return each.row.code
        try:
            found = self._session.units.find(text)
        except Problem as problem:
            self._session.error(row, field, problem)
            return None
        if found.doubt is not None:
            self._session.warn(row, field, found.doubt)
        return self._session.units.by_id[found.pk].code


def _parts(into: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", into) if part.strip()]
