"""Scenarios: what they may change of the year's budget and modes, and the states they go through."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from vun.records.standards.domain import StudyMode


class ScenarioState(StrEnum):
    """PREPARED until somebody presses plan; CANCELLED keeps the best plan found until then, if there was one."""

    PREPARED = "prepared"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN_STATES = frozenset({ScenarioState.WAITING, ScenarioState.RUNNING})


class Preset(StrEnum):
    """The questions most often asked of a plan."""

    MORE_MONEY = "more_money"
    LESS_MONEY = "less_money"
    ONLINE_ONLY = "online_only"
    NO_PART_TIME = "no_part_time"


_FACTORS = {Preset.MORE_MONEY: 110, Preset.LESS_MONEY: 90}
_MODES = {
    Preset.ONLINE_ONLY: frozenset({StudyMode.ONLINE}),
    Preset.NO_PART_TIME: frozenset({StudyMode.FULL_TIME, StudyMode.ONLINE}),
}
ALL_MODES = frozenset({StudyMode.FULL_TIME, StudyMode.PART_TIME, StudyMode.ONLINE})


def changed_budget(preset: Preset, budget: Mapping[str, int]) -> dict[str, int]:
    """The đồng by source of a scenario that differs by the preset."""
    return {source: amount * _FACTORS.get(preset, 100) // 100 for source, amount in budget.items()}


def changed_modes(preset: Preset, modes: Collection[StudyMode]) -> frozenset[StudyMode]:
    """The modes allowed in a scenario that differs by the preset."""
    return frozenset(modes) & _MODES.get(preset, ALL_MODES)


class LeftCode(StrEnum):
    """How things stand for a gap that is not in the plan."""

    NO_SOURCE = "no_source"
    TOO_FEW = "too_few"
    NO_CLASS = "no_class"
    NO_PLACE = "no_place"


CURVE_KEYS = ("objective", "learners", "people", "at_standard", "cost")
"""The figures a point of the curve keeps beside its budget, and the bound proven for it."""

_LESS, _MORE = (25, 50, 75), (125, 150)
_SPENT = 90


def curve_budgets(budget: Mapping[str, int], paid: Mapping[str, int]) -> list[dict[str, int]]:
    """The đồng by source at which the curve asks what money buys, the least first.

    Below: parts of what the plan pays. A plan that leaves more than a tenth of its budget would gain nothing by more,
    so that its curve ends with the budget, and one that pays nothing has no more to tell; any other is asked for a
    quarter and a half more too.
    """
    less = [{source: amount * share // 100 for source, amount in paid.items()} for share in _LESS]
    whole = dict(budget)
    if not any(paid.values()):
        return [whole]
    if sum(paid.values()) * 100 < sum(budget.values()) * _SPENT:
        return [*less, dict(paid), whole]
    more = [{source: amount * share // 100 for source, amount in budget.items()} for share in _MORE]
    return [*less, whole, *more]


GOES = 10_000
"""The points more of who was decided to go, so that nothing else is worth leaving them out for."""


@dataclass(frozen=True, slots=True, order=True)
class LockedLine:
    """Classes of one programme at one venue from one month (0–11) with these people in them, kept as they are."""

    key: str
    programme_id: int
    venue_id: int
    mode: str
    start: int
    person_ids: tuple[int, ...]
    classes: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One of what was decided by hand about the course of ``key``: a person goes or stays, or a line is kept."""

    key: str
    person_id: int | None = None
    goes: bool | None = None
    line: LockedLine | None = None


@dataclass(frozen=True, slots=True)
class Locks:
    """What was decided by hand: (person, course) pairs that go or stay, and lines kept as they are."""

    goes: frozenset[tuple[int, str]] = frozenset()
    stays: frozenset[tuple[int, str]] = frozenset()
    lines: tuple[LockedLine, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As stored; `locks_from` reads it."""
        return {
            "goes": sorted(map(list, self.goes)),
            "stays": sorted(map(list, self.stays)),
            "lines": [
                [
                    one.key,
                    one.programme_id,
                    one.venue_id,
                    one.mode,
                    one.start,
                    list(one.person_ids),
                    one.classes,
                ]
                for one in self.lines
            ],
        }

    def with_person(self, person_id: int, key: str, goes: bool | None) -> Locks:
        """With that decided about the person and course; None: nothing any more."""
        pair = frozenset({(person_id, key)})
        return replace(
            self,
            goes=self.goes | pair if goes else self.goes - pair,
            stays=self.stays | pair if goes is False else self.stays - pair,
        )

    @property
    def listed(self) -> list[Decision]:
        """Every decision, in an order that stays the same."""
        return [
            *(Decision(key, person, goes=True) for person, key in sorted(self.goes)),
            *(Decision(key, person, goes=False) for person, key in sorted(self.stays)),
            *(Decision(line.key, line=line) for line in self.lines),
        ]

    def without(self, decision: Decision) -> Locks:
        """With that one taken back."""
        if decision.person_id is not None:
            return self.with_person(decision.person_id, decision.key, None)
        return replace(self, lines=tuple(line for line in self.lines if line != decision.line))

    def __len__(self) -> int:
        return len(self.goes) + len(self.stays) + len(self.lines)


NO_LOCKS = Locks()


def locks_from(plain: Mapping[str, Any]) -> Locks:
    """The locks stored as `Locks.to_plain` writes them; none for an empty mapping."""
    return Locks(
        frozenset((person, key) for person, key in plain.get("goes", [])),
        frozenset((person, key) for person, key in plain.get("stays", [])),
        tuple(
            LockedLine(key, programme, venue, mode, start, tuple(people), classes)
            for key, programme, venue, mode, start, people, classes in plain.get("lines", [])
        ),
    )
