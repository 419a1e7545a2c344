"""The planner at work: in the worker's process, and in processes of its own below it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.engines.optimizer.clash import clash
from vun.engines.optimizer.plan import plan_to_json
from vun.engines.optimizer.problem import Problem as EngineProblem
from vun.engines.optimizer.problem import parse_problem
from vun.engines.optimizer.solve import solve
from vun.engines.optimizer.watch import NoPlan, Progress
from vun.records.allocation import operations
from vun.records.allocation.domain import CURVE_KEYS, ScenarioState, curve_budgets, locks_from, modes_named
from vun.records.allocation.operations.scenarios import CURVE, SOLVE
from vun.records.allocation.queries import build
from vun.records.allocation.queries.locking import GOES
from vun.records.allocation.queries.money import MILLION
from vun.records.allocation.queries.results import decided_points, figures_of, money_by_source
from vun.records.allocation.queries.scenarios import get_scenario, shares_after, unpacked
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.jobs import Task, job_kind

TELL_SECONDS = 1.0

_PLANNER = Actor.system("planner")


class _Stop:
    """Whether somebody asked the job to stop; said to the job at every asking: how far it is."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.is_asked = False

    def asked_at(self, done: int, total: int) -> bool:
        if not self.is_asked and self._task.job_id:
            try:
                self._task.report(done, total)
            except JobCancelled:
                self.is_asked = True
        return self.is_asked


class _Listener:
    """Hears of the search, tells the page, and hears from the job whether to stop.

    ``decided``: the points that only keep those in who were decided to go; they are no part of what is told.
    """

    def __init__(self, task: Task, scenario_id: int, seconds: int, decided: int) -> None:
        self._scenario_id, self._seconds, self._decided = scenario_id, seconds, decided
        self._begun = time.monotonic()
        self._told_at = 0.0
        self._heard: list[Progress] = []
        self._is_news = False
        self.stop = _Stop(task)

    def hear(self, progress: Progress) -> None:
        self._heard.append(progress)
        self._is_news = True
        self._tell_in_time()

    def tell(self, decided: int) -> None:
        self._told_at, self._is_news = time.monotonic(), False
        points = [
            [round(one.seconds, 2), *(None if v is None else v - decided for v in (one.objective, one.bound))]
            for one in self._heard
        ]
        operations.tell_points(scenario_id=self._scenario_id, points=points)

    def is_cancelled(self) -> bool:
        # What was heard too soon after the last telling is told now, not with the next news.
        self._tell_in_time()
        return self.stop.asked_at(min(self._seconds - 1, int(time.monotonic() - self._begun)), self._seconds)

    def _tell_in_time(self) -> None:
        if self._is_news and time.monotonic() - self._told_at >= TELL_SECONDS:
            self.tell(self._decided)


@job_kind(SOLVE)
def solve_scenario(task: Task) -> JobOutcome:
    """Make the problem, look for the best plan until the time is over or somebody stops it, and keep the plan."""
    scenario = get_scenario(_PLANNER, task.params["scenario"])
    try:
        return answer(task, scenario)
    except Problem as problem:
        params = {key: str(value) for key, value in problem.params.items()}
        operations.keep_failure(
            scenario_id=scenario.pk, problem=problem.code, params=params, state=ScenarioState.FAILED
        )
        if "limits" in params:
            # The scenario's page tells the limits in words; the job's page knows no such words.
            raise Problem("allocation.impossible") from problem
        raise


def answer(task: Task, scenario: Any, *, work: int | None = None) -> JobOutcome:
    """Solve within the scenario's seconds, or within ``work`` counted steps, which always come out the same.

    Raises Problem when there is no plan, JobCancelled after it was stopped; what was found by then is kept.
    """
    instance = build(
        scenario.year,
        scenario.on,
        budget=scenario.budget,
        modes=modes_named(scenario.modes),
        locks=locks_from(scenario.locks),
        name=scenario.name,
    )
    told: dict[str, Any] = {
        "assumptions": [assumption.to_plain() for assumption in instance.assumptions],
        "excluded": {code.value: count for code, count in instance.excluded.items()},
        "quotas": [
            [one.unit_id, one.staff, one.need, one.by_need, one.floor, one.fixed, one.places, one.engaged]
            for one in instance.quotas
        ],
    }
    operations.begin(scenario_id=scenario.pk, problem=instance.problem, assumptions=told["assumptions"])
    problem = parse_problem(json.loads(json.dumps(instance.problem)))
    decided = GOES * len(instance.problem["registry"]["goes"])
    listener = _Listener(task, scenario.pk, scenario.seconds, decided)
    try:
        found = solve(
            problem,
            seconds=float(scenario.seconds) if work is None else None,
            work=work,
            seed=scenario.seed,
            report=listener.hear,
            is_cancelled=listener.is_cancelled,
        )
    except NoPlan as none:
        if listener.stop.is_asked:
            operations.keep_failure(
                scenario_id=scenario.pk,
                problem="allocation.stopped_without_plan",
                params={},
                state=ScenarioState.CANCELLED,
            )
            raise JobCancelled(str(task.job_id)) from None
        raise _no_plan(none, problem, instance.problem) from None
    plan = plan_to_json(found)
    listener.tell(decided_points(instance.problem, plan))
    summary = {
        **told,
        **figures_of(instance.problem, plan),
        "shares": shares_after(instance.problem, plan, scenario.on),
    }
    state = ScenarioState.CANCELLED if listener.stop.is_asked else ScenarioState.DONE
    operations.keep_answer(scenario_id=scenario.pk, plan=plan, summary=summary, state=state)
    if listener.stop.is_asked:
        raise JobCancelled(str(task.job_id))
    return JobOutcome({"scenario": scenario.pk})


def _no_plan(none: NoPlan, problem: EngineProblem, plain: dict[str, Any]) -> Problem:
    """Which targets cannot be met together, and what stands in their way, as far as it can be told."""
    if not none.is_impossible:
        return Problem("allocation.no_plan_in_time")
    programmes, limits = clash(problem)
    if not programmes and none.programme is not None:
        programmes = (none.programme,)
    if not programmes:
        return Problem("allocation.impossible")
    names = ", ".join(dict.fromkeys(plain["registry"]["programmes"][one] for one in programmes))
    if not limits:
        return Problem("allocation.targets_too_few", programmes=names)
    return Problem(
        "allocation.targets_clash", programmes=names, limits=",".join(limit.value for limit in limits)
    )


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
    stop = _Stop(task)
    curve: list[dict[str, Any]] = []
    best: dict[str, Any] = dict.fromkeys(CURVE_KEYS, 0)
    for done, money in enumerate(budgets):
        is_own = money in (paid, scenario.budget)
        asked = partial(stop.asked_at, done, len(budgets))
        found = plan if is_own else _bought(problem, money, scenario, work, asked)
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
    money: Mapping[str, int],
    scenario: Any,
    work: int | None,
    is_cancelled: Callable[[], bool],
) -> dict[str, Any] | None:
    """The best plan for that money by source; None where there is none within the time."""
    plain = {**problem, "budget": {source: amount / MILLION for source, amount in money.items()}}
    seconds = max(5.0, scenario.seconds / 5) if work is None else None
    try:
        found = solve(
            parse_problem(plain), seconds=seconds, work=work, seed=scenario.seed, is_cancelled=is_cancelled
        )
    except NoPlan:
        return None
    return plan_to_json(found)
