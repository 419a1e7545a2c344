"""What other budgets would buy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.engines.optimizer.plans.plan import Plan, objective_of, plan_to_json
from vun.engines.optimizer.problem import parse_problem
from vun.engines.optimizer.solve import solve
from vun.engines.optimizer.watch import NoPlan
from vun.records.allocation import operations
from vun.records.allocation.domain import CURVE_KEYS, curve_budgets
from vun.records.allocation.jobs.listening import Stop
from vun.records.allocation.operations.scenarios import CURVE
from vun.records.allocation.queries.known import fitted
from vun.records.allocation.queries.money import MILLION
from vun.records.allocation.queries.packing import unpacked
from vun.records.allocation.queries.results import figures_of, money_by_source
from vun.records.allocation.queries.scenarios import get_scenario
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.jobs import Task, job_kind

_PLANNER = Actor.system("planner")
LEAST_SECONDS = 15.0
"""Less than this finds little even where little is to be planned."""


@job_kind(CURVE)
def draw_curve(task: Task) -> JobOutcome:
    """Tell what other budgets would buy."""
    return trace(task, get_scenario(_PLANNER, task.params["scenario"]))


def trace(task: Task, scenario: Any, *, work: int | None = None) -> JobOutcome:
    """Solve the scenario's own problem with less money, and where all was spent with more: within a third of its time
    each, or ``work`` counted steps. What a smaller budget buys a larger one buys too: no point lies below one before.
    The first point is of no money at all.

    Raises NotFound before there is a plan, JobCancelled after it was stopped; the points found by then are kept.
    """
    data = scenario.data
    if data.plan is None:
        raise NotFound("plan of the scenario")
    problem, plan = unpacked(data.problem), unpacked(data.plan)
    paid = money_by_source(problem, plan)
    budgets = curve_budgets(scenario.budget, paid)
    stop = Stop(task)
    nothing = figures_of(
        problem, {"classes": [], "funding": [], "objective": _worth_of_nothing(problem), "bound": 0.0}
    )
    best: dict[str, Any] = {key: nothing[key] for key in CURVE_KEYS}
    curve: list[dict[str, Any]] = [{**best, "bound": best["objective"], "budget": 0}]
    for done, money in enumerate(budgets):
        is_own = money in (paid, scenario.budget)
        asked = partial(stop.asked_at, done, len(budgets))
        found = plan if is_own else _bought(problem, plan, money, scenario, work, asked)
        if stop.is_asked:
            raise JobCancelled(str(task.job_id))
        if found is not None:
            figures = figures_of(problem, found)
            if figures["objective"] >= best["objective"]:
                best = {key: figures[key] for key in CURVE_KEYS}
            curve.append({**best, "bound": figures["bound"], "budget": sum(money.values())})
        operations.keep_curve(scenario_id=scenario.pk, curve=curve)
    return JobOutcome({"scenario": scenario.pk})


def _bought(
    problem: dict[str, Any],
    plan: dict[str, Any],
    money: Mapping[str, int],
    scenario: Any,
    work: int | None,
    is_cancelled: Callable[[], bool],
) -> dict[str, Any] | None:
    """The best plan for that money by source: searched for anew, or the scenario's own mended for it. None where
    neither comes to one."""
    plain = {**problem, "budget": {source: amount / MILLION for source, amount in money.items()}}
    parsed = parse_problem(plain)
    seconds = max(LEAST_SECONDS, scenario.seconds / 3)
    known = fitted(problem, plan, plain, parsed)
    try:
        found: Plan | None = solve(
            parsed,
            seconds=seconds if work is None else None,
            work=work,
            seed=scenario.seed,
            is_cancelled=is_cancelled,
        )
    except NoPlan:
        found = None
    plans = [one for one in (found, known) if one is not None]
    if not plans:
        return None
    best = max(plans, key=lambda one: one.objective)
    return plan_to_json(replace(best, bound=found.bound) if found is not None else best)


def _worth_of_nothing(problem: Mapping[str, Any]) -> float:
    """What the year is worth without any class: what the districts fall short of their fair share costs."""
    return objective_of(parse_problem(problem), [])
