"""A selection round opened, its candidates taken in, their points given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.admission import domain, queries
from vun.records.admission.domain import ROUND_STEPS, CandidateState, Criterion, RoundVerb, SelectionState
from vun.records.admission.models import (
    SelectionCandidate,
    SelectionCriterion,
    SelectionRound,
    SelectionScore,
    TrainingOffer,
)
from vun.records.audit import operations as audit
from vun.records.delivery.models import TrainingClass
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLine


@transaction.atomic
def open_round(
    *,
    line: PlanLine,
    name: str,
    places: int,
    criteria: Sequence[Criterion],
    closes_on: date,
    training_class: TrainingClass | None = None,
    offer: TrainingOffer | None = None,
    on: date,
    by: Actor,
) -> SelectionRound:
    """Open a round for a line in force: how many are admitted, and what points are given for.

    Raises Refused without NOMINATION_APPROVE over the plan's unit; Problem: no name, place or criterion, a criterion
    without name or points, a closing day that is past, a class or offer of another line, or a round open already.
    """
    terms = plans.approved_terms(line.pk)
    if terms is None:
        raise Problem("sending.line_not_in_force")
    unit_id = terms.version.plan.unit_id
    by.require(ROUND_STEPS[RoundVerb.DECIDE].permission, unit_id)
    _check(clean(name), places, criteria, closes_on, on)
    for field, other in (("training_class", training_class), ("offer", offer)):
        if other is not None and other.line_id != line.pk:
            raise Problem("admission.of_other_line", field=field)
    try:
        with transaction.atomic():
            selection = SelectionRound.objects.create(
                line=line,
                training_class=training_class,
                offer=offer,
                name=clean(name)[:250],
                places=places,
                opened_on=on,
                closes_on=closes_on,
            )
    except IntegrityError:
        raise Problem("admission.round_open_already", title=terms.title) from None
    SelectionCriterion.objects.bulk_create(
        SelectionCriterion(round=selection, order=order, name=clean(each.name), most=each.most)
        for order, each in enumerate(criteria, 1)
    )
    audit.record(
        by,
        "selection.opened",
        selection,
        unit_id=unit_id,
        after={"line": line.pk, "places": places, "on": on, "until": closes_on},
    )
    return selection


def _check(name: str, places: int, criteria: Sequence[Criterion], closes_on: date, on: date) -> None:
    if not name:
        raise Problem("admission.not_filled", field="name")
    if places < 1:
        raise Problem("admission.no_places", field="places")
    if not criteria:
        raise Problem("admission.no_criteria", field="criteria")
    if any(not clean(each.name) or not 0 < each.most <= 1000 for each in criteria):
        raise Problem("admission.criterion_broken", field="criteria")
    if closes_on < on:
        raise Problem("admission.deadline_past", field="closes_on")


def hold_open(selection: SelectionRound, by: Actor, verb: RoundVerb = RoundVerb.DECIDE) -> None:
    """Return quietly when ``by`` may work on the open round; nobody else changes it until the transaction ends."""
    step = ROUND_STEPS[verb]
    by.require(step.permission, selection.line.plan.unit_id)
    if not SelectionRound.objects.filter(pk=selection.pk, state=SelectionState.OPEN).update(
        state=SelectionState.OPEN
    ):
        raise Problem("admission.round_over", name=selection.name)


@transaction.atomic
def enter(*, selection: SelectionRound, nomination_ids: Collection[int], on: date, by: Actor) -> int:
    """Take in people put forward for the line; returns how many. Raises Refused, NotFound, Problem.

    Problem: nobody chosen, the closing day is past, or the round is over.
    """
    hold_open(selection, by)
    if not nomination_ids:
        raise Problem("sending.nobody_chosen")
    if on > selection.closes_on:
        raise Problem("admission.round_closed", closes_on=selection.closes_on)
    chosen = list(queries.to_enter(selection).filter(pk__in=nomination_ids))
    if len(chosen) != len(set(nomination_ids)):
        raise NotFound("nomination")
    SelectionCandidate.objects.bulk_create(
        SelectionCandidate(round=selection, nomination=nomination) for nomination in chosen
    )
    people = [nomination.person.full_name for nomination in chosen]
    audit.record(
        by,
        "selection.entered",
        selection,
        unit_id=selection.line.plan.unit_id,
        after={"people": people, "on": on},
    )
    return len(chosen)


@transaction.atomic
def give_points(
    *, selection: SelectionRound, points: Mapping[tuple[int, int], Decimal | None], by: Actor
) -> None:
    """Points by (candidate, criterion), None to take them away; sums and places follow.

    All or none. Raises Refused, NotFound (a candidate or criterion of another round), and Problem: points below 0 or
    above what the criterion gives, or the round is over.
    """
    hold_open(selection, by)
    most = dict(SelectionCriterion.objects.filter(round=selection).values_list("pk", "most"))
    entered = SelectionCandidate.objects.filter(round=selection, state=CandidateState.ENTERED)
    candidates = {candidate.pk: candidate for candidate in entered}
    for (candidate_id, criterion_id), given in points.items():
        if candidate_id not in candidates or criterion_id not in most:
            raise NotFound("candidate")
        if given is not None and not 0 <= given <= most[criterion_id]:
            field = f"p-{candidate_id}-{criterion_id}"
            raise Problem("admission.points_out_of_range", field=field, most=str(most[criterion_id]))
    known = queries.points_of(selection)
    after = {key: given for key, given in {**known, **points}.items() if given is not None}
    SelectionScore.objects.filter(candidate__in=candidates).delete()
    SelectionScore.objects.bulk_create(
        SelectionScore(candidate_id=candidate_id, criterion_id=criterion_id, points=given)
        for (candidate_id, criterion_id), given in after.items()
        if candidate_id in candidates
    )
    _rank(candidates, most, after)
    changed = [key for key in points if points[key] != known.get(key)]
    audit.record(
        by,
        "selection.points_given",
        selection,
        unit_id=selection.line.plan.unit_id,
        before={"points": {f"{key[0]}/{key[1]}": _written(known.get(key)) for key in changed}},
        after={"points": {f"{key[0]}/{key[1]}": _written(points[key]) for key in changed}},
    )


def _written(points: Decimal | None) -> str:
    return "" if points is None else f"{points:.2f}"


def _rank(
    candidates: Mapping[int, SelectionCandidate],
    most: Mapping[int, Decimal],
    points: Mapping[tuple[int, int], Decimal],
) -> None:
    """Who has points for every criterion has a sum and a place."""
    totals = {
        key: sum((points[key, criterion] for criterion in most), Decimal(0))
        for key in candidates
        if all((key, criterion) in points for criterion in most)
    }
    placed = domain.ranks(totals)
    for key, candidate in candidates.items():
        candidate.total, candidate.rank = totals.get(key), placed.get(key)
    SelectionCandidate.objects.bulk_update(candidates.values(), ["total", "rank"], batch_size=500)


@transaction.atomic
def cancel_round(*, selection: SelectionRound, reason: str, by: Actor) -> None:
    """Give a round up; those put forward stay put forward. Raises Refused, Problem."""
    hold_open(selection, by, RoundVerb.CANCEL)
    if not clean(reason):
        raise Problem("admission.reason_needed", field="reason")
    SelectionRound.objects.filter(pk=selection.pk).update(
        state=ROUND_STEPS[RoundVerb.CANCEL].target, note=clean(reason)[:300]
    )
    selection.refresh_from_db()
    audit.record(
        by,
        "selection.cancelled",
        selection,
        unit_id=selection.line.plan.unit_id,
        after={"reason": clean(reason)},
    )
