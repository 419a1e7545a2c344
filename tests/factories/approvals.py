"""Routes, and people who sign along them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.factories.accounts import make_user
from vun.common.actor import Actor
from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.approvals import operations
from vun.records.approvals.domain import MatterKind, Place, Scope, Seat, Step
from vun.records.approvals.models import ApprovalRoute, Matter
from vun.records.orgs.models import Unit
from vun.records.people.queries import actor_of

SYSTEM = Actor.system("tests")
SUBMITTED_ON = date(2026, 3, 2)  # a Monday
LEADER, PLANNER = Role.LEADER, Role.PLANNER


def at_unit(name: str = "Lãnh đạo đơn vị", *, role: Role = LEADER, **columns: Any) -> Step:
    """A step of whoever holds the role at the unit itself."""
    return Step(name, Seat(role, Place.OWN), **columns)


def above(name: str = "Lãnh đạo cấp trên", *, role: Role = LEADER, **columns: Any) -> Step:
    """A step of whoever holds the role at the unit above."""
    return Step(name, Seat(role, Place.PARENT), **columns)


def named(unit: Unit, name: str = "Thẩm định", *, role: Role = LEADER, **columns: Any) -> Step:
    """A step of whoever holds the role at this unit."""
    return Step(name, Seat(role, Place.NAMED, unit.pk), **columns)


def make_route(
    *steps: Step, kind: MatterKind = MatterKind.PLAN, scope: Scope | None = None, **columns: Any
) -> ApprovalRoute:
    """A route since the beginning of 2026, for all units unless ``scope`` says otherwise."""
    return operations.add_route(
        **{"name": "Quy trình", "start_on": date(2026, 1, 1), "by": SYSTEM, **columns},
        kind=kind,
        scope=scope or Scope(),
        steps=steps or (at_unit(), above()),
    )


def signer(role: Role, unit: Unit, name: str = "", *, on: date = SUBMITTED_ON) -> Actor:
    """A user who holds the role at the unit, as an actor."""
    return actor_of(make_user(role, unit, full_name=name), on)


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def submit(
    unit: Unit,
    *,
    kind: MatterKind = MatterKind.PLAN,
    subject_id: int = 7,
    on: date = SUBMITTED_ON,
    by: Actor = SYSTEM,
    steps: Sequence[Step] = (),
) -> Matter:
    """Something of the unit on its way; with ``steps``, along a route of these."""
    if steps:
        make_route(*steps, kind=kind)
    return operations.submit(
        kind=kind, subject_id=subject_id, title="Kế hoạch", unit_id=unit.pk, on=on, by=by
    )
