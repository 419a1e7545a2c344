"""Two records of one person made one, and parted again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import clerk_of, make_user, planner
from tests.factories.credentials import make_credential
from tests.factories.custom import make_field
from tests.factories.delivery import make_learner, make_open_class, make_session
from tests.factories.merging import answers
from tests.factories.orgs import TESTS, make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.problems import problem
from tests.factories.standards import make_scale
from vun.common.errors import NotFound, Refused
from vun.records.audit.queries import entries_of
from vun.records.delivery.models import Attendance, Enrolment
from vun.records.people import operations, queries
from vun.records.people.domain import EndReason, PersonDetails, RatingGrade, Sex, Side
from vun.records.people.models import Appointment, MergedRow, Person, PersonMerge, Rating

pytestmark = pytest.mark.django_db
NUMBER = "020080000001"


def merge(survivor: Person, merged: Person, side: Side = Side.SURVIVOR) -> PersonMerge:
    comparison = queries.compare(survivor, merged)
    return operations.merge_persons(
        survivor=survivor, merged=merged, reason="Đã đối chiếu CCCD", by=TESTS, **answers(comparison, side)
    )


def test_whatever_hung_on_the_merged_record_hangs_on_the_other() -> None:
    one, two = make_person(), make_person(unit=make_unit("Sở Y tế"), national_id=NUMBER)
    learner = make_learner(make_open_class(), two)
    credential = make_credential(two, make_scale()[0])

    merge(one, two)

    assert not Person.objects.filter(pk=two.pk).exists()
    assert [post.unit.name for post in queries.posts_of(one.pk)] == ["Sở Y tế"]
    learner.refresh_from_db()
    credential.refresh_from_db()
    one.refresh_from_db()
    assert (learner.person_id, credential.person_id) == (one.pk, one.pk)
    assert queries.national_id_of(one) == NUMBER
    assert queries.find_survivor(two.pk) == one.pk
    assert queries.survivors_of([one.pk, two.pk]) == {two.pk: "Nguyễn Văn An"}


def test_both_records_tell_what_was_done() -> None:
    one, two = make_person("Nông Văn An"), make_person("Nông Văn Ân")

    operations.part_persons(merge=merge(one, two), by=TESTS)

    assert [entry.action for entry in entries_of(one)] == ["person.parted", "person.merged"]
    assert [entry.action for entry in entries_of(two)] == ["person.came_back", "person.merged_away"]
    assert entries_of(one).last().after == {
        "merged": "Nông Văn Ân",
        "merged_id": two.pk,
        "reason": "Đã đối chiếu CCCD",
        "rows_moved": 0,
        "rows_set_aside": 0,
        "kept_of_merged": [],
    }


def test_what_the_two_records_say_otherwise_is_chosen_and_what_one_leaves_open_is_filled() -> None:
    one = make_person("Nông Văn An", birth_on=date(1980, 1, 1), phone="0912345678")
    two = make_person("Nông Văn An", birth_on=date(1980, 5, 17), email="an@langson.gov.vn")
    open_fields = [choice.name for choice in queries.compare(one, two).fields if choice.is_open]

    with problem("people.merge_undecided", "birth_on"):
        operations.merge_persons(survivor=one, merged=two, reason="Trùng", by=TESTS)
    operations.merge_persons(
        survivor=one, merged=two, reason="Trùng", fields={"birth_on": Side.MERGED}, by=TESTS
    )

    one.refresh_from_db()
    assert open_fields == ["birth_on"]
    assert (one.birth_on, one.phone, one.email) == (date(1980, 5, 17), "0912345678", "an@langson.gov.vn")


def test_what_is_chosen_must_be_true_together() -> None:
    one = make_person(birth_on=date(1980, 1, 1), party_joined_on=date(1999, 1, 1))
    two = make_person(birth_on=date(1990, 1, 1))

    with problem("people.party_too_young", "party_joined_on"):
        merge(one, two, Side.MERGED)

    make_appointment(two, start_on=date(2000, 1, 1))
    three = make_person(birth_on=date(1990, 1, 1))
    with problem("people.under_age", "birth_on"):
        merge(three, two)


def test_own_fields_are_chosen_one_by_one_and_come_back() -> None:
    number, colour = make_field("Số hiệu"), make_field("Màu")
    one, two = make_person(custom={number.code: "A1"}), make_person()
    operations.describe_person(person=two, values={number.code: "B2", colour.code: "Đỏ"}, by=TESTS)

    done = merge(one, two, Side.MERGED)
    one.refresh_from_db()
    together = one.custom
    operations.part_persons(merge=done, by=TESTS)

    one.refresh_from_db()
    assert {number.code: "B2", colour.code: "Đỏ"}.items() <= together.items()
    assert one.custom == {number.code: "A1"}


def test_the_account_of_the_merged_record_opens_the_other() -> None:
    user = make_user()
    one, two = make_person(), make_person(user=user)

    done = merge(one, two)
    assert queries.actor_of(user, date(2026, 1, 1)).person_id == one.pk

    operations.part_persons(merge=done, by=TESTS)
    assert queries.actor_of(user, date(2026, 1, 1)).person_id == two.pk


def test_one_post_recorded_twice_is_put_aside_and_comes_back() -> None:
    unit, title = make_unit(), make_title()
    one, two = make_person(), make_person()
    first = make_appointment(one, unit, title, start_on=date(2010, 1, 1))
    second = make_appointment(two, unit, title, start_on=date(2012, 1, 1))

    done = merge(one, two, Side.MERGED)

    assert [post.pk for post in queries.posts_of(one.pk)] == [second.pk]
    operations.part_persons(merge=done, by=TESTS)
    assert [post.pk for post in queries.posts_of(one.pk)] == [first.pk]
    assert [post.pk for post in queries.posts_of(two.pk)] == [second.pk]


def test_overlapping_primary_posts_are_to_be_put_right_first() -> None:
    one, two = make_person(unit=make_unit("Sở Y tế")), make_person()
    late = make_appointment(two, make_unit("Sở Tài chính"), start_on=date(2020, 1, 1))
    (clash,) = queries.compare(one, two).clashes

    with problem("people.twin_primary_stuck"):
        merge(one, two)
    operations.end_appointment(
        appointment=one.appointments.get(), on=late.start_on, reason=EndReason.TRANSFERRED, by=TESTS
    )
    merge(one, two)

    assert (clash.stays, clash.usual) == ((), None)
    assert [post.unit.name for post in queries.posts_of(one.pk)] == ["Sở Tài chính", "Sở Y tế"]


def test_of_two_primary_posts_the_earlier_of_which_is_over_one_is_chosen() -> None:
    one, two = make_person(), make_person()
    over = make_appointment(one, make_unit(), start_on=date(2010, 1, 1), end_on=date(2020, 1, 1))
    make_appointment(two, make_unit(), start_on=date(2015, 1, 1))

    (clash,) = queries.compare(one, two).clashes
    merge(one, two)

    assert (clash.is_open, clash.code) == (True, "people.twin_primary")
    assert [post.pk for post in queries.posts_of(one.pk)] == [over.pk]


def test_ratings_of_one_year_are_chosen_unless_they_say_the_same() -> None:
    one, two = make_person(), make_person()
    for person, year, grade in (
        (one, 2023, RatingGrade.GOOD),
        (two, 2023, RatingGrade.GOOD),
        (one, 2024, RatingGrade.GOOD),
        (two, 2024, RatingGrade.EXCELLENT),
        (two, 2025, RatingGrade.GOOD),
    ):
        Rating.objects.create(person=person, year=year, grade=grade.value)

    assert [clash.is_open for clash in queries.compare(one, two).clashes] == [False, True]
    merge(one, two, Side.MERGED)

    assert list(one.ratings.order_by("year").values_list("year", "grade")) == [
        (2023, "good"),
        (2024, "excellent"),
        (2025, "good"),
    ]


def test_of_two_enrolments_in_one_class_one_is_put_aside_with_its_attendance() -> None:
    training_class = make_open_class()
    one, two = make_person(), make_person()
    make_learner(training_class, one)
    second = make_learner(training_class, two)
    session = make_session(training_class)
    Attendance.objects.create(session=session, enrolment=second, mark="present")

    done = merge(one, two)
    left = Enrolment.objects.filter(training_class=training_class).count(), Attendance.objects.count()
    operations.part_persons(merge=done, by=TESTS)

    assert left == (1, 0)
    assert Enrolment.objects.get(pk=second.pk).attendance.count() == 1


def test_one_paper_recorded_twice_counts_once() -> None:
    level = make_scale()[0]
    one, two = make_person(), make_person()
    for person in (one, two):
        make_credential(person, level, document_number="A 12")
    make_credential(two, level, document_number="B 13")

    merge(one, two)

    assert sorted(one.credentials.values_list("document_number", flat=True)) == ["A 12", "B 13"]


def test_what_is_recorded_after_a_merge_stays_unless_it_is_given_to_the_other() -> None:
    unit, title = make_unit(), make_title()
    for later, holder in ((Side.SURVIVOR, 0), (Side.MERGED, 1)):
        one, two = make_person(), make_person()
        make_appointment(two, unit, title, start_on=date(2010, 1, 1), end_on=date(2015, 1, 1))
        done = merge(one, two)
        Rating.objects.create(person=one, year=2025, grade="good")
        given = queries.given_back(done)

        parted = operations.part_persons(merge=done, later=later, by=TESTS)

        assert (given.back, given.later, given.gone) == ({"people.appointment": 1}, {"people.rating": 1}, 0)
        assert parted.recorded_since == 1
        assert Rating.objects.filter(person=(one, two)[holder]).count() == 1
        assert queries.posts_of(two.pk).count() == 1


def test_rows_taken_away_since_do_not_come_back_and_what_was_corrected_since_stays() -> None:
    one, two = make_person(), make_person(phone="0912345678")
    Rating.objects.create(person=two, year=2024, grade="good")
    done = merge(one, two)
    Rating.objects.all().delete()
    Person.objects.filter(pk=one.pk).update(phone="0987654321")

    given = queries.given_back(done)
    operations.part_persons(merge=done, by=TESTS)

    assert (given.back, given.gone) == ({}, 1)
    assert list(Person.objects.order_by("pk").values_list("phone", flat=True)) == ["0987654321", "0912345678"]


def test_a_row_put_aside_that_clashes_with_a_later_one_is_told() -> None:
    unit, title = make_unit(), make_title()
    one, two = make_person(), make_person()
    make_appointment(one, unit, title, start_on=date(2010, 1, 1))
    make_appointment(two, unit, title, start_on=date(2012, 1, 1))
    done = merge(one, two, Side.MERGED)
    operations.transfer(person=one, unit=make_unit(), title=title, on=date(2025, 1, 1), by=TESTS)

    with problem("people.part_clash"):
        operations.part_persons(merge=done, by=TESTS)
    operations.part_persons(merge=done, later=Side.MERGED, by=TESTS)

    assert (queries.posts_of(one.pk).count(), queries.posts_of(two.pk).count()) == (1, 2)


def test_the_last_merge_is_undone_first_and_each_once() -> None:
    one, two, three = make_person(), make_person(), make_person("Lý Thị Mai")
    first, second = merge(one, two), merge(one, three)

    with problem("people.part_later_first"):
        operations.part_persons(merge=first, by=TESTS)
    operations.part_persons(merge=second, by=TESTS)
    with problem("people.parted_already"):
        operations.part_persons(merge=second, by=TESTS)
    operations.part_persons(merge=first, by=TESTS)

    assert (PersonMerge.objects.count(), MergedRow.objects.count()) == (0, 0)


def test_a_record_merged_on_leads_to_the_last_survivor() -> None:
    one, two, three = make_person("A"), make_person("B"), make_person("C")
    merge(two, one)
    merge(three, two)

    assert [queries.find_survivor(person.pk) for person in (one, two, three)] == [three.pk, three.pk, None]


def test_nobody_else_is_given_the_number_or_the_place_of_a_merged_record() -> None:
    one = make_person(national_id="020080000002")
    two = make_person("Nông Văn Ân", birth_on=date(1980, 5, 17), national_id=NUMBER)
    merge(one, two)
    details = PersonDetails(
        full_name="Lý Thị Mai", birth_on=date(1990, 1, 1), sex=Sex.FEMALE, national_id=NUMBER
    )

    with problem("people.national_id_taken", "national_id"):
        operations.register_person(details=details, by=TESTS)
    again = PersonDetails(full_name="Nông Văn Ân", birth_on=date(1980, 5, 17), sex=Sex.MALE)
    with problem("people.already_registered", "national_id"):
        operations.register_person(details=again, by=TESTS)


def test_a_merged_record_is_found_by_its_name_and_number_as_its_survivor() -> None:
    one = make_person("Nông Văn An", national_id="020080000002")
    merge(one, make_person("Nông Ngọc Ẩn", national_id=NUMBER))

    for text in ("ngoc an", NUMBER, "020080000002"):
        assert [found.pk for found in queries.search(TESTS, text, date(2026, 1, 1), 5)] == [one.pk]


def test_both_units_must_be_the_clerks() -> None:
    tree = make_tree()
    mine, other = make_person(unit=tree.commune), make_person(unit=tree.department)
    clerk = clerk_of(tree.commune)

    with pytest.raises(NotFound):
        operations.merge_persons(survivor=mine, merged=other, reason="Trùng", by=clerk)
    with pytest.raises(NotFound):
        operations.declare_distinct(first=other, second=mine, reason="Khác", by=clerk)
    done = merge(mine, make_person())
    with pytest.raises(Refused):
        operations.part_persons(merge=done, by=clerk_of(tree.commune))
    assert PersonMerge.objects.filter(pk=done.pk).exists()
    operations.part_persons(merge=done, by=planner())


def test_two_people_said_to_be_two_are_not_merged_until_that_is_taken_back() -> None:
    one, two = make_person(), make_person()
    operations.declare_distinct(first=two, second=one, reason="Anh em sinh đôi", by=TESTS)

    with problem("people.declared_distinct"):
        merge(one, two)
    with problem("people.distinct_already"):
        operations.declare_distinct(first=one, second=two, reason="Anh em", by=TESTS)
    operations.withdraw_distinct(first=one, second=two, by=TESTS)
    operations.withdraw_distinct(first=one, second=two, by=TESTS)

    merge(one, two)
    assert [entry.action for entry in entries_of(one)] == [
        "person.merged",
        "person.distinct_withdrawn",
        "person.declared_distinct",
    ]


def test_a_merge_needs_two_records_and_a_reason() -> None:
    one, two = make_person(), make_person()

    with problem("people.merge_reason_missing", "reason"):
        operations.merge_persons(survivor=one, merged=two, reason=" ", by=TESTS)
    with problem("people.merge_reason_too_long", "reason"):
        operations.merge_persons(survivor=one, merged=two, reason="x" * 301, by=TESTS)
    with problem("people.merge_with_itself"):
        operations.merge_persons(survivor=one, merged=Person.objects.get(pk=one.pk), reason="Trùng", by=TESTS)
    with problem("people.merge_with_itself"):
        operations.declare_distinct(first=one, second=one, reason="Khác", by=TESTS)


def test_a_record_merged_by_somebody_else_in_the_meantime_is_gone() -> None:
    one, two, three = make_person(), make_person(), make_person()
    merge(one, two)

    with pytest.raises(NotFound):
        operations.merge_persons(survivor=three, merged=two, reason="Trùng", by=TESTS)
    with pytest.raises(ObjectDoesNotExist):
        two.refresh_from_db()
    assert Appointment.objects.count() == 0
