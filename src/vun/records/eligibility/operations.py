"""Changing the rules of being sent: always by a dated row, so that any past day can be judged again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Model

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.records.eligibility.domain import (
    ConditionKind,
    SendingRule,
    Terms,
    check_sense,
    from_plain,
    stem_of,
    to_plain,
)
from vun.records.eligibility.models import EligibilityRule
from vun.records.people.models import Rank, Title, TitleGroup
from vun.records.standards.models import ProgrammeGroup, ScaleLevel
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
    everywhere, and Problem: terms that cannot be understood, contradict themselves or name what is not there, an empty
    period, or one in which the rule has a row.
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
    terms = from_plain(to_plain(details.terms))
    check_sense(terms, _stem(details, replaces))
    _check_codes(terms)
    return terms


def _check_codes(terms: Terms) -> None:
    """Whatever the terms name exists: a code nobody knows would refuse everybody, or nobody."""
    for field, model, key, codes in _named(terms):
        known = model._default_manager.filter(**{f"{key}__in": codes}).values_list(key, flat=True)
        if unknown := set(codes) - set(known):
            raise Problem("eligibility.unknown_code", field=field, codes=", ".join(sorted(unknown)))
    rows = EligibilityRule.objects.values_list("code", flat=True)
    if terms.excuses and terms.excuses not in set(map(stem_of, rows)):
        raise Problem("eligibility.unknown_code", field="excuses", codes=terms.excuses)


def _named(terms: Terms) -> Iterator[tuple[str, type[Model], str, tuple[str, ...]]]:
    """The codes the terms name: in which part, of what, by which column."""
    yield "groups", ProgrammeGroup, "pk", terms.programmes.groups
    yield "grants", ScaleLevel, "code", terms.programmes.grants
    yield "title_groups", TitleGroup, "pk", terms.people.title_groups
    for each in terms.conditions:
        if each.kind is ConditionKind.IN_RANK_BEFORE:
            yield "codes", Rank, "pk", each.codes
        else:
            yield "codes", ScaleLevel, "code", each.codes
        yield "held_groups", TitleGroup, "pk", each.held_groups
        yield "planned_groups", TitleGroup, "pk", each.planned_groups
        yield "held_titles", Title, "pk", each.held_titles
        yield "planned_titles", Title, "pk", each.planned_titles


def _stem(details: RuleDetails, replaces: EligibilityRule | None) -> str:
    return stem_of(replaces.code) if replaces is not None else own_stem(details.name)
