"""What units were called, where they hung and what kind of place they were, on one day or on many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from vun.common.errors import NotFound
from vun.records.orgs.domain import Block, Place, UnitLevel, Zone
from vun.records.orgs.models import UnitState


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
