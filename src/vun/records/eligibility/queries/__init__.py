"""Readers of the rules of being sent: as rows, as the book of a day, and what they say of people."""

from vun.records.eligibility.queries.checking import (
    Change,
    Difference,
    Everybody,
    check_everybody,
    differences,
    findings_for,
    who_would_change,
)
from vun.records.eligibility.queries.gathering import gather
from vun.records.eligibility.queries.reading import (
    all_rules,
    as_rule,
    book_on,
    get_rule,
    history_of,
    rows_of,
    rules_on,
    subject_of,
    subjects_on,
)

__all__ = [
    "Change",
    "Difference",
    "Everybody",
    "all_rules",
    "as_rule",
    "book_on",
    "check_everybody",
    "differences",
    "findings_for",
    "gather",
    "get_rule",
    "history_of",
    "rows_of",
    "rules_on",
    "subject_of",
    "subjects_on",
    "who_would_change",
]
