"""The committee's decision, and who comes after somebody who falls out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.admission import domain
from vun.records.admission.domain import (
    CANDIDATE_STEPS,
    ROUND_STEPS,
    CandidateState,
    CandidateVerb,
    RoundVerb,
)
from vun.records.admission.models import SelectionCandidate, SelectionRound
from vun.records.admission.operations.rounds import hold_open
from vun.records.audit import operations as audit
from vun.records.delivery import operations as delivery
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.registers.models import Decision
from vun.records.sending import operations as sending
from vun.records.sending.domain import NominationState

_VERBS = {
    CandidateState.ADMITTED: CandidateVerb.ADMIT,
    CandidateState.WAITING: CandidateVerb.KEEP_WAITING,
    CandidateState.NOT_ADMITTED: CandidateVerb.REFUSE,
}


@transaction.atomic
def decide(
    *,
    selection: SelectionRound,
    outcomes: Mapping[int, CandidateState],
    reasons: Mapping[int, str],
    told: str,
    decision: Decision,
    on: date,
    by: Actor,
) -> Counter[CandidateState]:
    """What the committee decided of every candidate: admitted, waiting or not; returns how many of each.

    Those admitted are sent by ``decision`` and enrolled where the round is for a class; those not admitted are turned
    down with their reason, or with ``told``; those waiting stay put forward. Somebody passed over by points needs a
    reason. Candidates whose unit took them back have fallen out.

    All or nothing. Raises Refused without NOMINATION_APPROVE over the plan's unit; Problem: a candidate without points
    or outcome, more admitted than places, somebody passed over without a reason, the round over; and as approving,
    rejecting and enrolling raise.
    """
    hold_open(selection, by)
    entered = list(_entered(selection))
    standing = [each for each in entered if each.nomination.state == NominationState.PROPOSED]
    _check(selection, standing, outcomes, reasons)
    for candidate in entered:
        if candidate not in standing:
            _put(candidate, CandidateVerb.FALL_OUT, candidate.nomination.answer_reason)
    for candidate in standing:
        reason = clean(reasons.get(candidate.pk, ""))[:300]
        _put(candidate, _VERBS[outcomes[candidate.pk]], reason)
        if candidate.state == CandidateState.NOT_ADMITTED:
            sending.reject(nomination=candidate.nomination, reason=reason or told, on=on, by=by)
    _send([each for each in standing if each.state == CandidateState.ADMITTED], decision, on, by)
    SelectionRound.objects.filter(pk=selection.pk).update(
        state=ROUND_STEPS[RoundVerb.DECIDE].target, decision=decision, decided_on=on
    )
    selection.refresh_from_db()
    counts = Counter(CandidateState(each.state) for each in entered)
    audit.record(
        by,
        "selection.decided",
        selection,
        unit_id=selection.line.plan.unit_id,
        after={"decision": decision.number, "on": on} | {state.value: counts[state] for state in counts},
    )
    return counts


def _entered(selection: SelectionRound) -> Sequence[SelectionCandidate]:
    rows = SelectionCandidate.objects.filter(round=selection, state=CandidateState.ENTERED)
    return list(rows.select_related("nomination__person", "nomination__unit"))


def _check(
    selection: SelectionRound,
    standing: Sequence[SelectionCandidate],
    outcomes: Mapping[int, CandidateState],
    reasons: Mapping[int, str],
) -> None:
    if not standing:
        raise Problem("admission.nobody_entered", name=selection.name)
    names = {each.pk: each.nomination.person.full_name for each in standing}
    if not outcomes.keys() <= {each.pk for each in _entered(selection)}:
        raise NotFound("candidate")
    for candidate in standing:
        if candidate.total is None:
            raise Problem("admission.no_points", name=names[candidate.pk])
        if outcomes.get(candidate.pk) not in _VERBS:
            raise Problem("admission.no_outcome", field=f"o-{candidate.pk}", name=names[candidate.pk])
    admitted = {each.pk for each in standing if outcomes[each.pk] is CandidateState.ADMITTED}
    if len(admitted) > selection.places:
        raise Problem("admission.more_than_places", admitted=len(admitted), places=selection.places)
    totals = {each.pk: each.total for each in standing if each.total is not None}
    for key in sorted(domain.passed_over(totals, admitted)):
        if not clean(reasons.get(key, "")):
            raise Problem("admission.passed_over", field=f"r-{key}", name=names[key])


def _put(candidate: SelectionCandidate, verb: CandidateVerb, reason: str) -> None:
    step = CANDIDATE_STEPS[verb]
    rows = SelectionCandidate.objects.filter(pk=candidate.pk, state__in=step.sources)
    if not rows.update(state=step.target, reason=reason):
        raise Problem("admission.candidate_over", name=candidate.nomination.person.full_name)
    candidate.state, candidate.reason = step.target, reason


def _send(candidates: Sequence[SelectionCandidate], decision: Decision, on: date, by: Actor) -> None:
    if not candidates:
        return
    nominations = [candidate.nomination for candidate in candidates]
    sending.approve_nominations(ids=[each.pk for each in nominations], decision=decision, on=on, by=by)
    training_class = candidates[0].round.training_class
    if training_class is None:
        return
    for nomination in nominations:
        nomination.refresh_from_db()
        # Whoever signs for the committee need not be whoever runs the class.
        delivery.enrol(
            training_class=training_class,
            person=nomination.person,
            nomination=nomination,
            on=on,
            by=Actor.system(by.name),
        )


@transaction.atomic
def fall_out(
    *,
    candidate: SelectionCandidate,
    reason: str,
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> SelectionCandidate | None:
    """Somebody admitted or waiting gives up; the next who waits is admitted by ``decision``, else by the round's own.

    Returns who came after, None when nobody waits or the one who left had no place. Raises Refused, Problem.
    """
    by.require(CANDIDATE_STEPS[CandidateVerb.FALL_OUT].permission, candidate.round.line.plan.unit_id)
    if not clean(reason):
        raise Problem("admission.reason_needed", field="reason")
    had_place = candidate.state == CandidateState.ADMITTED
    _put(candidate, CandidateVerb.FALL_OUT, clean(reason)[:300])
    _take_out(candidate, clean(reason), on, by)
    audit.record(
        by,
        "selection.fallen_out",
        candidate.round,
        unit_id=candidate.round.line.plan.unit_id,
        after={"person": candidate.nomination.person, "reason": clean(reason), "on": on},
    )
    return _promote(candidate.round, decision, on, by) if had_place else None


def _take_out(candidate: SelectionCandidate, reason: str, on: date, by: Actor) -> None:
    nomination = candidate.nomination
    enrolment = Enrolment.objects.filter(nomination=nomination, state=EnrolmentState.STUDYING).first()
    if enrolment is not None:
        delivery.drop_out(enrolment=enrolment, on=on, reason=reason, by=Actor.system(by.name))
    elif nomination.state == NominationState.APPROVED:
        sending.cancel(nomination=nomination, reason=reason, on=on, by=by)
    elif nomination.state == NominationState.PROPOSED:
        sending.reject(nomination=nomination, reason=reason, on=on, by=by)


def _promote(
    selection: SelectionRound, decision: Decision | None, on: date, by: Actor
) -> SelectionCandidate | None:
    signed = decision or selection.decision
    rows = SelectionCandidate.objects.filter(round=selection, state=CandidateState.WAITING)
    waiting = rows.filter(nomination__state=NominationState.PROPOSED).order_by("rank", "pk")
    following = waiting.select_related("nomination__person", "round__training_class").first()
    if following is None or signed is None:
        return None
    _put(following, CandidateVerb.PROMOTE, following.reason)
    _send([following], signed, on, by)
    audit.record(
        by,
        "selection.promoted",
        selection,
        unit_id=selection.line.plan.unit_id,
        after={"person": following.nomination.person, "decision": signed.number, "on": on},
    )
    return following
