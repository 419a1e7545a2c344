"""The decisions that set a delegation up, change it and call it off, made ready to be numbered or looked at before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.abroad.domain import ROLE_NOTES, MemberRole, amended_text, days_text, letter_text
from vun.records.abroad.models import StudyTrip
from vun.records.abroad.queries.reading import changes_of, members_of
from vun.records.people.models import Person
from vun.records.registers.models import Decision
from vun.records.sending import queries as papers
from vun.records.sending.domain import PaperDetails, PaperKind, check_details

Prepared = tuple[PaperDetails, list[papers.Listed]]
"""The details with all the paper rests on, and the delegation on its list."""


def prepared_decision(trip: StudyTrip, details: PaperDetails, letter: Decision | None, by: Actor) -> Prepared:
    """The decision that sets the delegation up; the leave of the letter stands last among what it rests on.

    Raises Refused without DECISION_EDIT, and Problem for a part left open.
    """
    full = _resting(PaperKind.TRIP, details, by)
    if letter is not None:
        leave = letter_text(letter.number, letter.issued_on, letter.issuer)
        full = replace(full, bases=(*full.bases, leave))
    return full, _on_list(trip, _going(trip))


def prepared_change(
    trip: StudyTrip,
    details: PaperDetails,
    by: Actor,
    *,
    start_on: date,
    end_on: date,
    leaving: Collection[int] = (),
    person: Person | None = None,
    role: MemberRole = MemberRole.MEMBER,
) -> Prepared:
    """The decision that changes the delegation, with the delegation as it is thereafter.

    Raises as `prepared_decision`, and Problem where nobody would lead it or it is not set up.
    """
    told = replace(details, study_days=days_text(start_on, end_on))
    full = _amending(PaperKind.TRIP_CHANGE, trip, told, by)
    going = _going(trip, but=leaving) + ([(person, role)] if person else [])
    if MemberRole.HEAD not in {role for _, role in going}:
        raise Problem("abroad.head_leaves", field="leaving")
    return full, _on_list(trip, going)


def prepared_cancellation(trip: StudyTrip, details: PaperDetails, by: Actor) -> Prepared:
    """The decision that calls the delegation off. Raises as `prepared_decision`, and Problem where it is not set up."""
    return _amending(PaperKind.TRIP_CANCEL, trip, details, by), _on_list(trip, _going(trip))


def draft_of(kind: PaperKind, prepared: Prepared, by: Actor) -> papers.Draft:
    """The paper as it would be issued, without its number. Raises as `papers.draft` and `papers.check_register`."""
    details, listed = prepared
    papers.check_register(details)
    return papers.draft(kind, details, listed, None, by=by)


def _resting(kind: PaperKind, details: PaperDetails, by: Actor) -> PaperDetails:
    by.require_anywhere(Permission.DECISION_EDIT)
    check_details(kind, details)
    return papers.rested(details)


def _amending(kind: PaperKind, trip: StudyTrip, details: PaperDetails, by: Actor) -> PaperDetails:
    full = _resting(kind, details, by)
    if trip.decision is None:
        raise Problem("abroad.moved_on")
    first = trip.decision
    later = dict.fromkeys(change.decision for change in changes_of(trip) if change.decision != first)
    changed_by = [each.number for each in later]
    amends = amended_text(first.number, first.issued_on, first.issuer, changed_by)
    return replace(full, amends=amends, bases=(*full.bases, amends))


def _going(trip: StudyTrip, but: Collection[int] = ()) -> list[tuple[Person, MemberRole]]:
    return [(each.person, MemberRole(each.role)) for each in members_of(trip) if each.pk not in but]


def _on_list(trip: StudyTrip, going: Iterable[tuple[Person, MemberRole]]) -> list[papers.Listed]:
    return [papers.Listed(person, trip.unit, note=ROLE_NOTES[role]) for person, role in going]
