"""Whom a plan drafted from a scenario proposes to send, changed by hand until they are put forward."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.allocation.models import ProposedLearner
from vun.records.allocation.queries import has_proposed, proposed_of
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.plans import queries as plans
from vun.records.plans.models import Plan, PlanLine


@transaction.atomic
def drop_proposed(*, plan: Plan, ids: Collection[int], by: Actor) -> int:
    """Propose these rows of the plan no longer; return how many. The units' quotas stay as they are.

    Raises Refused without PLAN_EDIT over the whole province, and Problem when one of them is put forward already or
    nobody is chosen.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    rows: list[Any] = list(proposed_of(by, plan.pk).filter(pk__in=ids))
    if not rows:
        raise Problem("allocation.nobody_chosen")
    for row in rows:
        if row.is_nominated:
            raise Problem("allocation.nominated_already", person=row.person.full_name)
    ProposedLearner.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        audit.record(
            by,
            "scenario.proposed_dropped",
            row.person,
            unit_id=row.unit_id,
            before={"plan": plan.name, "line": row.line.number},
        )
    return len(rows)


@transaction.atomic
def propose(*, plan: Plan, line_id: int, person: Person, on: date, by: Actor) -> ProposedLearner:
    """Propose somebody more under a line of a plan drafted from a scenario.

    They count under the unit that holds a quota of the line: their own or the nearest above. Raises Refused without
    PLAN_EDIT over the whole province, NotFound for a line of another plan, and Problem when no such unit has a quota
    or they are proposed already.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    line = PlanLine.objects.filter(pk=line_id, plan=plan).first()
    if line is None or not has_proposed(plan.pk):
        raise NotFound("line of the plan")
    if ProposedLearner.objects.filter(line=line, person=person).exists():
        raise Problem("allocation.proposed_already", field="person", person=person.full_name)
    unit_id = _quota_unit(plan, line, person, on, by)
    if unit_id is None:
        raise Problem("allocation.unit_without_quota", field="person", person=person.full_name)
    row = ProposedLearner.objects.create(line=line, unit_id=unit_id, person=person, weight=0)
    audit.record(
        by,
        "scenario.proposed_added",
        person,
        unit_id=unit_id,
        after={"plan": plan.name, "line": line.number},
    )
    return row


def _quota_unit(plan: Plan, line: PlanLine, person: Person, on: date, by: Actor) -> int | None:
    """The nearest unit at or above the person's that the version worked on gives places of the line."""
    own = people.unit_of(person.pk, on)
    if own is None:
        return None
    version = plans.version_to_show(plans.versions_of(by, plan))
    terms = plans.terms_of_version(version).filter(line=line).first()
    holders = {quota.unit_id for quota in terms.quotas.all()} if terms else set()
    return next((unit for unit in [own, *_above(own, on)] if unit in holders), None)


def _above(unit_id: int, on: date) -> list[int]:
    return [unit.pk for unit in reversed(orgs.ancestors(unit_id, on))]
