"""What every change to a version asks first."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.orgs.models import Unit
from vun.records.plans import domain
from vun.records.plans.models import Plan, PlanLineTerms, PlanVersion, Quota


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


def hold_in_force(terms: PlanLineTerms) -> None:
    """Return quietly when the line's version is in force and its plan not closed, or raise Problem.

    Inside the caller's transaction: until it ends, the version stays in force and nobody else passes here, so that
    sums of the line read now still hold when they are kept.
    """
    approved = PlanVersion.objects.filter(pk=terms.version_id, state=domain.VersionState.APPROVED)
    going_on = Plan.objects.filter(pk=terms.version.plan_id, closed_on__isnull=True)
    if not (approved.update(state=F("state")) and going_on.update(closed_on=F("closed_on"))):
        raise Problem("plans.plan_closed_to_places")


def wrong_state(version: PlanVersion) -> Problem:
    """The Problem that tells the state the version is in by now."""
    state = PlanVersion.objects.values_list("state", flat=True).get(pk=version.pk)
    return Problem("plans.wrong_state", state=domain.VersionState(state))


def check_not_closed(plan: Plan) -> None:
    """Return quietly, or raise Problem: a closed plan is not changed any more."""
    if Plan.objects.filter(pk=plan.pk, closed_on__isnull=False).exists():
        raise Problem("plans.closed", plan=plan.name)


def quota_below_taken(unit_id: int, quota: int, taken: int) -> Problem:
    """The Problem that names the unit whose people, or units below, would lose their places."""
    unit = Unit.objects.values_list("name", flat=True).get(pk=unit_id)
    return Problem("plans.quota_below_taken", field="quotas", unit=unit, quota=quota, taken=taken)


def refuse_two_givers(line_id: int, unit_ids: Collection[int]) -> None:
    """Return quietly, or raise Problem: a unit holds places of a line from the line itself or from one unit above."""
    passed = Quota.objects.filter(
        terms__line_id=line_id, is_in_force=True, parent__isnull=False, learners__gt=0, unit_id__in=unit_ids
    )
    for quota in passed.select_related("unit", "parent__unit")[:1]:
        raise two_givers(quota)


def two_givers(quota: Quota) -> Problem:
    """The Problem that names who gave a unit places already."""
    giver = quota.parent.unit.name if quota.parent else quota.terms.version.plan.name
    return Problem("plans.two_givers", field="quotas", unit=quota.unit.name, giver=giver)
