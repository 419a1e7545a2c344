"""Many units with their whole history at once: the first set-up, an import, the sample province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, sort_key
from vun.records.audit import operations as audit
from vun.records.bulk import count_anew
from vun.records.orgs.domain import ChangeKind, ChangeRow, UnitRow, ancestry
from vun.records.orgs.models import Unit, UnitAncestor, UnitChange, UnitState, UnitSuccession
from vun.records.orgs.operations.states import all_spans, one_change_at_a_time, search_key, write_links

_BATCH = 500
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _State:
    """A unit's state while its history is put together; ``parent`` is a code."""

    start_on: date
    end_on: date | None
    name: str
    short_name: str
    parent: str | None
    decision_id: int | None


@transaction.atomic
def load_units(rows: Iterable[UnitRow], changes: Iterable[ChangeRow] = (), *, by: Actor) -> dict[str, Unit]:
    """Establish all units of ``rows`` and let ``changes`` happen to them; return the units by code.

    Codes may also name units that exist already, as parents and successors. Successions are what ``successors`` of the
    rows say, each put with the change that names both units, and otherwise with a dissolution on the unit's last day.
    A few statements, whatever the number of units. Raises Refused without UNIT_EDIT everywhere; Problem when a code is
    taken, unknown or given twice, a parent does not exist on a day, or a unit would stand above itself.
    """
    by.require_everywhere(Permission.UNIT_EDIT)
    one_change_at_a_time()
    rows, changes = list(rows), sorted(changes, key=lambda change: change.on)
    units = {unit.code: unit for unit in Unit.objects.all()}
    histories = {row.code: _history(row) for row in rows}
    _require_fresh_codes(rows, units)
    for change in changes:
        _apply(change, histories)
    fresh = Unit.objects.bulk_create([_unit(row, histories[row.code]) for row in rows], batch_size=_BATCH)
    units |= {unit.code: unit for unit in fresh}
    _write_states(histories, rows, units)
    _write_changes(rows, changes, units)
    UnitAncestor.objects.all().delete()
    write_links(ancestry(all_spans()))
    count_anew(Unit, UnitState, UnitAncestor)
    if fresh:
        audit.record(by, "units.loaded", fresh[0], unit_id=fresh[0].pk, after={"count": len(fresh)})
    return {code: units[code] for code in histories}


def _require_fresh_codes(rows: Sequence[UnitRow], units: Mapping[str, Unit]) -> None:
    seen: set[str] = set(units)
    for row in rows:
        if row.code in seen:
            raise Problem("orgs.code_taken", field="code", unit_code=row.code)
        seen.add(row.code)


def _history(row: UnitRow) -> list[_State]:
    return [_State(row.start_on, row.end_on, clean(row.name), clean(row.short_name), row.parent, None)]


def _apply(change: ChangeRow, histories: Mapping[str, list[_State]]) -> None:
    if change.kind in (ChangeKind.RENAMED, ChangeKind.MOVED):
        for code in change.units:
            _change_state(_known(code, histories)[-1], change, histories[code])
    elif change.kind is not ChangeKind.DISSOLVED:
        for code in change.into:
            states = histories.get(code)
            if states and states[0].start_on == change.on:
                states[0].decision_id = change.decision_id


def _change_state(last: _State, change: ChangeRow, states: list[_State]) -> None:
    if change.on < last.start_on:
        raise Problem("orgs.later_change", field="on", unit=last.name, on=change.on, later_on=last.start_on)
    state = last
    if change.on > last.start_on:
        state = _State(change.on, last.end_on, last.name, last.short_name, last.parent, None)
        last.end_on = change.on
        states.append(state)
    state.decision_id = change.decision_id
    if change.kind is ChangeKind.RENAMED:
        state.name, state.short_name = clean(change.name), clean(change.short_name)
    else:
        state.parent = change.parent


def _unit(row: UnitRow, states: list[_State]) -> Unit:
    names = [name for state in reversed(states) for name in (state.name, state.short_name)]
    return Unit(
        code=row.code,
        level=row.level.value,
        block=row.block.value,
        name=states[-1].name,
        search_key=search_key([*names, row.code]),
        sort_key=sort_key(states[-1].name),
        start_on=row.start_on,
        end_on=row.end_on,
    )


def _write_states(
    histories: Mapping[str, list[_State]], rows: Sequence[UnitRow], units: Mapping[str, Unit]
) -> None:
    by_code = {row.code: row for row in rows}
    stored = []
    for code, states in histories.items():
        row = by_code[code]
        for state in states:
            parent = _known(state.parent, units) if state.parent is not None else None
            if parent is not None:
                _require_alive(parent, state)
            stored.append(
                UnitState(
                    unit=units[code],
                    name=state.name,
                    short_name=state.short_name,
                    parent=parent,
                    level=row.level.value,
                    block=row.block.value,
                    zone=row.zone.value if row.zone else "",
                    decision_id=state.decision_id,
                    start_on=state.start_on,
                    end_on=state.end_on,
                )
            )
    UnitState.objects.bulk_create(stored, batch_size=_BATCH)


def _require_alive(parent: Unit, state: _State) -> None:
    if parent.start_on > state.start_on:
        raise Problem(
            "orgs.not_yet_established", unit=parent.name, on=state.start_on, start_on=parent.start_on
        )
    if parent.end_on is not None and (state.end_on is None or state.end_on > parent.end_on):
        raise Problem("orgs.already_ended", unit=parent.name, end_on=parent.end_on)


def _write_changes(rows: Sequence[UnitRow], changes: Sequence[ChangeRow], units: Mapping[str, Unit]) -> None:
    left = {row.code: dict.fromkeys(row.successors) for row in rows if row.successors}
    mains = {row.code: row.successors[0] for row in rows if row.successors}
    told: list[tuple[ChangeRow, list[tuple[str, str]]]] = []
    for change in changes:
        pairs = [(code, heir) for code in change.units for heir in change.into if heir in left.get(code, ())]
        for code, heir in pairs:
            del left[code][heir]
        told.append((change, pairs))
    ends = {row.code: row.end_on for row in rows}
    for code, heirs in left.items():
        if heirs:
            end_on = ends[code]
            if end_on is None:
                raise Problem("orgs.successor_without_end", unit=code)
            gone = ChangeRow(ChangeKind.DISSOLVED, end_on, units=(code,), into=tuple(heirs))
            told.append((gone, [(code, heir) for heir in heirs]))
    stored = UnitChange.objects.bulk_create(
        [
            UnitChange(kind=row.kind.value, on=row.on, decision_id=row.decision_id, note=row.note)
            for row, _ in told
        ],
        batch_size=_BATCH,
    )
    members, successions = [], []
    for written, (row, pairs) in zip(stored, told, strict=True):
        members += [
            UnitChange.units.through(unitchange_id=written.pk, unit_id=_known(code, units).pk)
            for code in dict.fromkeys((*row.units, *row.into))
        ]
        successions += [
            UnitSuccession(
                change=written,
                predecessor=_known(code, units),
                successor=_known(heir, units),
                is_main=mains[code] == heir,
            )
            for code, heir in pairs
        ]
    UnitChange.units.through.objects.bulk_create(members, batch_size=_BATCH)
    UnitSuccession.objects.bulk_create(successions, batch_size=_BATCH)


def _known(code: str, by_code: Mapping[str, _Value]) -> _Value:
    if code not in by_code:
        raise Problem("orgs.code_unknown", field="code", unit_code=code)
    return by_code[code]
