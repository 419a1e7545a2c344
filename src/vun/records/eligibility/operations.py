"""Changing the rules of being sent: always by a dated row, so that any past day can be judged again."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean, fold
from vun.records.audit import operations as audit
from vun.records.dated import within
from vun.records.eligibility.domain import SendingRule, Terms, from_plain, stem_of, to_plain
from vun.records.eligibility.models import EligibilityRule
from vun.records.eligibility.queries import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDetails:
    """A rule in force on the days [start_on, end_on), as it is written down."""

    name: str
    clause: str
    legal_basis: str
    terms: Terms
    start_on: date
    end_on: date | None = None
    note: str = ""
    source: str = ""
    decision_id: int | None = None


def drafted(details: RuleDetails, *, replaces: EligibilityRule | None) -> SendingRule:
    """The rule as it would be judged by, had it been put in force. Writes nothing; raises as `add_rule`."""
    terms = _checked(details, replaces)
    return SendingRule(
        id=0,
        code=f"{_stem(details, replaces)}/{details.start_on.year}",
        name=clean(details.name),
        clause=clean(details.clause),
        legal_basis=clean(details.legal_basis),
        start_on=details.start_on,
        end_on=details.end_on,
        is_verified=True,
        terms=terms,
    )


@transaction.atomic
def add_rule(*, details: RuleDetails, replaces: EligibilityRule | None = None, by: Actor) -> EligibilityRule:
    """Put a rule in force; with ``replaces``, as its next row, before which the old one ends.

    A new row counts as verified: whoever writes it has the text at hand. Raises Refused without STANDARD_EDIT
    everywhere, and Problem: terms that cannot be understood, an empty period, or one in which the rule has a row.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    terms = _checked(details, replaces)
    stem = _stem(details, replaces)
    if replaces is not None and (replaces.end_on is None or replaces.end_on > details.start_on):
        _end(replaces, details.start_on, by)
    other = rows_of(stem).filter(within(Period(details.start_on, details.end_on))).first()
    if other is not None:
        raise Problem("eligibility.overlaps", field="start_on", name=other.name, start_on=other.start_on)
    rule = EligibilityRule.objects.create(
        code=_free_code(stem, details.start_on),
        name=clean(details.name),
        search_key=fold(f"{details.name} {details.legal_basis}"),
        clause=clean(details.clause),
        legal_basis=clean(details.legal_basis),
        source=clean(details.source),
        note=clean(details.note),
        decision_id=details.decision_id,
        start_on=details.start_on,
        end_on=details.end_on,
        is_verified=True,
        terms=to_plain(terms),
    )
    audit.record(by, "eligibility_rule.added", rule, after=_told(rule))
    return rule


@transaction.atomic
def end_rule(*, rule: EligibilityRule, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the rule no longer applies.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has ended by then or not begun.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    _end(rule, on, by)


@transaction.atomic
def confirm_rule(*, rule: EligibilityRule, by: Actor) -> None:
    """Record that the row was compared with the text of the law; from now on it refuses, where it only warned.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has been confirmed already.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    waiting = EligibilityRule.objects.filter(pk=rule.pk, is_verified=False)
    if not waiting.update(is_verified=True):
        raise Problem("eligibility.verified_already")
    audit.record(
        by,
        "eligibility_rule.verified",
        rule,
        before={"is_verified": False},
        after={"is_verified": True},
    )


def _checked(details: RuleDetails, replaces: EligibilityRule | None) -> Terms:
    for field in ("name", "legal_basis"):
        if not clean(getattr(details, field)):
            raise Problem("eligibility.field_needed", field=field)
    if details.end_on is not None and details.end_on <= details.start_on:
        raise Problem("eligibility.period_empty", field="end_on", start_on=details.start_on)
    if replaces is not None and details.start_on <= replaces.start_on:
        raise Problem("eligibility.starts_before_predecessor", field="start_on", start_on=replaces.start_on)
    # Read back as it will be stored, so that nothing is kept that could not be understood tomorrow.
    return from_plain(to_plain(details.terms))


def _end(rule: EligibilityRule, on: date, by: Actor) -> None:
    if on <= rule.start_on:
        raise Problem("eligibility.ends_before_start", field="on", start_on=rule.start_on)
    open_then = EligibilityRule.objects.filter(Q(end_on__isnull=True) | Q(end_on__gt=on), pk=rule.pk)
    if not open_then.update(end_on=on):
        raise Problem("eligibility.ended_already", field="on")
    before, rule.end_on = rule.end_on, on
    audit.record(by, "eligibility_rule.ended", rule, before={"end_on": before}, after={"end_on": on})


def _stem(details: RuleDetails, replaces: EligibilityRule | None) -> str:
    if replaces is not None:
        return stem_of(replaces.code)
    return "own." + fold(details.name).replace(" ", "-")[:60]


def _free_code(stem: str, start_on: date) -> str:
    first = f"{stem}/{start_on.year}"
    taken = set(rows_of(stem).values_list("code", flat=True))
    codes = itertools.chain([first], (f"{first}-{number}" for number in itertools.count(2)))
    return next(code for code in codes if code not in taken)


def _told(rule: EligibilityRule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "legal_basis": rule.legal_basis,
        "start_on": rule.start_on,
        "end_on": rule.end_on,
        "terms": rule.terms,
    }
