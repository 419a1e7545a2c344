"""Reading nominations: whom an actor sees, what waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.approvals import queries as approvals
from vun.records.approvals.domain import MatterKind
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLineTerms
from vun.records.sending.domain import WAITING_TO_STUDY, NominationState
from vun.records.sending.models import Nomination


def visible_to(actor: Actor) -> QuerySet[Nomination]:
    """The nominations of units in the actor's scope, and one's own, with person, unit, line and decision."""
    rows = Nomination.objects.select_related(
        "person", "unit", "line__plan", "decision", "exception_file", "exception_signer", "commitment"
    )
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        return rows.filter(Q(unit_id__in=scope) | Q(person_id=actor.person_id or 0))
    return rows


def users_put_forward(nomination_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The account of whoever is put forward, by nomination; who has none is left out."""
    rows = Nomination.objects.filter(pk__in=nomination_ids, person__user__isnull=False).order_by()
    return {key: frozenset({user_id}) for key, user_id in rows.values_list("pk", "person__user_id")}


def to_decide(actor: Actor, ids: Collection[int], on: date) -> QuerySet[Nomination]:
    """Those of the nominations the actor may see, for good or because their approval is at a step of theirs."""
    reader = approvals.reader_for(actor, MatterKind.NOMINATION, ids, on)
    return visible_to(reader).filter(pk__in=ids)


def listed(actor: Actor) -> QuerySet[Nomination]:
    """`visible_to`, each with the ``line_title`` of the plan in force."""
    return visible_to(actor).annotate(
        line_title=Subquery(_terms_in_force(OuterRef("line_id")).values("title")[:1])
    )


def _terms_in_force(line_id: int | OuterRef) -> QuerySet[PlanLineTerms]:
    return plans.approved_lines().filter(line_id=line_id)


def title_of_line(line_id: int) -> str:
    """What the line is called in the plan in force; empty when it is no longer in it."""
    return _terms_in_force(line_id).values_list("title", flat=True).first() or ""


def get_nomination(actor: Actor, nomination_id: int) -> Nomination:
    """Raises NotFound when there is none in the actor's scope."""
    found = visible_to(actor).filter(pk=nomination_id).first()
    if found is None:
        raise NotFound("nomination")
    return found


def counts_by_state(actor: Actor) -> dict[str, int]:
    """How many of the nominations in the actor's sight are in each state; a state nobody is in is left out."""
    rows = visible_to(actor).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def waiting_list(line_id: int, unit_id: int) -> QuerySet[Nomination]:
    """Who waits for a place of the unit's in the line, whoever has waited longest first."""
    return (
        Nomination.objects.filter(line_id=line_id, unit_id=unit_id, state=NominationState.WAITLISTED)
        .select_related("person", "unit")
        .order_by("waiting_since", "pk")
    )


def lately_promoted(actor: Actor, since: date, until: date) -> QuerySet[Any]:
    """Who got a place of the waiting list on these days and still has it; of the actor's scope, and oneself."""
    return listed(actor).filter(
        waiting_since__isnull=False, proposed_on__range=(since, until), state__in=WAITING_TO_STUDY
    )


def requests_of(line_id: int, unit_id: int) -> QuerySet[Nomination]:
    """What people of the unit have asked for in the line and nobody has answered, the oldest first."""
    return (
        Nomination.objects.filter(line_id=line_id, unit_id=unit_id, state=NominationState.ASKED)
        .select_related("person", "unit")
        .order_by("proposed_on", "pk")
    )


def own_nominations(actor: Actor) -> QuerySet[Nomination]:
    """What the actor was put forward for or asked for, the latest first."""
    rows = Nomination.objects.filter(person_id=actor.person_id or 0)
    return rows.select_related("unit", "decision", "person").annotate(
        line_title=Subquery(_terms_in_force(OuterRef("line_id")).values("title")[:1])
    )


def approved_of_line(line_id: int) -> QuerySet[Nomination]:
    """The approved nominations of a plan line, by given name."""
    return (
        Nomination.objects.filter(line_id=line_id, state=NominationState.APPROVED)
        .select_related("person", "unit")
        .order_by("person__sort_key", "pk")
    )
