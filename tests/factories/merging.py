"""Two records of one person for tests of merging: histories made at random, and everything a database holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection

from tests.factories.accounts import make_user
from tests.factories.credentials import make_credential
from tests.factories.custom import make_field
from tests.factories.delivery import make_class, make_session
from tests.factories.needs import make_round, sheet_of
from tests.factories.orgs import make_tree
from tests.factories.people import make_ethnic_group, make_person, make_title
from tests.factories.plans import approved_plan_with_line
from tests.factories.standards import make_programme, make_scale
from vun.records.audit.models import AuditEntry
from vun.records.delivery.models import Attendance, Completion, Enrolment
from vun.records.needs.models import Need
from vun.records.people.domain import Side
from vun.records.people.models import (
    Appointment,
    DistinctPersons,
    Person,
    Rating,
    SuccessionMembership,
    Trait,
)
from vun.records.people.queries import Comparison
from vun.records.sending.models import Nomination

_THEN: dict[str, Any] = {"post_group_then": "no_post", "sex_then": "male", "age_then": 40}
Everything = dict[str, list[tuple[Any, ...]]]


def everything() -> Everything:
    """Every row of every table but the audit, which only ever grows."""
    found: Everything = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model is not AuditEntry:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
                found[model._meta.label] = sorted(cursor.fetchall(), key=repr)
    return found


def answers(comparison: Comparison, side: Side | random.Random = Side.SURVIVOR) -> dict[str, dict[str, Side]]:
    """An answer to all that is open, the same everywhere or drawn."""

    def answer() -> Side:
        return side if isinstance(side, Side) else side.choice(list(Side))

    return {
        "fields": {choice.name: answer() for choice in comparison.fields if choice.is_open},
        "rows": {clash.key: answer() for clash in comparison.clashes if clash.is_open},
    }


class Ground:
    """What random histories are made of: units, titles, a scale, a class with two sessions, a sheet, a plan line."""

    def __init__(self) -> None:
        self.random = random.Random(0)
        self.tree = make_tree()
        self.units = [self.tree.office, self.tree.commune, self.tree.department]
        self.titles = [make_title("Chuyên viên"), make_title("Trưởng phòng", is_leader=True)]
        self.level = make_scale()[0]
        self.programme = make_programme()
        self.classes = [make_class(self.programme, self.tree.school), make_class(self.programme)]
        self.sessions = [make_session(each) for each in self.classes]
        make_person("Lý Thị Mai", unit=self.tree.root, birth_on=date(1975, 2, 2))
        self.sheet = sheet_of(make_round(self.tree.root), self.tree.root)
        self.line = approved_plan_with_line().line
        self.field = make_field("Số hiệu")
        make_ethnic_group("02")
        self._numbers: Iterator[str] = iter(())

    def draw(self, seed: int) -> random.Random:
        """Histories from now on come out of this seed."""
        self.random = random.Random(seed)
        self._numbers = iter(["020080000001", "020080000002", "020080000003"])
        return self.random

    def person(self) -> Person:
        """Somebody with a history drawn by lot, and with as much or little said of them."""
        draw = self.random
        person = make_person(
            draw.choice(["Nông Văn An", "Nông Văn Ân"]),
            birth_on=draw.choice([date(1980, 5, 17), date(1980, 1, 1)]),
            national_id=next(self._numbers) if draw.random() < 0.6 else "",
            phone=draw.choice(["", "0912345678", "0987654321"]),
            ethnic_group_id=draw.choice([None, "02"]),
            party_joined_on=draw.choice([None, date(2010, 1, 1)]),
            custom=draw.choice([{}, self._number("A1"), self._number("B2"), {"custom_old": "x"}]),
        )
        if draw.random() < 0.4:
            Person.objects.filter(pk=person.pk).update(user=make_user())
            person.refresh_from_db()
        for history in (self._posts, self._facts, self._papers, self._studies):
            history(person)
        return person

    def _number(self, text: str) -> dict[str, str]:
        return {self.field.code: text, f"fold_{self.field.code}": text.lower()}

    def _posts(self, person: Person) -> None:
        year = self.random.choice([2005, 2010])
        while year < 2024 and self.random.random() < 0.7:
            end = year + self.random.choice([3, 5])
            title = self.random.choice(self.titles)
            Appointment.objects.create(
                person=person,
                unit=self.random.choice(self.units),
                title=title,
                kind=title.default_kind,
                start_on=date(year, 1, 1),
                end_on=date(end, 1, 1),
            )
            year = end + self.random.choice([0, 2])

    def _facts(self, person: Person) -> None:
        draw = self.random
        for year in draw.sample([2022, 2023, 2024], draw.randrange(3)):
            Rating.objects.create(person=person, year=year, grade=draw.choice(["good", "excellent"]))
        if draw.random() < 0.5:
            SuccessionMembership.objects.create(
                person=person,
                unit=self.units[0],
                title=self.titles[1],
                term="2025-2030",
                start_on=date(2025, 1, 1),
                end_on=draw.choice([None, date(2026, 1, 1)]),
            )
        if draw.random() < 0.5:
            Trait.objects.create(person=person, kind="expert", evidence="QĐ", start_on=date(2024, 1, 1))

    def _papers(self, person: Person) -> None:
        for _ in range(self.random.randrange(3)):
            make_credential(person, self.level, self.random.choice([date(2010, 6, 1), date(2015, 6, 1)]))

    def _studies(self, person: Person) -> None:
        draw = self.random
        for training_class, session in zip(self.classes, self.sessions, strict=True):
            if draw.random() < 0.5:
                continue
            enrolment = Enrolment.objects.create(
                training_class=training_class, person=person, enrolled_on=date(2025, 3, 3), **_THEN
            )
            if draw.random() < 0.5:
                Attendance.objects.create(session=session, enrolment=enrolment, mark="present")
            if draw.random() < 0.5:
                Completion.objects.create(
                    enrolment=enrolment,
                    training_class=training_class,
                    person=person,
                    on=date(2025, 3, 14),
                    **_THEN,
                )
        if draw.random() < 0.5:
            Need.objects.create(
                sheet=self.sheet,
                person=person,
                programme=self.programme,
                origin="unit",
                reason="post",
                priority=draw.choice([1, 2]),
            )
        if draw.random() < 0.5:
            Nomination.objects.create(
                line=self.line,
                unit=self.units[0],
                person=person,
                proposed_on=date(2026, 2, 2),
                proposed_by="An",
            )

    def part(self, first: Person, second: Person) -> None:
        """Somebody may have said that the two are not one."""
        if self.random.random() < 0.5:
            DistinctPersons.objects.create(
                first=first,
                second=second,
                reason="Anh em",
                declared_at="2026-01-01T00:00:00+07:00",
                declared_by="An",
            )
