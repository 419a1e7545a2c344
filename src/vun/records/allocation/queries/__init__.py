"""Readers of the policy, of what planning is done with, of the problem of a year and of scenarios."""

from vun.records.allocation.queries.decisions import NamedDecision, decisions_of
from vun.records.allocation.queries.ground import area_names
from vun.records.allocation.queries.inputs import (
    TermRow,
    course_terms,
    distances,
    get_pool,
    get_venue,
    limits_of,
    policy_on,
    pools_on,
    source_groups,
    term_rows,
    venues_on,
)
from vun.records.allocation.queries.instance import Instance, budget_of, build
from vun.records.allocation.queries.lacking import assumed_before
from vun.records.allocation.queries.proposed import (
    has_proposed,
    proposed_counts,
    proposed_of,
    scenario_of_plan,
)
from vun.records.allocation.queries.results import (
    ResultLine,
    months_by_venue,
    units_of,
)
from vun.records.allocation.queries.scenarios import (
    Answer,
    PersonItem,
    get_scenario,
    state_of,
    visible_to,
)

__all__ = [
    "Answer",
    "Instance",
    "NamedDecision",
    "PersonItem",
    "ResultLine",
    "TermRow",
    "area_names",
    "assumed_before",
    "budget_of",
    "build",
    "course_terms",
    "decisions_of",
    "distances",
    "get_pool",
    "get_scenario",
    "get_venue",
    "has_proposed",
    "limits_of",
    "months_by_venue",
    "policy_on",
    "pools_on",
    "proposed_counts",
    "proposed_of",
    "scenario_of_plan",
    "source_groups",
    "state_of",
    "term_rows",
    "units_of",
    "venues_on",
    "visible_to",
]
