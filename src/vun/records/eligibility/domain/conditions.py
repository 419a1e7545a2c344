"""How each kind of condition stands for one person on one day. Ages and service are counted to the day."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from vun.common.period import add_months, whole_years
from vun.records.eligibility.domain.facts import Facts, dated_token
from vun.records.eligibility.domain.rules import Condition
from vun.records.eligibility.domain.words import ConditionKind, Outcome
from vun.records.people.domain import RatingGrade, Sex

Test = Callable[[Condition, Facts, date], Outcome]
_GRADES = list(RatingGrade)


def outcome(condition: Condition, facts: Facts, day: date) -> Outcome:
    """Whether the condition holds for somebody with these facts on the day."""
    return _TESTS[condition.kind](condition, facts, day)


def _said(holds: bool) -> Outcome:
    return Outcome.HOLDS if holds else Outcome.FAILS


def age(facts: Facts, day: date) -> int:
    """Completed years on the day."""
    return whole_years(facts.birth_on, day)


def counted_day(condition: Condition, facts: Facts, day: date) -> date:
    """The day an age is counted on: where the law speaks of the first sending, the day of that."""
    if condition.at_first_sending and facts.first_sent_on is not None:
        return min(day, facts.first_sent_on)
    return day


def _age_at_most(condition: Condition, facts: Facts, day: date) -> Outcome:
    return _said(age(facts, counted_day(condition, facts, day)) <= condition.years)


def _age_at_least(condition: Condition, facts: Facts, day: date) -> Outcome:
    return _said(age(facts, day) >= (condition.female if facts.sex == Sex.FEMALE else condition.male))


def served_enough_on(condition: Condition, facts: Facts) -> date | None:
    """The first day on which the years of service are complete; None while the start is not known."""
    if facts.service_from is None:
        return None
    return add_months(facts.service_from, condition.years * 12 + condition.months_off)


def _service(condition: Condition, facts: Facts, day: date) -> Outcome:
    enough_on = served_enough_on(condition, facts)
    return Outcome.UNKNOWN if enough_on is None else _said(enough_on <= day)


def rating_years(condition: Condition, day: date) -> range:
    """The consecutive years just before the day whose ratings count."""
    return range(day.year - condition.years, day.year)


def _ratings(condition: Condition, facts: Facts, day: date) -> Outcome:
    known = dict(facts.ratings)
    grades = [known.get(year) for year in rating_years(condition, day)]
    least = _GRADES.index(RatingGrade(condition.grade))
    if any(grade is not None and _GRADES.index(RatingGrade(grade)) > least for grade in grades):
        return Outcome.FAILS
    return Outcome.UNKNOWN if None in grades else Outcome.HOLDS


def _party(condition: Condition, facts: Facts, day: date) -> Outcome:
    since = (
        facts.party_official_on if condition.official else facts.party_joined_on or facts.party_official_on
    )
    return _said(since is not None and since <= day)


def _holds(condition: Condition, facts: Facts, day: date) -> Outcome:
    return _said(any(token in facts.levels for token in tokens(condition)))


def _in_rank(condition: Condition, facts: Facts, day: date) -> Outcome:
    return _said(any(token in facts.ranks for token in tokens(condition)))


def tokens(condition: Condition) -> list[str]:
    """What to look for in the levels or ranks of the facts."""
    if condition.before is None:
        return list(condition.codes)
    return [dated_token(code, condition.before) for code in condition.codes]


def _post(condition: Condition, facts: Facts, day: date) -> Outcome:
    return _said(
        any(
            post.group in condition.held_groups or post.title in condition.held_titles for post in facts.posts
        )
        or any(
            post.group in condition.planned_groups or post.title in condition.planned_titles
            for post in facts.planned
        )
    )


def _tier(condition: Condition, facts: Facts, day: date) -> Outcome:
    """Of one of the management tiers; with ``leaders_too``, or else in any leading post."""
    return _said(facts.tier in condition.tiers or (condition.leaders_too and facts.is_leader))


def _area(condition: Condition, facts: Facts, day: date) -> Outcome:
    return _said(facts.zone in condition.zones or (condition.minority and facts.is_minority))


def _periods_below(condition: Condition, facts: Facts, day: date) -> Outcome:
    return Outcome.UNKNOWN if facts.periods is None else _said(facts.periods < condition.periods)


_TESTS: dict[ConditionKind, Test] = {
    ConditionKind.AGE_AT_MOST: _age_at_most,
    ConditionKind.AGE_AT_LEAST: _age_at_least,
    ConditionKind.SERVICE: _service,
    ConditionKind.RATINGS: _ratings,
    ConditionKind.PARTY: _party,
    ConditionKind.HOLDS: _holds,
    ConditionKind.POST: _post,
    ConditionKind.TIER: _tier,
    ConditionKind.AREA: _area,
    ConditionKind.IN_RANK_BEFORE: _in_rank,
    ConditionKind.PERIODS_BELOW: _periods_below,
}


def _ages(facts: Facts) -> Hashable:
    return facts.birth_on, facts.sex, facts.first_sent_on


READS: dict[ConditionKind, Callable[[Facts], Hashable]] = {
    ConditionKind.AGE_AT_MOST: _ages,
    ConditionKind.AGE_AT_LEAST: _ages,
    ConditionKind.SERVICE: lambda facts: facts.service_from,
    ConditionKind.RATINGS: lambda facts: facts.ratings,
    ConditionKind.PARTY: lambda facts: (facts.party_joined_on, facts.party_official_on),
    ConditionKind.HOLDS: lambda facts: facts.levels,
    ConditionKind.POST: lambda facts: (facts.posts, facts.planned),
    ConditionKind.TIER: lambda facts: (facts.tier, facts.is_leader),
    ConditionKind.AREA: lambda facts: (facts.zone, facts.is_minority),
    ConditionKind.IN_RANK_BEFORE: lambda facts: facts.ranks,
    ConditionKind.PERIODS_BELOW: lambda facts: facts.periods,
}
"""All that a condition of a kind reads of the facts: people alike in it have the same outcome."""


def detail(condition: Condition, facts: Facts, day: date) -> dict[str, Any]:
    """What was found about the person, to be told beside the condition."""
    kind = condition.kind
    if kind in (ConditionKind.AGE_AT_MOST, ConditionKind.AGE_AT_LEAST):
        on = counted_day(condition, facts, day)
        return {"age": age(facts, on), "birth_on": facts.birth_on, "on": on}
    if kind is ConditionKind.SERVICE:
        return {"since": facts.service_from, "enough_on": served_enough_on(condition, facts)}
    if kind is ConditionKind.RATINGS:
        known = dict(facts.ratings)
        return {"ratings": {year: known.get(year, "") for year in rating_years(condition, day)}}
    if kind is ConditionKind.PARTY:
        return {"joined_on": facts.party_joined_on, "official_on": facts.party_official_on}
    if kind is ConditionKind.PERIODS_BELOW:
        return {"periods": facts.periods}
    if kind is ConditionKind.TIER:
        return {"tier": facts.tier}
    return {}
