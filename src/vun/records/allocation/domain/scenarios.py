"""Scenarios: what they may change of the year's budget and modes, and the states they go through."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

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
