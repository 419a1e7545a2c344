"""A plan mended after something happened, kept as a scenario of its own beside the one it was."""

from __future__ import annotations

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.allocation.domain import (
    OPEN_STATES,
    Incident,
    IncidentKind,
    cut_budget,
    locks_from,
    modes_named,
)
from vun.records.allocation.models import Scenario
from vun.records.allocation.operations.scenarios import make_scenario, start
from vun.records.allocation.queries.incidents import told_of
from vun.records.allocation.queries.scenarios import Answer, has_figures, state_of


@transaction.atomic
def mend(*, scenario: Scenario, incident: Incident, name: str, by: Actor) -> Scenario:
    """A scenario whose answer is this one's plan mended after the incident; a worker takes it from here.

    The scenario itself stays as it is, so that the two can be compared. Raises NotFound before there is a plan and for
    what it does not have, Problem while it is being sought or when that failed, and as `make_scenario`.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if state_of(scenario) in OPEN_STATES:
        raise Problem("allocation.running_already")
    answer = Answer(scenario)
    if not has_figures(scenario):
        raise Problem("allocation.no_plan_yet")
    told = told_of(answer, incident)
    budget = dict(scenario.budget)
    if incident.kind is IncidentKind.BUDGET_CUT:
        budget = cut_budget(budget, incident.source, incident.percent or 0)
        if not any(budget.values()):
            raise Problem("allocation.cut_leaves_nothing", field="percent")
    made = make_scenario(
        name=name,
        year=scenario.year,
        on=scenario.on,
        budget=budget,
        modes=modes_named(scenario.modes),
        seconds=scenario.seconds,
        seed=scenario.seed,
        base=scenario,
        locks=locks_from(scenario.locks),
        by=by,
    )
    Scenario.objects.filter(pk=made.pk).update(incident=told)
    made.refresh_from_db()
    start(scenario=made, by=by)
    return made
