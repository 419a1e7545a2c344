"""Who may see whom, on which day; the search; the actor of a user."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.accounts import cadre, clerk_of, leader, lecturer, make_user, outsider, planner
from tests.factories.orgs import TESTS, Tree, make_tree
from tests.factories.people import make_appointment, make_ethnic_group, make_person, make_title
from vun.common.actor import EVERYWHERE, Actor, Permission
from vun.common.errors import NotFound
from vun.records.accounts.domain import Role
from vun.records.orgs import operations as orgs
from vun.records.people import operations, queries
from vun.records.people.domain import EndReason
from vun.records.people.models import Person
from vun.records.people.queries import Standing

pytestmark = pytest.mark.django_db

SINCE, MAY, JULY, LATER = date(2015, 1, 1), date(2024, 5, 1), date(2025, 7, 1), date(2026, 1, 1)


def seen(actor: Actor, on: date) -> list[str]:
    return [person.full_name for person in queries.visible_to(actor, on)]


def moved(tree: Tree) -> Person:
    """In the commune until MAY, in the other commune from then on."""
    person = make_person()
    make_appointment(person, tree.commune, start_on=SINCE, end_on=MAY)
    make_appointment(person, tree.other_commune, start_on=MAY)
    return person


def test_people_are_seen_from_every_unit_they_have_a_post_in_that_day() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)
    make_appointment(person, tree.party, is_primary=False)

    everybody = (tree.commune, tree.district, tree.party, tree.other_commune, tree.department)
    assert [seen(clerk_of(unit), LATER) for unit in everybody] == [
        ["Nguyễn Văn An"],
        ["Nguyễn Văn An"],
        ["Nguyễn Văn An"],
        [],
        [],
    ]


def test_a_person_who_moved_belongs_to_each_unit_on_its_days_only() -> None:
    tree = make_tree()
    moved(tree)

    before = [seen(clerk_of(unit), date(2024, 4, 30)) for unit in (tree.commune, tree.other_commune)]
    after = [seen(clerk_of(unit), MAY) for unit in (tree.commune, tree.other_commune)]
    assert (before, after) == ([["Nguyễn Văn An"], []], [[], ["Nguyễn Văn An"]])


def test_who_left_belongs_to_the_last_unit() -> None:
    tree, person = make_tree(), make_person()
    make_appointment(person, tree.commune, start_on=SINCE, end_on=MAY)
    make_appointment(person, tree.other_commune, start_on=MAY, end_on=JULY)

    assert [seen(clerk_of(unit), LATER) for unit in (tree.commune, tree.other_commune)] == [
        [],
        ["Nguyễn Văn An"],
    ]


def test_who_is_yet_to_come_belongs_to_the_first_unit() -> None:
    tree, person = make_tree(), make_person()
    make_appointment(person, tree.commune, start_on=LATER)

    assert [seen(clerk_of(unit), JULY) for unit in (tree.commune, tree.other_commune)] == [
        ["Nguyễn Văn An"],
        [],
    ]


def test_students_without_a_post_are_seen_by_the_province_only() -> None:
    tree = make_tree()
    make_person()

    assert [seen(actor, LATER) for actor in (planner(), leader(), clerk_of(tree.district))] == [
        ["Nguyễn Văn An"],
        ["Nguyễn Văn An"],
        [],
    ]


def test_a_cadre_sees_their_own_record_and_changes_nothing() -> None:
    tree = make_tree()
    own, other = make_person("Lê Thị Bình", unit=tree.commune), make_person(unit=tree.commune)

    assert seen(cadre(own.pk), LATER) == ["Lê Thị Bình"]
    assert queries.get_own_person(cadre(own.pk)) == own
    assert not queries.may_edit(cadre(own.pk), own.pk, LATER)
    with pytest.raises(NotFound):
        queries.get_person(cadre(own.pk), other.pk, LATER)
    with pytest.raises(NotFound):
        queries.get_own_person(cadre(None))


@pytest.mark.parametrize("actor", [outsider(), lecturer()])
def test_who_holds_no_permission_over_people_sees_nobody(actor: Actor) -> None:
    person = make_person(unit=make_tree().commune)

    assert seen(actor, LATER) == []
    with pytest.raises(NotFound):
        queries.get_person(actor, person.pk, LATER)


def test_an_officer_in_post_keeps_seeing_their_own_record_from_elsewhere() -> None:
    tree = make_tree()
    own = make_person("Lê Thị Bình", unit=tree.department)
    clerk = clerk_of(tree.commune)
    officer = Actor(name="clerk", person_id=own.pk, grants=clerk.grants)

    assert seen(officer, LATER) == ["Lê Thị Bình"]
    assert not queries.may_edit(officer, own.pk, LATER)


def test_the_people_of_a_merged_unit_stay_in_the_sight_of_its_successor() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)
    operations.end_appointment(
        appointment=person.appointments.get(), on=MAY, reason=EndReason.RESIGNED, by=TESTS
    )
    orgs.merge(units=[tree.commune], into=tree.other_commune, on=JULY, by=TESTS)

    assert seen(clerk_of(tree.other_commune), LATER) == ["Nguyễn Văn An"]


def test_seeing_an_unknown_person_is_not_told_from_seeing_one_out_of_scope() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)

    for actor, person_id in ((planner(), person.pk + 1), (clerk_of(tree.party), person.pk)):
        with pytest.raises(NotFound) as raised:
            queries.get_person(actor, person_id, LATER)
        assert raised.value.what == "person"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("huong", ["Nông Thị Hương", "Nông Thị Hường"]),
        ("Hương", ["Nông Thị Hương", "Nông Thị Hường"]),
        ("HUONG nong", ["Nông Thị Hương", "Nông Thị Hường"]),
        ("020180000145", ["Nông Thị Hường"]),
        ("020 180 000 145", ["Nông Thị Hường"]),
        ("020180000146", []),
        ("dao", ["Hoàng Văn Đào"]),
        ("%", []),
        ("", []),
    ],
)
def test_people_are_found_by_name_without_accents_or_by_their_whole_number(
    text: str, names: list[str]
) -> None:
    unit = make_tree().commune
    make_person("Nông Thị Hương", unit=unit)
    make_person("Nông Thị Hường", unit=unit, national_id="020180000145")
    make_person("Hoàng Văn Đào", unit=unit)

    assert [person.full_name for person in queries.search(clerk_of(unit), text, LATER, 10)] == names


def test_a_number_finds_nobody_out_of_scope() -> None:
    tree = make_tree()
    make_person(unit=tree.commune, national_id="020180000145")

    assert queries.search(clerk_of(tree.party), "020180000145", LATER, 10) == []


def test_lists_carry_the_primary_post_of_the_day_with_the_units_name_then() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Văn thư", is_leader=True))
    make_appointment(person, tree.party, is_primary=False)
    orgs.rename(unit=tree.commune, name="Xã Mới", on=JULY, by=TESTS)

    def row(on: date) -> tuple[object, ...]:
        [found] = queries.with_post(Person.objects.all(), on)
        return (
            found.post_unit_name,
            found.post_title_name,
            found.post_kind,
            found.post_is_leader,
            found.post_since,
        )

    assert [row(MAY), row(JULY), row(date(2014, 1, 1))] == [
        ("Xã Quốc Khánh", "Văn thư", "civil_servant", True, SINCE),
        ("Xã Mới", "Văn thư", "civil_servant", True, SINCE),
        (None, None, None, None, None),
    ]


def test_people_are_sorted_by_given_name_first() -> None:
    for name in ("Nguyễn Văn Bình", "Trần An", "Lê Thị Ân", "Nguyễn Thị An"):
        make_person(name)

    assert seen(planner(), LATER) == ["Nguyễn Thị An", "Trần An", "Lê Thị Ân", "Nguyễn Văn Bình"]


def test_the_filters_ask_for_one_post_of_which_all_is_true() -> None:
    tree = make_tree()
    chief = make_title("Chủ tịch", group="commune_leader", is_leader=True)
    member = make_title("Uỷ viên", group="party_member")
    person = make_person("An", unit=tree.commune, title=chief)
    make_appointment(person, tree.party, member, is_primary=False)
    make_person("Bình", unit=tree.office, title=member)

    def found(**wanted: object) -> list[str]:
        people = queries.holding(Person.objects.all(), LATER, **wanted)
        return [each.full_name for each in people]

    assert found() == ["An", "Bình"]
    assert found(unit_id=tree.district.pk) == ["An"]
    assert found(unit_id=tree.department.pk, group="party_member") == ["Bình"]
    assert found(group="party_member") == ["An", "Bình"]
    assert found(is_leader=True) == ["An"]
    assert found(unit_id=tree.party.pk, is_leader=True) == []
    assert found(unit_id=tree.party.pk, is_leader=False) == ["An"]
    assert found(title=chief.code, kind="civil_servant") == ["An"]


def test_whether_somebody_is_in_post_has_left_or_never_was() -> None:
    tree = make_tree()
    make_person("Đang", unit=tree.commune)
    make_appointment(make_person("Thôi"), tree.commune, start_on=SINCE, end_on=MAY)
    make_person("Học")

    def names(wanted: Standing) -> list[str]:
        return [each.full_name for each in queries.standing(Person.objects.all(), LATER, wanted)]

    assert [names(wanted) for wanted in Standing] == [["Đang"], ["Thôi"], ["Học"]]


def test_party_members_and_minorities_are_asked_for_as_of_the_day() -> None:
    make_person("Đảng viên", party_joined_on=MAY)
    make_person("Quần chúng", ethnic_group=make_ethnic_group("02"))
    make_person("Kinh", ethnic_group=make_ethnic_group("01", "Kinh"))

    def names(people: object) -> list[str]:
        return [each.full_name for each in people]

    everyone = Person.objects.all()
    assert names(queries.party_members(everyone, JULY, is_member=True)) == ["Đảng viên"]
    assert names(queries.party_members(everyone, date(2024, 4, 30), is_member=True)) == []
    assert names(queries.party_members(everyone, JULY, is_member=False)) == ["Quần chúng", "Kinh"]
    assert names(queries.minorities(everyone, is_minority=True)) == ["Quần chúng"]
    assert names(queries.minorities(everyone, is_minority=False)) == ["Kinh"]


def test_the_population_counts_each_person_once_in_the_unit_of_the_primary_post() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)
    make_appointment(person, tree.other_commune, is_primary=False)
    make_person(unit=tree.other_commune)
    moved(tree)

    counts = [queries.population(unit, LATER).count() for unit in (None, tree.district.pk, tree.commune.pk)]
    assert counts == [3, 3, 1]
    assert queries.population(tree.commune.pk, date(2024, 4, 30)).count() == 2
    assert queries.headcount(LATER) == {tree.commune.pk: 1, tree.other_commune.pk: 2}
    assert queries.headcount(LATER, [tree.commune.pk]) == {tree.commune.pk: 1}


def test_the_primary_post_of_one_and_of_several() -> None:
    tree = make_tree()
    one, other, nobody = make_person(unit=tree.commune), moved(tree), make_person()
    post = one.appointments.get()

    assert queries.primary_on(one.pk, LATER) == post
    assert queries.primary_on(nobody.pk, LATER) is None
    found = queries.primary_on([one.pk, other.pk, nobody.pk], MAY)
    assert {person_id: each.unit_id for person_id, each in found.items()} == {
        one.pk: tree.commune.pk,
        other.pk: tree.other_commune.pk,
    }


def test_the_one_unit_somebody_is_counted_under() -> None:
    tree = make_tree()
    person = make_person()
    make_appointment(person, tree.commune, start_on=SINCE, end_on=MAY)
    make_appointment(person, tree.party, start_on=date(2024, 1, 1), end_on=JULY, is_primary=False)
    make_appointment(person, tree.office, start_on=LATER)

    codes = {unit.pk: unit.code for unit in (tree.commune, tree.party, tree.office)}

    def code(on: date) -> str:
        return codes[queries.unit_of(person.pk, on) or 0]

    days = [date(2014, 1, 1), SINCE, date(2024, 4, 30), MAY, JULY, LATER]
    assert [code(on) for on in days] == ["QK", "QK", "QK", "TU", "TU", "VPSNV"]
    assert queries.unit_of(make_person().pk, LATER) is None


def test_a_user_becomes_an_actor_with_grants_and_own_record_in_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    tree = make_tree()
    user = make_user(Role.UNIT_OFFICER, tree.district)
    person = make_person(unit=tree.department)
    operations.link_user(person=person, user=user, by=TESTS)

    with django_assert_max_num_queries(5):
        actor = queries.actor_of(user, LATER)

    assert (actor.user_id, actor.person_id, actor.name) == (user.pk, person.pk, user.full_name)
    assert actor.may(Permission.PERSON_EDIT, tree.commune.pk)
    assert not actor.may(Permission.PERSON_EDIT, tree.department.pk)
    assert queries.actor_of(make_user(Role.PLANNER), LATER).unit_ids(Permission.PERSON_EDIT) is EVERYWHERE


def test_a_day_to_come_opens_nobody_and_a_day_gone_lets_nobody_change_who_left() -> None:
    tree = make_tree()
    moved(tree)
    units = (tree.commune, tree.other_commune)

    def told(acts_on: date, on: date) -> list[tuple[bool, bool]]:
        actors = [replace(clerk_of(unit), acts_on=acts_on) for unit in units]
        return [
            (bool(seen(actor, on)), queries.in_scope(actor, Permission.PERSON_EDIT, on).exists())
            for actor in actors
        ]

    before = date(2024, 4, 30)
    assert {(acted, on): told(acted, on) for acted in (before, MAY) for on in (before, MAY)} == {
        (before, before): [(True, True), (False, False)],
        (before, MAY): [(True, True), (False, False)],
        (MAY, before): [(True, False), (False, False)],
        (MAY, MAY): [(False, False), (True, True)],
    }
    assert queries.actor_of(make_user(Role.UNIT_OFFICER, tree.commune), MAY).acts_on == MAY


def test_people_are_picked_by_more_ids_than_a_statement_has_room_for() -> None:
    people = [make_person(), make_person("Lê Thị Bình")]

    picked = queries.only(Person.objects.all(), range(people[1].pk, people[1].pk + 300_000))
    assert list(picked) == [people[1]]
    assert list(queries.only(Person.objects.all(), [])) == []


def test_past_posts_are_told_with_the_name_their_unit_had_then() -> None:
    tree, person = make_tree(), make_person()
    make_appointment(person, tree.commune, start_on=SINCE, end_on=MAY)
    make_appointment(person, tree.commune, start_on=MAY)
    orgs.rename(unit=tree.commune, name="Xã Mới", on=JULY, by=TESTS)

    def names(on: date) -> list[str]:
        return [held.unit_name for held in queries.history_of(person.pk, on)]

    assert (names(LATER), names(MAY), names(SINCE)) == (
        ["Xã Mới", "Xã Quốc Khánh"],
        ["Xã Quốc Khánh", "Xã Quốc Khánh"],
        ["Xã Quốc Khánh", "Xã Quốc Khánh"],
    )
