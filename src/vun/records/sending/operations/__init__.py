"""What is done to nominations: put forward, asked for, approved by a decision, moved from state to state."""

from vun.records.sending.operations.appointing import (
    StandardsGate,
    allow_below_standard,
    carry_debts,
    close_debt,
    take_back_leave,
    try_appointing,
)
from vun.records.sending.operations.bases import (
    PaperBasisTerms,
    confirm_paper_basis,
    end_paper_basis,
    put_paper_basis,
)
from vun.records.sending.operations.deciding import (
    SIGNING_TIERS,
    approve_nominations,
    approve_nominations_by,
    cancel,
    commit_to_serve,
    complete,
    support_exception,
)
from vun.records.sending.operations.issuing import (
    issue_paper,
    issue_papers_singly,
    keep_paper,
    number_paper,
)
from vun.records.sending.operations.moving import (
    accept,
    decline,
    promote,
    reject,
    resubmit,
    send_back,
    waitlist,
    withdraw,
)
from vun.records.sending.operations.nominating import (
    ask,
    ask_for,
    load_nominations,
    nominate,
    nominate_many,
    waitlist_many,
)
from vun.records.sending.operations.policies import set_policy
from vun.records.sending.operations.signing import sign_paper
from vun.records.sending.operations.templates import drop_template, put_template

__all__ = [
    "SIGNING_TIERS",
    "PaperBasisTerms",
    "StandardsGate",
    "accept",
    "allow_below_standard",
    "approve_nominations",
    "approve_nominations_by",
    "ask",
    "ask_for",
    "cancel",
    "carry_debts",
    "close_debt",
    "commit_to_serve",
    "complete",
    "confirm_paper_basis",
    "decline",
    "drop_template",
    "end_paper_basis",
    "issue_paper",
    "issue_papers_singly",
    "keep_paper",
    "load_nominations",
    "nominate",
    "nominate_many",
    "number_paper",
    "promote",
    "put_paper_basis",
    "put_template",
    "reject",
    "resubmit",
    "send_back",
    "set_policy",
    "sign_paper",
    "support_exception",
    "take_back_leave",
    "try_appointing",
    "waitlist",
    "waitlist_many",
    "withdraw",
]
