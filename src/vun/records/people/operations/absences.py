"""Being away from work for long, and coming back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.dated import within
from vun.records.people.domain import AbsenceKind
from vun.records.people.models import Absence, Person
from vun.records.people.operations.access import require_edit
from vun.records.people.queries import unit_of
from vun.records.registers.models import Decision


@transaction.atomic
def record_absence(
    *,
    person: Person,
    kind: AbsenceKind,
    on: date,
    until: date | None = None,
    note: str = "",
    decision: Decision | None = None,
    by: Actor,
) -> Absence:
    """Record that somebody is away from ``on`` until ``until``, the first day back; None while that is not known.

    Raises Refused or NotFound as the actor's scope says; Problem when the days are out of order or some of them are
    recorded already.
    """
    require_edit(by, person)
    if until is not None and until <= on:
        raise Problem("people.ends_before_start", field="until", start_on=on, on=until)
    # Whoever else records an absence of the same person waits here.
    Person.objects.filter(pk=person.pk).update(sort_key=person.sort_key)
    _refuse_overlap(person, Period(on, until))
    absence = Absence.objects.create(
        person=person, kind=kind.value, start_on=on, end_on=until, note=clean(note)[:300], decision=decision
    )
    audit.record(
        by,
        "person.absence_recorded",
        person,
        unit_id=unit_of(person.pk, timezone.localdate()),
        after={"kind": kind, "on": on, "until": until, "note": absence.note, "decision": decision},
    )
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, until: date, by: Actor) -> Absence:
    """Put down the first day back, also when it is another than was thought.

    Raises Refused or NotFound as the actor's scope says; Problem when it is not after the first day away or runs into
    another absence.
    """
    require_edit(by, absence.person)
    if until <= absence.start_on:
        raise Problem("people.ends_before_start", field="until", start_on=absence.start_on, on=until)
    Person.objects.filter(pk=absence.person_id).update(sort_key=absence.person.sort_key)
    _refuse_overlap(absence.person, Period(absence.start_on, until), besides=absence.pk)
    before = absence.end_on
    Absence.objects.filter(pk=absence.pk).update(end_on=until)
    absence.refresh_from_db()
    audit.record(
        by,
        "person.absence_ended",
        absence.person,
        unit_id=unit_of(absence.person_id, timezone.localdate()),
        before={"until": before},
        after={"kind": AbsenceKind(absence.kind), "until": until},
    )
    return absence


def _refuse_overlap(person: Person, period: Period, besides: int = 0) -> None:
    others = Absence.objects.filter(within(period), ~Q(pk=besides), person=person).first()
    if others is not None:
        raise Problem("people.absent_already", field="on", name=person.full_name, start_on=others.start_on)
