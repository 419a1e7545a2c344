"""What is done to commitments and to claims for training cost."""

from vun.records.commitments.operations.claims import (
    as_claim,
    claim_back,
    decide_claim,
    decide_claim_by,
    pay_instalment,
)
from vun.records.commitments.operations.commitments import (
    close_served,
    commit,
    graduate,
    record_cost,
    release,
)
from vun.records.commitments.operations.correcting import drop_claim, drop_cost, take_back_payment
from vun.records.commitments.operations.laws import set_rounding

__all__ = [
    "as_claim",
    "claim_back",
    "close_served",
    "commit",
    "decide_claim",
    "decide_claim_by",
    "drop_claim",
    "drop_cost",
    "graduate",
    "pay_instalment",
    "record_cost",
    "release",
    "set_rounding",
    "take_back_payment",
]
