"""The steps all changes of units are made of: opening and closing states, keeping the ancestry true, the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean, fold, sort_key
from vun.records.orgs.domain import (
    AncestorSpan,
    Block,
    ChangeKind,
    NewUnit,
    ParentSpan,
    Place,
    UnitLevel,
    Zone,
    ancestry,
)
from vun.records.orgs.models import Unit, UnitAncestor, UnitChange, UnitState
from vun.records.registers.models import Decision

_BATCH = 500


def one_change_at_a_time() -> None:
    """Let no other transaction change units until this one ends.

    Two moves that are each harmless could close a circle together; SQLite has one writer anyway, on PostgreSQL the
    root's row is the lock.
    """
    Unit.objects.filter(states__parent__isnull=True).update(code=F("code"))


def search_key(names: Iterable[str]) -> str:
    """All names, folded, with a sign between that no folded question contains."""
    return "|".join(dict.fromkeys(fold(name) for name in names if name))


def open_unit(new: NewUnit, *, on: date, decision: Decision | None) -> Unit:
    """A unit that exists from ``on``. Raises Problem when the code is taken, or the parent or a name is missing."""
    code, name, short_name = clean(new.code), clean(new.name), clean(new.short_name)
    if not code:
        raise Problem("orgs.code_missing", field="code")
    if not name:
        raise Problem("orgs.name_missing", field="name")
    if Unit.objects.filter(code=code).exists():
        raise Problem("orgs.code_taken", field="code", unit_code=code)
    if new.parent_id is None:
        if UnitState.objects.filter(parent__isnull=True).exists():
            raise Problem("orgs.parent_missing", field="parent")
    else:
        parent = Unit.objects.filter(pk=new.parent_id).first()
        if parent is None:
            raise Problem("orgs.parent_missing", field="parent")
        require_existing(parent, on, field="parent")
    try:
        with transaction.atomic():
            unit = Unit.objects.create(
                code=code,
                level=new.level.value,
                block=new.block.value,
                name=name,
                search_key=search_key([name, short_name, code]),
                sort_key=sort_key(name),
                start_on=on,
            )
    except IntegrityError:
        raise Problem("orgs.code_taken", field="code", unit_code=code) from None
    UnitState.objects.create(
        unit=unit,
        name=name,
        short_name=short_name,
        parent_id=new.parent_id,
        level=new.level.value,
        block=new.block.value,
        zone=new.zone.value if new.zone else "",
        decision=decision,
        start_on=on,
    )
    relink([unit.pk])
    return unit


def require_existing(unit: Unit, on: date, *, field: str) -> None:
    """Return quietly when the unit exists from ``on`` with no end known, or raise Problem."""
    if unit.start_on > on:
        raise Problem("orgs.not_yet_established", field=field, unit=unit.name, on=on, start_on=unit.start_on)
    if unit.end_on is not None:
        raise Problem("orgs.already_ended", field=field, unit=unit.name, end_on=unit.end_on)


def require_changeable(unit: Unit, on: date) -> UnitState:
    """The unit's last state, when a change on ``on`` would come after everything known of it, or raise Problem."""
    unit.refresh_from_db()
    if unit.end_on is not None:
        raise Problem("orgs.already_ended", field="unit", unit=unit.name, end_on=unit.end_on)
    if on <= unit.start_on:
        raise Problem(
            "orgs.not_after_establishment", field="on", unit=unit.name, on=on, start_on=unit.start_on
        )
    last = UnitState.objects.filter(unit=unit).order_by("-start_on")[0]
    if last.start_on > on:
        raise Problem("orgs.later_change", field="on", unit=unit.name, on=on, later_on=last.start_on)
    return last


def change_state(
    last: UnitState,
    *,
    on: date,
    decision: Decision | None,
    name: str | None = None,
    short_name: str | None = None,
    parent: Unit | None = None,
    place: Place | None = None,
) -> UnitState:
    """Close ``last`` on ``on`` and open what follows it; two changes on one day make one state."""
    place = place or place_of(last)
    changed = UnitState(
        unit_id=last.unit_id,
        name=last.name if name is None else name,
        short_name=last.short_name if short_name is None else short_name,
        parent_id=last.parent_id if parent is None else parent.pk,
        level=place.level.value,
        block=place.block.value,
        zone=place.zone.value if place.zone else "",
        decision=decision or (last.decision if last.start_on == on else None),
        start_on=on,
    )
    if last.start_on == on:
        changed.pk = last.pk
        changed.save(force_update=True)
    else:
        close_state(last, on)
        changed.save(force_insert=True)
    return changed


def place_of(state: UnitState) -> Place:
    """The kind of place the unit is in the state."""
    return Place(UnitLevel(state.level), Block(state.block), Zone(state.zone) if state.zone else None)


def close_state(last: UnitState, on: date) -> None:
    """End the open state. Raises Problem when somebody else just did."""
    if UnitState.objects.filter(pk=last.pk, end_on__isnull=True).update(end_on=on) != 1:
        raise Problem("orgs.changed_meanwhile")


def close_unit(unit: Unit, last: UnitState, on: date) -> None:
    """End the unit and its state, and relink it. Raises Problem when units still hang under it on or after ``on``."""
    left = UnitState.objects.filter(parent=unit, end_on__isnull=True) | UnitState.objects.filter(
        parent=unit, end_on__gt=on
    )
    if count := left.values("unit_id").distinct().count():
        raise Problem("orgs.has_units_below", field="unit", unit=unit.name, count=count)
    if last.start_on == on:
        raise Problem("orgs.later_change", field="on", unit=unit.name, on=on, later_on=last.start_on)
    close_state(last, on)
    if Unit.objects.filter(pk=unit.pk, end_on__isnull=True).update(end_on=on) != 1:
        raise Problem("orgs.already_ended", field="unit", unit=unit.name, end_on=on)
    unit.end_on = on
    relink([unit.pk])


def relink(unit_ids: Iterable[int]) -> None:
    """Write the ancestry of the units, and of all that ever hung under them, anew from the states.

    Raises Problem ``orgs.cycle`` when a unit would stand above itself.
    """
    subtree = set(unit_ids)
    subtree |= set(UnitAncestor.objects.filter(ancestor_id__in=subtree).values_list("unit_id", flat=True))
    links = ancestry(all_spans(), subtree)
    UnitAncestor.objects.filter(unit_id__in=subtree).delete()
    write_links(links)


def recount_ancestry() -> None:
    """Derive who stands above whom anew from the states; for whoever has restored states as they were."""
    UnitAncestor.objects.all().delete()
    write_links(ancestry(all_spans()))


def all_spans() -> list[ParentSpan]:
    """Where every unit ever hung."""
    rows = UnitState.objects.values_list("unit_id", "parent_id", "start_on", "end_on")
    return [ParentSpan(unit_id, parent_id, Period(start, end)) for unit_id, parent_id, start, end in rows]


def write_links(links: Iterable[AncestorSpan]) -> None:
    """Store the ancestry in few statements."""
    rows = [
        UnitAncestor(
            unit_id=link.unit_id,
            ancestor_id=link.ancestor_id,
            depth=link.depth,
            start_on=link.period.start,
            end_on=link.period.end,
        )
        for link in links
    ]
    UnitAncestor.objects.bulk_create(rows, batch_size=_BATCH)


def require_edit_below(by: Actor, parent_id: int | None) -> None:
    """Return quietly when the actor may hang a unit there, or raise Refused; the root hangs under nothing."""
    if parent_id is None:
        by.require_everywhere(Permission.UNIT_EDIT)
    else:
        by.require(Permission.UNIT_EDIT, parent_id)


def write_change(
    kind: ChangeKind, on: date, decision: Decision | None, units: Sequence[Unit], note: str
) -> UnitChange:
    """Put the change into the history of the units that had part in it."""
    change = UnitChange.objects.create(kind=kind.value, on=on, decision=decision, note=clean(note))
    change.units.add(*units)
    return change
