"""Into a class and out of it: seats, and the snapshot a participation is counted by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.delivery import queries
from vun.records.delivery.domain import RUNNING_STATES, EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.delivery.operations.snapshots import snapshot_columns
from vun.records.delivery.operations.states import require_class, wrong_state
from vun.records.funding.models import FundSource
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination


@transaction.atomic
def enrol(
    *,
    training_class: TrainingClass,
    person: Person,
    nomination: Nomination | None = None,
    fund_source: FundSource | None = None,
    on: date,
    by: Actor,
) -> Enrolment:
    """Give somebody, with a post or without, a seat in a planned or open class; their snapshot is of day ``on``.

    Raises Refused, NotFound (somebody the actor may not see, unless nominated for the class), and Problem: class
    over, full, or the person in it already; nomination not approved, of another line or person.
    """
    if nomination is None:
        by.require(Permission.CLASS_EDIT, training_class.host_id)
        if not people.visible_to(by, on).filter(pk=person.pk).exists():
            raise NotFound("person")
    else:
        _check_nomination(training_class, person, nomination)
    nominations = {person.pk: nomination.pk if nomination else None}
    return _enrol(training_class, nominations, fund_source, on, by)[0]


def _check_nomination(training_class: TrainingClass, person: Person, nomination: Nomination) -> None:
    if nomination.state != NominationState.APPROVED:
        raise Problem("delivery.nomination_not_approved", name=person.full_name)
    if nomination.line_id != training_class.line_id or nomination.person_id != person.pk:
        raise Problem("delivery.nomination_of_other_line", name=person.full_name)


@transaction.atomic
def enrol_nominated(
    *, training_class: TrainingClass, fund_source: FundSource | None = None, on: date, by: Actor
) -> list[Enrolment]:
    """Enrol everybody approved for the class's plan line who is in no class of it yet.

    Raises Refused, and Problem: nobody to enrol, class over, or fewer seats than people.
    """
    by.require(Permission.CLASS_EDIT, training_class.host_id)
    nominations = {nomination.person_id: nomination.pk for nomination in queries.to_enrol(training_class)}
    if not nominations:
        raise Problem("delivery.nobody_to_enrol")
    return _enrol(training_class, nominations, fund_source, on, by)


def _enrol(
    training_class: TrainingClass,
    nominations: Mapping[int, int | None],
    fund_source: FundSource | None,
    on: date,
    by: Actor,
) -> list[Enrolment]:
    require_class(by, Permission.CLASS_EDIT, training_class, RUNNING_STATES)
    if on > training_class.end_on:
        raise Problem("delivery.enrolled_after_end", field="on", end_on=training_class.end_on)
    _take_seats(training_class, len(nominations))
    taken = queries.snapshots(nominations, on)
    persons = Person.objects.in_bulk(list(nominations))
    enrolments = [
        Enrolment(
            training_class=training_class,
            person=persons[person_id],
            nomination_id=nomination_id,
            fund_source=fund_source,
            enrolled_on=on,
            **snapshot_columns(taken[person_id]),
        )
        for person_id, nomination_id in nominations.items()
    ]
    try:
        with transaction.atomic():
            Enrolment.objects.bulk_create(enrolments)
    except IntegrityError:
        raise Problem("delivery.enrolled_already") from None
    for enrolment in enrolments:
        audit.record(
            by,
            "learner.enrolled",
            enrolment,
            unit_id=training_class.host_id,
            after={"class": training_class.code, "person": enrolment.person_id, "on": on},
        )
    return enrolments


def _take_seats(training_class: TrainingClass, count: int) -> None:
    """Take seats as long as there are that many, also when several ask at once."""
    free = TrainingClass.objects.filter(
        pk=training_class.pk, state__in=RUNNING_STATES, seats_taken__lte=F("capacity") - count
    )
    if free.update(seats_taken=F("seats_taken") + count):
        return
    training_class.refresh_from_db()
    if training_class.state not in RUNNING_STATES:
        raise wrong_state(training_class)
    left = training_class.capacity - training_class.seats_taken
    raise Problem("delivery.class_full", left=left, wanted=count, capacity=training_class.capacity)


@transaction.atomic
def drop_out(*, enrolment: Enrolment, on: date, reason: str, by: Actor) -> None:
    """Somebody leaves the class on a day, for a reason; the seat is free again.

    Raises Refused, and Problem: no reason, a day outside the class, or the learner has a result already.
    """
    training_class = enrolment.training_class
    by.require(Permission.CLASS_EDIT, training_class.host_id)
    reason = clean(reason)
    if not reason:
        raise Problem("delivery.reason_needed", field="reason")
    first = min(enrolment.enrolled_on, training_class.start_on)
    if not first <= on <= training_class.end_on:
        raise Problem("delivery.day_outside_class", field="on", start_on=first, end_on=training_class.end_on)
    dropped = Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.STUDYING).update(
        state=EnrolmentState.DROPPED, dropped_on=on, drop_reason=reason
    )
    if not dropped:
        raise not_studying(enrolment)
    TrainingClass.objects.filter(pk=training_class.pk).update(seats_taken=F("seats_taken") - 1)
    audit.record(
        by,
        "learner.dropped_out",
        enrolment,
        unit_id=training_class.host_id,
        before={"state": EnrolmentState.STUDYING},
        after={"state": EnrolmentState.DROPPED, "on": on, "reason": reason},
    )


def not_studying(enrolment: Enrolment) -> Problem:
    """The problem that tells what has become of the learner."""
    enrolment.refresh_from_db(fields=["state"])
    return Problem(
        "delivery.not_studying", name=enrolment.person.full_name, state=EnrolmentState(enrolment.state)
    )
