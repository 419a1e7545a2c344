"""What a course should cost by the norms."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vun.records.funding.domain import CourseSize, EstimateItem, Norm, estimate, sessions_of


def norm(code: str, amount: int) -> Norm:
    return Norm(code, code, "đơn vị", amount, "Thông tư 36/2018/TT-BTC", True)


LECTURER, MATERIALS, WATER, OPENING, HALL = (
    norm("lecturer.tier4", 1_200_000),
    norm("learner.materials", 60_000),
    norm("learner.water", 20_000),
    norm("class.opening", 2_000_000),
    norm("class.hall", 1_500_000),
)
NORMS = [LECTURER, MATERIALS, WATER, OPENING, HALL]
SIZE = CourseSize(classes=2, learners=90, days=5, periods=39)


def test_a_session_holds_four_periods_and_the_last_may_be_short() -> None:
    assert [sessions_of(periods) for periods in (0, 1, 4, 5, 40)] == [0, 1, 1, 2, 10]


def test_each_item_is_its_quantity_times_its_norm_and_keeps_the_legal_basis() -> None:
    found = estimate(SIZE, NORMS, lecturer_tier="lecturer.tier4")
    assert found.items == (
        EstimateItem(LECTURER, 20, 24_000_000),
        EstimateItem(MATERIALS, 90, 5_400_000),
        EstimateItem(WATER, 450, 9_000_000),
        EstimateItem(OPENING, 2, 4_000_000),
    )
    assert found.total == 42_400_000
    assert found.missing == ("learner.certificate", "class.exam-paper")


def test_a_hall_is_paid_by_the_day_of_each_class_where_one_is_needed() -> None:
    found = estimate(replace(SIZE, needs_hall=True), NORMS, lecturer_tier="lecturer.tier4")
    assert found.items[-1] == EstimateItem(HALL, 10, 15_000_000)


def test_an_unknown_tier_is_told_and_people_sent_elsewhere_cost_no_sessions() -> None:
    assert estimate(SIZE, NORMS, lecturer_tier="lecturer.tier9").missing[0] == "lecturer.tier9"
    sent = estimate(replace(SIZE, classes=0), NORMS, lecturer_tier="lecturer.tier4")
    assert [item.norm for item in sent.items] == [MATERIALS, WATER]


@given(st.integers(0, 20), st.integers(0, 900), st.integers(1, 60), st.integers(0, 400), st.booleans())
def test_two_courses_alike_cost_twice_as_much_as_one(
    classes: int, learners: int, days: int, periods: int, needs_hall: bool
) -> None:
    one = CourseSize(classes=classes, learners=learners, days=days, periods=periods, needs_hall=needs_hall)
    two = replace(one, classes=2 * classes, learners=2 * learners)
    costs = [estimate(size, NORMS, lecturer_tier="lecturer.tier4").total for size in (one, two)]
    assert costs[1] == 2 * costs[0]
