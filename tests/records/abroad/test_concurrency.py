"""Two at once: nobody goes on two trips of the same days, whichever is decided on first; papers tell who goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.factories.abroad import LEAVES, RETURNS, make_trip
from tests.factories.concurrency import Step, meanwhile
from tests.factories.orgs import make_unit
from tests.factories.papers import DETAILS
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_decision
from vun.records.abroad import operations
from vun.records.abroad.domain import MemberRole, TripState
from vun.records.abroad.models import StudyTrip
from vun.records.people.models import Person
from vun.records.sending.models import SendingPaper

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 4, 2)


def permitting(*members: Person) -> Step:
    """The decision on a trip that waits for it."""
    trip, decision = make_trip(*members, unit=make_unit()), make_decision()
    operations.submit(trip=trip, on=ON, by=SYSTEM)
    return lambda: operations.permit(trip=trip, decision=decision, on=ON, by=SYSTEM)


def taking_along(person: Person) -> Step:
    """The decision that sends somebody besides with a delegation set up."""
    trip, decision, change = make_trip(unit=make_unit()), make_decision(), make_decision()
    operations.submit(trip=trip, on=ON, by=SYSTEM)
    operations.permit(trip=trip, decision=decision, on=ON, by=SYSTEM)
    return lambda: operations.change_trip(
        trip=trip,
        decision=change,
        about="Cử thêm người",
        start_on=LEAVES,
        end_on=RETURNS,
        person=person,
        on=ON,
        by=SYSTEM,
    )


def writing_down(person: Person) -> Step:
    """Somebody put on the list of a draft."""
    trip = make_trip(unit=make_unit())
    return lambda: operations.add_member(trip=trip, person=person, role=MemberRole.MEMBER, by=SYSTEM)


@pytest.mark.parametrize("second", [permitting, taking_along, writing_down])
def test_whoever_is_permitted_to_go_goes_on_no_other_trip_meanwhile(
    monkeypatch: pytest.MonkeyPatch, second: Callable[[Person], Step]
) -> None:
    person = make_person(unit=make_unit())
    steps = permitting(person), second(person)
    assert meanwhile(monkeypatch, "trip.permitted", *steps) == ["abroad.away_then", "done"]
    assert person.trips.filter(trip__state="permitted").count() == 1


def test_a_trip_is_not_taken_back_while_it_is_permitted(monkeypatch: pytest.MonkeyPatch) -> None:
    permit = permitting(make_person(unit=make_unit()))
    trip = StudyTrip.objects.get()

    def recall() -> None:
        operations.recall(trip=trip, on=ON, by=SYSTEM)

    assert meanwhile(monkeypatch, "matter.approved", permit, recall) == ["abroad.moved_on", "done"]
    assert StudyTrip.objects.get().state == TripState.PERMITTED


def test_the_decision_that_calls_a_delegation_off_tells_of_whoever_was_taken_along_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = make_person(unit=make_unit())
    take_along = taking_along(person)
    trip = StudyTrip.objects.select_related("decision").get()
    details = replace(DETAILS, about="Bạn hoãn")

    def call_off() -> None:
        operations.issue_cancellation(trip=trip, details=details, on=ON, by=SYSTEM)

    assert meanwhile(monkeypatch, "trip.changed", take_along, call_off) == ["done", "done"]
    paper, change = SendingPaper.objects.get(), trip.changes.select_related("decision").get()
    assert paper.lines.filter(full_name=person.full_name).exists()
    assert change.decision.number in paper.amends
