"""Service owed after study, as values: laws, cases, the formula, months served."""

from vun.records.commitments.domain.compensation import (
    Claim,
    Law,
    Result,
    Span,
    compute,
    owed_months,
    reduction_rate,
    shares,
    shares_by_weight,
    span_between,
)
from vun.records.commitments.domain.moves import CLAIM_TRANSITIONS, TRANSITIONS, ClaimVerb, Verb
from vun.records.commitments.domain.service import Leaving, Served, find_leaving, served_span
from vun.records.commitments.domain.words import (
    DURING_STUDY,
    NOT_PAID_BACK,
    OPEN_STATES,
    Case,
    Charge,
    ClaimState,
    CommitmentState,
    CostItem,
    Payer,
)

__all__ = [
    "CLAIM_TRANSITIONS",
    "DURING_STUDY",
    "NOT_PAID_BACK",
    "OPEN_STATES",
    "TRANSITIONS",
    "Case",
    "Charge",
    "Claim",
    "ClaimState",
    "ClaimVerb",
    "CommitmentState",
    "CostItem",
    "Law",
    "Leaving",
    "Payer",
    "Result",
    "Served",
    "Span",
    "Verb",
    "compute",
    "find_leaving",
    "owed_months",
    "reduction_rate",
    "served_span",
    "shares",
    "shares_by_weight",
    "span_between",
]
