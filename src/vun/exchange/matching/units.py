"""Units by code or by name on a day, whatever way it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vun.common.actor import EVERYWHERE, Actor, Permission
from vun.common.errors import Problem
from vun.common.text import fold
from vun.exchange.matching.names import spelt_out
from vun.exchange.matching.unit_names import UnitNames
from vun.records.orgs.models import Unit, UnitState, UnitSuccession

_PARTS = re.compile(r"\s*[,;]\s*|\s+-\s+|\s*–\s*|\s*/\s*|\s+thuộc\s+|\s*\(\s*|\s*\)\s*")
_FORMER = re.compile(
    r"^(?:nguyên|trước là|trước đây là)\s+|\s*\(?\b(?:cũ|trước đây|trước (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất))\)?$",
    re.IGNORECASE,
)
"""What says that a unit of former days is meant: "UBND xã Hoa Thám cũ"."""


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit a text names; ``doubt`` is told when the text does not say its very name."""

    pk: int
    name: str
    doubt: Problem | None = None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What matching needs to know of a unit."""

    pk: int
    code: str
    name: str
    level: str
    block: str
    start_on: date
    end_on: date | None


class UnitIndex:
    """Every unit there is or was; those that exist on the day and lie in the actor's sight come first."""

    def __init__(self, on: date, by: Actor, told: Mapping[str, str]) -> None:
        self._on = on
        scope = by.unit_ids(Permission.UNIT_VIEW)
        self.by_id: dict[int, UnitFacts] = {}
        self.by_code: dict[str, int] = {}
        columns = ("pk", "code", "name", "level", "block", "start_on", "end_on")
        for row in Unit.objects.values_list(*columns):
            if row[0] in scope:
                self.by_id[row[0]] = UnitFacts(*row)
                self.by_code[fold(row[1])] = row[0]
        self._names = UnitNames({pk: unit.name for pk, unit in self.by_id.items()}, self.by_code)
        self._parents: dict[int, int | None] = {}
        self._read_states()
        self._told = {fold(text): code for text, code in told.items()}
        self._found: dict[tuple[str, tuple[str, ...]], FoundUnit | Problem] = {}
        own = by.unit_ids(Permission.PERSON_EDIT)
        self._home = min(own, key=self._depth) if isinstance(own, frozenset) and own else None
        self.is_whole = own is EVERYWHERE

    @property
    def home(self) -> int | None:
        """The topmost unit of an actor who edits people of one subtree only."""
        return self._home

    def _read_states(self) -> None:
        states = UnitState.objects.order_by("start_on").values_list(
            "unit_id", "name", "short_name", "parent_id", "start_on", "end_on"
        )
        for unit_id, name, short_name, parent_id, start_on, end_on in states:
            if unit_id not in self.by_id:
                continue
            if start_on <= self._on and (end_on is None or end_on > self._on):
                self._parents[unit_id] = parent_id
            self._parents.setdefault(unit_id, parent_id)
            for each in filter(None, (name, short_name)):
                self._names.add(unit_id, each, name)

    def _depth(self, unit_id: int) -> int:
        depth, above = 0, self._parents.get(unit_id)
        while above is not None and depth < 20:
            depth, above = depth + 1, self._parents.get(above)
        return depth

    def path(self, unit_id: int) -> tuple[int, ...]:
        """The unit and those above it on the day, itself first."""
        path: list[int] = []
        step: int | None = unit_id
        while step is not None and step not in path:
            path.append(step)
            step = self._parents.get(step)
        return tuple(path)

    def find(self, text: str, near: Sequence[str] = ()) -> FoundUnit:
        """The unit ``text`` names. ``near`` are other texts that may tell which of several (a parent, a title line).

        Raises Problem ``import.unit_unknown`` with what is nearest, or ``import.unit_ambiguous`` with the candidates.
        """
        key = (text, tuple(near))
        if key not in self._found:
            try:
                self._found[key] = self._find(text, near)
            except Problem as problem:
                self._found[key] = problem
        found = self._found[key]
        if isinstance(found, Problem):
            raise Problem(found.code, field=found.field, **found.params)
        return found

    def find_quietly(self, text: str, near: Sequence[str] = ()) -> FoundUnit | None:
        """As `find`, None instead of a Problem, and nothing that is only nearly the same."""
        try:
            found = self.find(text, near)
        except Problem:
            return None
        return None if found.doubt and found.doubt.code == "import.unit_nearly" else found

    def _find(self, text: str, near: Sequence[str]) -> FoundUnit:
        told = self._told.get(fold(text))
        code = self.by_code.get(fold(told or text))
        if code is not None:
            return FoundUnit(code, self.by_id[code].name)
        whole = self._lookup(text, near) or self._of_former_days(text, near)
        if whole is not None:
            return whole
        parts = [part for part in _PARTS.split(text) if part.strip()]
        if len(parts) > 1:
            for index, part in enumerate(parts):
                others = [*parts[:index], *parts[index + 1 :], *near]
                for is_former in (False, True):
                    found = self._lookup(part, others, is_former=is_former)
                    if found is not None and self._agrees(found.pk, others[: len(parts) - 1]):
                        return found
        return self._nearly(text)

    def _of_former_days(self, text: str, near: Sequence[str]) -> FoundUnit | None:
        bare = _FORMER.sub("", text).strip(" ,(-")
        return self._lookup(bare, near, is_former=True) if bare and bare != text.strip() else None

    def _lookup(self, text: str, near: Sequence[str], *, is_former: bool = False) -> FoundUnit | None:
        """``is_former``: of several of one name rather one that is no more."""
        ids, is_loose = self._names.meant_by(text)
        if not ids:
            return None
        chosen = self._narrowed(ids, near, is_former=is_former)
        if len(chosen) > 1:
            names = "; ".join(sorted(self._with_parent(unit_id) for unit_id in chosen)[:4])
            raise Problem("import.unit_ambiguous", value=text, candidates=names, suggestion=names)
        (unit_id,) = chosen
        name = self.by_id[unit_id].name
        is_same = not is_loose and self._names.is_exact(text, unit_id)
        doubt = None if is_same else Problem("import.unit_taken_for", value=text, unit=name)
        return FoundUnit(unit_id, name, doubt)

    def _narrowed(self, ids: set[int], near: Sequence[str], *, is_former: bool) -> set[int]:
        """Of several units of one name, those that exist on the day, and whose parents are spoken of nearby."""
        there = {unit_id for unit_id in ids if self.exists(unit_id) is not is_former} or ids
        if len(there) > 1 and near:
            hints = [spelt_out(text) for text in near if text]
            close = {
                unit_id
                for unit_id in there
                if any(
                    spelt_out(self.by_id[above].name) in hint or hint in spelt_out(self.by_id[above].name)
                    for above in self.path(unit_id)[1:-1] or self.path(unit_id)[1:]
                    if above in self.by_id
                    for hint in hints
                    if len(hint) > 3
                )
            }
            there = close or there
        if len(there) > 1 and self._home is not None:
            there = {unit_id for unit_id in there if self._home in self.path(unit_id)} or there
        return there

    def successors(self, unit_id: int) -> list[UnitFacts]:
        """The units of the day that came out of one that is no more, by their names."""
        found: set[int] = set()
        step = {unit_id}
        while step := {after for before in step for after in self._successions.get(before, ())} - found:
            found |= step
        there = (self.by_id[each] for each in found if each in self.by_id and self.exists(each))
        return sorted(there, key=lambda unit: unit.name)

    @cached_property
    def _successions(self) -> dict[int, set[int]]:
        links = defaultdict(set)
        for before, after in UnitSuccession.objects.values_list("predecessor_id", "successor_id"):
            links[before].add(after)
        return dict(links)

    def exists(self, unit_id: int) -> bool:
        """Whether the unit exists on the day the file speaks of."""
        unit = self.by_id[unit_id]
        return unit.start_on <= self._on and (unit.end_on is None or unit.end_on > self._on)

    def _agrees(self, unit_id: int, others: Sequence[str]) -> bool:
        """Whether the other parts of a name say what stands above the unit, as far as they name units at all."""
        path = self.path(unit_id)
        for other in others:
            ids = self._names.called(other)
            if ids and not ids & set(path):
                return False
        return True

    def _with_parent(self, unit_id: int) -> str:
        path = self.path(unit_id)
        above = self.by_id[path[1]].name if len(path) > 1 and path[1] in self.by_id else ""
        return f"{self.by_id[unit_id].name} ({above})" if above else self.by_id[unit_id].name

    def _nearly(self, text: str) -> FoundUnit:
        meant, near = self._names.nearest(text)
        if len(meant) == 1:
            (unit_id,) = meant
            name = self.by_id[unit_id].name
            return FoundUnit(unit_id, name, Problem("import.unit_nearly", value=text, unit=name))
        raise Problem("import.unit_unknown", value=text, suggestion="; ".join(near))
