"""Units for tests, as they stand once established, without the change that did it and its audit line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vun.common.actor import Actor
from vun.common.text import sort_key
from vun.records.orgs import queries
from vun.records.orgs.domain import Block, UnitLevel, Zone, ancestry
from vun.records.orgs.models import Unit, UnitState
from vun.records.orgs.operations.states import all_spans, search_key, write_links

TESTS = Actor.system("tests")
LONG_AGO = date(2000, 1, 1)
_numbers = itertools.count(1)


def make_unit(
    name: str = "",
    *,
    parent: Unit | None = None,
    level: UnitLevel = UnitLevel.PROVINCE,
    block: Block = Block.STATE,
    zone: Zone | None = None,
    start_on: date = LONG_AGO,
    code: str = "",
    short_name: str = "",
) -> Unit:
    """A unit under ``parent``, and without one under the root, which is made when there is none yet."""
    number = next(_numbers)
    state = _state(
        name or f"Đơn vị {number}",
        code or f"U{number}",
        parent or queries.find_root_unit() or make_root(),
        level=level,
        block=block,
        zone=zone,
        start_on=start_on,
        short_name=short_name,
    )
    (unit,) = _write([state])
    return unit


def make_root(name: str = "Tỉnh Mẫu Sơn", *, start_on: date = LONG_AGO) -> Unit:
    """The root of the tree; only one to a test."""
    (root,) = _write([_state(name, "MS", None, start_on=start_on)])
    return root


@dataclass(frozen=True)
class Tree:
    """A small province: ``office`` hangs under ``department``, ``commune`` under ``district``."""

    root: Unit
    party: Unit
    department: Unit
    office: Unit
    front: Unit
    school: Unit
    district: Unit
    commune: Unit
    other_commune: Unit


def make_tree(*, start_on: date = LONG_AGO) -> Tree:
    """The small province, all units established on ``start_on``."""
    district, commune = UnitLevel.DISTRICT, UnitLevel.COMMUNE
    root = _state("Tỉnh Mẫu Sơn", "MS", None, start_on=start_on)
    department = _state("Sở Nội vụ", "SNV", root.unit, start_on=start_on)
    trang_dinh = _state("Huyện Tràng Định", "TD", root.unit, level=district, start_on=start_on)
    states = {
        "root": root,
        "department": department,
        "district": trang_dinh,
        "party": _state("Tỉnh uỷ", "TU", root.unit, block=Block.PARTY, start_on=start_on),
        "office": _state("Văn phòng Sở Nội vụ", "VPSNV", department.unit, start_on=start_on),
        "front": _state("Hội Nông dân tỉnh", "HND", root.unit, block=Block.FRONT, start_on=start_on),
        "school": _state("Trường Chính trị", "TCT", root.unit, block=Block.SERVICE, start_on=start_on),
        "commune": _state(
            "Xã Quốc Khánh", "QK", trang_dinh.unit, level=commune, zone=Zone.III, start_on=start_on
        ),
        "other_commune": _state(
            "Xã Đại Đồng", "DD", trang_dinh.unit, level=commune, zone=Zone.I, start_on=start_on
        ),
    }
    return Tree(**dict(zip(states, _write(list(states.values())), strict=True)))


def _state(
    name: str,
    code: str,
    parent: Unit | None,
    *,
    level: UnitLevel = UnitLevel.PROVINCE,
    block: Block = Block.STATE,
    zone: Zone | None = None,
    start_on: date,
    short_name: str = "",
) -> UnitState:
    """A unit and the state it begins with, not yet in the database."""
    place = {"level": level.value, "block": block.value}
    keys = {"search_key": search_key([name, short_name, code]), "sort_key": sort_key(name)}
    return UnitState(
        unit=Unit(code=code, name=name, start_on=start_on, **place, **keys),
        name=name,
        short_name=short_name,
        parent=parent,
        zone=zone.value if zone else "",
        start_on=start_on,
        **place,
    )


def _write(states: Sequence[UnitState]) -> list[Unit]:
    """Write units whose parents are there already or come before them, in four statements."""
    units = Unit.objects.bulk_create([state.unit for state in states])
    UnitState.objects.bulk_create(states)
    write_links(ancestry(all_spans(), {unit.pk for unit in units}))
    return units
