"""Merging, splitting and dissolving units: who takes over from whom, by a decision on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.orgs.domain import ChangeKind, NewUnit
from vun.records.orgs.models import Unit, UnitAncestor, UnitChange, UnitState, UnitSuccession
from vun.records.orgs.operations.states import (
    change_state,
    close_unit,
    one_change_at_a_time,
    open_unit,
    relink,
    require_changeable,
    require_edit_below,
    require_existing,
    write_change,
)
from vun.records.registers.models import Decision


@transaction.atomic
def merge(
    *,
    units: Sequence[Unit],
    into: Unit | NewUnit,
    on: date,
    decision: Decision | None = None,
    note: str = "",
    by: Actor,
) -> Unit:
    """End ``units`` on ``on`` and let ``into``, existing or new, take over from them; return the latter.

    Units that hang under a merged one move under the successor. Raises Refused without UNIT_EDIT over every unit;
    Problem when fewer than two units come together, one of them cannot end on the day, or the successor lies below
    one of them.
    """
    for unit in units:
        by.require(Permission.UNIT_EDIT, unit.pk)
    one_change_at_a_time()
    ids = {unit.pk for unit in units}
    if isinstance(into, NewUnit):
        require_edit_below(by, into.parent_id)
        if into.parent_id in ids:
            raise Problem("orgs.parent_ends", field="parent")
        if len(ids) < 2:
            raise Problem("orgs.merge_needs_two", field="units")
        successor = open_unit(into, on=on, decision=decision)
    else:
        by.require(Permission.UNIT_EDIT, into.pk)
        into.refresh_from_db()
        require_existing(into, on, field="into")
        if not ids:
            raise Problem("orgs.merge_needs_two", field="units")
        if into.pk in ids:
            raise Problem("orgs.merged_into_itself", field="into", unit=into.name)
        successor = into
    change = write_change(ChangeKind.MERGED, on, decision, [*units, successor], note)
    for unit in _lowest_first(units):
        _end_with_successor(unit, successor, change, decision)
    audit.record(
        by,
        "unit.merged",
        successor,
        unit_id=successor.pk,
        before={"units": [unit.name for unit in units]},
        after={"unit": successor.name, "on": on, "decision": decision},
    )
    return successor


@transaction.atomic
def split(
    *,
    unit: Unit,
    into: Sequence[Unit | NewUnit],
    main: int | None = 0,
    on: date,
    decision: Decision | None = None,
    note: str = "",
    by: Actor,
) -> list[Unit]:
    """Divide the unit among ``into``, existing or new, and return these.

    With ``main``, the place in ``into`` of the main successor, the unit ends on ``on`` (chia); what hangs under it
    moves under the main successor, under which it is counted in units of now. With ``main`` None it goes on beside
    the others (tách). Raises Refused without UNIT_EDIT over the units; Problem when there are too few successors
    (two, or one beside the unit that goes on), one is named twice or is the unit itself, or the day does not fit.
    """
    by.require(Permission.UNIT_EDIT, unit.pk)
    one_change_at_a_time()
    if len(into) < (1 if main is None else 2):
        raise Problem("orgs.split_needs_two", field="into")
    if main is not None and not 0 <= main < len(into):
        raise Problem("orgs.main_successor_missing", field="main")
    require_changeable(unit, on)
    ends = main is not None
    successors = [_part_of(unit, each, ends=ends, on=on, decision=decision, by=by) for each in into]
    if len({each.pk for each in successors}) < len(successors):
        raise Problem("orgs.successor_twice", field="into")
    change = write_change(ChangeKind.SPLIT, on, decision, [unit, *successors], note)
    if main is not None:
        _end_with_successor(unit, successors[main], change, decision)
    others = [each for place, each in enumerate(successors) if place != main]
    UnitSuccession.objects.bulk_create(
        UnitSuccession(change=change, predecessor=unit, successor=each, is_main=False) for each in others
    )
    audit.record(
        by,
        "unit.split",
        unit,
        unit_id=unit.pk,
        before={"unit": unit.name},
        after={
            "units": [each.name for each in successors],
            "main": successors[main].name if main is not None else unit.name,
            "on": on,
            "decision": decision,
        },
    )
    return successors


@transaction.atomic
def dissolve(
    *,
    unit: Unit,
    successor: Unit | None = None,
    on: date,
    decision: Decision | None = None,
    note: str = "",
    by: Actor,
) -> None:
    """End the unit on ``on``, the first day it no longer exists; ``successor`` takes over its work, if any does.

    Raises Refused without UNIT_EDIT; Problem when units still hang under it, it is the root, or the day does not fit.
    Whether people are still appointed there is asked by the people context, which knows them.
    """
    by.require(Permission.UNIT_EDIT, unit.pk)
    one_change_at_a_time()
    last = require_changeable(unit, on)
    if last.parent_id is None:
        raise Problem("orgs.root_stays", field="unit")
    if successor is not None:
        successor.refresh_from_db()
        require_existing(successor, on, field="successor")
        if successor.pk == unit.pk:
            raise Problem("orgs.merged_into_itself", field="successor", unit=unit.name)
    close_unit(unit, last, on)
    change = write_change(
        ChangeKind.DISSOLVED, on, decision, [unit, *([successor] if successor else [])], note
    )
    if successor is not None:
        UnitSuccession.objects.create(change=change, predecessor=unit, successor=successor)
    audit.record(
        by,
        "unit.dissolved",
        unit,
        unit_id=unit.pk,
        after={"on": on, "successor": successor, "decision": decision},
    )


def _part_of(
    unit: Unit, each: Unit | NewUnit, *, ends: bool, on: date, decision: Decision | None, by: Actor
) -> Unit:
    if isinstance(each, NewUnit):
        require_edit_below(by, each.parent_id)
        if ends and each.parent_id == unit.pk:
            raise Problem("orgs.parent_ends", field="parent")
        return open_unit(each, on=on, decision=decision)
    by.require(Permission.UNIT_EDIT, each.pk)
    each.refresh_from_db()
    require_existing(each, on, field="into")
    if each.pk == unit.pk:
        raise Problem("orgs.merged_into_itself", field="into", unit=unit.name)
    return each


def _lowest_first(units: Sequence[Unit]) -> list[Unit]:
    """A unit before the one it hangs under, so that both can end on one day."""
    links = UnitAncestor.objects.filter(unit__in=units, end_on__isnull=True)
    depths: dict[int, int] = {}
    for unit_id, depth in links.values_list("unit_id", "depth"):
        depths[unit_id] = max(depth, depths.get(unit_id, 0))
    return sorted(units, key=lambda unit: depths.get(unit.pk, 0), reverse=True)


def _end_with_successor(unit: Unit, successor: Unit, change: UnitChange, decision: Decision | None) -> None:
    last = require_changeable(unit, change.on)
    if last.parent_id is None:
        raise Problem("orgs.root_stays", field="unit")
    below = UnitState.objects.filter(parent=unit, end_on__isnull=True).select_related("unit")
    moved = []
    for state in below:
        if state.unit_id == successor.pk:
            raise Problem("orgs.successor_below", field="into", unit=unit.name, successor=successor.name)
        if state.start_on > change.on:
            raise Problem(
                "orgs.later_change", field="on", unit=state.name, on=change.on, later_on=state.start_on
            )
        change_state(state, on=change.on, decision=decision, parent=successor)
        moved.append(state.unit_id)
    relink(moved)
    close_unit(unit, last, change.on)
    UnitSuccession.objects.create(change=change, predecessor=unit, successor=successor)
