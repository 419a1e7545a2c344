"""The share of a unit is what the per-person rule says of each of its people, on any day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TypeVar

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.credentials import make_credential
from tests.factories.orgs import make_tree
from tests.factories.people import make_appointment, make_person, make_rank, make_title
from tests.factories.standards import (
    make_equivalence,
    make_exemption,
    make_grace,
    make_requirement,
    make_scale,
)
from vun.records.credentials import queries
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.people.models import Appointment, Person, Rank, Title
from vun.records.standards.domain import ClauseStatus, GraceFrom
from vun.records.standards.models import ScaleLevel

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 31)


T = TypeVar("T")


class Province:
    """Random rules, people and papers, all from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.tree = make_tree()
        self.units = list(Unit.objects.all())
        self.titles = [
            make_title(f"Chức danh {n}", group=f"group-{n % 2}", is_leader=n == 0) for n in range(3)
        ]
        self.ranks = [make_rank("Chuyên viên", "01.003"), make_rank("Chuyên viên chính", "01.002"), None]
        self.levels = [*make_scale(), *make_scale("Quốc phòng", ("4", "3", "2"), ordered=False)]
        self.days = [TODAY + timedelta(days=offset) for offset in (-900, -400, -365, -31, -1, 0, 20, 365)]
        for make in (self.a_requirement, self.an_equivalence, self.an_exemption, self.a_grace):
            for _ in range(self.random.randint(0, 4)):
                make()
        self.people = [self.a_person(number) for number in range(12)]

    def one(self, things: list[T]) -> T:
        return self.random.choice(things)

    def perhaps(self, thing: T) -> T | None:
        return self.one([thing, None])

    def dates(self) -> dict[str, date | None]:
        start_on = self.one(self.days)
        return {
            "start_on": start_on,
            "end_on": self.perhaps(start_on + timedelta(days=self.random.randint(1, 500))),
        }

    def scope(self) -> dict[str, object]:
        title: Title = self.one(self.titles)
        rank: Rank | None = self.one(self.ranks)
        parts = {
            "title": title,
            "title_group": title.group,
            "rank": rank,
            "level": self.one(["province", "commune"]),
            "block": self.one(["state", "party"]),
            "zone": self.one(["III", "I"]),
            "is_leader": self.one([True, False]),
        }
        return dict(self.random.sample(sorted(parts.items()), self.random.choice([0, 1, 1, 2])))

    def a_level(self) -> ScaleLevel:
        return self.one(self.levels)

    def a_requirement(self) -> None:
        options = self.random.sample(self.levels, self.random.randint(1, 2))
        make_requirement(
            *options, scopes=[self.scope() for _ in range(self.random.randint(1, 2))], **self.dates()
        )

    def an_equivalence(self) -> None:
        make_equivalence(
            self.a_level(), self.a_level(), earned_before=self.perhaps(self.one(self.days)), **self.dates()
        )

    def an_exemption(self) -> None:
        level = self.a_level()
        make_exemption(
            level.scale,
            up_to_level=self.perhaps(level),
            born_before=self.perhaps(date(1980, 1, 1)),
            in_rank_before=self.perhaps(self.one(self.days)),
            holds=self.perhaps(self.a_level()),
            held_before=self.perhaps(self.one(self.days)),
            **self.scope(),
            **self.dates(),
        )

    def a_grace(self) -> None:
        make_grace(
            self.one([1, 12, 24]),
            counted_from=self.one(list(GraceFrom)),
            scale=self.perhaps(self.a_level().scale),
            **self.scope(),
            **self.dates(),
        )

    def a_person(self, number: int) -> Person:
        person = make_person(f"Nguyễn Văn {number}", birth_on=self.one([date(1970, 1, 1), date(1985, 1, 1)]))
        start_on = self.one(self.days)
        for _ in range(self.random.randint(0, 3)):
            end_on = start_on + timedelta(days=self.one([30, 365, 700]))
            self.a_post(person, start_on, end_on, is_primary=True)
            start_on = end_on + timedelta(days=self.one([0, 0, 0, 5]))
        self.a_post(person, start_on, None, is_primary=True)
        if self.random.random() < 0.4:
            self.a_post(person, self.one(self.days), None, is_primary=False)
        for _ in range(self.random.randint(0, 4)):
            earned_on = self.one(self.days)
            valid_until = self.perhaps(earned_on + timedelta(days=self.one([1, 31, 400])))
            make_credential(person, self.a_level(), earned_on, valid_until)
        return person

    def a_post(self, person: Person, start_on: date, end_on: date | None, *, is_primary: bool) -> Appointment:
        return make_appointment(
            person,
            self.one(self.units),
            self.one(self.titles),
            start_on=start_on,
            end_on=end_on,
            is_primary=is_primary,
            rank=self.one(self.ranks),
            is_leader=self.random.random() < 0.3,
        )


def judged_one_by_one(unit_id: int | None, on: date) -> dict[str, int]:
    posts = Appointment.objects.filter(on_day(on), is_primary=True)
    if unit_id is not None:
        posts = posts.filter(unit_id__in=list(orgs.below(unit_id, on)))
    found = [queries.compliance_of(post.person_id, on) for post in posts]
    return {
        "people": sum(person.has_standard for person in found),
        "at_standard": sum(person.is_at_standard for person in found),
        "without_standard": sum(not person.has_standard for person in found),
    }


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_the_bulk_pass_and_the_rule_for_one_person_agree(seed: int) -> None:
    with transaction.atomic():
        province = Province(seed)
        for on in province.random.sample(province.days, 2):
            for unit_id in (None, province.tree.district.pk):
                found = queries.compliance_of_units(unit_id, on)
                assert {
                    "people": found.people,
                    "at_standard": found.at_standard,
                    "without_standard": found.without_standard,
                } == judged_one_by_one(unit_id, on)
                for rows in (found.by_title, found.by_group, found.by_unit):
                    assert sum(row.people for row in rows) == found.people
                    assert sum(row.at_standard for row in rows) == found.at_standard
                    assert sum(row.headcount for row in rows) == found.people + found.without_standard
        transaction.set_rollback(True)


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_gaps_and_who_is_below_standard_agree_with_the_rule_for_one_person(seed: int) -> None:
    with transaction.atomic():
        province = Province(seed)
        on = province.one(province.days)
        gaps: dict[int, set[tuple[int, ClauseStatus]]] = {}
        for gap in queries.gaps_of_unit(None, on):
            gaps.setdefault(gap.person.pk, set()).add((gap.clause.clause.id, gap.clause.status))
        below = {person.pk: person for person in queries.people_below_standard(None, on)}
        for person in province.people:
            if not Appointment.objects.filter(on_day(on), person=person, is_primary=True).exists():
                continue
            found = queries.compliance_of(person.pk, on)
            missing = {standing.result.clause.id for standing in found.missing}
            assert missing == (
                {clause.id for clause in below[person.pk].clauses} if person.pk in below else set()
            )
            if missing:
                assert below[person.pk].due_on == min(
                    one.result.due_on for one in found.missing if one.result.due_on
                )
            assert {id_ for id_, _ in gaps.get(person.pk, set())} == {
                standing.result.clause.id
                for standing in found.clauses
                if standing.result.status in (ClauseStatus.MISSING, ClauseStatus.IN_GRACE)
            }
            assert missing == {
                id_ for id_, status in gaps.get(person.pk, set()) if status is ClauseStatus.MISSING
            }
        transaction.set_rollback(True)
