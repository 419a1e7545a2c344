"""The job positions (vị trí việc làm) a unit is approved for, and the places they have."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean, fold
from vun.records.audit import operations as audit
from vun.records.dated import within
from vun.records.orgs.models import Unit
from vun.records.people.domain import AppointmentRow
from vun.records.people.models import Appointment, JobPosition, Rank, Title
from vun.records.registers.models import Decision


@transaction.atomic
def approve_position(
    *,
    unit: Unit,
    title: Title,
    name: str,
    headcount: int,
    on: date,
    rank: Rank | None = None,
    decision: Decision | None = None,
    by: Actor,
) -> JobPosition:
    """Add a job position with its headcount to the unit's approved list; ``rank`` is the one it asks for.

    Raises Refused without PERSON_EDIT over the unit; Problem when the name is missing, the headcount not positive, the
    unit does not exist on the day, or the list has a position of that name.
    """
    by.require(Permission.PERSON_EDIT, unit.pk)
    name = clean(name)
    if not name:
        raise Problem("people.position_name_missing", field="name")
    if headcount < 1:
        raise Problem("people.headcount_not_positive", field="headcount")
    if on not in unit.period:
        raise Problem("people.unit_not_there", field="on", unit=unit.name, on=on)
    if JobPosition.objects.filter(within(Period(on, None)), unit=unit, name=name).exists():
        raise Problem("people.position_exists", field="name", position=name, unit=unit.name)
    position = JobPosition.objects.create(
        unit=unit,
        title=title,
        name=name,
        search_key=fold(f"{name} {title.name}"),
        headcount=headcount,
        rank=rank,
        start_on=on,
        decision=decision,
    )
    after = {
        "unit": unit,
        "title": title,
        "name": name,
        "headcount": headcount,
        "rank": rank,
        "on": on,
        "decision": decision,
    }
    audit.record(by, "position.approved", position, unit_id=unit.pk, after=after)
    return position


@transaction.atomic
def close_position(*, position: JobPosition, on: date, by: Actor) -> None:
    """Strike a job position off the approved list from ``on``; who holds it keeps the post.

    Raises Refused without PERSON_EDIT over the unit; Problem when it is closed already or began on or after the day.
    """
    by.require(Permission.PERSON_EDIT, position.unit_id)
    open_until_now = JobPosition.objects.filter(pk=position.pk, end_on__isnull=True, start_on__lt=on)
    if open_until_now.update(end_on=on) != 1:
        raise Problem("people.position_closed_already", field="on", position=position.name)
    audit.record(by, "position.closed", position, unit_id=position.unit_id, after={"on": on})


def require_vacancy(row: AppointmentRow, position_id: int, *, but: int = 0) -> None:
    """Raises Problem unless the position is of the post's unit and title and has a place on every day of the post.

    It is held until the transaction ends, so that of two who ask for the last place at once the second finds it taken.
    ``but`` is the id of the post being corrected, which may have begun before the position was approved.
    """
    JobPosition.objects.filter(pk=position_id).update(headcount=F("headcount"))
    position = JobPosition.objects.filter(pk=position_id, unit=row.unit_id, title=row.title).first()
    first = max(row.start_on, position.start_on) if position and but else row.start_on
    if position is None or first not in position.period:
        raise Problem("people.position_elsewhere", field="position")
    posts = Appointment.objects.filter(within(Period(first, row.end_on)), position=position).exclude(pk=but)
    held = [Period(*days) for days in posts.values_list("start_on", "end_on")]
    days = {
        first,
        *(period.start for period in held if period.start > first and period.start in position.period),
    }
    if max(sum(day in period for period in held) for day in days) >= position.headcount:
        raise Problem(
            "people.position_full",
            field="position",
            position=position.name,
            headcount=position.headcount,
        )
