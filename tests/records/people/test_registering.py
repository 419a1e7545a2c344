"""Registering and correcting persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import administrator, cadre, clerk_of, leader, make_user, outsider, planner
from tests.factories.orgs import TESTS, make_tree
from tests.factories.people import make_appointment, make_ethnic_group, make_person, make_title
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.audit.models import AuditEntry
from vun.records.audit.queries import entries_of
from vun.records.people import operations, queries
from vun.records.people.domain import AppointmentRow, PersonDetails, Sex
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db

NUMBER = "020180000145"
DETAILS = PersonDetails(
    full_name="  Nông  Thị Hương ", birth_on=date(1980, 5, 17), sex=Sex.FEMALE, national_id="020 180 000 145"
)


def test_a_registered_person_is_kept_with_keys_for_search_and_order_and_a_sealed_number() -> None:
    make_ethnic_group("02")
    details = replace(DETAILS, ethnic_group="02", phone=" 0912345678 ", email="huong@langson.gov.vn")

    person = operations.register_person(details=details, by=planner())

    stored = Person.objects.values().get(pk=person.pk)
    sealed, index = stored.pop("national_id_sealed"), stored.pop("national_id_index")
    assert stored == {
        "id": person.pk,
        "full_name": "Nông Thị Hương",
        "search_key": "nong thi huong",
        "sort_key": person.sort_key,
        "birth_on": date(1980, 5, 17),
        "sex": "female",
        "ethnic_group_id": "02",
        "party_joined_on": None,
        "party_official_on": None,
        "recruited_on": None,
        "phone": "0912345678",
        "email": "huong@langson.gov.vn",
        "user_id": None,
        "custom": {},
    }
    assert NUMBER not in sealed + index
    assert queries.national_id_of(person) == NUMBER


def test_a_clerk_registers_with_a_first_post_in_their_own_unit_and_sees_the_person() -> None:
    tree, title = make_tree(), make_title()
    clerk = clerk_of(tree.commune)
    post = AppointmentRow(unit_id=tree.commune.pk, title=title.code, start_on=date(2020, 1, 1))

    person = operations.register_person(details=DETAILS, post=post, by=clerk)

    assert list(queries.visible_to(clerk, date(2026, 1, 1))) == [person]


def test_a_clerk_registers_nobody_into_another_unit_nor_without_a_post() -> None:
    tree, title = make_tree(), make_title()
    post = AppointmentRow(unit_id=tree.other_commune.pk, title=title.code, start_on=date(2020, 1, 1))

    for elsewhere in (post, None):
        with pytest.raises(Refused):
            operations.register_person(details=DETAILS, post=elsewhere, by=clerk_of(tree.commune))
    assert not Person.objects.exists()


@pytest.mark.parametrize("actor", [leader(), outsider(), cadre()])
def test_who_only_reads_registers_nobody(actor: object) -> None:
    with pytest.raises(Refused):
        operations.register_person(details=DETAILS, by=actor)


def test_a_number_already_somebodys_is_refused_without_saying_whose() -> None:
    make_person("Lê Văn Bí Mật", national_id=NUMBER)

    with pytest.raises(Problem) as raised:
        operations.register_person(details=DETAILS, by=planner())

    problem = raised.value
    assert (problem.code, problem.field, problem.params) == ("people.national_id_taken", "national_id", {})


def test_sending_the_same_form_twice_registers_once() -> None:
    unnumbered = replace(DETAILS, national_id="")
    operations.register_person(details=unnumbered, by=planner())

    with pytest.raises(Problem) as raised:
        operations.register_person(details=unnumbered, by=planner())

    assert (raised.value.code, raised.value.field) == ("people.already_registered", "national_id")
    assert Person.objects.count() == 1


def test_two_people_of_one_name_and_birthday_are_told_apart_by_their_numbers() -> None:
    make_person("Nông Thị Hương", birth_on=DETAILS.birth_on, sex="female", national_id="020180000999")

    operations.register_person(details=DETAILS, by=planner())

    assert Person.objects.count() == 2


def test_people_without_a_number_do_not_stand_in_each_others_way() -> None:
    for name in ("Nguyễn Văn An", "Nguyễn Văn Bình"):
        operations.register_person(details=replace(DETAILS, full_name=name, national_id=""), by=planner())

    assert Person.objects.filter(national_id_index=None).count() == 2


def test_an_unknown_ethnic_group_is_a_problem() -> None:
    with pytest.raises(Problem) as raised:
        operations.register_person(details=replace(DETAILS, ethnic_group="99"), by=planner())

    assert (raised.value.code, raised.value.field) == ("people.unknown_ethnic_group", "ethnic_group")


def test_nobody_is_registered_when_the_first_post_cannot_be() -> None:
    tree, title = make_tree(), make_title()
    too_early = AppointmentRow(unit_id=tree.commune.pk, title=title.code, start_on=date(1990, 1, 1))

    with pytest.raises(Problem) as raised:
        operations.register_person(details=DETAILS, post=too_early, by=planner())

    assert raised.value.code == "people.under_age"
    assert not Person.objects.exists()


def test_a_correction_changes_what_differs_and_tells_the_audit_just_that() -> None:
    make_ethnic_group("02")
    person = operations.register_person(details=DETAILS, by=TESTS)

    operations.correct_person(
        person=person,
        details=replace(DETAILS, full_name="Nông Thị Hường", ethnic_group="02"),
        by=planner(),
    )

    person.refresh_from_db()
    assert (person.full_name, person.search_key) == ("Nông Thị Hường", "nong thi huong")
    line = entries_of(person)[0]
    assert (line.action, line.before, line.after) == (
        "person.corrected",
        {"full_name": "Nông Thị Hương"},
        {"full_name": "Nông Thị Hường", "ethnic_group_changed": True},
    )


def test_the_national_id_never_reaches_the_audit() -> None:
    person = operations.register_person(details=DETAILS, by=planner())
    operations.correct_person(
        person=person, details=replace(DETAILS, national_id="020180000777"), by=planner()
    )
    person.refresh_from_db()

    told = str(list(AuditEntry.objects.values()))
    secrets = (NUMBER, "020180000777", person.national_id_sealed, str(person.national_id_index))
    assert [secret for secret in secrets if secret in told] == []
    assert entries_of(person)[0].after == {"national_id_changed": True}


def test_ethnicity_and_party_membership_never_reach_the_audit() -> None:
    make_ethnic_group("02")
    member = replace(DETAILS, party_joined_on=date(2005, 2, 3))
    person = operations.register_person(details=replace(member, ethnic_group="02"), by=planner())
    later = replace(member, party_joined_on=date(2006, 2, 3), party_official_on=date(2007, 2, 3))
    operations.correct_person(person=person, details=later, by=planner())

    registered = entries_of(person)[1].after
    assert {"ethnic_group_id", "party_joined_on", "party_official_on"} & registered.keys() == set()
    assert (entries_of(person)[0].before, entries_of(person)[0].after) == (
        {},
        {"ethnic_group_changed": True, "party_changed": True},
    )


def test_a_correction_that_changes_nothing_leaves_no_line() -> None:
    person = operations.register_person(details=DETAILS, by=TESTS)
    lines = AuditEntry.objects.count()

    operations.correct_person(person=person, details=DETAILS, by=planner())

    assert AuditEntry.objects.count() == lines


def test_a_correction_to_somebody_elses_number_is_refused() -> None:
    make_person(national_id="020180000777")
    person = operations.register_person(details=DETAILS, by=TESTS)

    with pytest.raises(Problem) as raised:
        operations.correct_person(
            person=person, details=replace(DETAILS, national_id="020180000777"), by=planner()
        )

    assert raised.value.code == "people.national_id_taken"


def test_a_birth_date_that_makes_an_old_post_a_childs_is_refused() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, since=date(2015, 1, 1))
    details = PersonDetails(full_name=person.full_name, birth_on=date(1999, 1, 1), sex=Sex.MALE)

    with pytest.raises(Problem) as raised:
        operations.correct_person(person=person, details=details, by=planner())

    assert (raised.value.code, raised.value.field) == ("people.under_age", "birth_on")


def test_whoever_is_out_of_scope_does_not_exist_and_whoever_only_reads_is_refused() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)
    details = PersonDetails(full_name="Trần Văn An", birth_on=person.birth_on, sex=Sex.MALE)

    with pytest.raises(NotFound):
        operations.correct_person(person=person, details=details, by=clerk_of(tree.other_commune))
    with pytest.raises(Refused):
        operations.correct_person(person=person, details=details, by=leader(tree.district))
    with pytest.raises(Refused):
        operations.correct_person(person=person, details=details, by=cadre(person.pk))


def test_the_officer_of_a_former_unit_changes_nothing_even_while_looking_back() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)
    today = timezone.localdate()
    operations.transfer(
        person=person, unit=tree.other_commune, title=make_title(), on=today - timedelta(days=1), by=TESTS
    )
    details = PersonDetails(full_name="Trần Văn An", birth_on=person.birth_on, sex=Sex.MALE)

    with pytest.raises(NotFound):
        operations.correct_person(person=person, details=details, by=clerk_of(tree.commune))
    operations.correct_person(person=person, details=details, by=clerk_of(tree.other_commune))


def links() -> list[tuple[str, bool]]:
    return [
        (entry.action, bool(entry.before))
        for entry in AuditEntry.objects.filter(action__contains="linked").order_by("pk")
    ]


def test_a_user_is_given_one_record_and_a_record_one_user() -> None:
    make_tree()
    person, other, user = make_person(), make_person("Lê Thị Bình"), make_user()
    operations.link_user(person=person, user=user, by=TESTS)
    operations.link_user(person=person, user=user, by=TESTS)

    assert queries.actor_of(user, date(2026, 1, 1)).person_id == person.pk
    with pytest.raises(Problem) as taken:
        operations.link_user(person=other, user=user, by=TESTS)
    with pytest.raises(Problem) as has_another:
        operations.link_user(person=person, user=make_user(), by=TESTS)
    assert (taken.value.code, has_another.value.code) == ("people.user_taken", "people.has_another_user")
    assert links() == [("person.linked", False)], "what was given twice is told once"


def test_what_was_given_is_taken_back_once_and_may_be_given_to_another() -> None:
    make_tree()
    person, user, other = make_person(), make_user(), make_user()
    operations.link_user(person=person, user=user, by=TESTS)

    operations.unlink_user(person=person, user=user, by=TESTS)
    with pytest.raises(Problem) as twice:
        operations.unlink_user(person=person, user=user, by=TESTS)
    operations.link_user(person=person, user=other, by=TESTS)

    assert twice.value.code == "people.not_linked"
    assert (queries.find_own_record(user), queries.find_own_record(other)) == (None, person)
    assert links() == [("person.linked", False), ("person.unlinked", True), ("person.linked", False)]


def test_an_account_whose_record_is_anothers_is_not_opened() -> None:
    tree = make_tree()
    person, first = make_person(unit=tree.commune), {"full_name": "Lý Hoa", "password": "con-duong-mua-xuan"}
    grants = [(Role.CADRE, tree.commune)]
    opened = operations.open_account(
        username="hoa.lt", **first, grants=grants, person=person, by=administrator(tree.commune)
    )

    with pytest.raises(Problem) as taken:
        operations.open_account(username="hoa.2", **first, grants=grants, person=person, by=TESTS)

    assert taken.value.code == "people.has_another_user"
    assert [user.username for user in User.objects.all()] == ["hoa.lt"]
    assert queries.find_own_record(opened) == person


def test_only_whoever_manages_the_accounts_of_both_gives_and_takes_a_record() -> None:
    tree = make_tree()
    local = administrator(tree.commune)
    mine, elsewhere, student = (
        make_person(unit=tree.commune),
        make_person(unit=tree.party),
        make_person("Lê An"),
    )
    make_appointment(elsewhere, tree.commune, is_primary=False)

    def own() -> User:
        return make_user(Role.CADRE, tree.commune)

    assert list(queries.managed_accounts(local, timezone.localdate())) == [mine]
    operations.link_user(person=mine, user=own(), by=local)
    for person, user in ((elsewhere, own()), (student, own()), (mine, make_user(Role.PLANNER))):
        with pytest.raises(Refused):
            operations.link_user(person=person, user=user, by=local)
    operations.link_user(person=student, user=own(), by=administrator())
    assert student in queries.managed_accounts(administrator(), timezone.localdate())
    for user in User.objects.filter(person=student):
        with pytest.raises(Refused):
            operations.unlink_user(person=student, user=user, by=local)
