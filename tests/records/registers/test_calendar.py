"""Days off and days worked, recorded by an administrator and counted by deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import administrator
from tests.factories.approvals import at_unit, submit
from tests.factories.orgs import make_unit
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without
from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.records.audit.models import AuditEntry
from vun.records.registers import catalogue, operations, queries
from vun.records.registers.models import CalendarDay

pytestmark = pytest.mark.django_db


def record(**more: Any) -> int:
    given = {
        "first_on": date(2026, 3, 3),
        "last_on": date(2026, 3, 4),
        "is_working": False,
        "name": "Nghỉ",
        "by": administrator(),
    }
    return operations.set_days(**(given | more))


def test_deadlines_of_steps_count_the_days_recorded() -> None:
    unit = make_unit()
    assert submit(unit, steps=[at_unit(days=1)]).due_on == date(2026, 3, 3)
    assert record() == 2
    assert submit(unit, subject_id=8).due_on == date(2026, 3, 5)
    day = queries.get_calendar_day(CalendarDay.objects.get(on=date(2026, 3, 3)).pk)
    operations.remove_day(day=day, by=administrator())
    assert submit(unit, subject_id=9).due_on == date(2026, 3, 3)
    with pytest.raises(NotFound):
        queries.get_calendar_day(day.pk)


def test_a_day_is_removed_once_however_often_it_is_sent() -> None:
    record()
    day_id = CalendarDay.objects.get(on=date(2026, 3, 3)).pk
    first, second = (queries.get_calendar_day(day_id) for _ in range(2))
    operations.remove_day(day=first, by=administrator())
    with pytest.raises(NotFound):
        operations.remove_day(day=second, by=administrator())
    assert AuditEntry.objects.filter(action="calendar.day_removed").count() == 1


def test_what_is_wrong_is_told_and_who_may_not_is_refused() -> None:
    for code, field, wrong in (
        ("registers.day_unnamed", "name", {"name": " "}),
        ("registers.days_out_of_order", "last_on", {"last_on": date(2026, 3, 2)}),
        ("registers.too_many_days", "last_on", {"last_on": date(2026, 5, 2)}),
    ):
        with problem(code, field):
            record(**wrong)
    refused_to_all_without(Permission.ROUTE_MANAGE, lambda by: record(by=by))
    assert not CalendarDay.objects.exists()


def test_days_shipped_are_unverified_until_written_anew_and_loading_again_changes_nothing() -> None:
    catalogue.load_catalogues(administrator())
    calendar = queries.work_calendar()
    assert calendar.after(date(2026, 2, 13), 1) == date(2026, 2, 23), "over Tết"
    tet = date(2026, 2, 17)
    assert not CalendarDay.objects.get(on=tet).is_verified
    record(first_on=tet, last_on=tet, name="Tết Bính Ngọ")
    before = list(CalendarDay.objects.values())
    catalogue.load_catalogues(administrator())
    assert list(CalendarDay.objects.values()) == before
    assert CalendarDay.objects.get(on=tet).is_verified
