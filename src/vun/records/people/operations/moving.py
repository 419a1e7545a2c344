"""Changes of units together with their people: who worked in a unit that ends is appointed anew in what follows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.dated import DatedRow, on_day
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import ChangeKind, NewUnit
from vun.records.orgs.models import Unit
from vun.records.people.domain import EndReason
from vun.records.people.gates import tell_carriers
from vun.records.people.models import Appointment, JobPosition, SuccessionMembership
from vun.records.registers.models import Decision

_BATCH = 1000
_Row = TypeVar("_Row", bound=DatedRow)


@dataclass(frozen=True, slots=True)
class Reorganised:
    """What came of a change of units: the units that go on, and how many posts were carried over."""

    successors: tuple[Unit, ...]
    posts: int


@transaction.atomic
def move_staff(
    *,
    from_units: Collection[Unit],
    to_unit: Unit,
    on: date,
    person_ids: Collection[int] | None = None,
    decision: Decision | None = None,
    by: Actor,
) -> int:
    """End every post held in ``from_units`` on ``on`` and open the same post in ``to_unit`` that day; return how many.

    What was before ``on`` stays as it was; a post that has an end to come keeps it; one that begins on the day or later
    begins in ``to_unit``. Places in succession pools move alike. ``person_ids`` limits the move to some people. A
    handful of statements, whatever the number of people. Raises Refused without PERSON_EDIT over every unit; Problem
    when ``to_unit`` does not exist on the day.
    """
    for unit in (*from_units, to_unit):
        by.require(Permission.PERSON_EDIT, unit.pk)
    if on not in to_unit.period:
        raise Problem("people.unit_not_there", field="on", unit=to_unit.name, on=on)
    chosen = Q(unit__in=[unit.pk for unit in from_units])
    if person_ids is not None:
        chosen &= Q(person__in=person_ids)
    ended = {"end_reason": EndReason.UNIT_CHANGED.value, "end_decision": decision}
    # A job position belongs to its unit's list; the new unit's list is approved anew.
    opened = {"unit": to_unit, "decision": decision, "position": None}
    posts, carried = _carry(Appointment.objects.filter(chosen), on, ended, opened)
    tell_carriers(carried)
    _carry(SuccessionMembership.objects.filter(chosen), on, {}, {"unit": to_unit, "decision": decision})
    audit.record(
        by,
        "staff.moved",
        to_unit,
        unit_id=to_unit.pk,
        before={"units": [unit.name for unit in from_units]},
        after={"unit": to_unit.name, "on": on, "posts": posts, "decision": decision},
    )
    return posts


@transaction.atomic
def reorganise(
    *,
    kind: ChangeKind,
    units: Sequence[Unit],
    into: Sequence[Unit | NewUnit] = (),
    main: int | None = 0,
    staff: Mapping[int, int] | None = None,
    on: date,
    decision: Decision | None = None,
    note: str = "",
    by: Actor,
) -> Reorganised:
    """Merge, split or dissolve units and carry their people over, all or nothing.

    MERGED: ``units`` go into ``into[0]``. SPLIT: ``units[0]`` is divided among ``into``; ``staff`` says by person id at
    which place of ``into`` somebody goes on, everybody else goes to the ``main`` one, or with ``main`` None stays.
    DISSOLVED: ``units[0]`` ends, its people go on in ``into[0]``; with nothing to go on in, nobody may be left.
    Raises as the operations of orgs and `move_staff` do, and Problem when people would be left behind.
    """
    if kind is ChangeKind.MERGED:
        successors = [orgs.merge(units=units, into=_first(into), on=on, decision=decision, note=note, by=by)]
    elif kind is ChangeKind.SPLIT:
        successors = orgs.split(
            unit=units[0], into=into, main=main, on=on, decision=decision, note=note, by=by
        )
    elif kind is ChangeKind.DISSOLVED:
        successors = _dissolve(units[0], into, on, decision, note, by)
    else:
        raise ValueError(f"{kind} does not touch people")
    posts = _carry_staff(units, successors, staff or {}, main, on, decision, by)
    if main is not None:
        JobPosition.objects.filter(unit__in=units, end_on__isnull=True, start_on__lt=on).update(end_on=on)
    return Reorganised(tuple(successors), posts)


def _first(into: Sequence[Unit | NewUnit]) -> Unit | NewUnit:
    if len(into) != 1:
        raise Problem("people.one_successor_needed", field="into")
    return into[0]


def _dissolve(
    unit: Unit, into: Sequence[Unit | NewUnit], on: date, decision: Decision | None, note: str, by: Actor
) -> list[Unit]:
    successor = _first(into) if into else None
    if isinstance(successor, NewUnit):
        successor = orgs.establish(new=successor, on=on, decision=decision, by=by)
    if successor is None:
        left = Appointment.objects.filter(Q(end_on__isnull=True) | Q(end_on__gt=on), unit=unit)
        if count := left.values("person_id").distinct().count():
            raise Problem("people.staff_left_behind", field="into", unit=unit.name, count=count)
    orgs.dissolve(unit=unit, successor=successor, on=on, decision=decision, note=note, by=by)
    return [successor] if successor else []


def _carry_staff(
    units: Sequence[Unit],
    successors: Sequence[Unit],
    staff: Mapping[int, int],
    main: int | None,
    on: date,
    decision: Decision | None,
    by: Actor,
) -> int:
    posts = 0
    for place, successor in enumerate(successors):
        named = [person_id for person_id, chosen in staff.items() if chosen == place]
        if named:
            posts += move_staff(
                from_units=units, to_unit=successor, on=on, person_ids=named, decision=decision, by=by
            )
    if successors and main is not None:
        posts += move_staff(from_units=units, to_unit=successors[main], on=on, decision=decision, by=by)
    return posts


def _carry(
    rows: QuerySet[_Row], on: date, ended: dict[str, Any], opened: dict[str, Any]
) -> tuple[int, dict[int, int]]:
    """Close the rows held just before ``on`` and open their like.

    Returns how many rows are in the new unit, and which opened for which that ended; one to come is moved as it is.
    """
    current = rows.filter(on_day(on), start_on__lt=on)
    held = list(current)
    closed = [row.pk for row in held]
    if current.update(end_on=on, **ended) != len(held):
        raise Problem("people.changed_meanwhile")
    to_come = list(rows.filter(start_on__gte=on).values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=to_come).update(**opened)
    for row in held:
        row.pk = None
        row._state.adding = True
        row.start_on = on
        for name, value in opened.items():
            setattr(row, name, value)
    rows.model._default_manager.bulk_create(held, batch_size=_BATCH)
    begun = [row.pk for row in held]
    return len(begun) + len(to_come), dict(zip([*closed, *to_come], [*begun, *to_come], strict=True))
