"""Units change and their people go with them, by new appointments and never by editing the past."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import TESTS, make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_title
from vun.common.errors import Problem, Refused
from vun.records.audit.queries import entries_of
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import Block, ChangeKind, NewUnit, UnitLevel
from vun.records.orgs.models import Unit
from vun.records.people import operations, queries
from vun.records.people.models import Appointment, JobPosition, Person
from vun.records.registers.domain import DecisionKind
from vun.records.registers.operations import register_decision

pytestmark = pytest.mark.django_db

SINCE, MAY, JULY, LATER = date(2015, 1, 1), date(2024, 5, 1), date(2025, 7, 1), date(2026, 1, 1)


def posts(person: Person) -> list[tuple[str, date, date | None, str]]:
    rows = Appointment.objects.filter(person=person).order_by("start_on", "id").select_related("unit")
    return [(post.unit.code, post.start_on, post.end_on, post.end_reason) for post in rows]


def new(code: str, parent: Unit) -> NewUnit:
    return NewUnit(
        code=code, name=f"Xã {code}", level=UnitLevel.COMMUNE, block=Block.STATE, parent_id=parent.pk
    )


def test_a_merger_ends_every_post_and_opens_its_like_under_one_decision() -> None:
    tree, title = make_tree(), make_title("Văn thư", is_leader=True)
    decision = register_decision(
        kind=DecisionKind.RESOLUTION,
        number="1672/NQ-UBTVQH15",
        issued_on=date(2025, 6, 16),
        issuer="Uỷ ban Thường vụ Quốc hội",
        subject="Sắp xếp các đơn vị hành chính cấp xã",
        by=TESTS,
    )
    one = make_person("An", unit=tree.commune, title=title, since=SINCE)
    other = make_person("Bình", unit=tree.other_commune, title=title, since=SINCE)

    done = operations.reorganise(
        kind=ChangeKind.MERGED,
        units=[tree.commune, tree.other_commune],
        into=[new("MOI", tree.root)],
        on=JULY,
        decision=decision,
        by=planner(),
    )

    assert posts(one) == [("QK", SINCE, JULY, "unit_changed"), ("MOI", JULY, None, "")]
    assert posts(other) == [("DD", SINCE, JULY, "unit_changed"), ("MOI", JULY, None, "")]
    assert (done.posts, [unit.code for unit in done.successors]) == (2, ["MOI"])
    old, now = Appointment.objects.filter(person=one).order_by("start_on")
    assert (old.end_decision, now.decision, now.title, now.kind, now.is_leader, now.is_primary) == (
        decision,
        decision,
        title,
        "civil_servant",
        True,
        True,
    )
    assert queries.population(tree.commune.pk, date(2025, 6, 30)).count() == 1
    assert orgs.units_on(JULY).filter(code__in=["QK", "DD"]).count() == 0


def test_a_move_carries_concurrent_posts_terms_and_pools_and_leaves_what_is_over() -> None:
    tree, title = make_tree(), make_title()
    person = make_person()
    make_appointment(person, tree.commune, title, start_on=SINCE, end_on=MAY)
    make_appointment(person, tree.commune, title, start_on=MAY, end_on=LATER, end_reason="term_ended")
    make_appointment(person, tree.commune, make_title("Kiêm"), start_on=MAY, is_primary=False)
    operations.add_to_succession(
        person=person, unit=tree.commune, title=title, term="2025-2030", on=MAY, by=TESTS
    )

    moved = operations.move_staff(from_units=[tree.commune], to_unit=tree.district, on=JULY, by=planner())

    assert moved == 2
    assert sorted(posts(person), key=str) == [
        ("QK", SINCE, MAY, ""),
        ("QK", MAY, JULY, "unit_changed"),
        ("QK", MAY, JULY, "unit_changed"),
        ("TD", JULY, None, ""),
        ("TD", JULY, LATER, "term_ended"),
    ]
    assert [
        (place.unit.code, place.start_on, place.end_on) for place in queries.successions_of(person.pk)
    ] == [("TD", JULY, None), ("QK", MAY, JULY)]


def test_a_post_that_begins_on_the_day_or_later_begins_in_the_new_unit() -> None:
    tree = make_tree()
    person = make_person()
    make_appointment(person, tree.commune, start_on=SINCE, end_on=JULY)
    make_appointment(person, tree.commune, start_on=JULY, end_on=LATER)
    make_appointment(person, tree.commune, start_on=LATER)

    operations.move_staff(from_units=[tree.commune], to_unit=tree.district, on=JULY, by=planner())

    assert posts(person) == [("QK", SINCE, JULY, ""), ("TD", JULY, LATER, ""), ("TD", LATER, None, "")]


def test_a_split_sends_the_named_to_their_place_and_the_others_to_the_main_one() -> None:
    tree = make_tree()
    named, other = make_person("An", unit=tree.commune), make_person("Bình", unit=tree.commune)

    operations.reorganise(
        kind=ChangeKind.SPLIT,
        units=[tree.commune],
        into=[new("A", tree.district), new("B", tree.district)],
        staff={named.pk: 1},
        on=JULY,
        by=planner(),
    )

    assert (posts(named)[-1][0], posts(other)[-1][0]) == ("B", "A")


def test_when_part_of_a_unit_is_taken_out_only_the_named_go() -> None:
    tree = make_tree()
    named, other = make_person("An", unit=tree.commune), make_person("Bình", unit=tree.commune)
    title = make_title()
    operations.approve_position(unit=tree.commune, title=title, name="Giữ", headcount=1, on=SINCE, by=TESTS)

    operations.reorganise(
        kind=ChangeKind.SPLIT,
        units=[tree.commune],
        into=[new("A", tree.district)],
        main=None,
        staff={named.pk: 0},
        on=JULY,
        by=planner(),
    )

    assert (posts(named)[-1][:2], posts(other)) == (("A", JULY), [("QK", SINCE, None, "")])
    assert JobPosition.objects.get().end_on is None


def test_a_dissolved_unit_leaves_nobody_behind() -> None:
    tree = make_tree()
    person = make_person(unit=tree.front)
    gone = {"kind": ChangeKind.DISSOLVED, "units": [tree.front], "on": JULY, "by": planner()}

    with pytest.raises(Problem) as raised:
        operations.reorganise(**gone)
    assert (raised.value.code, raised.value.params["count"]) == ("people.staff_left_behind", 1)
    tree.front.refresh_from_db()
    assert tree.front.end_on is None

    operations.reorganise(into=[tree.party], **gone)
    assert posts(person)[-1][:2] == ("TU", JULY)


def test_the_positions_of_a_unit_that_ends_end_with_it() -> None:
    tree, title = make_tree(), make_title()
    position = operations.approve_position(
        unit=tree.commune, title=title, name="Tổng hợp", headcount=1, on=SINCE, by=TESTS
    )
    person = make_person()
    operations.appoint(person=person, unit=tree.commune, title=title, on=MAY, position=position, by=TESTS)

    operations.reorganise(
        kind=ChangeKind.MERGED, units=[tree.commune], into=[tree.other_commune], on=JULY, by=planner()
    )

    position.refresh_from_db()
    assert position.end_on == JULY
    assert queries.primary_on(person.pk, JULY).position is None
    assert queries.primary_on(person.pk, date(2025, 6, 30)).position == position


def test_when_anything_fails_neither_units_nor_people_have_changed() -> None:
    tree = make_tree()
    make_person(unit=tree.commune, since=SINCE)
    before = list(Appointment.objects.values())
    # May change units of the district, but people only of one commune.
    clerk = clerk_of(tree.commune)

    with pytest.raises(Refused):
        operations.reorganise(
            kind=ChangeKind.MERGED, units=[tree.commune], into=[tree.other_commune], on=JULY, by=clerk
        )

    assert list(Appointment.objects.values()) == before
    assert Unit.objects.get(pk=tree.commune.pk).end_on is None


def test_staff_are_moved_only_by_who_may_over_both_units_and_to_a_unit_that_is_there() -> None:
    tree = make_tree()
    late = make_unit("Sở mới", start_on=LATER)

    for unit in (tree.commune, tree.other_commune):
        with pytest.raises(Refused):
            operations.move_staff(
                from_units=[tree.commune], to_unit=tree.other_commune, on=JULY, by=clerk_of(unit)
            )
    with pytest.raises(Problem) as raised:
        operations.move_staff(from_units=[tree.commune], to_unit=late, on=JULY, by=planner())
    assert raised.value.code == "people.unit_not_there"


def test_a_move_costs_the_same_for_one_person_and_for_fifty(django_assert_num_queries: object) -> None:
    tree, title = make_tree(), make_title()
    for unit, count in ((tree.commune, 1), (tree.other_commune, 50)):
        for _ in range(count):
            make_person(unit=unit, title=title)
    actor = planner()

    for unit in (tree.commune, tree.other_commune):
        with django_assert_num_queries(11):
            operations.move_staff(from_units=[unit], to_unit=tree.district, on=JULY, by=actor)
    line = entries_of(tree.district)[0]
    assert (line.action, line.before, line.after["posts"]) == (
        "staff.moved",
        {"units": ["Xã Đại Đồng"]},
        50,
    )
