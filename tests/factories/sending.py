"""Nominations for tests, made through the operations by the system."""

from __future__ import annotations

from datetime import date

from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, ApprovedLine, approved_plan_with_line, make_decision
from vun.records.people.models import Person
from vun.records.registers.models import Decision
from vun.records.sending import operations
from vun.records.sending.models import Nomination

NOMINATED_ON = date(2026, 2, 2)


def make_nomination(
    sent: ApprovedLine | None = None,
    person: Person | None = None,
    *,
    exception_reason: str = "",
    on: date = NOMINATED_ON,
) -> Nomination:
    """Somebody of the line's unit put forward for the line; takes one of its places."""
    sent = sent or approved_plan_with_line()
    return operations.nominate(
        line=sent.line,
        unit=sent.unit,
        person=person or make_person(unit=sent.unit),
        exception_reason=exception_reason,
        on=on,
        by=SYSTEM,
    )


def make_nominations(sent: ApprovedLine, number: int) -> list[Nomination]:
    """As many people of the line's unit put forward at once."""
    people = [make_person(unit=sent.unit) for _ in range(number)]
    return operations.nominate_many(
        line=sent.line,
        unit=sent.unit,
        reasons={person.pk: "" for person in people},
        on=NOMINATED_ON,
        by=SYSTEM,
    )


def approve(*nominations: Nomination, decision: Decision | None = None) -> None:
    """Approve nominations by a decision of their own."""
    operations.approve_nominations(
        ids=[nomination.pk for nomination in nominations],
        decision=decision or make_decision(),
        on=NOMINATED_ON,
        by=SYSTEM,
    )
    for nomination in nominations:
        nomination.refresh_from_db()
