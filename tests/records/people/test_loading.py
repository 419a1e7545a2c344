"""Many people at once: all or nothing, every mistake told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import TESTS, make_tree
from tests.factories.people import make_ethnic_group, make_person, make_rank, make_title
from vun.common.errors import Refused, RowProblems
from vun.records.audit.models import AuditEntry
from vun.records.orgs.models import Unit
from vun.records.people import operations, queries
from vun.records.people.domain import (
    AppointmentRow,
    EndReason,
    ManagementTier,
    PersonDetails,
    PersonRow,
    RatingGrade,
    Sex,
    StaffKind,
    SuccessionRow,
)
from vun.records.people.models import Appointment, Person, Rating, SuccessionMembership

pytestmark = pytest.mark.django_db

SINCE, MAY = date(2015, 1, 1), date(2024, 5, 1)


def row(number: int = 1, **values: object) -> PersonRow:
    return PersonRow(
        **{
            "full_name": "Nguyễn Văn An",
            "birth_on": date(1980, 5, 17),
            "sex": Sex.MALE,
            "national_id": f"020080{number:06d}",
            **values,
        }
    )


def mistakes(raised: pytest.ExceptionInfo[RowProblems]) -> list[tuple[int, str, str | None]]:
    return [(number, problem.code, problem.field) for number, problem in raised.value.rows]


def test_a_loaded_person_is_the_same_as_one_registered_and_appointed_by_hand() -> None:
    tree, title = make_tree(), make_title("Trưởng phòng", is_leader=True)
    make_ethnic_group("02"), make_rank()
    post = AppointmentRow(unit_id=tree.commune.pk, title=title.code, start_on=SINCE, rank="01.003")
    details = {"ethnic_group": "02", "party_joined_on": MAY, "phone": "0912345678"}
    by_hand = operations.register_person(
        details=PersonDetails(
            full_name="Nguyễn Văn An",
            birth_on=date(1980, 5, 17),
            sex=Sex.MALE,
            national_id="020080000009",
            **details,
        ),
        post=post,
        by=TESTS,
    )

    [loaded_id] = operations.register_many([row(1, appointments=(post,), **details)], by=TESTS)

    own = ("id", "person_id", "national_id_sealed", "national_id_index")
    people = [Person.objects.values().get(pk=pk) for pk in (by_hand.pk, loaded_id)]
    posts = [Appointment.objects.values().get(person=pk) for pk in (by_hand.pk, loaded_id)]
    for one, other in (people, posts):
        assert {key: one[key] for key in one if key not in own} == {
            key: other[key] for key in other if key not in own
        }
    assert queries.national_id_of(Person.objects.get(pk=loaded_id)) == "020080000001"


def test_posts_ratings_and_pools_come_with_the_person() -> None:
    tree, title = make_tree(), make_title()
    posts = (
        AppointmentRow(
            unit_id=tree.commune.pk,
            title=title.code,
            start_on=SINCE,
            end_on=MAY,
            end_reason=EndReason.TRANSFERRED,
            kind=StaffKind.COMMUNE_CADRE,
        ),
        AppointmentRow(
            unit_id=tree.office.pk,
            title=title.code,
            start_on=MAY,
            management_tier=ManagementTier.PROVINCE_STANDING,
        ),
        AppointmentRow(unit_id=tree.party.pk, title=title.code, start_on=MAY, is_primary=False),
    )
    pool = SuccessionRow(unit_id=tree.office.pk, title=title.code, term="2025-2030", start_on=MAY)

    [person_id] = operations.register_many(
        [
            row(
                appointments=posts,
                ratings=((2023, RatingGrade.GOOD), (2024, RatingGrade.EXCELLENT)),
                successions=(pool,),
            )
        ],
        by=planner(),
    )

    columns = ("unit_id", "start_on", "end_on", "end_reason", "kind", "management_tier", "is_primary")
    assert list(Appointment.objects.filter(person=person_id).order_by("pk").values_list(*columns)) == [
        (tree.commune.pk, SINCE, MAY, "transferred", "commune_cadre", "unit", True),
        (tree.office.pk, MAY, None, "", "civil_servant", "province_standing", True),
        (tree.party.pk, MAY, None, "", "civil_servant", "unit", False),
    ]
    assert list(Rating.objects.values_list("person", "year", "grade")) == [
        (person_id, 2024, "excellent"),
        (person_id, 2023, "good"),
    ]
    assert list(SuccessionMembership.objects.values_list("person", "unit", "term")) == [
        (person_id, tree.office.pk, "2025-2030")
    ]


def test_ids_come_back_in_the_order_of_the_rows_over_several_batches() -> None:
    names = [f"Nguyễn {chr(ord('A') + place // 100)}n {chr(ord('a') + place % 26)}" for place in range(1203)]

    ids = operations.register_many((row(place, full_name=name) for place, name in enumerate(names)), by=TESTS)

    found = Person.objects.in_bulk(ids)
    assert [found[pk].full_name for pk in ids] == names
    assert list(AuditEntry.objects.filter(action="people.registered").values_list("after", flat=True)) == [
        {"count": 1203}
    ]


def test_after_a_load_people_are_registered_one_by_one_as_ever() -> None:
    operations.register_many([row(1), row(2)], by=TESTS)

    person = make_person("Trần Thị Bình")

    assert Person.objects.count() == 3
    assert person.pk not in Person.objects.exclude(full_name="Trần Thị Bình").values_list("pk", flat=True)


def test_every_mistake_of_every_row_is_told_and_nothing_written() -> None:
    tree, title = make_tree(), make_title()
    make_person("Người cũ", national_id="020080000077")
    good = AppointmentRow(unit_id=tree.commune.pk, title=title.code, start_on=SINCE)
    clash = (good, replace(good, start_on=MAY))
    pool = SuccessionRow(unit_id=-1, title="none", term="x", start_on=MAY, end_on=SINCE)

    def rows() -> Iterator[PersonRow]:
        yield row(1, appointments=(good,))
        yield row(2, full_name="", birth_on=date(2200, 1, 1))
        yield row(3, appointments=clash)
        yield row(1)
        yield row(77)
        yield row(
            6,
            ethnic_group="99",
            appointments=(replace(good, unit_id=-1), replace(good, title="none", is_primary=False)),
        )
        yield row(7, appointments=(replace(good, rank="99", start_on=date(1999, 1, 1)),))
        yield row(8, appointments=(replace(good, decision_id=12345, position_id=12345),))
        yield row(9, successions=(pool,), ratings=((2024, RatingGrade.GOOD), (2024, RatingGrade.GOOD)))

    with pytest.raises(RowProblems) as raised:
        operations.register_many(rows(), by=TESTS)

    assert mistakes(raised) == [
        (2, "people.name_missing", "full_name"),
        (2, "people.birth_in_future", "birth_on"),
        (3, "people.rows_clash", "on"),
        (4, "people.national_id_twice", "national_id"),
        (5, "people.national_id_taken", "national_id"),
        (6, "people.unknown_ethnic_group", "ethnic_group"),
        (6, "people.unknown_unit", "unit"),
        (6, "people.unknown_title", "title"),
        (7, "people.unknown_rank", "rank"),
        (7, "people.before_unit", "on"),
        (8, "people.unknown_decision", "decision"),
        (8, "people.unknown_position", "position"),
        (9, "people.rated_twice", "ratings"),
        (9, "people.unknown_unit", "unit"),
        (9, "people.unknown_title", "title"),
        (9, "people.ends_before_start", "on"),
    ]
    assert raised.value.params == {"count": 8, "first_row": 2, "first_code": "people.name_missing"}
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Người cũ"]


def test_a_mistake_in_a_late_batch_undoes_the_early_ones() -> None:
    with pytest.raises(RowProblems) as raised:
        operations.register_many((row(place % 1100) for place in range(1101)), by=TESTS)

    assert mistakes(raised) == [(1101, "people.national_id_twice", "national_id")]
    assert raised.value.rows[0][1].params == {"row": 1}
    assert not Person.objects.exists()


def test_nothing_to_load_is_nothing_done() -> None:
    assert (operations.register_many([], by=TESTS), operations.rate_many([], by=TESTS)) == ([], [])


def test_people_are_loaded_and_rated_by_who_keeps_their_unit_and_by_nobody_else() -> None:
    tree = make_tree()
    title = make_title()
    clerk = clerk_of(tree.district)

    def somebody(unit: Unit) -> PersonRow:
        post = AppointmentRow(unit_id=unit.pk, title=title.pk, start_on=date(2015, 1, 1))
        return PersonRow(
            full_name="Nông Thị Lan", birth_on=date(1980, 5, 17), sex=Sex.FEMALE, appointments=(post,)
        )

    own = operations.register_many([somebody(tree.commune)], by=clerk)
    (other,) = operations.register_many([somebody(tree.department)], by=TESTS)

    with pytest.raises(Refused):
        operations.register_many([somebody(tree.department)], by=clerk)
    with pytest.raises(Refused):
        operations.rate_many([(other, 2025, RatingGrade.GOOD)], by=clerk)
    assert len(operations.rate_many([(own[0], 2025, RatingGrade.GOOD)], by=clerk)) == 1
    assert operations.rate_many([(own[0], 2025, RatingGrade.EXCELLENT)], by=clerk) == []
    assert list(Rating.objects.values_list("person", "year", "grade")) == [(own[0], 2025, "excellent")]
