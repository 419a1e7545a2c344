"""Changing a delegation after it was set up: who goes and when, by a decision of its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.abroad import queries
from vun.records.abroad.domain import TRANSITIONS, MemberRole, Verb
from vun.records.abroad.models import StudyTrip, TripChange
from vun.records.abroad.operations.listing import hold, post_again, put_on_list, refuse_away
from vun.records.audit import operations as audit
from vun.records.people.models import Person
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision


@transaction.atomic
def change_trip(
    *,
    trip: StudyTrip,
    decision: Decision,
    about: str,
    start_on: date,
    end_on: date,
    leaving: Collection[int] = (),
    person: Person | None = None,
    role: MemberRole = MemberRole.MEMBER,
    on: date,
    by: Actor,
) -> None:
    """Let members stay at home, by their keys on the list, somebody go besides, or the days be others.

    ``about`` is what the decision says is changed. On another first day members go with the posts of that
    day. Who stays at home, who comes besides and the days before are kept in the audit. Raises Refused;
    Problem: by somebody who goes or is to go, or for them; not set up or back already, nothing said, days out of order,
    no head left, somebody without a post, on the list already or on another trip then, or whose tier needs a letter the
    delegation has not.
    """
    move = TRANSITIONS[Verb.CHANGE]
    by.require(move.permission, trip.unit_id)
    _refuse_about_self(trip, person, by)
    if not clean(about):
        raise Problem("abroad.field_needed", field="about")
    if end_on < start_on:
        raise Problem("abroad.days_out_of_order", field="end_on", start_on=start_on)
    if not StudyTrip.objects.filter(pk=trip.pk, state__in=move.sources).update(state=move.target):
        raise Problem("abroad.moved_on")
    trip.refresh_from_db()
    before = {"start_on": trip.start_on, "end_on": trip.end_on}
    trip.start_on, trip.end_on = start_on, end_on
    trip.save(update_fields=["start_on", "end_on"])
    gone = trip.members.filter(pk__in=leaving).select_related("person")
    stay_home = [member.person.full_name for member in gone]
    gone.delete()
    if person is not None:
        hold([person.pk, *trip.members.values_list("person_id", flat=True)])
        put_on_list(trip, person, role)
    if not queries.has_head(trip):
        raise Problem("abroad.head_leaves", field="leaving")
    if start_on != before["start_on"]:
        post_again(trip)
    refuse_away(trip, field="start_on")
    rule = queries.permit_on(trip, on)
    if rule is not None and rule.needs_letter and trip.letter_id is None:
        raise Problem("abroad.letter_not_there", field="person", authority=rule.authority)
    change = TripChange.objects.create(trip=trip, decision=decision, about=clean(about))
    come_too = [person.full_name] if person else []
    told = {"decision": decision.number, "about": change.about, "start_on": start_on, "end_on": end_on}
    audit.record(
        by,
        "trip.changed",
        trip,
        unit_id=trip.unit_id,
        before=before | {"members": stay_home},
        after=told | {"members": come_too},
    )


def _refuse_about_self(trip: StudyTrip, person: Person | None, by: Actor) -> None:
    """Raises Problem where the actor goes, is to go, or may change the trip for somebody like that only."""
    users = set(queries.users_going([trip.pk]).get(trip.pk, ()))
    users |= {person.user_id} if person and person.user_id else set()
    own = by.in_place_of_none_of(users)
    if by.user_id in users or not own.may(TRANSITIONS[Verb.CHANGE].permission, trip.unit_id):
        raise Problem("abroad.about_self", trip=trip.name)


@transaction.atomic
def change_trip_by(
    *,
    trip: StudyTrip,
    about: str,
    start_on: date,
    end_on: date,
    leaving: Collection[int] = (),
    person: Person | None = None,
    role: MemberRole = MemberRole.MEMBER,
    on: date,
    by: Actor,
    **told: Any,
) -> None:
    """`change_trip` by a decision entered on the way, as ``told`` to the register: both or neither. Raises as both."""
    by.require(TRANSITIONS[Verb.CHANGE].permission, trip.unit_id)
    decision = registers.register_decision(kind=DecisionKind.DECISION, by=by, **told)
    change_trip(
        trip=trip,
        decision=decision,
        about=about,
        start_on=start_on,
        end_on=end_on,
        leaving=leaving,
        person=person,
        role=role,
        on=on,
        by=by,
    )
