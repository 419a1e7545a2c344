"""Rules of being sent to study, as values: what they are made of, how they judge one person, and everybody at once."""

from vun.records.eligibility.domain.conditions import age, outcome, tokens
from vun.records.eligibility.domain.facts import Facts, PostFact, StudyFacts, Subject, dated_token
from vun.records.eligibility.domain.judging import Book, Finding, gravest, verdict_of
from vun.records.eligibility.domain.rules import (
    PARTS,
    Condition,
    People,
    Programmes,
    SendingRule,
    Terms,
    from_plain,
    needed_parts,
    stem_of,
    to_plain,
)
from vun.records.eligibility.domain.screen import Screen
from vun.records.eligibility.domain.sense import check_sense
from vun.records.eligibility.domain.words import ConditionKind, Outcome, Verdict, Weight

__all__ = [
    "PARTS",
    "Book",
    "Condition",
    "ConditionKind",
    "Facts",
    "Finding",
    "Outcome",
    "People",
    "PostFact",
    "Programmes",
    "Screen",
    "SendingRule",
    "StudyFacts",
    "Subject",
    "Terms",
    "Verdict",
    "Weight",
    "age",
    "check_sense",
    "dated_token",
    "from_plain",
    "gravest",
    "needed_parts",
    "outcome",
    "stem_of",
    "to_plain",
    "tokens",
    "verdict_of",
]
