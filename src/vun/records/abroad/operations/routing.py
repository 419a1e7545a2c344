"""Trips on their way along the route of approval the province has set for the unit that sends them."""

from __future__ import annotations

from datetime import date

from vun.common.actor import Actor
from vun.common.text import clean
from vun.records.abroad.domain import TripState
from vun.records.abroad.models import StudyTrip
from vun.records.approvals import operations as approvals
from vun.records.approvals.domain import MatterKind

_KIND = MatterKind.TRIP


def submit(trip: StudyTrip, on: date, by: Actor) -> None:
    """Put a trip on the way, at the first step."""
    title = f"{trip.name} ({', '.join(trip.countries)})"
    approvals.submit(kind=_KIND, subject_id=trip.pk, title=title, unit_id=trip.unit_id, on=on, by=by)


def withdraw(trip: StudyTrip, reason: str, on: date, by: Actor) -> None:
    """Take a trip that was given up off its way."""
    approvals.withdraw(kind=_KIND, subject_id=trip.pk, reason=reason, on=on, by=by)


def permit(trip: StudyTrip, on: date, by: Actor) -> Actor:
    """Give the last signature; returns who to act as.

    What does not wait is left to the table of transitions to refuse. Raises Refused, Problem.
    """
    if not _is_waiting(trip):
        return by
    return approvals.finish(kind=_KIND, subject_id=trip.pk, on=on, by=by)


def send_back(trip: StudyTrip, reason: str, on: date, by: Actor) -> Actor | None:
    """Give a trip back; returns who to act as, None where it went to an earlier step only. As `permit`."""
    if not _is_waiting(trip) or not clean(reason):
        return by
    back = approvals.send_back(kind=_KIND, subject_id=trip.pk, reason=reason, on=on, by=by)
    return back.actor if back.is_with_submitter else None


def reject(trip: StudyTrip, reason: str, on: date, by: Actor) -> Actor:
    """Turn a trip down at the step it is at; returns who to act as. As `permit`."""
    if not _is_waiting(trip) or not clean(reason):
        return by
    return approvals.reject(kind=_KIND, subject_id=trip.pk, reason=reason, on=on, by=by)


def _is_waiting(trip: StudyTrip) -> bool:
    """The trip is held before what is on its way, as where it is submitted or given up: neither waits for the other."""
    waiting = StudyTrip.objects.filter(pk=trip.pk, state=TripState.SUBMITTED)
    return bool(waiting.update(state=TripState.SUBMITTED))
