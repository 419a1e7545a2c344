"""Readers of the policy, of what planning is done with, of the problem of a year and of scenarios."""

from vun.records.allocation.queries.inputs import (
    TermRow,
    course_terms,
    distances,
    get_pool,
    get_venue,
    history_of_term,
    limits_of,
    policy_on,
    pools_on,
    source_groups,
    term_rows,
    venues_on,
)
from vun.records.allocation.queries.instance import Instance, budget_of, build

__all__ = [
    "Instance",
    "TermRow",
    "budget_of",
    "build",
    "course_terms",
    "distances",
    "get_pool",
    "get_venue",
    "history_of_term",
    "limits_of",
    "policy_on",
    "pools_on",
    "source_groups",
    "term_rows",
    "venues_on",
]
