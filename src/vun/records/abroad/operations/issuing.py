"""The decisions about a delegation: numbered in the register, and done to the trip in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor
from vun.records.abroad import queries
from vun.records.abroad.models import StudyTrip
from vun.records.abroad.operations.changing import change_trip
from vun.records.abroad.operations.moving import cancel, permit
from vun.records.registers.models import Decision
from vun.records.sending import operations as sending
from vun.records.sending.domain import PaperDetails, PaperKind
from vun.records.sending.models import SendingPaper


@transaction.atomic
def issue_decision(
    *, trip: StudyTrip, details: PaperDetails, letter: Decision | None = None, on: date, by: Actor
) -> SendingPaper:
    """`permit` a trip by a decision with its list of members, numbered next in the register of the office.

    The leave of the letter stands among its bases. All or nothing; when nothing comes of it the number is free again.
    Raises Refused without DECISION_EDIT; Problem: a part left open; and as `permit`.
    """

    def do(decision: Decision) -> None:
        permit(trip=trip, decision=decision, letter=letter, on=on, by=by)

    _hold(trip)
    return _issue(PaperKind.TRIP, queries.prepared_decision(trip, details, letter, by), do, by)


@transaction.atomic
def issue_change(
    *, trip: StudyTrip, details: PaperDetails, on: date, by: Actor, **change: Any
) -> SendingPaper:
    """`change_trip` by a decision with the delegation as it is thereafter, ``change`` being its days, who stays at home
    and who goes besides. As `issue_decision`, and raises as `change_trip`.
    """

    def do(decision: Decision) -> None:
        change_trip(trip=trip, decision=decision, about=details.about, on=on, by=by, **change)

    _hold(trip)
    return _issue(PaperKind.TRIP_CHANGE, queries.prepared_change(trip, details, by, **change), do, by)


@transaction.atomic
def issue_cancellation(*, trip: StudyTrip, details: PaperDetails, on: date, by: Actor) -> SendingPaper:
    """`cancel` a trip by a decision that tells why. As `issue_decision`, and raises as `cancel`."""

    def do(decision: Decision) -> None:
        cancel(trip=trip, reason=details.about, decision=decision, on=on, by=by)

    _hold(trip)
    return _issue(PaperKind.TRIP_CANCEL, queries.prepared_cancellation(trip, details, by), do, by)


def _hold(trip: StudyTrip) -> None:
    """Until the transaction ends: the paper tells the delegation that the decision is done to, and no other."""
    StudyTrip.objects.filter(pk=trip.pk).update(state=F("state"))


def _issue(
    kind: PaperKind, prepared: queries.Prepared, do: Callable[[Decision], None], by: Actor
) -> SendingPaper:
    details, listed = prepared
    decision = sending.number_paper(kind, details, by)
    do(decision)
    return sending.keep_paper(kind, decision, details, listed, None, by)
