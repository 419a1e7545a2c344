"""What every change to a version asks first."""

from __future__ import annotations

from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.orgs.models import Unit
from vun.records.plans import domain
from vun.records.plans.models import Plan, PlanVersion


def require_plan(by: Actor, permission: Permission, plan: Plan) -> None:
    """Return quietly, or raise NotFound for a plan out of sight and Refused for one in sight."""
    if not by.may(permission, plan.unit_id):
        by.require_sight(Permission.PLAN_VIEW, plan.unit_id, "plan")
    by.require(permission, plan.unit_id)


def start_editing(version: PlanVersion, by: Actor) -> None:
    """Return quietly when ``by`` may edit the version now; raises NotFound, Refused or Problem.

    Inside the caller's transaction: until it ends, nobody else edits or submits this version, so that sums checked now
    still hold when they are kept.
    """
    require_plan(by, Permission.PLAN_EDIT, version.plan)
    editable = PlanVersion.objects.filter(pk=version.pk, state__in=domain.EDITABLE_STATES)
    if not editable.update(state=F("state")):
        raise wrong_state(version)


def wrong_state(version: PlanVersion) -> Problem:
    """The Problem that tells the state the version is in by now."""
    state = PlanVersion.objects.values_list("state", flat=True).get(pk=version.pk)
    return Problem("plans.wrong_state", state=domain.VersionState(state))


def check_not_closed(plan: Plan) -> None:
    """Return quietly, or raise Problem: a closed plan is not changed any more."""
    if Plan.objects.filter(pk=plan.pk, closed_on__isnull=False).exists():
        raise Problem("plans.closed", plan=plan.name)


def quota_below_taken(unit_id: int, quota: int, taken: int) -> Problem:
    """The Problem that names the unit whose people would lose their places."""
    unit = Unit.objects.values_list("name", flat=True).get(pk=unit_id)
    return Problem("plans.quota_below_taken", field="quotas", unit=unit, quota=quota, taken=taken)
