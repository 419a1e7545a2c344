"""Being away for long: recorded once, ended when known."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.problems import problem
from vun.common.errors import NotFound
from vun.records.people import operations, queries
from vun.records.people.domain import AbsenceKind

pytestmark = pytest.mark.django_db
MARCH, MAY, SEPTEMBER = date(2026, 3, 1), date(2026, 5, 1), date(2026, 9, 1)


def test_an_absence_is_recorded_and_its_end_put_right() -> None:
    person = make_person(unit=make_unit())
    by = clerk_of(person.appointments.get().unit)
    absence = operations.record_absence(
        person=person, kind=AbsenceKind.MATERNITY, on=MARCH, note=" Con thứ hai ", by=by
    )
    assert (absence.kind, absence.end_on, absence.note) == ("maternity", None, "Con thứ hai")
    operations.end_absence(absence=absence, until=SEPTEMBER, by=by)
    assert list(queries.absences_since([person.pk], date(2026, 8, 31))) == [absence]
    assert list(queries.absences_since([person.pk], SEPTEMBER)) == []


def test_what_does_not_hold_is_said() -> None:
    person = make_person(unit=make_unit())
    by = clerk_of(person.appointments.get().unit)
    with problem("people.ends_before_start", "until"):
        operations.record_absence(person=person, kind=AbsenceKind.SICK, on=MAY, until=MAY, by=by)
    first = operations.record_absence(person=person, kind=AbsenceKind.SICK, on=MARCH, until=MAY, by=by)
    with problem("people.absent_already", "on"):
        operations.record_absence(person=person, kind=AbsenceKind.UNPAID, on=date(2026, 4, 30), by=by)
    operations.record_absence(person=person, kind=AbsenceKind.UNPAID, on=MAY, by=by)
    with problem("people.absent_already", "on"):
        operations.end_absence(absence=first, until=date(2026, 5, 2), by=by)
    with problem("people.ends_before_start", "until"):
        operations.end_absence(absence=first, until=MARCH, by=by)
    with pytest.raises(NotFound):
        operations.record_absence(
            person=person, kind=AbsenceKind.OTHER, on=SEPTEMBER, by=clerk_of(make_unit())
        )
    with pytest.raises(NotFound):
        queries.get_absence(make_person().pk, first.pk)
