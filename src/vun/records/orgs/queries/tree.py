"""Who stands above and below whom, on one day or on many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet

from vun.common.actor import Actor
from vun.common.period import Period
from vun.records.dated import on_day
from vun.records.orgs.domain import Block, UnitLevel
from vun.records.orgs.models import Unit, UnitAncestor, UnitState
from vun.records.orgs.queries.sight import within_scope

_BLOCK_ORDER = {block.value: place for place, block in enumerate(Block)}
_LEVEL_ORDER = {level.value: place for place, level in enumerate(UnitLevel)}


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit in its place in the tree of a day. ``depth`` is 0 for the topmost unit shown."""

    unit: Unit
    state: UnitState
    depth: int
    children: int


def below(unit_id: int, day: date) -> QuerySet[UnitAncestor, int]:
    """The ids of the unit and of all units below it on the day: one indexed query, usable inside another."""
    return UnitAncestor.objects.filter(on_day(day), ancestor_id=unit_id).values_list("unit_id", flat=True)


def ancestors(unit_id: int, day: date) -> list[Unit]:
    """The units above the unit on the day, the root first, the unit itself not among them."""
    links = UnitAncestor.objects.filter(on_day(day), unit_id=unit_id, depth__gt=0)
    return [link.ancestor for link in links.select_related("ancestor").order_by("-depth")]


def children(unit_id: int, day: date) -> list[UnitState]:
    """The states of the units directly below the unit on the day, in the order of protocol."""
    states = UnitState.objects.filter(on_day(day), parent_id=unit_id).select_related("unit")
    return sorted(states, key=_protocol)


def with_children(unit_ids: Collection[int], day: date) -> set[int]:
    """Those of the units that have units directly below them on the day. One query."""
    states = UnitState.objects.filter(on_day(day), parent_id__in=unit_ids).order_by()
    return {parent for parent in states.values_list("parent_id", flat=True) if parent is not None}


def tree(actor: Actor, day: date) -> list[TreeNode]:
    """The units of the day that the actor may see, each after the one it hangs under. One query.

    Siblings stand in the order of protocol: higher levels first, then Party, State, Front and services, then by name.
    A unit whose parent the actor may not see stands at the top.
    """
    states = within_scope(actor, UnitState.objects.filter(on_day(day)), "unit_id__in").select_related("unit")
    shown = {state.unit_id: state for state in states}
    below_of: dict[int | None, list[UnitState]] = defaultdict(list)
    for state in shown.values():
        below_of[state.parent_id if state.parent_id in shown else None].append(state)
    nodes: list[TreeNode] = []

    def add(parent_id: int | None, depth: int) -> None:
        for state in sorted(below_of[parent_id], key=_protocol):
            nodes.append(TreeNode(state.unit, state, depth, len(below_of.get(state.unit_id, ()))))
            if state.unit_id in below_of:
                add(state.unit_id, depth + 1)

    add(None, 0)
    return nodes


def _protocol(state: UnitState) -> tuple[int, int, str]:
    return _LEVEL_ORDER[state.level], _BLOCK_ORDER[state.block], state.unit.sort_key


class Lineages:
    """The chains of units above some units over all time, read once and asked for many days."""

    def __init__(self, unit_ids: Collection[int]) -> None:
        self._links: dict[int, list[tuple[Period, int, int]]] = defaultdict(list)
        rows = UnitAncestor.objects.filter(unit_id__in=unit_ids).order_by("-depth")
        for unit_id, ancestor_id, depth, start_on, end_on in rows.values_list(
            "unit_id", "ancestor_id", "depth", "start_on", "end_on"
        ):
            self._links[unit_id].append((Period(start_on, end_on), ancestor_id, depth))

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which any of the chains changes: between two of them all stay as they are."""
        periods = [period for links in self._links.values() for period, _, _ in links]
        days = {period.start for period in periods} | {period.end for period in periods if period.end}
        return tuple(sorted(days))

    def on(self, unit_id: int, day: date) -> tuple[int, ...]:
        """From the root down to the unit itself on the day; before its first day as on that, after its last as on that.

        So what the records tell of a unit on a day it was not there, as the names in an old list may, is not lost.
        """
        links = self._links[unit_id]
        own = [period for period, _, depth in links if depth == 0]
        closed = [period.end for period in own if period.end is not None]
        if own:
            day = max(day, min(period.start for period in own))
        if own and len(closed) == len(own):
            day = min(day, max(closed) - timedelta(days=1))
        return tuple(ancestor_id for period, ancestor_id, _ in links if day in period)
