"""Conditions to the day, excuses, weights, terms read strictly; and the screen against the single judgement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.eligibility import MASTER, THEORY, make_facts, make_sending_rule
from vun.common.errors import Problem
from vun.records.eligibility.domain import (
    Book,
    Condition,
    ConditionKind,
    Facts,
    Outcome,
    People,
    PostFact,
    Programmes,
    Screen,
    SendingRule,
    Terms,
    Verdict,
    dated_token,
    from_plain,
    outcome,
    to_plain,
    verdict_of,
)

DAY = date(2025, 7, 1)


def stands(facts: Facts, day: date = DAY, **condition: Any) -> Outcome:
    (read,) = from_plain({"conditions": [condition]}).conditions
    return outcome(read, facts, day)


@pytest.mark.parametrize(
    ("born", "holds"),
    [
        (date(1984, 7, 1), Outcome.FAILS),
        (date(1984, 7, 2), Outcome.HOLDS),
        (date(1985, 7, 1), Outcome.HOLDS),
    ],
)
def test_nobody_is_too_old_before_the_birthday_after(born: date, holds: Outcome) -> None:
    assert stands(make_facts(birth_on=born), kind="age_at_most", years=40) is holds


def test_an_age_at_the_first_sending_is_that_of_the_first_sending() -> None:
    facts = make_facts(birth_on=date(1980, 1, 1), first_sent_on=date(2019, 9, 1))
    assert stands(facts, kind="age_at_most", years=40) is Outcome.FAILS
    assert stands(facts, kind="age_at_most", years=40, at_first_sending=True) is Outcome.HOLDS
    never = facts._replace(first_sent_on=None)
    assert stands(never, kind="age_at_most", years=40, at_first_sending=True) is Outcome.FAILS


@pytest.mark.parametrize(("sex", "holds"), [("female", Outcome.HOLDS), ("male", Outcome.FAILS)])
def test_the_least_age_is_told_by_sex_and_reached_on_the_birthday(sex: str, holds: Outcome) -> None:
    of_28 = make_facts(birth_on=date(1997, 7, 1), sex=sex)
    assert stands(of_28, kind="age_at_least", male=30, female=28) is holds
    day_before = of_28._replace(birth_on=date(1997, 7, 2))
    assert stands(day_before, kind="age_at_least", male=30, female=28) is Outcome.FAILS


def test_years_of_service_are_complete_on_the_day_and_probation_does_not_count() -> None:
    begun = make_facts(service_from=date(2022, 7, 1))
    assert stands(begun, kind="service", years=3) is Outcome.HOLDS
    assert stands(begun._replace(service_from=date(2022, 7, 2)), kind="service", years=3) is Outcome.FAILS
    assert stands(begun, kind="service", years=3, months_off=12) is Outcome.FAILS
    earlier = begun._replace(service_from=date(2021, 7, 1))
    assert stands(earlier, kind="service", years=3, months_off=12) is Outcome.HOLDS
    assert stands(make_facts(), kind="service", years=3) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("ratings", "holds"),
    [
        (((2023, "good"), (2024, "excellent")), Outcome.HOLDS),
        (((2023, "completed"), (2024, "excellent")), Outcome.FAILS),
        (((2024, "good"),), Outcome.UNKNOWN),
        (((2024, "completed"),), Outcome.FAILS),
        (((2021, "good"), (2022, "good")), Outcome.UNKNOWN),
    ],
)
def test_two_ratings_in_a_row_just_before_count(ratings: Any, holds: Outcome) -> None:
    assert stands(make_facts(ratings=ratings), kind="ratings", years=2, grade="good") is holds


def test_a_probationary_member_is_a_member_but_not_an_official_one() -> None:
    probationary = make_facts(party_joined_on=DAY)
    assert stands(probationary, kind="party") is Outcome.HOLDS
    assert stands(probationary, kind="party", official=True) is Outcome.FAILS
    assert stands(make_facts(party_official_on=DAY), kind="party", official=True) is Outcome.HOLDS
    assert stands(make_facts(party_joined_on=DAY + timedelta(days=1)), kind="party") is Outcome.FAILS
    assert stands(make_facts(), kind="party") is Outcome.FAILS


def test_papers_ranks_posts_tiers_places_and_periods() -> None:
    dated = {"kind": "holds", "codes": ["LLCT-CCHC"], "before": "2022-06-30"}
    held = make_facts(levels=frozenset({"CM-DH", dated_token("LLCT-CCHC", date(2022, 6, 30))}))
    assert stands(held, kind="holds", codes=["CM-DH"]) is Outcome.HOLDS
    assert stands(held, kind="holds", codes=["LLCT-CCHC"]) is Outcome.FAILS
    assert stands(held, **dated) is Outcome.HOLDS
    ranked = make_facts(ranks=frozenset({"01.002@2022-08-01"}))
    assert stands(ranked, kind="in_rank_before", codes=["01.002"], before="2022-08-01") is Outcome.HOLDS
    head, deputy = PostFact("division-head", "division_head"), PostFact("x", "division_deputy")
    lists = {"kind": "post", "held_groups": ["division_head"], "planned_titles": ["x"]}
    assert stands(make_facts(posts=(head,)), **lists) is Outcome.HOLDS
    assert stands(make_facts(posts=(deputy,)), **lists) is Outcome.FAILS
    assert stands(make_facts(planned=(deputy,)), **lists) is Outcome.HOLDS
    assert stands(make_facts(planned=(head,)), **lists) is Outcome.FAILS
    assert stands(make_facts(is_leader=True), kind="tier", tiers=["central"]) is Outcome.FAILS
    assert (
        stands(make_facts(is_leader=True), kind="tier", tiers=["central"], leaders_too=True) is Outcome.HOLDS
    )
    assert stands(make_facts(zone="II"), kind="area", zones=["II"]) is Outcome.HOLDS
    assert stands(make_facts(is_minority=True), kind="area", zones=["II"]) is Outcome.FAILS
    assert stands(make_facts(is_minority=True), kind="area", minority=True) is Outcome.HOLDS
    assert stands(make_facts(periods=39), kind="periods_below", periods=40) is Outcome.HOLDS
    assert stands(make_facts(periods=40), kind="periods_below", periods=40) is Outcome.FAILS
    assert stands(make_facts(), kind="periods_below", periods=40) is Outcome.UNKNOWN


# --- What a rule says of somebody ----------------------------------------------------------------------------

TOO_OLD = {"kind": "age_at_most", "years": 40}


def verdict(*rules: SendingRule, facts: Facts | None = None) -> Verdict:
    return verdict_of(Book(DAY, rules).judge(facts or make_facts(), MASTER))


def test_a_confirmed_rule_refuses_and_any_other_asks_to_look() -> None:
    assert verdict(make_sending_rule(TOO_OLD)) is Verdict.REFUSED
    assert verdict(make_sending_rule(TOO_OLD, is_verified=False)) is Verdict.LOOK
    assert verdict(make_sending_rule(TOO_OLD, weight="warns")) is Verdict.LOOK
    assert verdict(make_sending_rule(TOO_OLD, weight="favours")) is Verdict.MAY
    assert verdict(make_sending_rule({"kind": "service", "years": 3})) is Verdict.LOOK
    assert verdict() is Verdict.MAY


def test_a_rule_is_about_its_people_and_programmes_only() -> None:
    assert verdict(make_sending_rule(TOO_OLD, people={"kinds": ["public_employee"]})) is Verdict.MAY
    assert verdict(make_sending_rule(TOO_OLD, people={"is_leader": False})) is Verdict.REFUSED
    assert verdict(make_sending_rule(TOO_OLD, people={"is_leader": True})) is Verdict.MAY
    assert verdict(make_sending_rule(TOO_OLD, programmes={"grants": ["LLCT-TC"]})) is Verdict.MAY


def test_an_excuse_needs_all_its_conditions_and_to_be_confirmed() -> None:
    rule = make_sending_rule(TOO_OLD, code="age/2017")
    long_served = {"kind": "service", "years": 20}
    of_45 = {"kind": "age_at_least", "male": 45, "female": 45}
    excuse = make_sending_rule(of_45, long_served, excuses="age")
    served = make_facts(service_from=date(2000, 1, 1))
    assert verdict(rule, excuse, facts=served) is Verdict.MAY
    assert verdict(rule, excuse, facts=make_facts(service_from=date(2010, 1, 1))) is Verdict.REFUSED
    unconfirmed = make_sending_rule(of_45, long_served, excuses="age", is_verified=False)
    assert verdict(rule, unconfirmed, facts=served) is Verdict.LOOK
    (finding,) = Book(DAY, (rule, excuse)).judge(served, MASTER)
    assert (finding.outcome, finding.excused_by, finding.found["age"]) == (Outcome.FAILS, excuse, 45)


@pytest.mark.parametrize(
    "plain",
    [
        {"conditions": []},
        {"conditions": [{"kind": "wealth"}]},
        {"conditions": [{"kind": "age_at_most"}]},
        {"conditions": [{"kind": "age_at_most", "years": -1}]},
        {"conditions": [{"kind": "age_at_most", "years": True}]},
        {"conditions": [{"kind": "age_at_most", "years": "40"}]},
        {"conditions": [{"kind": "age_at_most", "years": 40, "male": 3}]},
        {"conditions": [{"kind": "ratings", "years": 2, "grade": "superb"}]},
        {"conditions": [{"kind": "post"}]},
        {"conditions": [{"kind": "in_rank_before", "codes": ["01.002"]}]},
        {"conditions": [{"kind": "holds", "codes": ["CM-DH"], "before": "soon"}]},
        {"conditions": [TOO_OLD], "people": {"kinds": ["king"]}},
        {"conditions": [TOO_OLD], "people": {"name": "x"}},
        {"conditions": [TOO_OLD], "weight": "heavy"},
        {"conditions": [TOO_OLD], "code": "import os"},
    ],
)
def test_terms_nobody_could_understand_are_not_half_understood(plain: Any) -> None:
    with pytest.raises(Problem, match="eligibility"):
        from_plain(plain)


# --- The screen ----------------------------------------------------------------------------------------------

days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
grades = st.sampled_from(["excellent", "good", "completed", "not_completed"])
CODES = ["CM-CD", "CM-DH", "QLNN-CV", dated_token("QLNN-CV", date(2022, 8, 1))]
POSTS = [PostFact("division-head", "division_head"), PostFact("expert", "staff")]

KINDS = ConditionKind


def condition(kind: ConditionKind, **parts: Any) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, kind=st.just(kind), **parts)


conditions = st.one_of(
    condition(KINDS.AGE_AT_MOST, years=st.integers(38, 46), at_first_sending=st.booleans()),
    condition(KINDS.AGE_AT_LEAST, male=st.integers(28, 50), female=st.integers(28, 50)),
    condition(KINDS.SERVICE, years=st.integers(1, 5), months_off=st.integers(0, 12)),
    condition(KINDS.RATINGS, years=st.integers(1, 3), grade=grades),
    condition(KINDS.PARTY, official=st.booleans()),
    condition(KINDS.HOLDS, codes=st.sampled_from([("CM-CD",), ("CM-DH", "QLNN-CV")])),
    condition(KINDS.HOLDS, codes=st.just(("QLNN-CV",)), before=st.just(date(2022, 8, 1))),
    condition(KINDS.POST, held_titles=st.just(("expert",)), planned_groups=st.just(("division_head",))),
    condition(KINDS.POST, held_groups=st.just(("division_head",)), planned_titles=st.just(("expert",))),
    condition(KINDS.TIER, tiers=st.just(("central",)), leaders_too=st.booleans()),
    condition(KINDS.AREA, zones=st.just(("III",)), minority=st.booleans()),
    condition(KINDS.AREA, minority=st.just(True)),
    condition(KINDS.IN_RANK_BEFORE, codes=st.just(("01.002",)), before=st.just(date(2022, 8, 1))),
    condition(KINDS.PERIODS_BELOW, periods=st.integers(30, 50)),
)
people_parts = st.fixed_dictionaries(
    {},
    optional={
        "kinds": st.sampled_from([["civil_servant"], ["cadre", "public_employee"]]),
        "title_groups": st.sampled_from([["staff"], ["division_head"]]),
        "unit_levels": st.sampled_from([["province"], ["commune", "district"]]),
        "is_leader": st.booleans(),
        "is_minority": st.booleans(),
        "sex": st.sampled_from(["male", "female"]),
    },
)
programme_parts = st.sampled_from(
    [
        {},
        {"grants": ["CM-THS"]},
        {"modes": ["part_time"]},
        {"groups": ["political_theory"], "branches": ["training"]},
        {"places": ["abroad"]},
    ]
)


@st.composite
def rules(draw: Any) -> SendingRule:
    own = draw(st.lists(conditions, min_size=1, max_size=3))
    terms = {
        "people": draw(people_parts),
        "programmes": draw(programme_parts),
        "weight": draw(st.sampled_from(["refuses", "warns", "favours"])),
        "excuses": draw(st.sampled_from(["", "", "a", "b"])),
    }
    stem = draw(st.sampled_from("abc"))
    plain = to_plain(Terms(programmes=Programmes(), people=People(), conditions=tuple(own)))["conditions"]
    return make_sending_rule(*plain, code=f"{stem}/2020", is_verified=draw(st.booleans()), **terms)


everybody = st.builds(
    make_facts,
    birth_on=st.dates(date(1975, 1, 1), date(1998, 12, 31)),
    sex=st.sampled_from(["male", "female"]),
    is_minority=st.booleans(),
    kind=st.sampled_from(["civil_servant", "cadre", "public_employee", ""]),
    group=st.sampled_from(["staff", "division_head"]),
    level=st.sampled_from(["province", "commune", ""]),
    is_leader=st.booleans(),
    zone=st.sampled_from(["", "I", "III"]),
    tier=st.sampled_from(["central", "unit"]),
    posts=st.lists(st.sampled_from(POSTS), max_size=2).map(tuple),
    planned=st.lists(st.sampled_from(POSTS), max_size=1).map(tuple),
    party_joined_on=st.none() | days,
    party_official_on=st.none() | days,
    service_from=st.none() | st.dates(date(2018, 1, 1), date(2026, 1, 1)),
    ratings=st.dictionaries(st.integers(2020, 2025), grades).map(lambda found: tuple(sorted(found.items()))),
    levels=st.frozensets(st.sampled_from(CODES)),
    ranks=st.frozensets(st.just("01.002@2022-08-01")),
    periods=st.none() | st.integers(30, 50),
    first_sent_on=st.none() | days,
)


@settings(max_examples=300, deadline=None)
@given(
    book_rules=st.lists(rules(), max_size=8), people=st.lists(everybody, min_size=1, max_size=12), day=days
)
def test_the_screen_says_of_everybody_what_the_single_judgement_says(
    book_rules: list[SendingRule], people: list[Facts], day: date
) -> None:
    book = Book(day, tuple(book_rules))
    screen = Screen(book, [MASTER, THEORY])
    for facts in people:
        expected = tuple(verdict_of(book.judge(facts, subject)) for subject in (MASTER, THEORY))
        assert screen.row(facts) == expected


@given(rules())
def test_terms_are_read_back_as_they_were_written(rule: SendingRule) -> None:
    assert from_plain(to_plain(rule.terms)) == rule.terms
