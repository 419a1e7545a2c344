"""The policy, quotas and costs of planning, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vun.common.period import Period
from vun.records.allocation.domain import (
    Away,
    AwayReason,
    Case,
    Course,
    Part,
    Policy,
    PolicyTerm,
    closed_months,
    curve_budgets,
    is_open,
    months_of,
    planned_modes,
    retires_on,
    share_quotas,
    touched_months,
)
from vun.records.allocation.domain.costs import Costing, Way
from vun.records.funding.domain import Norm
from vun.records.people.domain import Sex
from vun.records.standards.domain import Branch, StudyMode

CASE = Case(
    missing=1,
    in_grace=0,
    before_post=0,
    years_missing=3,
    is_leader=True,
    is_in_succession=False,
    zone="III",
    priority=None,
    years_left=12.0,
    cannot_leave=True,
    days=10,
    is_full_time_only=True,
    group="g",
    programme_ids=frozenset({1}),
)


def test_points_of_all_terms_that_hold_add_up() -> None:
    assert Policy().weight(CASE) == 30 + 2 * 3 + 20 + 15
    assert Policy({PolicyTerm.LEADER: Decimal(50)}).weight(CASE) == 30 + 6 + 50 + 15


def test_a_weight_is_told_term_by_term() -> None:
    assert Policy().parts(replace(CASE, years_left=1.5)) == [
        Part(PolicyTerm.MISSING, Decimal(30)),
        Part(PolicyTerm.YEAR_MISSING, Decimal(6)),
        Part(PolicyTerm.LEADER, Decimal(20)),
        Part(PolicyTerm.ZONE_III, Decimal(15)),
        Part(PolicyTerm.RETIRING_SOON, Decimal(30), is_factor=True),
    ]


def test_near_retirement_and_long_courses_multiply() -> None:
    assert Policy().weight(replace(CASE, years_left=2)) == round(71 * 0.3)
    assert Policy().weight(replace(CASE, years_left=4)) == round(71 * 0.7)
    assert Policy().weight(replace(CASE, days=31)) == round(Decimal("35.5"))
    assert Policy().weight(replace(CASE, days=31, is_full_time_only=False)) == 71
    assert Policy().weight(replace(CASE, days=31, cannot_leave=False)) == 71


def test_priority_groups_and_mandatory_programmes_add_their_points() -> None:
    policy = Policy(groups={"g": Decimal(7)}, programmes={1: Decimal(100), 2: Decimal(500)})
    assert policy.weight(CASE) == 71 + 7 + 100


def test_a_need_without_a_gap_is_worth_its_own_points() -> None:
    needed = replace(CASE, missing=0, years_missing=0, priority=3, is_leader=False, zone="")
    assert Policy().weight(needed) == 10
    assert Policy().weight(replace(needed, missing=1)) == 35


def test_what_was_registered_first_is_worth_more_than_what_was_registered_last() -> None:
    needed = replace(CASE, missing=0, years_missing=0, is_leader=False, zone="")
    weights = [Policy().weight(replace(needed, priority=priority)) for priority in (1, 2, 3)]
    assert weights == [16, 13, 10]
    assert Part(PolicyTerm.WISHED_FIRST, Decimal(6)) in Policy().parts(replace(CASE, priority=1))
    own = Policy({PolicyTerm.WISHED_FIRST: Decimal(40), PolicyTerm.WISHED_SECOND: Decimal(0)})
    assert [own.weight(replace(needed, priority=one)) for one in (1, 2, 3)] == [50, 10, 10]


def test_a_month_somebody_is_away_for_a_day_of_is_closed_and_classes_go_on_beside_a_class() -> None:
    leave = Period(date(2026, 11, 5), date(2027, 3, 2))
    assert touched_months(leave, 2027) == {0, 1, 2}
    assert touched_months(Period(date(2027, 12, 31)), 2027) == {11}
    away = [
        Away(touched_months(leave, 2027), AwayReason.ABSENT, "maternity"),
        Away(frozenset({5}), AwayReason.IN_CLASS),
    ]
    assert closed_months(away, is_full_time=True) == {0, 1, 2, 5}
    assert closed_months(away, is_full_time=False) == {0, 1, 2}
    assert [is_open({0, 1, 2, 5}, span, 0) for span in (2, 6, 7)] == [True, True, False]
    assert is_open(range(11), 1, 11)
    assert not is_open(set(), 2, 11)


def test_the_day_of_retirement_follows_the_steps_of_the_labour_code() -> None:
    assert retires_on(date(1965, 3, 10), Sex.MALE) == date(2026, 9, 10)
    assert retires_on(date(1970, 1, 20), Sex.FEMALE) == date(2027, 5, 20)
    assert retires_on(date(1990, 6, 1), Sex.MALE) == date(2052, 6, 1)
    assert retires_on(date(1990, 6, 1), Sex.FEMALE) == date(2050, 6, 1)


def test_a_course_may_be_held_as_the_catalogue_says_and_as_is_like_it() -> None:
    short = Course(
        programme_id=1,
        name="Văn thư",
        branch=Branch.FOSTERING,
        group="post_skills",
        mode=StudyMode.FULL_TIME,
        days=5,
        periods=40,
        field_days=0,
    )
    assert planned_modes(short) == (StudyMode.FULL_TIME, StudyMode.ONLINE)
    assert planned_modes(replace(short, field_days=1)) == (StudyMode.FULL_TIME,)
    assert planned_modes(replace(short, group="defence_security")) == (StudyMode.FULL_TIME,)
    assert planned_modes(replace(short, branch=Branch.TRAINING)) == (StudyMode.FULL_TIME,)
    assert planned_modes(replace(short, days=20, mode=StudyMode.BLENDED)) == (
        StudyMode.PART_TIME,
        StudyMode.ONLINE,
        StudyMode.FULL_TIME,
    )


def test_beside_work_a_class_takes_twice_the_months_and_never_more_than_fit_the_year() -> None:
    assert [months_of(5, mode) for mode in (StudyMode.FULL_TIME, StudyMode.PART_TIME)] == [1, 1]
    assert [months_of(40, mode) for mode in (StudyMode.FULL_TIME, StudyMode.PART_TIME)] == [2, 4]
    assert months_of(132, StudyMode.PART_TIME) == 10


def test_quotas_follow_need_from_a_floor_up_and_leave_what_was_set() -> None:
    shared = share_quotas(
        staff={1: 50, 2: 50, 3: 10, 4: 5},
        need={1: 60, 2: 30, 3: 1, 4: 3},
        fixed={2: 4},
        engaged={},
        total=24,
        floor=2,
    )
    assert {quota.unit_id: quota.places for quota in shared} == {1: 17, 2: 4, 3: 1, 4: 2}
    assert [(quota.floor, quota.fixed) for quota in shared] == [(2, None), (0, 4), (1, None), (2, None)]


@given(
    need=st.dictionaries(st.integers(1, 30), st.integers(0, 40), max_size=12),
    total=st.integers(0, 300),
    floor=st.integers(0, 5),
)
def test_no_unit_gets_less_than_its_floor_or_more_than_it_lacks(
    need: dict[int, int], total: int, floor: int
) -> None:
    for quota in share_quotas(
        staff=dict.fromkeys(need, 10), need=need, fixed={}, engaged={}, total=total, floor=floor
    ):
        assert min(floor, quota.need) <= quota.places <= quota.need


def test_a_learner_from_afar_costs_a_bed_and_the_way_more_and_online_neither() -> None:
    norms = [
        Norm("learner.meals", "Tiền ăn", "ngày", 50_000, "", True),
        Norm("travel.room", "Phòng", "ngày", 350_000, "", True),
        Norm("learner.materials", "Tài liệu", "học viên", 60_000, "", True),
        Norm("lecturer.tier5", "Giảng viên", "buổi", 900_000, "", False),
    ]
    costing = Costing(norms)
    near, far = Way(10, 25, 3_000), Way(60, 25, 3_000)
    assert costing.of_class(days=5, periods=40) == 10 * 900_000
    assert costing.of_learner(5, StudyMode.FULL_TIME, near) == 60_000 + 5 * 50_000 + 2 * 10 * 3_000
    assert costing.of_learner(5, StudyMode.FULL_TIME, far) == 60_000 + 5 * 225_000 + 2 * 60 * 3_000
    assert costing.of_learner(5, StudyMode.ONLINE, far) == 60_000
    assert (costing.missing, costing.unverified) == ([], 1)


def test_the_curve_asks_for_less_than_was_paid_and_for_more_only_where_all_was_spent() -> None:
    spent = curve_budgets({"a": 1_000, "b": 1_000}, {"a": 1_000, "b": 900})
    assert [sum(money.values()) for money in spent] == [475, 950, 1_425, 2_000, 2_500, 3_000]
    left = curve_budgets({"a": 1_000, "b": 1_000}, {"a": 1_000, "b": 0})
    assert left[-2:] == [{"a": 1_000, "b": 0}, {"a": 1_000, "b": 1_000}]
    assert [sum(money.values()) for money in left] == [250, 500, 750, 1_000, 2_000]
    assert curve_budgets({"a": 1_000}, {"a": 0}) == [{"a": 1_000}]
