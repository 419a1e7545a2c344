"""Two at once: nobody goes on two trips of the same days, whichever is decided on first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories.abroad import LEAVES, RETURNS, make_trip
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_decision
from tests.records.delivery.test_concurrency import at_once
from vun.records.abroad import operations
from vun.records.abroad.domain import MemberRole
from vun.records.abroad.operations import listing
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 4, 2)
Step = Callable[[], object]


def meanwhile(patch: pytest.MonkeyPatch, first: Step, second: Step) -> list[str]:
    """The second step begins once the first has looked where people are; the first goes on when it has ended, or
    after a moment, where it waits for the first.
    """
    looked, ended = threading.Event(), threading.Event()
    really = listing.queries.away_then

    def look(*asked: Any) -> Any:
        found = really(*asked)
        if not looked.is_set():
            looked.set()
            ended.wait(0.3)
        return found

    def follow() -> None:
        looked.wait()
        try:
            second()
        finally:
            ended.set()

    patch.setattr(listing.queries, "away_then", look)
    return at_once(first, follow)


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
    assert meanwhile(monkeypatch, *steps) == ["abroad.away_then", "done"]
    assert person.trips.filter(trip__state="permitted").count() == 1
