"""The plan of a scenario mended after an incident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.engines.optimizer.plans.events import parse_event
from vun.engines.optimizer.plans.plan import parse_plan, plan_to_json
from vun.engines.optimizer.problem import parse_problem
from vun.engines.optimizer.repair import CannotRepair
from vun.engines.optimizer.repair import repair as mended_plan
from vun.records.allocation import operations
from vun.records.allocation.domain import OPEN_STATES, ScenarioState
from vun.records.allocation.operations.scenarios import REPAIR
from vun.records.allocation.queries.incidents import event_of, moves_between, problem_after
from vun.records.allocation.queries.results import decided_points, figures_of, points_apart
from vun.records.allocation.queries.scenarios import Answer, get_scenario, has_figures, state_of
from vun.records.allocation.queries.shares import Shares
from vun.records.registers.domain import JobOutcome
from vun.records.registers.jobs import Task, job_kind

_PLANNER = Actor.system("planner")
MEND_SECONDS = 60.0
"""How long mending may take: a class that is off takes seconds, money cut in a whole province a minute."""


@job_kind(REPAIR)
def repair_scenario(task: Task) -> JobOutcome:
    """Mend the base's plan after the scenario's incident and keep it with what it cost."""
    scenario = get_scenario(_PLANNER, task.params["scenario"])
    try:
        return repair(scenario)
    except (Problem, NotFound) as problem:
        code = problem.code if isinstance(problem, Problem) else "allocation.base_gone"
        operations.keep_failure(scenario_id=scenario.pk, problem=code, params={}, state=ScenarioState.FAILED)
        raise


def repair(scenario: Any) -> JobOutcome:
    """Raises Problem or NotFound where the base, its plan or what the incident is about is gone, Problem when nothing
    that is left keeps all rules.
    """
    # One that is sought again has its old plan until the search begins, but no longer the figures told with it.
    if scenario.base is None or state_of(scenario.base) in OPEN_STATES or not has_figures(scenario.base):
        raise Problem("allocation.base_gone")
    base = Answer(scenario.base)
    event = event_of(base, scenario.incident)
    problem = parse_problem(base.problem)
    plan = parse_plan(base.plan, problem)
    after = problem_after(base.problem, event)
    told = {key: scenario.base.summary[key] for key in ("assumptions", "excluded", "quotas")}
    operations.begin(scenario_id=scenario.pk, problem=after, assumptions=told["assumptions"])
    try:
        mended = mended_plan(
            problem,
            plan,
            parse_event(event, problem, plan),
            seconds=MEND_SECONDS,
            apart=points_apart(after),
        )
    except CannotRepair:
        raise Problem("allocation.cannot_repair") from None
    plain = plan_to_json(mended.plan)
    before = base.plan["objective"] - decided_points(base.problem, base.plan)
    summary = {
        **told,
        **figures_of(after, plain),
        "shares": Shares(scenario.on).after(after, plain),
        "known_from": None,
        "before": before,
        "least": None if mended.least is None else _told(base, plan_to_json(mended.least.plan)),
        "moves": [move.to_plain() for move in moves_between(base.problem, base.plan, plain)],
    }
    operations.keep_answer(scenario_id=scenario.pk, plan=plain, summary=summary, state=ScenarioState.DONE)
    return JobOutcome({"scenario": scenario.pk})


def _told(base: Answer, plan: Mapping[str, Any]) -> list[float]:
    """What a plan mended from the base's is worth, counted as figures are, and how many people move."""
    worth = plan["objective"] - decided_points(base.problem, plan)
    return [worth, len(moves_between(base.problem, base.plan, plan))]
