"""The formula, the table of cases, reductions and rounding: worked cases, each with its arithmetic beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.problems import problem
from vun.common.period import Period
from vun.records.commitments.domain import (
    Case,
    Charge,
    Claim,
    Law,
    Result,
    Served,
    Span,
    compute,
    find_leaving,
    owed_months,
    served_span,
    shares,
    shares_by_weight,
    span_between,
)

FULL = Charge.FULL
OLD = Law(
    code="cong-chuc/2017",
    multiple=2,
    charges={Case.DROPPED_OUT: FULL, Case.NO_DIPLOMA: FULL, Case.LEFT_EARLY: Charge.UNSERVED},
    yearly_rate=100,
    special_rate=150,
)
NEW = Law(
    code="cong-chuc/2025",
    multiple=3,
    charges={
        Case.DROPPED_OUT: FULL,
        Case.NO_DIPLOMA: FULL,
        Case.DISMISSED_STUDYING: FULL,
        Case.LEFT_EARLY: Charge.UNSERVED,
        Case.DISMISSED_EARLY: Charge.UNSERVED,
    },
)


def due(law: Law, case: Case = Case.LEFT_EARLY, **claim: Any) -> int:
    return compute(law, Claim(case=case, **claim)).amount


@pytest.mark.parametrize(
    ("law", "claim", "amount"),
    [
        # 120.000.000 / 72 × (72 − 30)
        (NEW, {"cost": 120_000_000, "owed": 72, "served": 30}, 70_000_000),
        # 60.000.000 / 48 × (48 − 12) = 45.000.000; ten years at 1,5 %: − 15 %
        (
            OLD,
            {"cost": 60_000_000, "owed": 48, "served": 12, "earlier_years": 10, "is_special": True},
            38_250_000,
        ),
        (NEW, {"case": Case.NO_DIPLOMA, "cost": 88_000_000}, 88_000_000),
        (NEW, {"cost": 50_000_000, "owed": 72, "served": 72}, 0),
    ],
)
def test_the_four_worked_cases(law: Law, claim: dict[str, Any], amount: int) -> None:
    assert due(law, **claim) == amount


@pytest.mark.parametrize(
    ("law", "claim", "amount"),
    [
        # Served longer than owed, or not at all.
        (NEW, {"cost": 50_000_000, "owed": 72, "served": 100}, 0),
        (NEW, {"cost": 50_000_000, "owed": 72, "served": 0}, 50_000_000),
        (OLD, {"cost": 30_000_000, "owed": 48, "served": 24}, 15_000_000),
        (OLD, {"cost": 30_000_000, "owed": 48, "served": 47}, 625_000),
        # 100.000.000 / 72 × 1 = 1.388.888,89
        (NEW, {"cost": 100_000_000, "owed": 72, "served": 71}, 1_388_889),
        # 100.000.000 / 72 × 59 = 81.944.444,44
        (NEW, {"cost": 100_000_000, "owed": 72, "served": 13}, 81_944_444),
        # 10 / 4 × 1 = 2,5: half up
        (NEW, {"cost": 10, "owed": 4, "served": 3}, 3),
        # Full cases take no notice of months.
        (OLD, {"case": Case.DROPPED_OUT, "cost": 45_500_000, "owed": 48, "served": 40}, 45_500_000),
        (OLD, {"case": Case.NO_DIPLOMA, "cost": 45_500_000}, 45_500_000),
        (NEW, {"case": Case.DISMISSED_STUDYING, "cost": 45_500_000}, 45_500_000),
        (NEW, {"case": Case.DISMISSED_EARLY, "cost": 72_000_000, "owed": 72, "served": 36}, 36_000_000),
        # The old decree knows no dismissal.
        (OLD, {"case": Case.DISMISSED_STUDYING, "cost": 45_500_000}, 0),
        (OLD, {"case": Case.DISMISSED_EARLY, "cost": 72_000_000, "owed": 48, "served": 1}, 0),
        # 45.000.000 less 1 % for each of ten years
        (OLD, {"cost": 60_000_000, "owed": 48, "served": 12, "earlier_years": 10}, 40_500_000),
        # 45.000.000 less 1 % for one year
        (OLD, {"cost": 60_000_000, "owed": 48, "served": 12, "earlier_years": 1}, 44_550_000),
        # The reduction speaks of the compensation, so of full cases too: 40.000.000 − 7 × 1,5 %
        (
            OLD,
            {"case": Case.NO_DIPLOMA, "cost": 40_000_000, "earlier_years": 7, "is_special": True},
            35_800_000,
        ),
        # 100 years reduce by all of it, and no further.
        (OLD, {"cost": 60_000_000, "owed": 48, "served": 12, "earlier_years": 100}, 0),
        (OLD, {"cost": 60_000_000, "owed": 48, "served": 12, "earlier_years": 70, "is_special": True}, 0),
        # The new decree's own rates are not known: nothing but the council reduces.
        (NEW, {"cost": 72_000_000, "owed": 72, "served": 36, "earlier_years": 20}, 36_000_000),
        (NEW, {"cost": 72_000_000, "owed": 72, "served": 36, "council_rate": 2_500}, 27_000_000),
        # 15 % of the law and 10 % of the council: 45.000.000 × 75 %
        (
            OLD,
            {
                "cost": 60_000_000,
                "owed": 48,
                "served": 12,
                "earlier_years": 10,
                "is_special": True,
                "council_rate": 1_000,
            },
            33_750_000,
        ),
        (NEW, {"cost": 0, "owed": 72, "served": 10}, 0),
    ],
)
def test_more_worked_cases(law: Law, claim: dict[str, Any], amount: int) -> None:
    assert due(law, **claim) == amount


def test_what_is_shown_adds_up() -> None:
    claim = Claim(
        case=Case.LEFT_EARLY, cost=60_000_000, owed=48, served=12, earlier_years=10, is_special=True
    )
    assert compute(OLD, claim) == Result(Charge.UNSERVED, 45_000_000, 1_500, 6_750_000, 38_250_000)
    assert compute(OLD, Claim(case=Case.DISMISSED_EARLY, cost=1)) == Result(None, 0, 0, 0, 0)


def test_an_office_may_round_to_thousands_and_half_is_charged_where_the_law_says_half() -> None:
    thousands = Law(code="x", multiple=3, charges={Case.LEFT_EARLY: Charge.UNSERVED}, money_unit=1_000)
    assert due(thousands, cost=100_000_000, owed=72, served=71) == 1_389_000
    before_2017 = Law(code="y", multiple=2, charges={Case.NO_DIPLOMA: Charge.HALF})
    assert due(before_2017, Case.NO_DIPLOMA, cost=45_000_001) == 22_500_001


@pytest.mark.parametrize("field", ["cost", "owed", "served", "earlier_years"])
def test_figures_below_nought_are_refused(field: str) -> None:
    with problem("commitments.below_zero", field):
        due(NEW, **({"cost": 1, "owed": 1} | {field: -1}))


def test_the_formula_asks_for_months_nobody_told_and_takes_none_owed_as_nothing_left_to_serve() -> None:
    with problem("commitments.no_months_owed", "owed"):
        due(NEW, cost=1)
    assert (due(NEW, cost=1, owed=0), due(OLD, cost=1, owed=0, earlier_years=3)) == (0, 0)
    assert due(NEW, Case.DROPPED_OUT, cost=3_200_000, owed=0) == 3_200_000


def test_a_rate_lies_within_the_whole() -> None:
    with problem("commitments.rate_out_of_range", "council_rate"):
        due(NEW, cost=1, owed=1, council_rate=10_001)


# --- Months --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("law", "first", "last", "owed"),
    [
        (OLD, date(2023, 9, 1), date(2025, 8, 31), 48),
        (NEW, date(2025, 9, 1), date(2027, 8, 31), 72),
        # 18 months and 10 days: 3 × 10 days is a month
        (NEW, date(2025, 9, 1), date(2027, 3, 10), 55),
        # 6 months and 7 days: 2 × 7 = 14 days do not count, 3 × 7 = 21 do
        (OLD, date(2025, 1, 1), date(2025, 7, 7), 12),
        (NEW, date(2025, 1, 1), date(2025, 7, 7), 19),
        (OLD, date(2025, 1, 1), date(2025, 1, 1), 0),
    ],
)
def test_months_owed_are_a_multiple_of_the_time_of_study(
    law: Law, first: date, last: date, owed: int
) -> None:
    assert owed_months(law, first, last) == owed


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2025, 1, 1), date(2025, 1, 15), 0),
        (date(2025, 1, 1), date(2025, 1, 16), 1),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 7, 15), date(2027, 1, 15), 30),
        (date(2025, 5, 1), date(2025, 4, 1), 0),
    ],
)
def test_fifteen_days_over_make_a_month(start: date, end: date, months: int) -> None:
    assert span_between(start, end).rounded(15) == months


def post(start: date, end: date | None = None, reason: str = "") -> Served:
    return Served(Period(start, end), reason)


def test_service_is_counted_over_posts_without_the_gaps_between() -> None:
    posts = [
        post(date(2015, 1, 1), date(2024, 1, 1)),
        post(date(2024, 1, 1), date(2024, 6, 1)),
        post(date(2025, 1, 1)),
    ]
    assert served_span(posts, date(2023, 7, 1), date(2025, 3, 11)) == Span(13, 10)
    assert served_span(posts, date(2023, 7, 1), date(2023, 7, 1)) == Span(0, 0)
    assert served_span([], date(2023, 7, 1), date(2025, 1, 1)) == Span(0, 0)


@pytest.mark.parametrize(
    ("reason", "graduated_on", "case"),
    [
        ("resigned", None, Case.DROPPED_OUT),
        ("resigned", date(2024, 1, 1), Case.LEFT_EARLY),
        ("dismissed", None, Case.DISMISSED_STUDYING),
        ("dismissed", date(2024, 1, 1), Case.DISMISSED_EARLY),
        ("resigned", date(2026, 1, 1), Case.DROPPED_OUT),
        ("retired", date(2024, 1, 1), None),
        ("died", None, None),
    ],
)
def test_leaving_makes_the_case_that_fits(reason: str, graduated_on: date | None, case: Case | None) -> None:
    left = find_leaving([post(date(2015, 1, 1), date(2025, 3, 1), reason)], graduated_on, date(2025, 6, 1))
    assert left is not None
    assert (left.on, left.reason, left.case) == (date(2025, 3, 1), reason, case)


def test_whoever_holds_a_post_or_was_only_moved_has_not_left() -> None:
    moved = [post(date(2015, 1, 1), date(2025, 3, 1), "transferred"), post(date(2025, 3, 1))]
    assert find_leaving(moved, None, date(2025, 6, 1)) is None
    assert (
        find_leaving([post(date(2015, 1, 1), date(2025, 3, 1), "resigned")], None, date(2025, 2, 1)) is None
    )
    assert find_leaving([], None, date(2025, 6, 1)) is None


# --- What holds of every case ---------------------------------------------------------------------------------

claims = st.builds(
    Claim,
    case=st.just(Case.LEFT_EARLY),
    cost=st.integers(0, 10**9),
    owed=st.integers(1, 200),
    served=st.integers(0, 250),
    earlier_years=st.integers(0, 60),
    is_special=st.booleans(),
    council_rate=st.integers(0, 10_000),
)


@given(claims)
def test_nobody_pays_more_than_it_cost_nor_more_the_longer_they_served(claim: Claim) -> None:
    result = compute(OLD, claim)
    assert claim.owed is not None
    assert 0 <= result.amount <= result.before_reduction <= claim.cost
    assert result.before_reduction - result.reduction == result.amount
    later = Claim(
        **{name: getattr(claim, name) for name in claim.__dataclass_fields__} | {"served": claim.served + 1}
    )
    assert compute(OLD, later).amount <= result.amount
    exact = (
        Fraction(claim.cost, claim.owed) * max(0, claim.owed - claim.served) * (10_000 - result.rate) / 10_000
    )
    assert abs(result.amount - exact) <= Fraction(1, 2)


@given(st.integers(0, 10**12), st.integers(1, 60))
def test_instalments_add_up_and_differ_by_no_more_than_a_dong(amount: int, parts: int) -> None:
    found = shares(amount, parts)
    assert (sum(found), len(found)) == (amount, parts)
    assert max(found) - min(found) <= 1


# --- Rounding as the office set it, and more than one who paid -----------------------------------------------


@pytest.mark.parametrize(
    ("month_from_days", "served", "amount"),
    [
        # 1/7/2025 to 16/12/2026: 17 months and 15 days; 72.000.000 / 72 × (72 − T2)
        (15, 18, 54_000_000),
        (16, 17, 55_000_000),
        (31, 17, 55_000_000),
        (1, 18, 54_000_000),
    ],
)
def test_days_over_count_from_as_many_as_the_office_set(
    month_from_days: int, served: int, amount: int
) -> None:
    law = replace(NEW, month_from_days=month_from_days)
    months = span_between(date(2025, 7, 1), date(2026, 12, 16)).rounded(month_from_days)
    assert (months, due(law, cost=72_000_000, owed=72, served=months)) == (served, amount)


@pytest.mark.parametrize(
    ("month_from_days", "owed"),
    # 45 days from 1 January are a month and 14 days: three times that are 3 months and 42 days, 4 months and 12 days.
    [(15, 4), (12, 5), (1, 5), (31, 4)],
)
def test_months_owed_are_rounded_once_at_the_end(month_from_days: int, owed: int) -> None:
    law = replace(NEW, month_from_days=month_from_days)
    assert owed_months(law, date(2026, 1, 1), date(2026, 2, 14)) == owed


@pytest.mark.parametrize(
    ("amount", "paid", "given_back"),
    [
        (70_000_000, {"tỉnh": 90_000_000, "xã": 30_000_000}, {"tỉnh": 52_500_000, "xã": 17_500_000}),
        # A đồng that does not divide goes to the largest remainder.
        (100, {"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        (100, {"a": 2, "b": 1}, {"a": 67, "b": 33}),
        (0, {"a": 2, "b": 1}, {"a": 0, "b": 0}),
        (5, {"a": 0}, {"a": 0}),
    ],
)
def test_what_is_paid_back_returns_to_those_who_paid(
    amount: int, paid: dict[str, int], given_back: dict[str, int]
) -> None:
    assert shares_by_weight(amount, paid) == given_back


@given(st.integers(0, 10**10), st.dictionaries(st.sampled_from("abcde"), st.integers(1, 10**9), min_size=1))
def test_shares_by_weight_add_up_and_each_is_within_a_dong(amount: int, weights: dict[str, int]) -> None:
    found = shares_by_weight(amount, weights)
    assert sum(found.values()) == amount
    whole = sum(weights.values())
    assert all(abs(found[name] - Fraction(amount * weight, whole)) < 1 for name, weight in weights.items())


# --- Whole cases from their days, worked by hand --------------------------------------------------------------

EIGHTEEN_MONTHS = (date(2025, 9, 15), date(2027, 3, 14))
TWO_YEARS = (date(2025, 9, 1), date(2027, 8, 31))
ONE_YEAR_TO_LEAP_DAY = (date(2027, 3, 1), date(2028, 2, 29))
TO_THE_DAY_BEFORE = (date(2027, 3, 1), date(2028, 2, 28))
FROM_LEAP_DAY = (date(2024, 2, 29), date(2025, 2, 28))
END_OF_AUGUST = date(2026, 8, 31)
WHOLE_ONLY = replace(NEW, month_from_days=31)


@pytest.mark.parametrize(
    ("law", "study", "service", "claim", "months", "amount"),
    [
        # The same life on both sides: 81.000.000 / 36 × (36 − 12), and / 54 × (54 − 12)
        (
            OLD,
            EIGHTEEN_MONTHS,
            (date(2027, 4, 1), date(2028, 4, 1)),
            {"cost": 81_000_000},
            (36, 12),
            54_000_000,
        ),
        (
            NEW,
            EIGHTEEN_MONTHS,
            (date(2027, 4, 1), date(2028, 4, 1)),
            {"cost": 81_000_000},
            (54, 12),
            63_000_000,
        ),
        # A third of it served: 96.500.000 × 48 / 72 = 64.333.333,33
        (
            NEW,
            TWO_YEARS,
            (date(2027, 9, 10), date(2029, 9, 10)),
            {"cost": 96_500_000},
            (72, 24),
            64_333_333,
        ),
        # From 31 August a month ends on 30 September: 1, 14, 15 and 16 days over
        (NEW, TWO_YEARS, (END_OF_AUGUST, date(2026, 10, 1)), {"cost": 72_000_000}, (72, 1), 71_000_000),
        (NEW, TWO_YEARS, (END_OF_AUGUST, date(2026, 10, 14)), {"cost": 72_000_000}, (72, 1), 71_000_000),
        (NEW, TWO_YEARS, (END_OF_AUGUST, date(2026, 10, 15)), {"cost": 72_000_000}, (72, 2), 70_000_000),
        (NEW, TWO_YEARS, (END_OF_AUGUST, date(2026, 10, 16)), {"cost": 72_000_000}, (72, 2), 70_000_000),
        # A year to the leap day is twelve months; to the day before 11 and 28 days: × 2 is 23 and 26, × 3 is 35 and 24.
        (OLD, ONE_YEAR_TO_LEAP_DAY, (END_OF_AUGUST, END_OF_AUGUST), {"cost": 24}, (24, 0), 24),
        (NEW, ONE_YEAR_TO_LEAP_DAY, (END_OF_AUGUST, END_OF_AUGUST), {"cost": 36}, (36, 0), 36),
        (OLD, TO_THE_DAY_BEFORE, (END_OF_AUGUST, END_OF_AUGUST), {"cost": 24}, (24, 0), 24),
        (NEW, TO_THE_DAY_BEFORE, (END_OF_AUGUST, END_OF_AUGUST), {"cost": 36}, (36, 0), 36),
        (WHOLE_ONLY, TO_THE_DAY_BEFORE, (END_OF_AUGUST, END_OF_AUGUST), {"cost": 35}, (35, 0), 35),
        # From the leap day: both days in, a year and a day; × 2 is 24 months and 2 days. Served to 28 February: twelve.
        (OLD, FROM_LEAP_DAY, FROM_LEAP_DAY, {"cost": 24_000_000}, (24, 12), 12_000_000),
        # Left on the day the service ends, and the day before: 35 months and 30 days, 36 unless days over are dropped.
        (NEW, ONE_YEAR_TO_LEAP_DAY, (END_OF_AUGUST, date(2029, 8, 31)), {"cost": 36_000_000}, (36, 36), 0),
        (NEW, ONE_YEAR_TO_LEAP_DAY, (END_OF_AUGUST, date(2029, 8, 30)), {"cost": 36_000_000}, (36, 36), 0),
        (
            WHOLE_ONLY,
            ONE_YEAR_TO_LEAP_DAY,
            (END_OF_AUGUST, date(2029, 8, 30)),
            {"cost": 36_000_000},
            (36, 35),
            1_000_000,
        ),
        # Four days of study three times are twelve days, no month: nothing owed. Five are fifteen: one month.
        (
            NEW,
            (date(2025, 7, 7), date(2025, 7, 10)),
            (date(2025, 7, 12), date(2025, 7, 14)),
            {"cost": 3_200_000},
            (0, 0),
            0,
        ),
        (
            NEW,
            (date(2025, 7, 7), date(2025, 7, 11)),
            (date(2025, 7, 12), date(2025, 7, 14)),
            {"cost": 3_200_000},
            (1, 0),
            3_200_000,
        ),
        # A đồng: 36 / 72 is a half, up; 35 / 72 is less.
        (NEW, TWO_YEARS, (date(2027, 9, 10), date(2030, 9, 10)), {"cost": 1}, (72, 36), 1),
        (NEW, TWO_YEARS, (date(2027, 9, 10), date(2030, 10, 10)), {"cost": 1}, (72, 37), 0),
        # 99.999.999 / 54 × 27 = 49.999.999,5; less 33,33 % of the council: 33.334.999,67
        (
            NEW,
            EIGHTEEN_MONTHS,
            (date(2027, 4, 1), date(2029, 7, 1)),
            {"cost": 99_999_999, "council_rate": 3_333},
            (54, 27),
            33_335_000,
        ),
        # To thousands: 100.000.500 / 48 = 2.083.343,75; less 5 %: 1.979.176,56
        (
            replace(OLD, money_unit=1_000),
            TWO_YEARS,
            (date(2027, 9, 10), date(2031, 8, 10)),
            {"cost": 100_000_500, "earlier_years": 5},
            (48, 47),
            1_979_000,
        ),
        # Given up on the day it began: all of what was paid, less 3 % for three years: 11.975.307,66
        (
            OLD,
            TWO_YEARS,
            (END_OF_AUGUST, END_OF_AUGUST),
            {"case": Case.DROPPED_OUT, "cost": 12_345_678, "earlier_years": 3},
            (48, 0),
            11_975_308,
        ),
        # A woman of a minority is favoured once: 12 × 1,5 % of 55.555.555 leave 45.555.555,1
        (
            OLD,
            TWO_YEARS,
            (END_OF_AUGUST, END_OF_AUGUST),
            {"case": Case.NO_DIPLOMA, "cost": 55_555_555, "earlier_years": 12, "is_special": True},
            (48, 0),
            45_555_555,
        ),
    ],
)
def test_a_whole_case_from_its_days(
    law: Law,
    study: tuple[date, date],
    service: tuple[date, date],
    claim: dict[str, Any],
    months: tuple[int, int],
    amount: int,
) -> None:
    owed = owed_months(law, *study)
    served = span_between(*service).rounded(law.month_from_days)
    assert ((owed, served), due(law, **claim, owed=owed, served=served)) == (months, amount)


def test_a_case_of_two_commitments_is_computed_for_each_by_its_own_law_and_diploma() -> None:
    """Left on 15 March 2028: 30 of 48 months and 18 of 72 served, side by side; a million for each month."""
    left = date(2028, 3, 15)
    first = span_between(date(2025, 9, 15), left).rounded(15)
    second = span_between(date(2026, 9, 15), left).rounded(15)
    assert due(OLD, cost=48_000_000, owed=48, served=first) == 18_000_000
    assert due(NEW, cost=72_000_000, owed=72, served=second) == 54_000_000


def test_who_paid_a_dong_gets_none_where_the_others_have_more_over() -> None:
    # 80.000.001 × 22 / 72 = 24.444.444,75; of it 15.277.777,93, 9.166.666,76 and 0,31
    amount = due(NEW, cost=80_000_001, owed=72, served=50)
    paid = {"tỉnh": 50_000_000, "xã": 30_000_000, "dự án": 1}
    assert shares_by_weight(amount, paid) == {"tỉnh": 15_277_778, "xã": 9_166_667, "dự án": 0}
