"""Reading the rules as rows, and as the book of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from vun.common.errors import NotFound
from vun.records.dated import on_day
from vun.records.eligibility.domain import Book, SendingRule, Subject, from_plain, stem_of
from vun.records.eligibility.models import EligibilityRule
from vun.records.standards import succession
from vun.records.standards.models import Programme


def rules_on(day: date) -> QuerySet[EligibilityRule]:
    """The rows in force on the day."""
    return EligibilityRule.objects.filter(on_day(day))


def get_rule(rule_id: int) -> EligibilityRule:
    """Raises NotFound."""
    rule = EligibilityRule.objects.select_related("decision").filter(pk=rule_id).first()
    if rule is None:
        raise NotFound("eligibility rule")
    return rule


def all_rules() -> QuerySet[EligibilityRule]:
    """Every row of every rule, the oldest first."""
    return EligibilityRule.objects.order_by("start_on", "pk")


def rows_of(stem: str) -> QuerySet[EligibilityRule]:
    """All rows of a rule over time, the newest first."""
    return succession.rows_of(EligibilityRule, stem)


def history_of(rule: EligibilityRule) -> QuerySet[EligibilityRule]:
    """The rows of the same rule over time, the newest first, itself included."""
    return rows_of(stem_of(rule.code))


def as_rule(row: EligibilityRule) -> SendingRule:
    """The row as a value."""
    return SendingRule(
        id=row.pk,
        code=row.code,
        name=row.name,
        clause=row.clause,
        legal_basis=row.legal_basis,
        start_on=row.start_on,
        end_on=row.end_on,
        is_verified=row.is_verified,
        terms=from_plain(row.terms),
    )


def book_on(day: date) -> Book:
    """Everything that decides on the day who may be sent, past or future. One query."""
    return Book(day, tuple(as_rule(row) for row in rules_on(day).order_by("code")))


def subject_of(programme: Programme) -> Subject:
    """The programme as rules ask about it."""
    return Subject(
        id=programme.pk,
        code=programme.code,
        name=programme.name,
        branch=programme.branch,
        group=programme.group_id,
        grants=programme.grants.code if programme.grants else "",
        mode=programme.mode,
        place=programme.place,
    )


def subjects_on(day: date) -> list[Subject]:
    """The programmes of the catalogue on the day, in its order. One query."""
    rows: Iterable[Programme] = Programme.objects.filter(on_day(day)).select_related("grants")
    return [subject_of(programme) for programme in rows]
