"""Places lent back by a unit that cannot use them, and given to another, with the history of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.orgs.models import Unit
from vun.records.plans.models import Quota, QuotaMove


@transaction.atomic
def lend_back(*, quota: Quota, learners: int, reason: str, on: date, by: Actor) -> QuotaMove:
    """Give back places nobody of the unit will use, to be given to another. Places taken are never given back.

    However many act at once, the unit keeps a place for each of its nominations. Raises Refused without NOMINATE over
    the unit, and Problem: no number of places, no reason, more than are free, or a plan no longer in force.
    """
    by.require(Permission.NOMINATE, quota.unit_id)
    if learners < 1:
        raise Problem("plans.no_places_named", field="learners")
    if not clean(reason):
        raise Problem("plans.reason_needed", field="reason")
    free = Quota.objects.filter(pk=quota.pk, is_in_force=True, taken__lte=F("learners") - learners)
    if not free.update(learners=F("learners") - learners):
        quota.refresh_from_db()
        raise Problem("plans.not_so_many_free", field="learners", free=quota.learners - quota.taken)
    move = QuotaMove.objects.create(
        terms=quota.terms,
        from_unit=quota.unit,
        learners=learners,
        left=learners,
        reason=clean(reason)[:300],
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
def give_lent(*, move: QuotaMove, unit: Unit, learners: int, on: date, by: Actor) -> Quota:
    """Give places lent back to another unit. Raises Refused without PLAN_EDIT over the plan's unit, and Problem.

    Problem: no number of places, more than are left of them, the unit that lent them, or a plan no longer in force.
    """
    terms = move.terms
    by.require(Permission.PLAN_EDIT, terms.version.plan.unit_id)
    if learners < 1:
        raise Problem("plans.no_places_named", field="learners")
    if unit.pk == move.from_unit_id:
        raise Problem("plans.lent_by_this_unit", field="unit")
    if not Quota.objects.filter(terms=terms, is_in_force=True).exists():
        raise Problem("plans.plan_closed_to_places")
    left = QuotaMove.objects.filter(pk=move.pk, left__gte=learners)
    if not left.update(left=F("left") - learners):
        move.refresh_from_db()
        raise Problem("plans.not_so_many_free", field="learners", free=move.left)
    quota, is_new = Quota.objects.get_or_create(
        terms=terms, unit=unit, defaults={"learners": learners, "is_in_force": True}
    )
    if not is_new:
        Quota.objects.filter(pk=quota.pk).update(learners=F("learners") + learners)
        quota.refresh_from_db()
    given = QuotaMove.objects.create(
        terms=terms, from_unit=move.from_unit, to_unit=unit, learners=learners, reason=move.reason, on=on
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
