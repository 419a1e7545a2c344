"""The decision that sets a delegation up: numbered in the register, and done to the trip in one transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vun.common.actor import Actor
from vun.records.abroad import queries
from vun.records.abroad.models import StudyTrip
from vun.records.abroad.operations.moving import permit
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
    full, listed = queries.prepared_decision(trip, details, letter, by)
    decision = sending.number_paper(PaperKind.TRIP, full, by)
    permit(trip=trip, decision=decision, letter=letter, on=on, by=by)
    return sending.keep_paper(PaperKind.TRIP, decision, full, listed, None, by)
