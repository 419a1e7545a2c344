"""Who completes a class, by the dated rule and by what was marked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.common.period import Period
from vun.records.delivery.domain import (
    AttendanceTally,
    CertificateKind,
    Classification,
    Obstacle,
    ResultRule,
    Verdict,
    certificate_number,
    certificate_register,
    judge,
)
from vun.records.delivery.rulebook import result_rules, rule_on

RULE = ResultRule(
    period=Period(date(2023, 6, 15)),
    source="Thông tư 03/2023/TT-BNV, Điều 6",
    is_verified=True,
    pass_score=Decimal(5),
    excused_share=Decimal(20),
    classes=(
        (Classification.EXCELLENT, Decimal(9)),
        (Classification.GOOD, Decimal(8)),
        (Classification.FAIR, Decimal(7)),
        (Classification.AVERAGE, Decimal(5)),
    ),
)
ALWAYS_THERE = AttendanceTally(10, present=10)


@pytest.mark.parametrize(
    ("score", "classification"),
    [
        ("10", Classification.EXCELLENT),
        ("9", Classification.EXCELLENT),
        ("8.99", Classification.GOOD),
        ("8", Classification.GOOD),
        ("7.5", Classification.FAIR),
        ("6.9", Classification.AVERAGE),
        ("5", Classification.AVERAGE),
        ("4.99", None),
        ("0", None),
    ],
)
def test_a_score_is_classified_by_the_best_bound_it_reaches(
    score: str, classification: Classification | None
) -> None:
    assert RULE.classify(Decimal(score)) is classification


def test_whoever_attended_everything_and_passed_the_test_completes() -> None:
    assert judge(RULE, Decimal("8.5"), ALWAYS_THERE) == Verdict(RULE, (), Classification.GOOD)


@pytest.mark.parametrize(
    ("score", "attendance", "obstacles"),
    [
        (None, ALWAYS_THERE, (Obstacle.NO_SCORE,)),
        ("4.9", ALWAYS_THERE, (Obstacle.SCORE_TOO_LOW,)),
        ("7", AttendanceTally(10, present=9), (Obstacle.SESSIONS_UNMARKED,)),
        ("7", AttendanceTally(10, present=9, absent=1), (Obstacle.ABSENT,)),
        ("7", AttendanceTally(10, present=7, excused=3), (Obstacle.TOO_OFTEN_EXCUSED,)),
        ("7", AttendanceTally(10, present=7, late=1, excused=2), ()),
        ("7", AttendanceTally(0), ()),
        (
            "3",
            AttendanceTally(10, present=5, absent=2, excused=3),
            (Obstacle.SCORE_TOO_LOW, Obstacle.ABSENT, Obstacle.TOO_OFTEN_EXCUSED),
        ),
    ],
)
def test_every_obstacle_is_named(
    score: str | None, attendance: AttendanceTally, obstacles: tuple[Obstacle, ...]
) -> None:
    assert judge(RULE, Decimal(score) if score else None, attendance).obstacles == obstacles


def test_what_is_only_missing_yet_is_no_failure_but_an_absence_is() -> None:
    missing = judge(RULE, None, AttendanceTally(10, present=9))
    assert (missing.is_passed, missing.is_failed) == (False, False)
    absent = judge(RULE, None, AttendanceTally(10, present=8, absent=1))
    assert (absent.is_passed, absent.is_failed) == (False, True)


scores = st.decimals(0, 10, places=2)


@given(scores, scores)
def test_a_higher_score_is_never_classified_worse(one: Decimal, other: Decimal) -> None:
    order = [*Classification, None]
    low, high = sorted([one, other])
    assert order.index(RULE.classify(high)) <= order.index(RULE.classify(low))


@given(scores, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_an_absence_turned_into_a_presence_never_adds_an_obstacle(
    score: Decimal, present: int, excused: int, absent: int
) -> None:
    sessions = present + excused + absent + 1
    before = judge(RULE, score, AttendanceTally(sessions, present, excused=excused, absent=absent + 1))
    after = judge(RULE, score, AttendanceTally(sessions, present + 1, excused=excused, absent=absent))
    assert set(after.obstacles) <= set(before.obstacles)


def test_the_shipped_rules_follow_one_another_without_a_gap_and_name_their_source() -> None:
    rules = result_rules()
    assert [rule.period.end for rule in rules[:-1]] == [rule.period.start for rule in rules[1:]]
    assert rules[-1].period.end is None
    assert all(rule.source for rule in rules)


def test_the_rule_is_that_of_the_day() -> None:
    assert "01/2018" in rule_on(date(2023, 6, 14)).source
    assert "03/2023" in rule_on(date(2023, 6, 15)).source


def test_a_day_before_any_rule_is_told() -> None:
    with pytest.raises(Problem) as raised:
        rule_on(date(1975, 4, 30))
    assert raised.value.code == "delivery.no_result_rule"


def test_papers_of_one_kind_and_school_share_a_register() -> None:
    assert certificate_register(CertificateKind.DEGREE, "TCT") == "degree/TCT"
    assert certificate_number(CertificateKind.CERTIFICATE, 12, 2026, "TCT") == "0012/2026/CC-TCT"
