"""Whether somebody could meet all that a rule asks: what contradicts itself is a slip of whoever writes it."""

from __future__ import annotations

from itertools import combinations

from vun.common.errors import Problem
from vun.records.eligibility.domain.rules import Condition, Terms
from vun.records.eligibility.domain.words import ConditionKind
from vun.records.people.domain import Sex


def check_sense(terms: Terms, stem: str) -> None:
    """Return quietly, or raise Problem: a rule that excuses from itself, or that nobody it is about can meet.

    Where it is about men and women, and all of one sex are sure to fail, it is refused too: whoever means that says
    whom of the two it is about.

    ``stem`` is the part of the rule's code before the year.
    """
    if terms.excuses == stem:
        raise Problem("eligibility.excuses_itself", field="excuses")
    sexes = [Sex(terms.people.sex)] if terms.people.sex else [Sex.MALE, Sex.FEMALE]
    failing = [sex for sex in sexes if _ages_contradict(terms, sex)]
    if failing == sexes or _tiers_contradict(terms):
        raise Problem("eligibility.nobody_can_meet", field="conditions")
    if failing:
        raise Problem("eligibility.one_sex_cannot_meet", field="conditions", sex=failing[0])


def _of(terms: Terms, kind: ConditionKind) -> list[Condition]:
    return [condition for condition in terms.conditions if condition.kind is kind]


def _ages_contradict(terms: Terms, sex: Sex) -> bool:
    """Nobody is at least as old, or has served as long, as they must, while young enough.

    An age at the first sending lies in the past and contradicts no age of today.
    """
    youngest = [each.years for each in _of(terms, ConditionKind.AGE_AT_MOST) if not each.at_first_sending]
    oldest = [
        each.female if sex is Sex.FEMALE else each.male for each in _of(terms, ConditionKind.AGE_AT_LEAST)
    ]
    served = [each.years for each in _of(terms, ConditionKind.SERVICE)]
    return bool(youngest) and max([*oldest, *served], default=0) > min(youngest)


def _tiers_contradict(terms: Terms) -> bool:
    return any(
        not set(one.tiers) & set(other.tiers) and not (one.leaders_too or other.leaders_too)
        for one, other in combinations(_of(terms, ConditionKind.TIER), 2)
    )
