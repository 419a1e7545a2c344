"""What other budgets would buy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.engines.optimizer.plan import Plan, plan_to_json
from vun.engines.optimizer.problem import parse_problem
from vun.engines.optimizer.repair import CannotRepair
from vun.engines.optimizer.solve import solve
from vun.engines.optimizer.watch import NoPlan
from vun.records.allocation import operations
from vun.records.allocation.domain import CURVE_KEYS, curve_budgets
from vun.records.allocation.jobs.listening import Stop
from vun.records.allocation.operations.scenarios import CURVE
from vun.records.allocation.queries.known import fitted
from vun.records.allocation.queries.money import MILLION
from vun.records.allocation.queries.packing import unpacked
from vun.records.allocation.queries.presence import with_everybody_there
from vun.records.allocation.queries.results import figures_of, money_by_source
from vun.records.allocation.queries.scenarios import get_scenario
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.jobs import Task, job_kind

_PLANNER = Actor.system("planner")


@job_kind(CURVE)
def draw_curve(task: Task) -> JobOutcome:
    """Tell what other budgets would buy."""
    return trace(task, get_scenario(_PLANNER, task.params["scenario"]))


def trace(task: Task, scenario: Any, *, work: int | None = None) -> JobOutcome:
    """Solve the scenario's own problem with less money, and where all was spent with more: within a fifth of its time
    each, or ``work`` counted steps. What a smaller budget buys a larger one buys too: no point lies below one before.

    Raises NotFound before there is a plan, JobCancelled after it was stopped; the points found by then are kept.
    """
    data = scenario.data
    if data.plan is None:
        raise NotFound("plan of the scenario")
    problem, plan = unpacked(data.problem), unpacked(data.plan)
    paid = money_by_source(problem, plan)
    budgets = curve_budgets(scenario.budget, paid)
    stop = Stop(task)
    curve: list[dict[str, Any]] = []
    best: dict[str, Any] = dict.fromkeys(CURVE_KEYS, 0)
    for done, money in enumerate(budgets):
        is_own = money in (paid, scenario.budget)
        asked = partial(stop.asked_at, done, len(budgets))
        found = plan if is_own else _bought(problem, plan, money, scenario, work, asked)
        if stop.is_asked:
            raise JobCancelled(str(task.job_id))
        if found is not None:
            figures = figures_of(problem, found)
            if not curve or figures["objective"] >= best["objective"]:
                best = {key: figures[key] for key in CURVE_KEYS}
            curve.append({**best, "budget": sum(money.values())})
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
    seconds = max(5.0, scenario.seconds / 5)
    known = fitted(problem, plan, plain, parsed)
    try:
        found: Plan | None = with_everybody_there(
            plain,
            parsed,
            solve(
                parsed,
                seconds=seconds if work is None else None,
                work=work,
                seed=scenario.seed,
                is_cancelled=is_cancelled,
            ),
            seconds=seconds,
        )
    except (NoPlan, CannotRepair):
        found = None
    plans = [one for one in (found, known) if one is not None]
    return plan_to_json(max(plans, key=lambda one: one.objective)) if plans else None
