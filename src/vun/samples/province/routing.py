"""The steps by which one department's nominations are approved, with some on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vun.common.actor import Actor
from vun.records.accounts.domain import Role
from vun.records.approvals.domain import MatterKind, Place, Scope, Seat, Step
from vun.records.approvals.operations import add_route, pass_on
from vun.records.approvals.queries import open_matter
from vun.records.orgs.models import Unit

DEPARTMENT = "LS-SYT"
"""Its nominations are signed by its own leader first; all others go the default way of one signature."""


def set_route(department: Unit, *, start_on: date, by: Actor) -> None:
    """Two steps: the department's leader within three working days, then the planners of the province."""
    province = Seat(Role.PLANNER, Place.PARENT)
    add_route(
        kind=MatterKind.NOMINATION,
        name="Cử đi học ở Sở Y tế",
        scope=Scope(unit_id=department.pk),
        steps=[
            Step("Lãnh đạo Sở Y tế đồng ý", Seat(Role.LEADER, Place.OWN), days=3, late=province),
            Step("Sở Nội vụ thẩm định, trình quyết định", province, days=5, returns_to=1),
        ],
        start_on=start_on,
        document="12/QC-UBND",
        by=by,
    )


def pass_half(nomination_ids: Sequence[int], *, on: date, by: Actor) -> None:
    """Let the department's leader have signed for every other one."""
    for nomination_id in nomination_ids[1::2]:
        matter = open_matter(MatterKind.NOMINATION, nomination_id)
        if matter is not None:
            pass_on(matter=matter, comment="Đồng ý cử đi học", on=on, by=by)
