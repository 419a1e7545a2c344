"""Days off and days worked instead, recorded as the government announces them year by year."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.registers.models import CalendarDay

MOST_DAYS = 31


@transaction.atomic
def set_days(
    *,
    first_on: date,
    last_on: date,
    is_working: bool,
    name: str,
    legal_basis: str = "",
    is_verified: bool = True,
    by: Actor,
) -> int:
    """Record that offices are closed, or work, on these days, both included; what was recorded of them is replaced.

    Returns how many. Deadlines set before stay as they are. Raises Refused without ROUTE_MANAGE everywhere, and
    Problem: no name, days out of order, or too many at once.
    """
    by.require_everywhere(Permission.ROUTE_MANAGE)
    if not clean(name):
        raise Problem("registers.day_unnamed", field="name")
    if last_on < first_on:
        raise Problem("registers.days_out_of_order", field="last_on", first_on=first_on)
    count = (last_on - first_on).days + 1
    if count > MOST_DAYS:
        raise Problem("registers.too_many_days", field="last_on", most=MOST_DAYS)
    for place in range(count):
        CalendarDay.objects.update_or_create(
            on=first_on + timedelta(days=place),
            defaults={
                "is_working": is_working,
                "name": clean(name),
                "legal_basis": clean(legal_basis),
                "is_verified": is_verified,
            },
        )
    told = {"start_on": first_on, "until": last_on, "name": clean(name), "is_working": is_working}
    audit.record(by, "calendar.days_set", CalendarDay.objects.get(on=first_on), after=told)
    return count


@transaction.atomic
def remove_day(*, day: CalendarDay, by: Actor) -> None:
    """Let a day be again what the calendar says of every year. Raises Refused as `set_days`, NotFound once gone."""
    by.require_everywhere(Permission.ROUTE_MANAGE)
    if not CalendarDay.objects.filter(pk=day.pk).delete()[0]:
        raise NotFound("calendar day")
    audit.record(by, "calendar.day_removed", day, before={"on": day.on, "name": day.name})
