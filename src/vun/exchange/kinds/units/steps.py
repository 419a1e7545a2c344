"""What a decision does to units that are on record, as one thing to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.records.orgs import operations
from vun.records.orgs.domain import ChangeKind
from vun.records.orgs.models import Unit
from vun.records.people import operations as people


@dataclass(frozen=True, slots=True)
class Step:
    """A change to make: codes of what it happens to and of what comes out; a new unit's name, or a new name."""

    kind: ChangeKind
    on: date
    units: tuple[str, ...]
    into: tuple[str, ...] = ()
    name: str = ""
    parent: str = ""


def do(step: Step, by: Actor) -> None:
    """Make the change. Raises what the operation raises, and Problem for a unit not on record."""
    units = [_unit(code) for code in step.units]
    if step.kind is ChangeKind.RENAMED:
        operations.rename(unit=units[0], name=step.name, on=step.on, by=by)
        return
    if step.kind is ChangeKind.MOVED:
        operations.move(unit=units[0], parent=_unit(step.parent), on=step.on, by=by)
        return
    into = [_unit(code) for code in step.into]
    people.reorganise(kind=step.kind, units=units, into=into, on=step.on, by=by)


def _unit(code: str) -> Unit:
    """The unit on record by now: one that the file itself was to establish may have been refused."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Problem("orgs.code_unknown", field="code", unit_code=code)
    return unit
