"""Filing the reports that fall due after a trip."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused
from vun.common.text import clean
from vun.records.abroad.models import TripReport
from vun.records.audit import operations as audit
from vun.records.deadlines.queries import deadlines
from vun.records.registers.domain import Upload
from vun.records.registers.operations import stored


@transaction.atomic
def file_report(
    *, report: TripReport, filed_on: date, file: Upload, note: str = "", on: date, by: Actor
) -> None:
    """Put a report on file, with the day it was handed in. By the unit, or by the member whose report it is.

    Raises Refused; Problem: filed already, before the return, on a day to come, or a file that is not taken.
    """
    trip, member = report.trip, report.member
    is_own = member is not None and by.person_id is not None and member.person_id == by.person_id
    if not is_own and not by.may(Permission.NOMINATE, trip.unit_id):
        raise Refused(Permission.NOMINATE)
    if trip.back_on is None or not trip.back_on <= filed_on <= on:
        raise Problem("abroad.filed_out_of_order", field="filed_on", back_on=trip.back_on, on=on)
    changed = TripReport.objects.filter(pk=report.pk, filed_on__isnull=True).update(
        filed_on=filed_on, file=stored(file, by), note=clean(note)
    )
    if not changed:
        raise Problem("abroad.filed_already")
    report.refresh_from_db()
    audit.record(
        by,
        "trip.report_filed",
        trip,
        unit_id=trip.unit_id,
        after={
            "report": report.rule.name,
            "person": member.person.full_name if member else "",
            "filed_on": filed_on,
            "due_on": deadlines().of(report.due_on).ends_on,
        },
    )
