"""Units by code or by name on a day, whatever way it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vun.common.actor import EVERYWHERE, Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.exchange.matching.names import is_slip, nearest, spelt_out
from vun.exchange.matching.shortened import is_short_for, levels_in_full
from vun.records.orgs.models import Unit, UnitState, UnitSuccession

MOST_NAMES = 3
"""So many names are told as the nearest; one unit spelt in two ways is one of them."""
_PARTS = re.compile(r"\s*[,;]\s*|\s+-\s+|\s*–\s*|\s*/\s*|\s+thuộc\s+|\s*\(\s*|\s*\)\s*")
_BODIES = (
    "uy ban nhan dan ",
    "dang uy ",
    "hoi dong nhan dan ",
    "mat tran ",
    "co quan ",
    "van phong hoi dong nhan dan uy ban nhan dan ",
)
_LEVEL_WORDS = ("xa", "phuong", "thi tran", "dac khu", "huyen", "thi xa", "thanh pho")
_LEVEL_LETTERS = {
    "x": "xa",
    "p": "phuong",
    "tt": "thi tran",
    "h": "huyen",
    "tx": "thi xa",
    "tp": "thanh pho",
    "dk": "dac khu",
}
_FORMER = re.compile(
    r"^(?:nguyên|trước là|trước đây là)\s+|\s*\(?\b(?:cũ|trước đây|trước (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất))\)?$",
    re.IGNORECASE,
)
"""What says that a unit of former days is meant: "UBND xã Hoa Thám cũ"."""
_ONLY_ONE = ("truong chinh tri",)
"""What a province has one of, whatever its full name."""
_PROVINCE_END = re.compile(r" tinh(?: \w+){0,3}$")


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
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._spelt: dict[str, set[int]] = defaultdict(set)
        self._loose: dict[str, set[int]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        self._by_sign: dict[str, set[int]] = defaultdict(set)
        for code, pk in self.by_code.items():
            for part in code.split(" ")[1:]:
                if part.isalpha():
                    self._by_sign[part].add(pk)
        self._parents: dict[int, int | None] = {}
        self._display: dict[str, str] = {}
        self._read_names()
        self._told = {fold(text): code for text, code in told.items()}
        self._found: dict[tuple[str, tuple[str, ...]], FoundUnit | Problem] = {}
        own = by.unit_ids(Permission.PERSON_EDIT)
        self._home = min(own, key=self._depth) if isinstance(own, frozenset) and own else None
        self.is_whole = own is EVERYWHERE

    @property
    def home(self) -> int | None:
        """The topmost unit of an actor who edits people of one subtree only."""
        return self._home

    def _read_names(self) -> None:
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
                self._exact[clean(each).lower()].add(unit_id)
                spelt = spelt_out(each)
                self._spelt[spelt].add(unit_id)
                self._display.setdefault(spelt, name)
                for loose in _loosened(spelt):
                    self._loose[loose].add(unit_id)
                for initials in _with_initials(each):
                    self._initials[initials].add(unit_id)

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
        spelt = spelt_out(text)
        tries: Iterable[tuple[Callable[[], set[int] | None], bool]] = (
            (lambda: self._exact.get(clean(text).lower()), False),
            (lambda: self._spelt.get(spelt), fold(text) != spelt),
            (lambda: self._spelt.get(levels_in_full(spelt)), True),
            (lambda: self._loose.get(spelt), True),
            *(
                (lambda key=loose: self._spelt.get(key) or self._loose.get(key), True)
                for loose in _loosened(spelt)
            ),
            *((lambda key=each: self._of_some_level(key), True) for each in (spelt, *_loosened(spelt))),
            (lambda: self._initials.get(fold(text)), True),
            (lambda: self._by_sign.get(fold(text)), True),
            (lambda: self._only_one(spelt), True),
            (lambda: self._shortened(levels_in_full(spelt)), True),
        )
        for ask, is_loose in tries:
            ids = ask()
            if not ids:
                continue
            chosen = self._narrowed(ids, near, is_former=is_former)
            if len(chosen) > 1:
                names = "; ".join(sorted(self._with_parent(unit_id) for unit_id in chosen)[:4])
                raise Problem("import.unit_ambiguous", value=text, candidates=names, suggestion=names)
            (unit_id,) = chosen
            name = self.by_id[unit_id].name
            is_same = not is_loose and (
                clean(text).lower() in self._exact and unit_id in self._exact[clean(text).lower()]
            )
            doubt = None if is_same else Problem("import.unit_taken_for", value=text, unit=name)
            return FoundUnit(unit_id, name, doubt)
        return None

    def _only_one(self, spelt: str) -> set[int] | None:
        for start in _ONLY_ONE:
            if spelt == start or spelt.startswith(f"{start} tinh"):
                return {unit.pk for unit in self.by_id.values() if spelt_out(unit.name).startswith(start)}
        return None

    def _shortened(self, spelt: str) -> set[int]:
        """Units whose name ``spelt`` shortens: some words by their letters."""
        if " " not in spelt:
            return set()
        return {pk for name, ids in self._spelt.items() if is_short_for(spelt, name) for pk in ids}

    def _of_some_level(self, spelt: str) -> set[int]:
        """Communes and districts told without their level, or with its first letter: "Tân Lập", "P. Tam Thanh"."""
        first, _, rest = spelt.partition(" ")
        if rest and first in _LEVEL_LETTERS:
            return set(self._spelt.get(f"{_LEVEL_LETTERS[first]} {rest}", ()))
        found: set[int] = set()
        for level in _LEVEL_WORDS:
            found |= self._spelt.get(f"{level} {spelt}", set())
        return found

    def _narrowed(self, ids: set[int], near: Sequence[str], *, is_former: bool) -> set[int]:
        """Of several units of one name, those that exist on the day, and whose parents are spoken of nearby."""
        there = {unit_id for unit_id in ids if self._exists(unit_id) is not is_former} or ids
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
        there = (self.by_id[each] for each in found if each in self.by_id and self._exists(each))
        return sorted(there, key=lambda unit: unit.name)

    @cached_property
    def _successions(self) -> dict[int, set[int]]:
        links = defaultdict(set)
        for before, after in UnitSuccession.objects.values_list("predecessor_id", "successor_id"):
            links[before].add(after)
        return dict(links)

    def exists(self, unit_id: int) -> bool:
        """Whether the unit exists on the day the file speaks of."""
        return self._exists(unit_id)

    def _exists(self, unit_id: int) -> bool:
        unit = self.by_id[unit_id]
        return unit.start_on <= self._on and (unit.end_on is None or unit.end_on > self._on)

    def _agrees(self, unit_id: int, others: Sequence[str]) -> bool:
        """Whether the other parts of a name say what stands above the unit, as far as they name units at all."""
        path = self.path(unit_id)
        for other in others:
            ids = self._spelt.get(spelt_out(other)) or self._loose.get(spelt_out(other))
            if ids and not ids & set(path):
                return False
        return True

    def _with_parent(self, unit_id: int) -> str:
        path = self.path(unit_id)
        above = self.by_id[path[1]].name if len(path) > 1 and path[1] in self.by_id else ""
        return f"{self.by_id[unit_id].name} ({above})" if above else self.by_id[unit_id].name

    def _nearly(self, text: str) -> FoundUnit:
        spelt = spelt_out(text)
        near = nearest(spelt, self._spelt, 2 * MOST_NAMES)
        slips = [name for name in near[:MOST_NAMES] if is_slip(spelt, name, text)]
        if len(slips) == 1 and len(self._spelt[slips[0]]) == 1:
            (unit_id,) = self._spelt[slips[0]]
            name = self.by_id[unit_id].name
            return FoundUnit(unit_id, name, Problem("import.unit_nearly", value=text, unit=name))
        names = dict.fromkeys(self._display[name] for name in near)
        suggestion = "; ".join(list(names)[:MOST_NAMES])
        raise Problem("import.unit_unknown", value=text, suggestion=suggestion)


def _with_initials(name: str) -> list[str]:
    """The name with all but its first words by their letters: "Sở Tài chính" is also "Sở TC"."""
    words = [word for word in fold(name).split() if word != "va"]
    return [
        f"{' '.join(words[:kept])} {''.join(word[0] for word in words[kept:])}"
        for kept in (1, 2)
        if len(words) - kept >= 2
    ]


def _loosened(spelt: str) -> list[str]:
    """A name without the body before it or the province after it: "UBND xã Tân Lập" is also "Xã Tân Lập"."""
    loose = []
    for body in _BODIES:
        if spelt.startswith(body) and len(spelt) > len(body) + 3:
            loose.append(spelt[len(body) :])
    short = _PROVINCE_END.sub("", spelt)
    if short != spelt and len(short.split()) > 1:
        loose.append(short)
    return loose
