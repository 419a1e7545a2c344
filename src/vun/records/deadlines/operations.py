"""What an office writes of how time limits end; always dated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Q

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.deadlines.domain import LastDay
from vun.records.deadlines.models import DeadlineRule
from vun.records.standards.succession import confirm_row, end_row, own_stem, put_row, stem_of

_NOUN = "deadline_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRuleTerms:
    """What becomes of a time limit whose last day is a day off, and where that is written."""

    name: str
    last_day_off: LastDay
    legal_basis: str
    clause: str = ""
    note: str = ""


def put_deadline_rule(
    *,
    terms: DeadlineRuleTerms,
    start_on: date,
    end_on: date | None = None,
    replaces: DeadlineRule | None = None,
    by: Actor,
) -> DeadlineRule:
    """Put a rule in force for time limits counted to a day of its period, of whenever they began.

    Raises as `put_row`, two rules on one day among it, and Problem without a name.
    """
    if not clean(terms.name):
        raise Problem("standards.field_needed", field="name")
    return put_row(
        DeadlineRule,
        noun=_NOUN,
        stem=stem_of(replaces.code) if replaces else own_stem(terms.name),
        columns=asdict(terms),
        start_on=start_on,
        end_on=end_on,
        replaces=replaces,
        rivals=Q(pk__gt=0),
        by=by,
    )


def end_deadline_rule(*, rule: DeadlineRule, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the rule no longer applies. Raises as `end_row`."""
    end_row(rule, noun=_NOUN, on=on, by=by)


def confirm_deadline_rule(*, rule: DeadlineRule, by: Actor) -> None:
    """Record that the rule was compared with its text. Raises as `confirm_row`."""
    confirm_row(rule, noun=_NOUN, by=by)
