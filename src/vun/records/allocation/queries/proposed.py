"""Readers of whom a version of a plan proposes to send, beside what became of the proposals."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from vun.common.actor import Actor, Permission
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries.scenarios import visible_to
from vun.records.plans import queries as plans
from vun.records.plans.domain import VersionState
from vun.records.plans.models import PlanVersion, ProposedLearner
from vun.records.sending.domain import LIVE_STATES
from vun.records.sending.models import Nomination


def proposed_of(actor: Actor, version: PlanVersion) -> QuerySet[ProposedLearner]:
    """As `plans.proposed_by`, each with ``is_nominated``: whether they are put forward under the line by now."""
    live = Nomination.objects.filter(
        line=OuterRef("terms__line"), person=OuterRef("person"), state__in=LIVE_STATES
    )
    return plans.proposed_by(actor, version).annotate(is_nominated=Exists(live))


def scenario_of_plan(actor: Actor, plan_id: int) -> Scenario | None:
    """The scenario the plan was drafted from; None for any other plan, and for who may not see scenarios."""
    if not actor.may_everywhere(Permission.PLAN_VIEW):
        return None
    return Scenario.objects.filter(plan_version__plan_id=plan_id).first()


def scenarios_in_force(actor: Actor, year: int) -> QuerySet[Scenario]:
    """The scenarios that plans in force were drafted from, of the year; none for who may not see scenarios."""
    return visible_to(actor).filter(
        year=year,
        plan_version__plan__closed_on=None,
        plan_version__plan__versions__state=VersionState.APPROVED,
    )
