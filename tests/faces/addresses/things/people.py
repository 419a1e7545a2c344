"""People and what hangs on them, as far as the sample lacks it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from tests.faces.addresses.things.thing import Thing
from tests.factories.custom import make_field
from tests.factories.people import make_person
from tests.factories.registers import make_decision, make_file
from vun.common.actor import Actor
from vun.records.accounts.models import User
from vun.records.credentials.models import Credential
from vun.records.custom.domain import Subject, ValueKind
from vun.records.imports.models import Import
from vun.records.orgs.models import Unit
from vun.records.people import operations as people
from vun.records.people.models import Appointment, Person, SuccessionMembership, Title, Trait
from vun.records.registers.operations import enqueue_job


def of_merging() -> list[Thing]:
    """Two records alike, and two that were merged: of the unit the officer has."""
    unit = Unit.objects.get(role_grants__user__username="canbo")
    one, two, three, four = (make_person("Hà Thị Sen", unit=unit) for _ in range(4))
    Appointment.objects.filter(person__in=(two, four)).delete()
    merge = people.merge_persons(survivor=three, merged=four, reason="Trùng", by=Actor.system("tests"))
    return [
        ("survivor_id merged_id", [{"survivor_id": one.pk, "merged_id": two.pk}]),
        ("merge_id", [{"merge_id": merge.pk}]),
    ]


def add_what_the_sample_lacks() -> None:
    by = Actor.system("tests")
    enqueue_job(kind="tests.none", params={}, by=by)
    Import.objects.create(
        kind="people",
        file_name="nguoi.xlsx",
        permission="person_edit",
        counts=dict.fromkeys(["rows_read", "new", "changed", "unchanged", "conflict", "refused"], 1),
        actor_user_id=User.objects.get(username="canbo").pk,
        actor_name="canbo",
        applied_at=timezone.now(),
    )
    for subject in Subject:
        make_field("Khu vực", ValueKind.CHOICE, subject, choices=["Đông", "Tây"])
        make_field("Hệ số", ValueKind.NUMBER, subject)
        make_field("Từ ngày", ValueKind.DATE, subject)
        make_field("Số hiệu", ValueKind.TEXT, subject)
    file = make_file()
    make_decision("1/QĐ-THU", file=file)
    learner = Person.objects.get(user__username="nguoihoc")
    Credential.objects.filter(person=learner).update(file=file)
    Trait.objects.create(
        person=learner, kind="expert", evidence="Quyết định", start_on=date(2025, 1, 1), file=file
    )
    person = Person.objects.get(user__username="canbo")
    unit = Unit.objects.get(role_grants__user__username="canbo")
    SuccessionMembership.objects.create(
        person=person, unit=unit, title=Title.objects.all()[0], term="2025-2030", start_on=date(2025, 1, 1)
    )
