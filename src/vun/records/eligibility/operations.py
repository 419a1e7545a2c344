"""Changing the rules of being sent: always by a dated row, so that any past day can be judged again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.records.eligibility.domain import SendingRule, Terms, from_plain, stem_of, to_plain
from vun.records.eligibility.models import EligibilityRule
from vun.records.standards.succession import check_dates, confirm_row, end_row, own_stem, put_row

_NOUN = "eligibility_rule"


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
    columns = {
        "name": clean(details.name),
        "search_key": fold(f"{details.name} {details.legal_basis}"),
        "clause": clean(details.clause),
        "legal_basis": clean(details.legal_basis),
        "source": clean(details.source),
        "note": clean(details.note),
        "decision_id": details.decision_id,
        "terms": to_plain(terms),
    }
    return put_row(
        EligibilityRule,
        noun=_NOUN,
        stem=_stem(details, replaces),
        columns=columns,
        start_on=details.start_on,
        end_on=details.end_on,
        replaces=replaces,
        by=by,
    )


def end_rule(*, rule: EligibilityRule, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the rule no longer applies. Raises as `end_row`."""
    end_row(rule, noun=_NOUN, on=on, by=by)


def confirm_rule(*, rule: EligibilityRule, by: Actor) -> None:
    """Record that the row was compared with the text of the law; from now on it refuses, where it only warned.

    Raises as `confirm_row`.
    """
    confirm_row(rule, noun=_NOUN, by=by)


def _checked(details: RuleDetails, replaces: EligibilityRule | None) -> Terms:
    for field in ("name", "legal_basis"):
        if not clean(getattr(details, field)):
            raise Problem("standards.field_needed", field=field)
    check_dates(details.start_on, details.end_on, replaces)
    # Read back as it will be stored, so that nothing is kept that could not be understood tomorrow.
    return from_plain(to_plain(details.terms))


def _stem(details: RuleDetails, replaces: EligibilityRule | None) -> str:
    return stem_of(replaces.code) if replaces is not None else own_stem(details.name)
