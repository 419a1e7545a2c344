"""Routes set by the province: added, changed from a day on, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.approvals.domain import LONGEST_NAME, MatterKind, Scope, Step, check_steps
from vun.records.approvals.models import ApprovalRoute, ApprovalStep
from vun.records.audit import operations as audit


@transaction.atomic
def add_route(
    *,
    kind: MatterKind,
    name: str,
    scope: Scope,
    steps: Sequence[Step],
    start_on: date,
    allows_own: bool = False,
    document: str = "",
    by: Actor,
) -> ApprovalRoute:
    """Set a route for what is submitted from ``start_on`` on; what is on its way keeps the route it has.

    Raises Refused without ROUTE_MANAGE everywhere; Problem: no name, steps that cannot be taken (see `check_steps`), a
    route for exactly the same units on one of the same days.
    """
    by.require_everywhere(Permission.ROUTE_MANAGE)
    check_steps(kind, steps)
    name = clean(name)
    if not name or len(name) > LONGEST_NAME:
        raise Problem("approvals.route_unnamed", field="name", most=LONGEST_NAME)
    of_unit = Q(unit__isnull=True) if scope.unit_id is None else Q(unit_id=scope.unit_id)
    later = ApprovalRoute.objects.filter(
        of_unit,
        Q(end_on__isnull=True) | Q(end_on__gt=start_on),
        kind=kind,
        level=scope.level,
        block=scope.block,
    ).first()
    if later is not None:
        raise Problem(
            "approvals.route_there_already", field="start_on", name=later.name, start_on=later.start_on
        )
    route = ApprovalRoute.objects.create(
        kind=kind,
        name=name,
        unit_id=scope.unit_id,
        level=scope.level,
        block=scope.block,
        allows_own=allows_own,
        document=clean(document),
        start_on=start_on,
    )
    _write_steps(route, steps)
    told = {"name": name, "start_on": start_on, "steps": [step.name for step in steps]}
    audit.record(by, "approval_route.set", route, unit_id=scope.unit_id, after=told)
    return route


@transaction.atomic
def change_route(
    *,
    route: ApprovalRoute,
    name: str,
    steps: Sequence[Step],
    start_on: date,
    allows_own: bool = False,
    document: str = "",
    by: Actor,
) -> ApprovalRoute:
    """Replace a route from ``start_on`` on. What was submitted before keeps the old steps.

    Raises as `add_route`, and Problem when the route is over or ``start_on`` is not after its first day.
    """
    by.require_everywhere(Permission.ROUTE_MANAGE)
    end_route(route=route, on=start_on, by=by)
    return add_route(
        kind=MatterKind(route.kind),
        name=name,
        scope=route.scope,
        steps=steps,
        start_on=start_on,
        allows_own=allows_own,
        document=document,
        by=by,
    )


@transaction.atomic
def end_route(*, route: ApprovalRoute, on: date, by: Actor) -> None:
    """Let nothing more go along the route from day ``on`` on. One nothing ever went along may be taken away whole.

    Raises Refused; Problem when it is over, or ``on`` is not after its first day and something went along it.
    """
    by.require_everywhere(Permission.ROUTE_MANAGE)
    open_still = ApprovalRoute.objects.filter(pk=route.pk, end_on__isnull=True)
    if on > route.start_on:
        ended = open_still.update(end_on=on)
    elif route.matters.exists():
        raise Problem("approvals.route_in_use", field="start_on", start_on=route.start_on)
    else:
        ended = open_still.delete()[0]
    if not ended:
        raise Problem("approvals.route_over", name=route.name)
    audit.record(by, "approval_route.ended", route, unit_id=route.unit_id, after={"end_on": on})


def _write_steps(route: ApprovalRoute, steps: Sequence[Step]) -> None:
    ApprovalStep.objects.bulk_create(
        ApprovalStep(
            route=route,
            number=number,
            name=clean(step.name),
            role=step.seat.role,
            place=step.seat.place,
            place_unit_id=step.seat.unit_id,
            quorum=step.quorum,
            signers=step.signers,
            days=step.days,
            returns_to=step.returns_to,
            late_role=step.late.role if step.late else "",
            late_place=step.late.place if step.late else "",
            late_unit_id=step.late.unit_id if step.late else None,
        )
        for number, step in enumerate(steps, start=1)
    )
