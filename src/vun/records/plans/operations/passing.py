"""Places a unit holds, passed on to units below it and taken back again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.plans import domain
from vun.records.plans.domain import MoveKind
from vun.records.plans.models import Quota, QuotaMove
from vun.records.plans.operations.editing import hold_in_force, quota_below_taken, two_givers
from vun.records.registers.models import Decision


@transaction.atomic
def pass_on(
    *,
    quota: Quota,
    shares: Mapping[int, int],
    reason: str = "",
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> list[QuotaMove]:
    """Let units below hold so many of the quota's places, by unit id; units not named keep what they hold.

    All or none, and each change is kept as a movement. What a unit has taken or passed on itself stays with it; what
    the holder has taken stays with the holder; however many act at once, no more is passed on than is held. Raises
    Refused without NOMINATE over the holder; NotFound for a unit not below it on the day; Problem: a number below 0,
    more than is free, less than is used below, a unit others gave places of the line, more for one that has ended, or a
    plan no longer in force.
    """
    by.require(Permission.NOMINATE, quota.unit_id)
    hold_in_force(quota.terms)
    quota.refresh_from_db()
    held = {one.unit_id: one for one in Quota.objects.filter(terms=quota.terms_id, unit_id__in=shares)}
    changed = {
        unit_id: learners
        for unit_id, learners in shares.items()
        if learners != (held[unit_id].learners if unit_id in held else 0)
    }
    units = _units_below(quota, changed, on)
    _check(quota, changed, held)
    added = {key: learners - (held[key].learners if key in held else 0) for key, learners in changed.items()}
    for key, learners in added.items():
        if learners > 0:
            orgs.require_there(units[key], on, field="unit")
    more = sum(added.values())
    free = Quota.objects.filter(pk=quota.pk, learners__gte=F("taken") + F("passed_on") + more)
    if not free.update(passed_on=F("passed_on") + more):
        quota.refresh_from_db()
        raise Problem(
            "plans.passed_on_exceeds",
            field="shares",
            wanted=quota.passed_on + more,
            most=quota.learners - quota.taken,
        )
    moves = []
    for unit_id, learners in changed.items():
        before = _put(quota, units[unit_id], learners, held.get(unit_id))
        moves.append(_move(quota, units[unit_id], learners - before, clean(reason)[:300], decision, on, by))
    if moves:
        audit.record(
            by,
            "quota.passed_on",
            quota,
            unit_id=quota.unit_id,
            before={"quotas": {str(key): held[key].learners if key in held else 0 for key in changed}},
            after={"quotas": {str(key): learners for key, learners in changed.items()}, "on": on},
        )
    quota.refresh_from_db()
    return moves


def _units_below(quota: Quota, changed: Mapping[int, int], on: date) -> dict[int, Unit]:
    # A unit that no longer hangs below may still be changed if it holds some.
    known = Q(pk__in=orgs.below(quota.unit_id, on)) | Q(pk__in=quota.children.values("unit_id"))
    found = Unit.objects.filter(known).exclude(pk=quota.unit_id).in_bulk(list(changed))
    if found.keys() != changed.keys():
        raise NotFound("unit")
    return found


def _check(quota: Quota, changed: Mapping[int, int], held: Mapping[int, Quota]) -> None:
    if changed and _level(quota) >= domain.MOST_LEVELS:
        raise Problem("plans.too_many_levels", field="shares")
    for unit_id, learners in changed.items():
        if learners < 0:
            raise Problem("plans.quota_below_zero", field="shares")
        domain.check_at_most(learners, domain.MOST_LEARNERS, "shares")
        own = held.get(unit_id)
        if own is not None and own.parent_id != quota.pk and own.learners:
            raise two_givers(own)


def _level(quota: Quota) -> int:
    """How many units stand between the line and the quota, itself counted."""
    above = quota.parent
    return 1 if above is None else 1 + _level(above)


def _put(quota: Quota, unit: Unit, learners: int, was: Quota | None) -> int:
    """Let the unit hold so many; returns what it held. Nobody else passes on under this line meanwhile."""
    if was is None:
        Quota.objects.create(terms=quota.terms, unit=unit, parent=quota, learners=learners, is_in_force=True)
        return 0
    before = was.learners
    used = Quota.objects.filter(pk=was.pk, learners=before, taken__lte=learners - F("passed_on"))
    if not used.update(learners=learners, parent=quota):
        was.refresh_from_db()
        if was.learners != before:
            raise Problem("plans.try_again")
        raise quota_below_taken(unit.pk, learners, was.taken + was.passed_on)
    return before


def _move(
    quota: Quota, unit: Unit, more: int, reason: str, decision: Decision | None, on: date, by: Actor
) -> QuotaMove:
    is_given = more > 0
    return QuotaMove.objects.create(
        terms=quota.terms,
        kind=MoveKind.PASSED_ON if is_given else MoveKind.TAKEN_BACK,
        from_unit=quota.unit if is_given else unit,
        to_unit=unit if is_given else quota.unit,
        learners=abs(more),
        reason=reason,
        decision=decision,
        done_by=by.name,
        on=on,
    )
