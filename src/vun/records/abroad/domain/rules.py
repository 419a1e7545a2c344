"""Who permits a trip, by management tier, and which reports fall due after it: rules of a day, as values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vun.records.people.domain import ManagementTier


class ReportScope(StrEnum):
    """Whether everybody who learns reports, or the delegation as a whole."""

    EACH = "each"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ReportRule:
    """A report due so many days after the delegation is back, and to whom."""

    code: str
    scope: ReportScope
    days: int


@dataclass(frozen=True, slots=True)
class PermitRule:
    """Who permits somebody of the tier to go; ``needs_letter``: in writing of its own, before the decision."""

    code: str
    tier: ManagementTier
    needs_letter: bool


def due_on(rule: ReportRule, back_on: date) -> date:
    """The day the report's time is counted to: so many from the day after the return (Civil Code, Article 147)."""
    return back_on + timedelta(days=rule.days)


def permit_for(rules: Iterable[PermitRule], tiers: Collection[str]) -> PermitRule | None:
    """The rule that permits these members, or None where nothing is said of any of them."""
    by_tier = {rule.tier: rule for rule in rules}
    return next((by_tier[tier] for tier in ManagementTier if tier.value in tiers and tier in by_tier), None)
