"""Readers of the policy, of what planning is done with, of the problem of a year and of scenarios."""

from vun.records.allocation.queries.decisions import NamedDecision, decisions_of
from vun.records.allocation.queries.ground import area_names
from vun.records.allocation.queries.incidents import line_of_class, mended_of
from vun.records.allocation.queries.inputs import (
    TermRow,
    course_terms,
    distances,
    get_pool,
    get_venue,
    limits_of,
    policy_on,
    pools_in,
    source_groups,
    term_rows,
    venues_in,
)
from vun.records.allocation.queries.instance import Instance, build
from vun.records.allocation.queries.lacking import assumed_before
from vun.records.allocation.queries.money import YearBudget, budget_of
from vun.records.allocation.queries.people import units_of_people
from vun.records.allocation.queries.proposed import proposed_of, scenario_of_plan, scenarios_in_force
from vun.records.allocation.queries.results import (
    ResultLine,
    months_by_venue,
    units_of,
)
from vun.records.allocation.queries.scenarios import (
    Answer,
    PersonItem,
    get_scenario,
    has_figures,
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
    "YearBudget",
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
    "has_figures",
    "limits_of",
    "line_of_class",
    "mended_of",
    "months_by_venue",
    "policy_on",
    "pools_in",
    "proposed_of",
    "scenario_of_plan",
    "scenarios_in_force",
    "source_groups",
    "state_of",
    "term_rows",
    "units_of",
    "units_of_people",
    "venues_in",
    "visible_to",
]
