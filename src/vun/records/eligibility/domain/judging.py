"""The rules in force on one day, and what they say of one person and one programme. `screen` is its fast twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vun.records.eligibility.domain.conditions import detail, outcome
from vun.records.eligibility.domain.facts import Facts, Subject
from vun.records.eligibility.domain.rules import Condition, SendingRule
from vun.records.eligibility.domain.words import Outcome, Verdict, Weight


@dataclass(frozen=True, slots=True)
class Finding:
    """How one condition of a rule stands for somebody, and what was found about them.

    ``excused_by`` is the rule that excuses them from it.
    """

    rule: SendingRule
    condition: Condition
    outcome: Outcome
    verdict: Verdict
    found: dict[str, Any] = field(default_factory=dict)
    excused_by: SendingRule | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """All rules in force on ``day``. Answers are for that day only."""

    day: date
    rules: tuple[SendingRule, ...]

    def asking(self, subject: Subject) -> tuple[SendingRule, ...]:
        """The rules that ask something of whoever goes to the programme."""
        return tuple(
            rule for rule in self.rules if not rule.terms.excuses and rule.terms.programmes.match(subject)
        )

    def excusing(self, stem: str, subject: Subject) -> tuple[SendingRule, ...]:
        """The rules that excuse people from the rule of that stem, for the programme."""
        return tuple(
            rule for rule in self.rules if rule.terms.excuses == stem and rule.terms.programmes.match(subject)
        )

    def judge(self, facts: Facts, subject: Subject) -> list[Finding]:
        """What each rule that is about the person and the programme finds, condition by condition."""
        return [
            finding
            for rule in self.asking(subject)
            if rule.terms.people.match(facts)
            for finding in self._findings(rule, facts, subject)
        ]

    def _findings(self, rule: SendingRule, facts: Facts, subject: Subject) -> Iterable[Finding]:
        for condition in rule.terms.conditions:
            found = outcome(condition, facts, self.day)
            excuse = None if found is Outcome.HOLDS else self._excuse(rule, facts, subject)
            yield Finding(
                rule,
                condition,
                found,
                weigh(rule, found, excuse),
                detail(condition, facts, self.day),
                excuse,
            )

    def _excuse(self, rule: SendingRule, facts: Facts, subject: Subject) -> SendingRule | None:
        for excuse in self.excusing(rule.stem, subject):
            if excuse.terms.people.match(facts) and all(
                outcome(condition, facts, self.day) is Outcome.HOLDS for condition in excuse.terms.conditions
            ):
                return excuse
        return None


def weigh(rule: SendingRule, found: Outcome, excuse: SendingRule | None) -> Verdict:
    """What a rule whose condition stands so says of the person.

    Only a confirmed rule that refuses, refuses. What is not recorded, what rests on a rule nobody has confirmed, or
    on an excuse nobody has confirmed, is to be looked at.
    """
    if found is Outcome.HOLDS or rule.terms.weight is Weight.FAVOURS:
        return Verdict.MAY
    if excuse is not None:
        return Verdict.MAY if excuse.is_verified else Verdict.LOOK
    if found is Outcome.FAILS and rule.terms.weight is Weight.REFUSES and rule.is_verified:
        return Verdict.REFUSED
    return Verdict.LOOK


_GRAVITY = list(Verdict)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The gravest of the findings; MAY when there are none."""
    return max((finding.verdict for finding in findings), key=_GRAVITY.index, default=Verdict.MAY)


def gravest(one: Verdict, other: Verdict) -> Verdict:
    """The graver of two."""
    return max(one, other, key=_GRAVITY.index)
