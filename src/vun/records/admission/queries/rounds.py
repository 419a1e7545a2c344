"""Reading selection rounds: candidates with points and places."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.engines.documents import Document, Layout
from vun.records.admission import domain
from vun.records.admission.domain import CandidateState, SelectionState
from vun.records.admission.models import (
    SelectionCandidate,
    SelectionCriterion,
    SelectionRound,
    SelectionScore,
)
from vun.records.people.domain import Sex
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination
from vun.records.sending.queries import papers_visible_to


def rounds_visible_to(actor: Actor) -> QuerySet[SelectionRound]:
    """The rounds of plans of units in the actor's scope, and those with candidates of such units; with ``entered``."""
    rows = SelectionRound.objects.select_related(
        "line__plan__unit", "training_class", "offer", "decision"
    ).annotate(entered=Count("candidates", distinct=True))
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        own = SelectionCandidate.objects.filter(nomination__unit_id__in=scope).order_by().values("round_id")
        rows = rows.filter(Q(pk__in=own) | Q(line__plan__unit_id__in=scope))
    return rows


def get_round(actor: Actor, round_id: int) -> SelectionRound:
    """Raises NotFound when there is none in the actor's sight."""
    found = rounds_visible_to(actor).filter(pk=round_id).first()
    if found is None:
        raise NotFound("selection round")
    return found


def candidates_of(actor: Actor, selection: SelectionRound) -> QuerySet[SelectionCandidate]:
    """The candidates of units in the actor's scope, by place, then by name; with person, unit and points."""
    rows = SelectionCandidate.objects.filter(round=selection).select_related(
        "nomination__person", "nomination__unit", "round__line__plan"
    )
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        rows = rows.filter(nomination__unit_id__in=scope)
    return rows.prefetch_related("scores")


def get_candidate(actor: Actor, candidate_id: int) -> SelectionCandidate:
    """Raises NotFound when there is none in the actor's sight."""
    row = SelectionCandidate.objects.select_related("round").filter(pk=candidate_id).first()
    found = candidates_of(actor, row.round).filter(pk=candidate_id).first() if row else None
    if found is None:
        raise NotFound("candidate")
    return found


def to_enter(selection: SelectionRound) -> QuerySet[Nomination]:
    """Who is put forward for the line and not in the round yet, by given name."""
    rows = Nomination.objects.filter(line_id=selection.line_id, state=NominationState.PROPOSED)
    return (
        rows.exclude(candidacies__round=selection)
        .select_related("person", "unit")
        .order_by("person__sort_key", "pk")
    )


def being_selected(nomination_ids: Collection[int]) -> QuerySet[SelectionCandidate]:
    """Those of the nominations that an open round is to decide on: whoever sends them otherwise goes past it."""
    rows = SelectionCandidate.objects.filter(
        nomination_id__in=nomination_ids, state=CandidateState.ENTERED, round__state=SelectionState.OPEN
    )
    return rows.select_related("nomination__person", "round").order_by("nomination__person__sort_key", "pk")


def points_of(selection: SelectionRound) -> dict[tuple[int, int], Decimal]:
    """The points given, by candidate and criterion."""
    rows = SelectionScore.objects.filter(candidate__round=selection)
    return {(row.candidate_id, row.criterion_id): row.points for row in rows}


def list_of(actor: Actor, selection: SelectionRound) -> Document:
    """The list of the candidates in the actor's scope, ready to be written as docx or PDF.

    Organ and place are those of the last paper about people sent the actor may see, else the plan's unit.
    """
    last = papers_visible_to(actor).first()
    decision = selection.decision
    unit = selection.line.plan.unit
    head = domain.ListHead(
        organ=last.organ if last else unit.name,
        superior=last.superior if last else "",
        place=last.place if last else "",
        layout=Layout(last.layout) if last else Layout.STATE,
        name=selection.name,
        places=selection.places,
        decision=(decision.number, decision.issued_on, decision.issuer) if decision else None,
    )
    criteria = list(selection.criteria.all())
    listed = tuple(_listed(candidate, criteria) for candidate in candidates_of(actor, selection))
    return domain.selection_list(head, tuple(each.name for each in criteria), listed)


def _listed(candidate: SelectionCandidate, criteria: Sequence[SelectionCriterion]) -> domain.Listed:
    person = candidate.nomination.person
    points = {score.criterion_id: score.points for score in candidate.scores.all()}
    return domain.Listed(
        person.full_name,
        person.birth_on,
        person.sex == Sex.FEMALE,
        candidate.nomination.unit.name,
        tuple(points.get(criterion.pk) for criterion in criteria),
        candidate.total,
        candidate.rank,
        CandidateState(candidate.state),
        candidate.reason,
    )


def proposal(selection: SelectionRound) -> dict[int, CandidateState | None]:
    """What points alone say of those who have all of them; None where some alike have a place and some have none."""
    rows = SelectionCandidate.objects.filter(round=selection, state=CandidateState.ENTERED)
    totals = {row.pk: row.total for row in rows if row.total is not None}
    return domain.by_points(totals, selection.places)
