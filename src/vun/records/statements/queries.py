"""Readers of reports kept by hand."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.statements.models import KeptStatement


def visible_to(actor: Actor) -> QuerySet[KeptStatement]:
    """Those of units whose reports the actor may run, or whose figures the actor keeps; the latest period first."""
    scope: list[Q] = []
    for permission in (Permission.REPORT_RUN, Permission.STATEMENT_EDIT):
        unit_ids = actor.unit_ids(permission)
        scope.append(Q(unit_id__in=unit_ids) if isinstance(unit_ids, frozenset) else Q())
    rows = KeptStatement.objects.select_related("unit").order_by("-end_on", "sort_key", "pk")
    return rows if Q() in scope else rows.filter(scope[0] | scope[1])


def get_visible(actor: Actor, statement_id: int) -> KeptStatement:
    """One of them. Raises NotFound when there is none in the actor's scope."""
    found = visible_to(actor).filter(pk=statement_id).first()
    if found is None:
        raise NotFound("kept_statement")
    return found
