"""Nominations on their way along the route of approval the province has set for their unit."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from vun.common.actor import Actor
from vun.common.text import clean
from vun.records.approvals import operations as approvals
from vun.records.approvals.domain import MatterKind
from vun.records.sending import queries
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

_KIND = MatterKind.NOMINATION


def submit(nomination: Nomination, by: Actor) -> None:
    """Put somebody put forward on the way, at the first step."""
    course = queries.title_of_line(nomination.line_id)
    approvals.submit(
        kind=_KIND,
        subject_id=nomination.pk,
        title=" – ".join(part for part in (nomination.person.full_name, course) if part),
        unit_id=nomination.unit_id,
        on=timezone.localdate(),
        by=by,
    )


def follow(nomination: Nomination, source: NominationState, by: Actor) -> None:
    """Let the way follow what became of a nomination that was not decided along it."""
    if nomination.state == NominationState.PROPOSED:
        submit(nomination, by)
    elif source in (NominationState.PROPOSED, NominationState.RETURNED):
        approvals.withdraw(
            kind=_KIND,
            subject_id=nomination.pk,
            reason=nomination.answer_reason,
            on=timezone.localdate(),
            by=by,
        )


def approve(nomination: Nomination, by: Actor) -> Actor:
    """Give the last signature to one that is held; returns who to act as. Raises Refused, Problem."""
    return approvals.finish(kind=_KIND, subject_id=nomination.pk, on=timezone.localdate(), by=by)


def send_back(nomination: Nomination, reason: str, by: Actor) -> Actor | None:
    """Give a nomination back; returns who to act as, None where it went to an earlier step only.

    What cannot be given back is left to the table of transitions to refuse. Raises Refused, Problem.
    """
    if not hold_waiting(nomination) or not clean(reason):
        return by
    back = approvals.send_back(
        kind=_KIND, subject_id=nomination.pk, reason=reason, on=timezone.localdate(), by=by
    )
    return back.actor if back.is_with_submitter else None


def reject(nomination: Nomination, reason: str, by: Actor) -> Actor:
    """Turn a nomination down at the step it is at; returns who to act as. As `send_back`."""
    if not hold_waiting(nomination) or not clean(reason):
        return by
    return approvals.reject(
        kind=_KIND, subject_id=nomination.pk, reason=reason, on=timezone.localdate(), by=by
    )


def hold_waiting(nomination: Nomination) -> bool:
    """Whether it still waits; then it is held before what is on its way, as where it is taken back: neither waits for
    the other. Of several, the one of the lowest number is held first.
    """
    waiting = Nomination.objects.filter(pk=nomination.pk, state=NominationState.PROPOSED)
    return bool(waiting.update(state=F("state")))
