"""Appointing below standard: refused, kept as a debt, or let be, as the province has set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, leader, planner
from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.problems import problem
from tests.factories.standards import make_requirement, make_scale
from vun.common.errors import NotFound, Refused, RowProblems
from vun.records.orgs.domain import ChangeKind
from vun.records.orgs.models import Unit
from vun.records.people import operations as people
from vun.records.people.domain import AppointmentRow, ManagementTier, PersonRow, Sex
from vun.records.people.gates import refuses_from
from vun.records.people.models import Appointment, Person, Title
from vun.records.sending import operations, queries
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import SendingPolicy, StandardDebt
from vun.records.standards.models import ScaleLevel

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


@pytest.fixture
def level() -> ScaleLevel:
    return make_scale()[1]


@pytest.fixture
def head(level: ScaleLevel) -> Title:
    title = make_title("Trưởng phòng", is_leader=True)
    make_requirement(level, name="Trung cấp lý luận chính trị", scopes=[{"title": title}])
    return title


@pytest.fixture
def unit() -> Unit:
    return make_unit("Sở Tài chính")


@pytest.fixture
def person(unit: Unit) -> Person:
    return make_person("Lý Thị Hoa", unit=unit)


def province_says(mode: AppointingMode) -> None:
    operations.set_policy(
        release_percent=0,
        signer_tiers=[ManagementTier.CENTRAL],
        appointing=mode,
        debt_months=18,
        start_on=date(2026, 1, 1),
        by=planner(),
    )


def promote(person: Person, unit: Unit, title: Title, on: date = ON) -> Appointment:
    return people.transfer(person=person, unit=unit, title=title, on=on, by=planner())


def test_a_province_that_blocks_refuses_and_nothing_is_written(
    person: Person, unit: Unit, head: Title
) -> None:
    province_says(AppointingMode.BLOCK)
    before = list(Appointment.objects.values())
    with problem("sending.below_standard", "title"):
        promote(person, unit, head)
    with problem("sending.below_standard", "title"):
        people.appoint(person=make_person(), unit=unit, title=head, on=ON, by=planner())
    with problem("sending.below_standard", "title"):
        people.add_concurrent(person=person, unit=unit, title=head, on=ON, by=planner())
    assert (list(Appointment.objects.values()), StandardDebt.objects.count()) == (before, 0)


def test_a_province_that_warns_keeps_a_debt_with_its_deadline(
    person: Person, unit: Unit, head: Title
) -> None:
    province_says(AppointingMode.WARN)
    post = promote(person, unit, head)
    debt = StandardDebt.objects.get()
    assert (debt.appointment, debt.lacking, debt.due_on) == (
        post,
        ["Trung cấp lý luận chính trị"],
        date(2027, 9, 2),
    )


@pytest.mark.parametrize("mode", [AppointingMode.OFF, None])
def test_a_province_that_says_nothing_lets_be(
    mode: AppointingMode | None, person: Person, unit: Unit, head: Title
) -> None:
    if mode:
        province_says(mode)
    promote(person, unit, head)
    assert StandardDebt.objects.count() == 0


def test_whoever_meets_the_standard_is_appointed_without_a_word(
    person: Person, unit: Unit, head: Title, level: ScaleLevel
) -> None:
    province_says(AppointingMode.BLOCK)
    make_credential(person, level)
    promote(person, unit, head)
    assert StandardDebt.objects.count() == 0


def test_leave_given_lets_the_appointment_through_once(person: Person, unit: Unit, head: Title) -> None:
    province_says(AppointingMode.BLOCK)
    arguments = {"person": person, "title": head, "unit_id": unit.pk, "due_on": date(2026, 12, 31), "on": ON}
    with pytest.raises(Refused):
        operations.allow_below_standard(reason="Cấp bách", by=clerk_of(unit), **arguments)  # type: ignore[arg-type]
    other = make_unit("Sở Y tế")
    for by, where in ((leader(unit), other), (leader(other), unit), (leader(other), other)):
        with pytest.raises(Refused):
            operations.allow_below_standard(reason="x", by=by, **(arguments | {"unit_id": where.pk}))  # type: ignore[arg-type]
    with problem("sending.reason_needed", "reason"):
        operations.allow_below_standard(reason=" ", by=planner(), **arguments)  # type: ignore[arg-type]
    with problem("sending.due_in_past", "due_on"):
        operations.allow_below_standard(reason="x", by=planner(), **(arguments | {"due_on": ON}))  # type: ignore[arg-type]
    operations.allow_below_standard(reason="Cấp bách", by=planner(), **arguments)  # type: ignore[arg-type]
    with problem("sending.leave_given_already", "person"):
        operations.allow_below_standard(reason="Cấp bách", by=planner(), **arguments)  # type: ignore[arg-type]
    post = promote(person, unit, head)
    debt = StandardDebt.objects.get()
    assert (debt.appointment, debt.reason, debt.due_on) == (post, "Cấp bách", date(2026, 12, 31))
    with problem("sending.below_standard", "title"):
        promote(person, make_unit(), head, on=date(2026, 6, 1))


def test_leave_is_for_one_unit_and_for_no_other(person: Person, unit: Unit, head: Title) -> None:
    province_says(AppointingMode.BLOCK)
    other = make_unit("Sở Y tế")
    given = {"person": person, "title": head, "reason": "Gấp", "due_on": date(2026, 12, 31), "on": ON}
    operations.allow_below_standard(unit_id=other.pk, by=planner(), **given)  # type: ignore[arg-type]
    with problem("sending.below_standard", "title"):
        promote(person, unit, head)
    assert StandardDebt.objects.get().appointment is None
    leave = operations.allow_below_standard(unit_id=unit.pk, by=planner(), **given)  # type: ignore[arg-type]
    post = promote(person, unit, head)
    leave.refresh_from_db()
    assert (leave.appointment, leave.unit) == (post, unit)


def test_leave_taken_back_lets_nobody_through_and_used_leave_is_not_taken_back(
    person: Person, unit: Unit, head: Title
) -> None:
    province_says(AppointingMode.BLOCK)
    given = {"person": person, "title": head, "unit_id": unit.pk, "due_on": date(2026, 12, 31), "on": ON}
    leave = operations.allow_below_standard(reason="Gấp", by=planner(), **given)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        operations.take_back_leave(leave=leave, on=ON, by=clerk_of(unit))
    operations.take_back_leave(leave=leave, on=ON, by=planner())
    with problem("sending.below_standard", "title"):
        promote(person, unit, head)
    used = operations.allow_below_standard(reason="Gấp", by=planner(), **given)  # type: ignore[arg-type]
    promote(person, unit, head)
    with problem("sending.leave_used"):
        operations.take_back_leave(leave=used, on=ON, by=planner())


def test_a_debt_stands_as_its_holder_does_today(
    person: Person, unit: Unit, head: Title, level: ScaleLevel
) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head)

    def standing(on: date) -> tuple[tuple[str, ...], bool, bool, bool]:
        (found,) = queries.debt_standings(queries.debts_visible_to(planner(), on), on)
        return found.lacking, found.is_overdue, found.is_met, found.is_over

    lacks = ("Trung cấp lý luận chính trị",)
    assert standing(date(2027, 9, 2)) == (lacks, False, False, False)
    assert standing(date(2027, 9, 3)) == (lacks, True, False, False)
    make_credential(person, level, earned_on=date(2027, 9, 3))
    assert standing(date(2027, 9, 3)) == ((), False, True, False)


def test_a_debt_of_a_post_still_to_come_stands_as_on_its_first_day(
    person: Person, unit: Unit, head: Title, level: ScaleLevel
) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head, on=date(2026, 4, 1))
    (found,) = queries.debt_standings(queries.debts_visible_to(planner(), ON), ON)
    assert (found.lacking, found.is_met) == (("Trung cấp lý luận chính trị",), False)
    with problem("sending.still_lacking"):
        operations.close_debt(debt=found.debt, on=ON, by=clerk_of(unit))
    make_credential(person, level, earned_on=date(2026, 3, 1))
    operations.close_debt(debt=found.debt, on=ON, by=clerk_of(unit))


def test_a_debt_is_over_with_the_post(person: Person, unit: Unit, head: Title) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head)
    promote(person, unit, make_title("Chuyên viên"), on=date(2026, 8, 1))
    (found,) = queries.debt_standings(queries.debts_visible_to(planner(), ON), date(2026, 8, 1))
    assert (found.lacking, found.is_met, found.is_over) == ((), True, True)
    operations.close_debt(debt=found.debt, on=date(2026, 8, 1), by=clerk_of(unit))


def test_a_debt_is_closed_when_the_standard_is_met(
    person: Person, unit: Unit, head: Title, level: ScaleLevel
) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head)
    (debt,) = queries.debts_visible_to(planner(), ON)
    with problem("sending.still_lacking"):
        operations.close_debt(debt=debt, on=date(2026, 9, 1), by=clerk_of(unit))
    make_credential(person, level, earned_on=date(2026, 8, 1))
    operations.close_debt(debt=debt, on=date(2026, 9, 1), by=clerk_of(unit))
    assert debt.closed_on == date(2026, 9, 1)
    with problem("sending.debt_closed_already"):
        operations.close_debt(debt=debt, on=date(2026, 9, 1), by=clerk_of(unit))
    assert list(queries.debts_visible_to(planner(), ON)) == []


def test_debts_are_seen_with_the_person(person: Person, unit: Unit, head: Title) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head)
    debt = StandardDebt.objects.get()
    assert queries.get_debt(clerk_of(unit), debt.pk, ON) == debt
    with pytest.raises(NotFound):
        queries.get_debt(clerk_of(make_unit()), debt.pk, ON)


def test_a_post_corrected_to_one_below_standard_is_refused_or_kept_as_a_debt_like_one_given(
    person: Person, unit: Unit, head: Title
) -> None:
    province_says(AppointingMode.BLOCK)
    post = promote(person, unit, make_title("Chuyên viên"))
    with problem("sending.below_standard", "title"):
        people.correct_appointment(appointment=post, title=head, on=ON, by=planner())
    post.refresh_from_db()
    assert (post.title.name, StandardDebt.objects.count()) == ("Chuyên viên", 0)
    operations.allow_below_standard(
        person=person,
        title=head,
        unit_id=unit.pk,
        reason="Thiếu người",
        due_on=date(2027, 1, 1),
        on=ON,
        by=planner(),
    )
    people.correct_appointment(appointment=post, title=head, on=ON, by=planner())
    assert StandardDebt.objects.get().appointment == post


def test_a_debt_goes_with_the_post_carried_into_the_unit_that_took_over(
    person: Person, unit: Unit, head: Title
) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head)
    heir, merged_on = make_unit("Sở Kinh tế"), date(2026, 7, 1)
    people.reorganise(kind=ChangeKind.MERGED, units=[unit], into=[heir], on=merged_on, by=SYSTEM)
    (found,) = queries.debt_standings(queries.debts_visible_to(planner(), ON), merged_on)
    assert (found.is_over, found.is_met, found.lacking) == (False, False, ("Trung cấp lý luận chính trị",))
    assert (found.debt.unit_id, found.debt.due_on) == (heir.pk, date(2027, 9, 2))
    with problem("sending.still_lacking"):
        operations.close_debt(debt=found.debt, on=merged_on, by=planner())


def test_debts_of_posts_to_come_go_along_and_those_of_others_cost_nothing(
    unit: Unit, head: Title, django_assert_num_queries: Any
) -> None:
    province_says(AppointingMode.WARN)
    other, heir = make_unit("Sở Nội vụ"), make_unit("Sở Kinh tế")
    now, to_come, elsewhere = (make_person(unit=each) for each in (unit, unit, other))
    promote(now, unit, head)
    promote(to_come, unit, head, on=date(2026, 9, 1))
    promote(elsewhere, other, head)
    people.reorganise(kind=ChangeKind.MERGED, units=[unit], into=[heir], on=date(2026, 7, 1), by=SYSTEM)
    where = dict(StandardDebt.objects.values_list("person_id", "unit__name"))
    assert where == {now.pk: "Sở Kinh tế", to_come.pk: "Sở Kinh tế", elsewhere.pk: "Sở Nội vụ"}
    debts = StandardDebt.objects.select_related("appointment__unit")
    assert [debt.unit for debt in debts] == [debt.appointment.unit for debt in debts if debt.appointment]
    with django_assert_num_queries(1):
        operations.carry_debts({0: 1})


def test_who_is_appointed_again_to_the_title_keeps_the_deadline_of_the_first_time(
    person: Person, unit: Unit, head: Title
) -> None:
    province_says(AppointingMode.WARN)
    promote(person, unit, head)
    again_on = date(2026, 8, 1)
    people.transfer(person=person, unit=unit, title=head, on=again_on, decision=make_decision(), by=planner())
    other = make_unit("Sở Nội vụ")
    last = promote(person, other, head, on=date(2026, 9, 1))
    debt = StandardDebt.objects.get()
    assert (debt.appointment, debt.unit, debt.due_on) == (last, other, date(2027, 9, 2))
    province_says_later(AppointingMode.BLOCK)
    with problem("sending.below_standard", "title"):
        people.transfer(
            person=person,
            unit=other,
            title=head,
            on=date(2026, 11, 1),
            decision=make_decision(),
            by=planner(),
        )
    assert StandardDebt.objects.get().appointment == last


def province_says_later(mode: AppointingMode) -> None:
    operations.set_policy(
        release_percent=0,
        signer_tiers=[ManagementTier.CENTRAL],
        appointing=mode,
        debt_months=18,
        start_on=date(2026, 10, 1),
        by=planner(),
    )


def row(unit: Unit, title: Title, start_on: date = ON) -> PersonRow:
    post = AppointmentRow(unit_id=unit.pk, title=title.code, start_on=start_on)
    return PersonRow(full_name="Mã Văn Sáng", birth_on=date(1980, 5, 17), sex=Sex.MALE, appointments=(post,))


def test_people_brought_in_together_pass_the_gates_each_passes_by_hand(
    unit: Unit, head: Title, level: ScaleLevel
) -> None:
    province_says(AppointingMode.BLOCK)
    staff = make_title("Chuyên viên")
    before = row(unit, head, start_on=date(2025, 12, 31))
    rows = [row(unit, staff), row(unit, head), before, row(unit, head)]
    held = Person.objects.count()
    with pytest.raises(RowProblems) as caught:
        people.register_many(rows, by=planner())
    assert [(number, each.code) for number, each in caught.value.rows] == [
        (2, "sending.below_standard"),
        (4, "sending.below_standard"),
    ]
    assert Person.objects.count() == held

    def study(ids: Sequence[int]) -> None:
        make_credential(Person.objects.get(pk=ids[0]), level, earned_on=date(2026, 3, 1))

    people.register_many([row(unit, head)], also=study, by=planner())
    assert StandardDebt.objects.count() == 0


def test_both_posts_of_one_row_are_told_where_both_are_below_standard(
    unit: Unit, head: Title, level: ScaleLevel
) -> None:
    province_says(AppointingMode.BLOCK)
    beside = make_title("Trưởng ban")
    make_requirement(level, name="Trung cấp", scopes=[{"title": beside}])
    one = row(unit, head)
    other = AppointmentRow(unit_id=unit.pk, title=beside.code, start_on=ON, is_primary=False)
    with pytest.raises(RowProblems) as caught:
        people.register_many([replace(one, appointments=(*one.appointments, other))], by=planner())
    assert [(number, each.code) for number, each in caught.value.rows] == [(1, "sending.below_standard")] * 2


def test_people_brought_in_together_owe_what_each_would_owe_by_hand(unit: Unit, head: Title) -> None:
    province_says(AppointingMode.WARN)
    ids = people.register_many([row(unit, head), row(unit, make_title("Chuyên viên"))], by=planner())
    owed = StandardDebt.objects.values_list("person", "unit", "lacking", "due_on")
    assert list(owed) == [(ids[0], unit.pk, ["Trung cấp lý luận chính trị"], date(2027, 9, 2))]


def test_a_post_that_may_be_objected_to_begins_once_the_province_refuses() -> None:
    assert refuses_from() is None
    province_says(AppointingMode.WARN)
    assert refuses_from() is None
    SendingPolicy.objects.all().delete()
    province_says(AppointingMode.BLOCK)
    assert refuses_from() == date(2026, 1, 1)
