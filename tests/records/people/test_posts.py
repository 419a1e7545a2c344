"""Appointing, transferring, ending; one primary post at a time, kept by the database."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.accounts import clerk_of, leader, outsider, planner
from tests.factories.orgs import TESTS, make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_rank, make_title
from tests.records.plans.test_places import at_once
from vun.common.errors import NotFound, Problem, Refused
from vun.common.period import Period, first_overlap
from vun.records.audit.queries import entries_of
from vun.records.orgs import operations as orgs
from vun.records.people import operations, queries
from vun.records.people.domain import EndReason, ManagementTier, StaffKind
from vun.records.people.models import Appointment, Person, SuccessionMembership

pytestmark = pytest.mark.django_db

SINCE, MAY, JULY = date(2015, 1, 1), date(2024, 5, 1), date(2025, 7, 1)


def posts(person: Person) -> list[tuple[str, str, date, date | None, str, bool]]:
    """(unit, title, first day, first day no longer, why it ended, primary), oldest first."""
    rows = Appointment.objects.filter(person=person).order_by("start_on", "-is_primary", "id")
    return [
        (post.unit.name, post.title.name, post.start_on, post.end_on, post.end_reason, post.is_primary)
        for post in rows.select_related("unit", "title")
    ]


def code_of(raised: pytest.ExceptionInfo[Problem]) -> tuple[str, str | None]:
    return raised.value.code, raised.value.field


def test_a_student_is_appointed_later_with_what_is_usual_for_the_title() -> None:
    tree, person = make_tree(), make_person()
    title = make_title("Trưởng phòng", kind=StaffKind.PUBLIC_EMPLOYEE, is_leader=True)

    post = operations.appoint(person=person, unit=tree.office, title=title, on=MAY, by=planner())

    assert posts(person) == [("Văn phòng Sở Nội vụ", "Trưởng phòng", MAY, None, "", True)]
    assert (post.kind, post.is_leader, post.management_tier, post.rank) == (
        "public_employee",
        True,
        "unit",
        None,
    )


def test_what_is_said_of_a_post_wins_over_what_is_usual() -> None:
    post = operations.appoint(
        person=make_person(),
        unit=make_tree().office,
        title=make_title(),
        on=MAY,
        kind=StaffKind.CONTRACT,
        rank=make_rank(),
        is_leader=True,
        management_tier=ManagementTier.PROVINCE_STANDING,
        by=planner(),
    )

    assert (post.kind, post.is_leader, post.management_tier, post.rank_id) == (
        "contract",
        True,
        "province_standing",
        "01.003",
    )


def test_a_second_primary_post_is_refused_with_the_first_one_named() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Văn thư"), since=SINCE)

    with pytest.raises(Problem) as raised:
        operations.appoint(person=person, unit=tree.office, title=make_title(), on=MAY, by=planner())

    assert code_of(raised) == ("people.primary_clash_open", "on")
    assert raised.value.params == {
        "name": "Nguyễn Văn An",
        "title": "Văn thư",
        "unit": "Xã Quốc Khánh",
        "start_on": SINCE,
        "end_on": None,
    }


def test_a_post_before_the_present_one_must_not_run_into_it() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, since=JULY)

    with pytest.raises(Problem) as raised:
        operations.appoint(person=person, unit=tree.office, title=make_title(), on=MAY, by=planner())

    assert raised.value.code == "people.primary_clash_open"


def test_posts_of_different_people_on_the_same_days_do_not_clash() -> None:
    tree, title = make_tree(), make_title()
    for name in ("An", "Bình"):
        person = make_person(name)
        operations.appoint(person=person, unit=tree.office, title=title, on=MAY, by=planner())

    assert Appointment.objects.count() == 2


def test_several_concurrent_posts_stand_beside_the_primary_one() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Chủ tịch"), since=SINCE)
    for unit, name in ((tree.party, "Uỷ viên"), (tree.front, "Trưởng ban")):
        operations.add_concurrent(person=person, unit=unit, title=make_title(name), on=MAY, by=planner())

    assert posts(person) == [
        ("Xã Quốc Khánh", "Chủ tịch", SINCE, None, "", True),
        ("Tỉnh uỷ", "Uỷ viên", MAY, None, "", False),
        ("Hội Nông dân tỉnh", "Trưởng ban", MAY, None, "", False),
    ]


def test_the_very_same_concurrent_post_is_given_once() -> None:
    tree, title = make_tree(), make_title()
    person = make_person(unit=tree.commune)
    operations.add_concurrent(person=person, unit=tree.party, title=title, on=MAY, by=planner())

    with pytest.raises(Problem) as raised:
        operations.add_concurrent(person=person, unit=tree.party, title=title, on=MAY, by=planner())

    assert code_of(raised) == ("people.post_held_already", "on")


def test_nobody_without_a_primary_post_gets_a_concurrent_one() -> None:
    with pytest.raises(Problem) as raised:
        operations.add_concurrent(
            person=make_person(), unit=make_tree().party, title=make_title(), on=MAY, by=planner()
        )

    assert code_of(raised) == ("people.no_primary_post", "on")


def test_a_transfer_closes_and_opens_on_the_same_day_and_leaves_the_past() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Văn thư"), since=SINCE)

    operations.transfer(
        person=person, unit=tree.office, title=make_title("Chuyên viên"), on=MAY, by=planner()
    )

    assert posts(person) == [
        ("Xã Quốc Khánh", "Văn thư", SINCE, MAY, "transferred", True),
        ("Văn phòng Sở Nội vụ", "Chuyên viên", MAY, None, "", True),
    ]
    line = entries_of(person)[0]
    assert (line.action, line.before["unit"], line.after["unit"], line.unit_id) == (
        "person.transferred",
        "Xã Quốc Khánh",
        "Văn phòng Sở Nội vụ",
        tree.office.pk,
    )


def test_a_new_title_in_the_same_unit_is_a_reappointment() -> None:
    tree = make_tree()
    person = make_person(unit=tree.office, title=make_title("Chuyên viên"), since=SINCE)

    operations.transfer(
        person=person, unit=tree.office, title=make_title("Phó phòng"), on=MAY, by=clerk_of(tree.office)
    )

    assert [row[1:5] for row in posts(person)] == [
        ("Chuyên viên", SINCE, MAY, "reappointed"),
        ("Phó phòng", MAY, None, ""),
    ]


@pytest.mark.parametrize(
    ("on", "code", "field"),
    [
        (SINCE, "people.began_that_day", "on"),
        (date(2014, 12, 31), "people.no_primary_post", "on"),
        (MAY, "people.same_post", "title"),
    ],
)
def test_a_transfer_that_would_change_nothing_or_the_past_is_refused(on: date, code: str, field: str) -> None:
    tree, title = make_tree(), make_title()
    person = make_person(unit=tree.office, title=title, since=SINCE)

    with pytest.raises(Problem) as raised:
        operations.transfer(person=person, unit=tree.office, title=title, on=on, by=planner())

    assert code_of(raised) == (code, field)


def test_the_same_transfer_sent_twice_is_done_once() -> None:
    tree, title = make_tree(), make_title("Phó phòng")
    person = make_person(unit=tree.commune, since=SINCE)
    operations.transfer(person=person, unit=tree.office, title=title, on=MAY, by=planner())

    with pytest.raises(Problem) as raised:
        operations.transfer(person=person, unit=tree.office, title=title, on=MAY, by=planner())

    assert raised.value.code == "people.began_that_day"
    assert len(posts(person)) == 2


def test_no_transfer_reaches_past_a_post_already_decided_for_later() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, since=SINCE)
    operations.transfer(person=person, unit=tree.office, title=make_title("Sau"), on=JULY, by=planner())

    with pytest.raises(Problem) as raised:
        operations.transfer(person=person, unit=tree.party, title=make_title(), on=MAY, by=planner())

    assert raised.value.code == "people.primary_clash_open"
    assert raised.value.params["title"] == "Sau"


def test_nobody_is_appointed_before_a_unit_is_there_or_after_it_is_gone() -> None:
    tree, person = make_tree(), make_person()
    late = make_unit("Sở mới", start_on=JULY)
    orgs.dissolve(unit=tree.front, on=JULY, by=TESTS)
    tree.front.refresh_from_db()

    with pytest.raises(Problem) as too_early:
        operations.appoint(person=person, unit=late, title=make_title(), on=MAY, by=planner())
    with pytest.raises(Problem) as too_late:
        operations.appoint(person=person, unit=tree.front, title=make_title(), on=JULY, by=planner())

    assert [code_of(too_early), code_of(too_late)] == [
        ("people.before_unit", "on"),
        ("people.after_unit", "unit"),
    ]


def test_nobody_is_appointed_to_a_title_no_longer_given() -> None:
    tree, title = make_tree(), make_title("Công chức xã")
    title.valid_to = JULY
    title.save()

    with pytest.raises(Problem) as raised:
        operations.appoint(person=make_person(), unit=tree.commune, title=title, on=JULY, by=planner())

    assert code_of(raised) == ("people.title_no_longer", "title")


def test_a_transfer_needs_the_right_over_the_person_and_over_the_new_unit() -> None:
    tree, title = make_tree(), make_title()
    person = make_person(unit=tree.commune)
    common = {"person": person, "title": title, "on": MAY}

    with pytest.raises(Refused):
        operations.transfer(unit=tree.other_commune, by=clerk_of(tree.commune), **common)
    with pytest.raises(NotFound):
        operations.transfer(unit=tree.other_commune, by=clerk_of(tree.other_commune), **common)
    with pytest.raises(Refused):
        operations.transfer(unit=tree.other_commune, by=leader(), **common)
    with pytest.raises(NotFound):
        operations.transfer(unit=tree.other_commune, by=outsider(), **common)
    operations.transfer(unit=tree.other_commune, by=clerk_of(tree.district), **common)


def test_an_ended_post_keeps_its_reason_and_the_person_stays_in_the_officers_sight() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Văn thư"), since=SINCE)
    clerk = clerk_of(tree.commune)

    operations.end_appointment(
        appointment=person.appointments.get(), on=MAY, reason=EndReason.TERM_ENDED, by=clerk
    )

    assert posts(person) == [("Xã Quốc Khánh", "Văn thư", SINCE, MAY, "term_ended", True)]
    assert list(queries.visible_to(clerk, JULY)) == [person]


def test_who_retires_leaves_every_post_and_pool() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Chủ tịch"), since=SINCE)
    make_appointment(person, tree.party, make_title("Uỷ viên"), start_on=SINCE, is_primary=False)
    operations.add_to_succession(
        person=person, unit=tree.district, title=make_title("Bí thư"), term="2025-2030", on=SINCE, by=TESTS
    )
    primary = person.appointments.get(is_primary=True)

    operations.end_appointment(appointment=primary, on=MAY, reason=EndReason.RETIRED, by=planner())

    assert [(row[1], *row[3:5]) for row in posts(person)] == [
        ("Chủ tịch", MAY, "retired"),
        ("Uỷ viên", MAY, "retired"),
    ]
    assert SuccessionMembership.objects.get().end_on == MAY


def test_the_end_of_a_concurrent_post_leaves_the_primary_one() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title("Chủ tịch"), since=SINCE)
    second = make_appointment(person, tree.party, make_title("Uỷ viên"), start_on=SINCE, is_primary=False)

    operations.end_appointment(appointment=second, on=MAY, reason=EndReason.TERM_ENDED, by=planner())

    assert [(row[1], *row[3:5]) for row in posts(person)] == [
        ("Chủ tịch", None, ""),
        ("Uỷ viên", MAY, "term_ended"),
    ]


def test_a_post_is_ended_once_and_not_before_it_began() -> None:
    person = make_person(unit=make_tree().commune, since=SINCE)
    post = person.appointments.get()

    with pytest.raises(Problem) as too_early:
        operations.end_appointment(appointment=post, on=SINCE, reason=EndReason.RESIGNED, by=planner())
    operations.end_appointment(appointment=post, on=MAY, reason=EndReason.RESIGNED, by=planner())
    with pytest.raises(Problem) as again:
        operations.end_appointment(appointment=post, on=MAY, reason=EndReason.RESIGNED, by=planner())

    assert [code_of(too_early), code_of(again)] == [
        ("people.ends_before_start", "on"),
        ("people.ended_already", "on"),
    ]


def test_nobody_departs_with_a_post_still_to_come() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, since=SINCE)
    first = person.appointments.get()
    operations.transfer(person=person, unit=tree.office, title=make_title("Sau"), on=JULY, by=planner())
    first.refresh_from_db()

    with pytest.raises(Problem) as raised:
        operations.end_appointment(appointment=first, on=MAY, reason=EndReason.DIED, by=planner())

    assert code_of(raised) == ("people.post_to_come", "on")
    assert [row[3] for row in posts(person)] == [JULY, None]


def test_a_post_is_taken_back_only_before_it_begins() -> None:
    tree, tomorrow = make_tree(), timezone.localdate() + timedelta(days=1)
    ahead = make_appointment(make_person(), tree.commune, start_on=tomorrow)
    begun = make_appointment(make_person(), tree.commune, start_on=tomorrow - timedelta(days=1))

    operations.cancel_appointment(appointment=ahead, by=clerk_of(tree.commune))
    with pytest.raises(Problem) as raised:
        operations.cancel_appointment(appointment=begun, by=clerk_of(tree.commune))

    assert raised.value.code == "people.post_has_begun"
    assert list(Appointment.objects.all()) == [begun]


def test_a_position_takes_no_more_people_than_approved() -> None:
    tree, title = make_tree(), make_title()
    position = operations.approve_position(
        unit=tree.office, title=title, name="Tổng hợp", headcount=1, on=SINCE, by=TESTS
    )
    common = {"unit": tree.office, "title": title, "on": MAY, "position": position, "by": planner()}
    operations.appoint(person=make_person("An"), **common)

    with pytest.raises(Problem) as full:
        operations.appoint(person=make_person("Bình"), **common)
    with pytest.raises(Problem) as elsewhere:
        operations.appoint(person=make_person("Chi"), **{**common, "unit": tree.front})

    assert [code_of(full), code_of(elsewhere)] == [
        ("people.position_full", "position"),
        ("people.position_elsewhere", "position"),
    ]
    assert [(each.filled, each.vacant) for each in queries.positions_of(tree.office.pk, MAY)] == [(1, 0)]


def test_a_place_promised_from_a_later_day_is_taken_on_the_days_before_it_only() -> None:
    tree, title = make_tree(), make_title()
    position = operations.approve_position(
        unit=tree.office, title=title, name="Tổng hợp", headcount=1, on=SINCE, by=TESTS
    )
    common = {"unit": tree.office, "title": title, "position": position, "by": planner()}
    operations.appoint(person=make_person("An"), on=JULY, **common)

    with pytest.raises(Problem) as full:
        operations.appoint(person=make_person("Bình"), on=MAY, **common)
    operations.close_position(position=position, on=JULY, by=TESTS)
    operations.appoint(person=make_person("Bình"), on=MAY, **common)

    assert full.value.code == "people.position_full"


@pytest.mark.django_db(transaction=True)
def test_of_several_appointed_at_once_to_the_last_place_exactly_one_is() -> None:
    tree, title = make_tree(), make_title()
    position = operations.approve_position(
        unit=tree.office, title=title, name="Tổng hợp", headcount=2, on=SINCE, by=TESTS
    )
    common = {"unit": tree.office, "title": title, "on": MAY, "position": position, "by": TESTS}
    operations.appoint(person=make_person("An"), **common)

    asking = [partial(operations.appoint, person=make_person(), **common) for _ in range(6)]

    assert at_once(*asking) == {"done": 1, "people.position_full": 5}
    assert [each.filled for each in queries.positions_of(tree.office.pk, MAY)] == [2]


def test_the_database_itself_refuses_an_overlap_however_it_is_written() -> None:
    tree, title, person = make_tree(), make_title(), make_person()
    first = make_appointment(person, tree.commune, title, start_on=SINCE, end_on=MAY)
    later = make_appointment(person, tree.commune, title, start_on=MAY)

    for change in (
        lambda: make_appointment(
            person, tree.office, title, start_on=date(2020, 1, 1), end_on=date(2020, 1, 2)
        ),
        lambda: Appointment.objects.filter(pk=first.pk).update(end_on=date(2024, 5, 2)),
        lambda: Appointment.objects.filter(pk=first.pk).update(end_on=None),
        lambda: Appointment.objects.filter(pk=later.pk).update(start_on=date(2024, 4, 30)),
        lambda: Appointment.objects.bulk_create(
            [Appointment(person=person, unit=tree.office, title=title, kind="cadre", start_on=JULY)]
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    second = make_appointment(person, tree.office, title, start_on=SINCE, is_primary=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=second.pk).update(is_primary=True)
    assert [row[2:4] for row in posts(person) if row[5]] == [(SINCE, MAY), (MAY, None)]


days = st.integers(1, 28).map(lambda day: date(2024, 1, day))
spans = st.tuples(days, st.none() | st.integers(1, 9)).map(
    lambda span: (span[0], span[0] + timedelta(days=span[1]) if span[1] else None)
)


class TheDatabaseAndTheRuleAgree(TestCase):
    """Property: the database refuses a row exactly when it shares a day with a primary one of the same person."""

    @settings(max_examples=25)
    @given(st.lists(spans, min_size=1, max_size=5))
    def test_on_any_periods(self, periods: list[tuple[date, date | None]]) -> None:
        unit, title, person = make_unit(), make_title(), make_person()
        kept: list[Period] = []
        for start_on, end_on in periods:
            fits = first_overlap([*kept, Period(start_on, end_on)]) is None
            try:
                with transaction.atomic():
                    make_appointment(person, unit, title, start_on=start_on, end_on=end_on)
            except IntegrityError:
                assert not fits
            else:
                assert fits
                kept.append(Period(start_on, end_on))
