"""What an office writes of its rules for trips abroad: which reports fall due, who permits whom; always dated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Q

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.abroad.domain import ReportScope
from vun.records.abroad.models import TripPermitRule, TripReportRule
from vun.records.people.domain import ManagementTier
from vun.records.standards.succession import confirm_row, end_row, own_stem, put_row, stem_of

REPORT_NOUN, PERMIT_NOUN = "trip_report_rule", "trip_permit_rule"
LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRuleTerms:
    """A report due so many days after the return; to whom, and where that is written."""

    name: str
    scope: ReportScope
    days: int
    recipients: str
    legal_basis: str
    clause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitRuleTerms:
    """Who permits the people of a management tier; ``needs_letter``: in writing of its own, before the decision."""

    tier: ManagementTier
    authority: str
    needs_letter: bool
    legal_basis: str
    note: str = ""


def put_report_rule(
    *,
    terms: ReportRuleTerms,
    start_on: date,
    end_on: date | None = None,
    replaces: TripReportRule | None = None,
    by: Actor,
) -> TripReportRule:
    """Put a report rule in force. Trips already back keep the reports they owe.

    Raises as `put_row`, and Problem: no name, no recipient, or days out of reason.
    """
    for field in ("name", "recipients"):
        if not clean(getattr(terms, field)):
            raise Problem("standards.field_needed", field=field)
    if not 1 <= terms.days <= LONGEST_DAYS:
        raise Problem("abroad.days_out_of_range", field="days", most=LONGEST_DAYS)
    return put_row(
        TripReportRule,
        noun=REPORT_NOUN,
        stem=stem_of(replaces.code) if replaces else own_stem(terms.name),
        columns=asdict(terms),
        start_on=start_on,
        end_on=end_on,
        replaces=replaces,
        by=by,
    )


def put_permit_rule(
    *,
    terms: PermitRuleTerms,
    start_on: date,
    end_on: date | None = None,
    replaces: TripPermitRule | None = None,
    by: Actor,
) -> TripPermitRule:
    """Say who permits a management tier from a day on.

    Raises as `put_row`, two rules of one tier on one day among it, and Problem where nobody is named.
    """
    if not clean(terms.authority):
        raise Problem("standards.field_needed", field="authority")
    return put_row(
        TripPermitRule,
        noun=PERMIT_NOUN,
        stem=stem_of(replaces.code) if replaces else own_stem(terms.tier.value),
        columns=asdict(terms),
        start_on=start_on,
        end_on=end_on,
        replaces=replaces,
        rivals=Q(tier=terms.tier),
        by=by,
    )


def end_trip_rule(*, rule: TripReportRule | TripPermitRule, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the rule no longer applies. Raises as `end_row`."""
    end_row(rule, noun=_noun(rule), on=on, by=by)


def confirm_trip_rule(*, rule: TripReportRule | TripPermitRule, by: Actor) -> None:
    """Record that the rule was compared with its text. Raises as `confirm_row`."""
    confirm_row(rule, noun=_noun(rule), by=by)


def _noun(rule: TripReportRule | TripPermitRule) -> str:
    return REPORT_NOUN if isinstance(rule, TripReportRule) else PERMIT_NOUN
