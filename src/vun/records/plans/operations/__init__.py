"""The verbs of plans."""

from vun.records.plans.operations.approval import (
    amend,
    approve,
    approve_by,
    cancel_version,
    close_plan,
    return_for_changes,
    submit,
    take_back,
)
from vun.records.plans.operations.central import change_central_quota, record_central_quota
from vun.records.plans.operations.drafting import attach_basis, change_plan, detach_basis, draft_plan
from vun.records.plans.operations.from_needs import add_lines_from_needs
from vun.records.plans.operations.lending import add_places, give_lent, lend_back
from vun.records.plans.operations.lines import (
    add_line,
    add_line_over_years,
    change_line,
    remove_line,
    set_line_budgets,
)
from vun.records.plans.operations.passing import pass_on
from vun.records.plans.operations.places import release_place, take_place, take_places
from vun.records.plans.operations.proposing import drop_proposed, propose, propose_many
from vun.records.plans.operations.quotas import set_quota, set_quota_grid, spread_quota

__all__ = [
    "add_line",
    "add_line_over_years",
    "add_lines_from_needs",
    "add_places",
    "amend",
    "approve",
    "approve_by",
    "attach_basis",
    "cancel_version",
    "change_central_quota",
    "change_line",
    "change_plan",
    "close_plan",
    "detach_basis",
    "draft_plan",
    "drop_proposed",
    "give_lent",
    "lend_back",
    "pass_on",
    "propose",
    "propose_many",
    "record_central_quota",
    "release_place",
    "remove_line",
    "return_for_changes",
    "set_line_budgets",
    "set_quota",
    "set_quota_grid",
    "spread_quota",
    "submit",
    "take_back",
    "take_place",
    "take_places",
]
