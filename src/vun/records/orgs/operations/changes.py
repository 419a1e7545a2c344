"""Establishing, renaming, moving and reclassifying one unit, each by a decision on a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, sort_key
from vun.records.audit import operations as audit
from vun.records.orgs.domain import ChangeKind, NewUnit, Place
from vun.records.orgs.models import Unit, UnitState
from vun.records.orgs.operations.states import (
    change_state,
    one_change_at_a_time,
    open_unit,
    place_of,
    relink,
    require_changeable,
    require_edit_below,
    require_existing,
    search_key,
    write_change,
)
from vun.records.registers.models import Decision


@transaction.atomic
def establish(*, new: NewUnit, on: date, decision: Decision | None = None, note: str = "", by: Actor) -> Unit:
    """Establish a unit that exists from ``on``. The first unit of all is the root and has no parent.

    Raises Refused without UNIT_EDIT over the parent; Problem when the code is taken, the name missing, or the parent
    missing or not existing on the day.
    """
    require_edit_below(by, new.parent_id)
    one_change_at_a_time()
    unit = open_unit(new, on=on, decision=decision)
    write_change(ChangeKind.ESTABLISHED, on, decision, [unit], note)
    audit.record(by, "unit.established", unit, unit_id=unit.pk, after=_told(unit, new.parent_id))
    return unit


@transaction.atomic
def rename(
    *,
    unit: Unit,
    name: str,
    short_name: str = "",
    on: date,
    decision: Decision | None = None,
    note: str = "",
    by: Actor,
) -> UnitState:
    """Give the unit a new name from ``on``; it stays the same unit, and the old name stays true before that day.

    Raises Refused without UNIT_EDIT; Problem when the name is empty or the same, the unit has ended, or the day is not
    after its establishment and every change known of it.
    """
    by.require(Permission.UNIT_EDIT, unit.pk)
    one_change_at_a_time()
    last = require_changeable(unit, on)
    name, short_name = clean(name), clean(short_name)
    if not name:
        raise Problem("orgs.name_missing", field="name")
    if (name, short_name) == (last.name, last.short_name):
        raise Problem("orgs.same_name", field="name", name=name)
    state = change_state(last, on=on, decision=decision, name=name, short_name=short_name)
    _repeat_latest(unit)
    write_change(ChangeKind.RENAMED, on, decision, [unit], note)
    audit.record(
        by,
        "unit.renamed",
        unit,
        unit_id=unit.pk,
        before={"name": last.name, "short_name": last.short_name},
        after={"name": name, "short_name": short_name, "on": on, "decision": decision},
    )
    return state


@transaction.atomic
def move(
    *, unit: Unit, parent: Unit, on: date, decision: Decision | None = None, note: str = "", by: Actor
) -> UnitState:
    """Hang the unit, with everything below it, under another parent from ``on``.

    Raises Refused without UNIT_EDIT over the unit and the new parent; Problem when the parent is the same, does not
    exist on the day, or is the unit itself or below it; and as `rename` does for the day.
    """
    by.require(Permission.UNIT_EDIT, unit.pk)
    by.require(Permission.UNIT_EDIT, parent.pk)
    one_change_at_a_time()
    last = require_changeable(unit, on)
    if last.parent_id is None:
        raise Problem("orgs.root_stays", field="unit")
    parent.refresh_from_db()
    require_existing(parent, on, field="parent")
    if last.parent_id == parent.pk:
        raise Problem("orgs.same_parent", field="parent", parent=parent.name)
    if parent.pk == unit.pk:
        raise Problem("orgs.cycle", field="parent", on=on)
    state = change_state(last, on=on, decision=decision, parent=parent)
    relink([unit.pk])
    write_change(ChangeKind.MOVED, on, decision, [unit], note)
    audit.record(
        by,
        "unit.moved",
        unit,
        unit_id=unit.pk,
        before={"parent": last.parent},
        after={"parent": parent, "on": on, "decision": decision},
    )
    return state


@transaction.atomic
def reclassify(
    *, unit: Unit, place: Place, on: date, decision: Decision | None = None, note: str = "", by: Actor
) -> UnitState:
    """Let the unit be of another level, block or zone from ``on``; what it was stays true before that day.

    People, standards and counts follow the unit of each day. Raises Refused without UNIT_EDIT; Problem when nothing
    would change, and as `rename` does for the day.
    """
    by.require(Permission.UNIT_EDIT, unit.pk)
    one_change_at_a_time()
    last = require_changeable(unit, on)
    before = place_of(last)
    if place == before:
        raise Problem("orgs.same_place", field="zone")
    state = change_state(last, on=on, decision=decision, place=place)
    _repeat_latest(unit)
    write_change(ChangeKind.RECLASSIFIED, on, decision, [unit], note)
    changed = [name for name in ("level", "block", "zone") if getattr(place, name) != getattr(before, name)]
    audit.record(
        by,
        "unit.reclassified",
        unit,
        unit_id=unit.pk,
        before={name: getattr(before, name) for name in changed},
        after={**{name: getattr(place, name) for name in changed}, "on": on, "decision": decision},
    )
    return state


def _repeat_latest(unit: Unit) -> None:
    states = list(UnitState.objects.filter(unit=unit).order_by("-start_on"))
    unit.name = states[0].name
    unit.sort_key = sort_key(unit.name)
    unit.level, unit.block = states[0].level, states[0].block
    names = [name for state in states for name in (state.name, state.short_name)]
    unit.search_key = search_key([*names, unit.code])
    unit.save(update_fields=["name", "sort_key", "level", "block", "search_key"])


def _told(unit: Unit, parent_id: int | None) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "block": unit.block,
        "parent_id": parent_id,
        "on": unit.start_on,
    }
