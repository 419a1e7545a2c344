"""The decision that sets a delegation up: numbered in the register, and done to the trip in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.abroad import queries
from vun.records.abroad.domain import ROLE_NOTES, MemberRole, letter_text
from vun.records.abroad.models import StudyTrip
from vun.records.abroad.operations.moving import permit
from vun.records.registers.models import Decision
from vun.records.sending import operations as sending
from vun.records.sending import queries as papers
from vun.records.sending.domain import PaperDetails, PaperKind, check_details
from vun.records.sending.models import SendingPaper


@transaction.atomic
def issue_decision(
    *, trip: StudyTrip, details: PaperDetails, letter: Decision | None = None, on: date, by: Actor
) -> SendingPaper:
    """`permit` a trip by a decision with its list of members, numbered next in the register of the office.

    The leave of the letter stands among its bases. All or nothing; when nothing comes of it the number is free again.
    Raises Refused without DECISION_EDIT; Problem: a part left open; and as `permit`.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    check_details(PaperKind.TRIP, details)
    details = papers.rested(details)
    if letter is not None:
        leave = letter_text(letter.number, letter.issued_on, letter.issuer)
        details = replace(details, bases=(*details.bases, leave))
    decision = sending.number_paper(PaperKind.TRIP, details, by)
    permit(trip=trip, decision=decision, letter=letter, on=on, by=by)
    listed = [
        papers.Listed(member.person, trip.unit, note=ROLE_NOTES[MemberRole(member.role)])
        for member in queries.members_of(trip)
    ]
    return sending.keep_paper(PaperKind.TRIP, decision, details, listed, None, by)
