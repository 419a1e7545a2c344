"""Readers of units: as of a day, below a unit, within an actor's scope, then and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from vun.common.actor import EVERYWHERE, Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.common.text import fold
from vun.records.dated import on_day
from vun.records.orgs.domain import Block, Place, UnitLevel, Zone
from vun.records.orgs.models import Unit, UnitAncestor, UnitChange, UnitState, UnitSuccession

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit in its place in the tree of a day. ``depth`` is 0 for the topmost unit shown."""

    unit: Unit
    state: UnitState
    depth: int
    children: int


def get_unit(code: str) -> Unit:
    """Raises NotFound."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise NotFound("unit")
    return unit


def unit_by_id(unit_id: int) -> Unit:
    """Raises NotFound."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound("unit")
    return unit


def get_visible_unit(actor: Actor, unit_id: int) -> Unit:
    """The unit, whenever it existed. Raises NotFound when there is none or it is out of the actor's scope."""
    actor.require_sight(Permission.UNIT_VIEW, unit_id, "unit")
    return unit_by_id(unit_id)


def find_root_unit() -> Unit | None:
    """The unit everything hangs under, or None when nothing is set up yet."""
    return Unit.objects.filter(states__parent__isnull=True).order_by("start_on", "id").first()


def root_unit() -> Unit:
    """The unit everything hangs under. Raises NotFound when nothing is set up yet."""
    root = find_root_unit()
    if root is None:
        raise NotFound("unit")
    return root


def units_on(day: date) -> QuerySet[Unit]:
    """The units that exist on the day."""
    return Unit.objects.filter(on_day(day))


def visible_to(actor: Actor, day: date) -> QuerySet[Unit]:
    """The units of the day that the actor may see."""
    return _within_scope(actor, units_on(day), "pk__in")


def ever_visible_to(actor: Actor) -> QuerySet[Unit]:
    """The units of any time that the actor may see."""
    return _within_scope(actor, Unit.objects.all(), "pk__in")


def listed(actor: Actor, day: date) -> QuerySet[Any]:
    """As `visible_to`, each with what it is on the day: ``day_name``, ``day_level``, ``day_block``, ``day_zone``,
    ``parent_id`` and ``parent_name``."""
    state = UnitState.objects.filter(on_day(day), unit=OuterRef("pk"))
    parent = UnitState.objects.filter(on_day(day), unit=OuterRef("parent_id"))
    return visible_to(actor, day).annotate(
        day_name=Subquery(state.values("name")[:1]),
        day_level=Subquery(state.values("level")[:1]),
        day_block=Subquery(state.values("block")[:1]),
        day_zone=Subquery(state.values("zone")[:1]),
        parent_id=Subquery(state.values("parent_id")[:1]),
        parent_name=Subquery(parent.values("name")[:1]),
    )


def state_on(unit_id: int, day: date) -> UnitState:
    """What the unit is called and where it hangs on the day. Raises NotFound on a day it does not exist."""
    state = (
        UnitState.objects.filter(on_day(day), unit_id=unit_id).select_related("parent", "decision").first()
    )
    if state is None:
        raise NotFound("unit")
    return state


def nearest_state(unit_id: int, day: date) -> UnitState:
    """The state of the day; on a day the unit does not exist, the last one before it, or else the first."""
    states = list(states_of(unit_id))
    if not states:
        raise NotFound("unit")
    return _nearest(states, day)


def states_of(unit_id: int) -> QuerySet[UnitState]:
    """Everything the unit was called and where it hung, oldest first."""
    return UnitState.objects.filter(unit_id=unit_id).select_related("parent", "decision").order_by("start_on")


def places_on(day: date, unit_ids: Collection[int] | None = None) -> dict[int, Place]:
    """What kind of place each unit is on the day, or was when it ended; of these units or of all. One query."""
    states = UnitState.objects.filter(start_on__lte=day).order_by("start_on")
    if unit_ids is not None:
        states = states.filter(unit_id__in=unit_ids)
    known: dict[tuple[str, str, str], Place] = {}
    places = {}
    for unit_id, *columns in states.values_list("unit_id", "level", "block", "zone"):
        level, block, zone = columns
        key = (level, block, zone)
        if key not in known:
            known[key] = Place(UnitLevel(level), Block(block), Zone(zone) if zone else None)
        places[unit_id] = known[key]
    return places


def names_on(unit_ids: Collection[int], day: date) -> dict[int, str]:
    """The names of the day; of a unit that does not exist then, its last name before, or else its first."""
    states: dict[int, list[UnitState]] = defaultdict(list)
    for state in UnitState.objects.filter(unit_id__in=unit_ids).order_by("start_on"):
        states[state.unit_id].append(state)
    return {unit_id: _nearest(own, day).name for unit_id, own in states.items()}


def _nearest(states: list[UnitState], day: date) -> UnitState:
    begun = [state for state in states if state.start_on <= day]
    return begun[-1] if begun else states[0]


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


_BLOCK_ORDER = {block.value: place for place, block in enumerate(Block)}
_LEVEL_ORDER = {level.value: place for place, level in enumerate(UnitLevel)}


def tree(actor: Actor, day: date) -> list[TreeNode]:
    """The units of the day that the actor may see, each after the one it hangs under. One query.

    Siblings stand in the order of protocol: higher levels first, then Party, State, Front and services, then by name.
    A unit whose parent the actor may not see stands at the top.
    """
    states = _within_scope(actor, UnitState.objects.filter(on_day(day)), "unit_id__in").select_related("unit")
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


def named(units: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those of the units whose present or former names or code have all the words, accents aside."""
    for word in fold(text).split():
        units = units.filter(search_key__contains=word)
    return units


def search(actor: Actor, text: str, limit: int) -> list[Unit]:
    """The units of any time the actor may see that have such a name; see `named`. Those that still exist come first."""
    if not fold(text):
        return []
    found = _within_scope(actor, named(Unit.objects.all(), text), "pk__in")
    return list(found.order_by(F("end_on").desc(nulls_first=True), "sort_key")[:limit])


def predecessors(unit_id: int) -> QuerySet[UnitSuccession]:
    """What the unit took over from, with the change that did it, newest first."""
    links = UnitSuccession.objects.filter(successor_id=unit_id)
    return links.select_related("predecessor", "change__decision").order_by(
        "-change__on", "predecessor__sort_key"
    )


def successors(unit_id: int) -> QuerySet[UnitSuccession]:
    """What took over from the unit, the main one first."""
    links = UnitSuccession.objects.filter(predecessor_id=unit_id)
    return links.select_related("successor", "change__decision").order_by("-is_main", "successor__sort_key")


def changes_of(unit_id: int) -> QuerySet[UnitChange]:
    """The changes the unit had part in, newest first, each with its decision and units."""
    changes = UnitChange.objects.filter(units=unit_id).select_related("decision")
    return changes.prefetch_related("units")


def recent_changes(actor: Actor, *, since: date, until: date, limit: int) -> list[tuple[UnitChange, Unit]]:
    """The last changes of the days after ``since`` up to ``until``, each with one of its units the actor may see."""
    seen = _within_scope(actor, Unit.objects.all(), "pk__in")
    changes = UnitChange.objects.filter(on__gt=since, on__lte=until, units__in=seen)
    newest = changes.distinct().order_by("-on", "-id").prefetch_related("units")[:limit]
    return [
        (change, next(unit for unit in change.units.all() if actor.may(Permission.UNIT_VIEW, unit.pk)))
        for change in newest
    ]


def successors_now(unit_ids: Iterable[int], day: date) -> dict[int, int]:
    """For each unit the one it is counted under on ``day``: followed along main successors, or itself.

    So a question about the past can be asked in the units of ``day``. One query.
    """
    heirs = _main_heirs(day)
    return {unit_id: _last_heir(unit_id, heirs) for unit_id in unit_ids}


def heir_on(unit_id: int, day: date) -> Unit | None:
    """The unit that one is counted under on the day, when it is another than itself; see `successors_now`."""
    heir_id = successors_now([unit_id], day)[unit_id]
    return None if heir_id == unit_id else unit_by_id(heir_id)


def _main_heirs(day: date) -> dict[int, int]:
    links = UnitSuccession.objects.filter(is_main=True, change__on__lte=day)
    return dict(links.values_list("predecessor_id", "successor_id"))


def _last_heir(unit_id: int, heirs: dict[int, int]) -> int:
    # Ends: whoever has a main successor has ended on that day, and a successor exists on it.
    while unit_id in heirs:
        unit_id = heirs[unit_id]
    return unit_id


def scope_ids(unit_id: int, day: date) -> frozenset[int]:
    """The units a grant on ``unit_id`` reaches on ``day``; see scopes_of."""
    return scopes_of([unit_id], day)[unit_id]


def scopes_of(unit_ids: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """For each unit its subtree on ``day`` and whatever has gone into that subtree before. Two queries.

    A unit that has ended belongs where its main successor belongs, and without one where it last hung; one that is
    still to be established belongs under its first parent. So the people of a merged unit stay in sight.
    """
    heirs = _main_heirs(day)
    above: dict[int, int | None] = {}
    rows = UnitState.objects.order_by("start_on").values_list("unit_id", "parent_id", "start_on")
    for own_id, parent_id, start_on in rows:
        if own_id not in above or start_on <= day:
            above[own_id] = parent_id
    above |= heirs
    reached: dict[int, set[int]] = {unit_id: {unit_id} for unit_id in unit_ids}
    for own_id in above:
        step: int | None = own_id
        seen: set[int] = set()
        while step is not None and step not in seen:
            if step in reached:
                reached[step].add(own_id)
            seen.add(step)
            step = above.get(step)
    return {unit_id: frozenset(ids) for unit_id, ids in reached.items()}


def _within_scope(actor: Actor, rows: QuerySet[_Row], lookup: str) -> QuerySet[_Row]:
    scope = actor.unit_ids(Permission.UNIT_VIEW)
    return rows if scope is EVERYWHERE else rows.filter(**{lookup: scope})


class Lineages:
    """The chains of units above some units over all time, read once and asked for many days."""

    def __init__(self, unit_ids: Collection[int]) -> None:
        self._links: dict[int, list[tuple[Period, int, int]]] = defaultdict(list)
        rows = UnitAncestor.objects.filter(unit_id__in=unit_ids).order_by("-depth")
        for unit_id, ancestor_id, depth, start_on, end_on in rows.values_list(
            "unit_id", "ancestor_id", "depth", "start_on", "end_on"
        ):
            self._links[unit_id].append((Period(start_on, end_on), ancestor_id, depth))

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


class PlaceHistory:
    """What kind of place some units, or all, are on any day, read once and asked for many days."""

    def __init__(self, unit_ids: Collection[int] | None = None) -> None:
        self._states: dict[int, list[tuple[date, Place]]] = defaultdict(list)
        states = UnitState.objects.order_by("start_on")
        if unit_ids is not None:
            states = states.filter(unit_id__in=unit_ids)
        for unit_id, start_on, level, block, zone in states.values_list(
            "unit_id", "start_on", "level", "block", "zone"
        ):
            place = Place(UnitLevel(level), Block(block), Zone(zone) if zone else None)
            self._states[unit_id].append((start_on, place))

    def on(self, unit_id: int, day: date) -> Place:
        """Of a unit that has ended, its last; of one that has not begun, its first."""
        states = self._states[unit_id]
        begun = [place for start_on, place in states if start_on <= day]
        return begun[-1] if begun else states[0][1]


def sort_keys(unit_ids: Collection[int]) -> dict[int, str]:
    """The keys that put units in the order of their names."""
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "sort_key"))


def unit_codes() -> dict[int, str]:
    """The code of every unit there ever was."""
    return dict(Unit.objects.order_by().values_list("pk", "code"))


def unit_blocks() -> dict[str, str]:
    """The block of every unit there ever was, by code."""
    return dict(Unit.objects.order_by().values_list("code", "block"))
