"""Readers of reports kept by hand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.records.statements.domain import Beside, Link
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


def links_of(kept: KeptStatement) -> list[Link]:
    """Beside which cells its figures stand; links of figures that are no more are left out."""
    known = kept.statement.by_id
    return [Link(*one) for one in kept.links if one[0] in known]


def beside(
    actor: Actor, report: str, unit_id: int, periods: Sequence[Period]
) -> dict[tuple[int, str, str], list[Beside]]:
    """Figures kept by hand of the unit over exactly one of the periods, by its place, row and column. One query."""
    asked = Q(pk__in=[])
    for period in periods:
        asked |= Q(start_on=period.start, end_on=period.end)
    places = {(period.start, period.end): place for place, period in enumerate(periods)}
    found: dict[tuple[int, str, str], list[Beside]] = {}
    for kept in visible_to(actor).filter(asked, unit_id=unit_id).exclude(links=[]):
        figures = kept.statement.by_id
        for link in links_of(kept):
            if link.report == report:
                key = (places[kept.start_on, kept.end_on], link.row, link.column)
                found.setdefault(key, []).append(Beside(figures[link.figure], kept.pk, kept.title))
    return found
