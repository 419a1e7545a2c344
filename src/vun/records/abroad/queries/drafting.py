"""The decision that sets a delegation up, made ready to be numbered or looked at before."""

from __future__ import annotations

from dataclasses import replace

from vun.common.actor import Actor, Permission
from vun.engines.documents import Document
from vun.records.abroad.domain import ROLE_NOTES, MemberRole, letter_text
from vun.records.abroad.models import StudyTrip
from vun.records.abroad.queries.reading import members_of
from vun.records.registers.models import Decision
from vun.records.sending import queries as papers
from vun.records.sending.domain import PaperDetails, PaperKind, check_details


def prepared_decision(
    trip: StudyTrip, details: PaperDetails, letter: Decision | None, by: Actor
) -> tuple[PaperDetails, list[papers.Listed]]:
    """The details with all it rests on, the leave of the letter last, and the list of members.

    Raises Refused without DECISION_EDIT, and Problem for a part left open.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    check_details(PaperKind.TRIP, details)
    full = papers.rested(details)
    if letter is not None:
        leave = letter_text(letter.number, letter.issued_on, letter.issuer)
        full = replace(full, bases=(*full.bases, leave))
    listed = [
        papers.Listed(member.person, trip.unit, note=ROLE_NOTES[MemberRole(member.role)])
        for member in members_of(trip)
    ]
    return full, listed


def draft_of_decision(
    *, trip: StudyTrip, details: PaperDetails, letter: Decision | None = None, by: Actor
) -> Document:
    """The decision as it would be issued, without its number. Raises as `prepared_decision` and for a register nobody
    has begun.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    papers.check_register(details)
    full, listed = prepared_decision(trip, details, letter, by)
    return papers.draft(PaperKind.TRIP, full, listed, None, by=by)
