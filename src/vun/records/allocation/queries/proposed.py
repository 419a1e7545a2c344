"""Readers of whom a plan drafted from a scenario proposes to send."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet

from vun.common.actor import Actor, Permission
from vun.records.allocation.models import ProposedLearner, Scenario
from vun.records.sending.domain import LIVE_STATES
from vun.records.sending.models import Nomination


def has_proposed(plan_id: int) -> bool:
    """Whether the plan was drafted from a scenario, with people proposed for its lines."""
    return ProposedLearner.objects.filter(line__plan_id=plan_id).exists()


def proposed_counts(actor: Actor, plan_id: int) -> dict[int, int]:
    """How many are proposed under each line of the plan, by the line's id; none for who may not see scenarios."""
    rows = proposed_of(actor, plan_id).order_by().values_list("line_id")
    return dict(rows.annotate(count=Count("pk")))


def proposed_of(actor: Actor, plan_id: int) -> QuerySet[ProposedLearner]:
    """Whoever is proposed under the plan's lines, the heaviest first, each with ``is_nominated``.

    As scenarios do, they show only to who may see plans of the whole province.
    """
    if not actor.may_everywhere(Permission.PLAN_VIEW):
        return ProposedLearner.objects.none()
    live = Nomination.objects.filter(line=OuterRef("line"), person=OuterRef("person"), state__in=LIVE_STATES)
    rows = ProposedLearner.objects.filter(line__plan_id=plan_id).select_related("line", "unit", "person")
    return rows.annotate(is_nominated=Exists(live)).order_by("line__number", "-weight", "pk")


def scenario_of_plan(actor: Actor, plan_id: int) -> Scenario | None:
    """The scenario the plan was drafted from; None for any other plan, and for who may not see scenarios."""
    if not actor.may_everywhere(Permission.PLAN_VIEW):
        return None
    return Scenario.objects.filter(plan_version__plan_id=plan_id).first()
