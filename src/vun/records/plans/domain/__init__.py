"""What a plan says and how it may change: states, terms, quotas, totals, differences. Needs no database."""

from vun.records.plans.domain.comparing import Difference, DifferenceKind, FieldChange, differences
from vun.records.plans.domain.lines import (
    MOST_LEARNERS,
    MOST_MONEY,
    LineState,
    LineTerms,
    Proposal,
    TargetOrigin,
    check_at_most,
    check_terms,
)
from vun.records.plans.domain.quotas import (
    MOST_LEVELS,
    MoveKind,
    QuotaGridProblem,
    check_quotas,
    spread,
)
from vun.records.plans.domain.summing import Sum, Totals, totals
from vun.records.plans.domain.versions import (
    EDITABLE_STATES,
    OPEN_STATES,
    PUBLISHED_STATES,
    TRANSITIONS,
    VersionState,
    states_before,
)

__all__ = [
    "EDITABLE_STATES",
    "MOST_LEARNERS",
    "MOST_LEVELS",
    "MOST_MONEY",
    "OPEN_STATES",
    "PUBLISHED_STATES",
    "TRANSITIONS",
    "Difference",
    "DifferenceKind",
    "FieldChange",
    "LineState",
    "LineTerms",
    "MoveKind",
    "Proposal",
    "QuotaGridProblem",
    "Sum",
    "TargetOrigin",
    "Totals",
    "VersionState",
    "check_at_most",
    "check_quotas",
    "check_terms",
    "differences",
    "spread",
    "states_before",
    "totals",
]
