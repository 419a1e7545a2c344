"""Units for tests."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from vun.common.actor import Actor
from vun.records.orgs import operations, queries
from vun.records.orgs.domain import Block, NewUnit, UnitLevel, Zone
from vun.records.orgs.models import Unit

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
    if parent is None:
        parent = queries.find_root_unit() or make_root()
    new = NewUnit(
        code=code or f"U{number}",
        name=name or f"Đơn vị {number}",
        level=level,
        block=block,
        parent_id=parent.pk,
        short_name=short_name,
        zone=zone,
    )
    return operations.establish(new=new, on=start_on, by=TESTS)


def make_root(name: str = "Tỉnh Mẫu Sơn", *, start_on: date = LONG_AGO) -> Unit:
    """The root of the tree; only one to a test."""
    new = NewUnit(code="MS", name=name, level=UnitLevel.PROVINCE, block=Block.STATE)
    return operations.establish(new=new, on=start_on, by=TESTS)


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
    root = make_root(start_on=start_on)
    department = make_unit("Sở Nội vụ", parent=root, start_on=start_on, code="SNV")
    district = make_unit(
        "Huyện Tràng Định", parent=root, level=UnitLevel.DISTRICT, start_on=start_on, code="TD"
    )
    return Tree(
        root=root,
        party=make_unit("Tỉnh uỷ", parent=root, block=Block.PARTY, start_on=start_on, code="TU"),
        department=department,
        office=make_unit("Văn phòng Sở Nội vụ", parent=department, start_on=start_on, code="VPSNV"),
        front=make_unit("Hội Nông dân tỉnh", parent=root, block=Block.FRONT, start_on=start_on, code="HND"),
        school=make_unit("Trường Chính trị", parent=root, block=Block.SERVICE, start_on=start_on, code="TCT"),
        district=district,
        commune=make_unit(
            "Xã Quốc Khánh",
            parent=district,
            level=UnitLevel.COMMUNE,
            zone=Zone.III,
            start_on=start_on,
            code="QK",
        ),
        other_commune=make_unit(
            "Xã Đại Đồng",
            parent=district,
            level=UnitLevel.COMMUNE,
            zone=Zone.I,
            start_on=start_on,
            code="DD",
        ),
    )
