"""Places lent back by a unit that cannot use them, given to another, or given out of what the line has left."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.plans import queries
from vun.records.plans.domain import MoveKind
from vun.records.plans.models import PlanLineTerms, Quota, QuotaMove
from vun.records.plans.operations.editing import hold_in_force, two_givers
from vun.records.registers.models import Decision


@transaction.atomic
def lend_back(*, quota: Quota, learners: int, reason: str, on: date, by: Actor) -> QuotaMove:
    """Give back places nobody of the unit will use. Places taken or passed on are never given back.

    A unit above that passed them on has them again at once; what the line gave waits to be given to another unit.
    However many act at once, the unit keeps a place for each of its nominations. Raises Refused without NOMINATE over
    the unit, and Problem: no number of places, no reason, more than are free, or a plan no longer in force.
    """
    by.require(Permission.NOMINATE, quota.unit_id)
    if learners < 1:
        raise Problem("plans.no_places_named", field="learners")
    if not clean(reason):
        raise Problem("plans.reason_needed", field="reason")
    giver = quota.parent
    # The quota above comes first wherever two are changed, so that no two wait for each other.
    if giver is not None:
        Quota.objects.filter(pk=giver.pk, passed_on__gte=learners).update(passed_on=F("passed_on") - learners)
    free = Quota.objects.filter(
        pk=quota.pk, is_in_force=True, learners__gte=learners + F("taken") + F("passed_on")
    )
    if not free.update(learners=F("learners") - learners):
        quota.refresh_from_db()
        raise Problem("plans.not_so_many_free", field="learners", free=quota.free)
    move = QuotaMove.objects.create(
        terms=quota.terms,
        kind=MoveKind.LENT,
        from_unit=quota.unit,
        to_unit=giver.unit if giver else None,
        learners=learners,
        left=0 if giver else learners,
        reason=clean(reason)[:300],
        done_by=by.name,
        on=on,
    )
    audit.record(
        by,
        "quota.lent_back",
        move,
        unit_id=quota.unit_id,
        after={"line": quota.terms.line_id, "learners": learners, "reason": clean(reason)},
    )
    quota.refresh_from_db()
    return move


@transaction.atomic
def give_lent(
    *,
    move: QuotaMove,
    unit: Unit,
    learners: int,
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> Quota:
    """Give places lent back to another unit. Raises Refused without PLAN_EDIT over the plan's unit, and Problem.

    Problem: no number of places, more than are left of them, the unit that lent them, one a unit above gave places of
    the line, one that has ended, or a plan no longer in force.
    """
    terms = move.terms
    _check_giving(terms, learners, by)
    if unit.pk == move.from_unit_id:
        raise Problem("plans.lent_by_this_unit", field="unit")
    left = QuotaMove.objects.filter(pk=move.pk, left__gte=learners)
    if not left.update(left=F("left") - learners):
        move.refresh_from_db()
        raise Problem("plans.not_so_many_free", field="learners", free=move.left)
    quota = _add(terms, unit, learners, on)
    given = QuotaMove.objects.create(
        terms=terms,
        kind=MoveKind.GIVEN_AGAIN,
        from_unit=move.from_unit,
        to_unit=unit,
        learners=learners,
        reason=move.reason,
        decision=decision,
        done_by=by.name,
        on=on,
    )
    audit.record(
        by,
        "quota.given_again",
        given,
        unit_id=unit.pk,
        after={"line": terms.line_id, "learners": learners, "parent": move.from_unit},
    )
    move.refresh_from_db()
    return quota


@transaction.atomic
def add_places(
    *,
    terms: PlanLineTerms,
    unit: Unit,
    learners: int,
    reason: str = "",
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> Quota:
    """Give a unit some of the learners of a line in force that no unit has been given yet.

    However many give at once, no more is given than the line has. Raises Refused without PLAN_EDIT over the plan's
    unit, and Problem: no number of places, more than the line has left, a unit another one gave places of the line or
    that has ended, or a plan no longer in force.
    """
    _check_giving(terms, learners, by)
    left = queries.places_unallotted(terms)
    if learners > left:
        raise Problem("plans.line_has_fewer_left", field="learners", free=left, title=terms.title)
    quota = _add(terms, unit, learners, on)
    given = QuotaMove.objects.create(
        terms=terms,
        kind=MoveKind.ADDED,
        from_unit=terms.version.plan.unit,
        to_unit=unit,
        learners=learners,
        reason=clean(reason)[:300],
        decision=decision,
        done_by=by.name,
        on=on,
    )
    told = {"line": terms.line_id, "learners": learners, "reason": clean(reason)}
    audit.record(by, "quota.added", given, unit_id=unit.pk, after=told)
    return quota


def _check_giving(terms: PlanLineTerms, learners: int, by: Actor) -> None:
    by.require(Permission.PLAN_EDIT, terms.version.plan.unit_id)
    if learners < 1:
        raise Problem("plans.no_places_named", field="learners")
    hold_in_force(terms)


def _add(terms: PlanLineTerms, unit: Unit, learners: int, on: date) -> Quota:
    """So many places more for the unit; raises Problem where another unit gives it places, or it has ended."""
    orgs.require_there(unit, on, field="unit")
    quota, is_new = Quota.objects.get_or_create(
        terms=terms, unit=unit, defaults={"learners": learners, "is_in_force": True}
    )
    if is_new:
        return quota
    if quota.parent_id is not None:
        raise two_givers(quota)
    Quota.objects.filter(pk=quota.pk).update(learners=F("learners") + learners)
    quota.refresh_from_db()
    return quota
