"""The planner at work: in the worker's process, and in processes of its own below it."""

from __future__ import annotations

import json
import time
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
from vun.records.allocation.domain import ScenarioState, locks_from, modes_named
from vun.records.allocation.operations.scenarios import CURVE, SOLVE
from vun.records.allocation.queries import build
from vun.records.allocation.queries.results import figures_of
from vun.records.allocation.queries.scenarios import get_scenario, shares_after, unpacked
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.jobs import Task, job_kind

TELL_SECONDS = 1.0
CURVE_FACTORS = (50, 75, 100, 125, 150)
"""The budgets of the curve in per cent of the scenario's."""

_PLANNER = Actor.system("planner")


class _Listener:
    """Hears of the search, tells page and job, and hears from the job whether to stop."""

    def __init__(self, task: Task, scenario_id: int, seconds: int) -> None:
        self._task, self._scenario_id, self._seconds = task, scenario_id, seconds
        self._begun = time.monotonic()
        self._told_at = 0.0
        self.points: list[list[float | None]] = []
        self.is_stopped = False

    def hear(self, progress: Progress) -> None:
        self.points.append([round(progress.seconds, 2), progress.objective, progress.bound])
        if time.monotonic() - self._told_at >= TELL_SECONDS:
            self.tell()

    def tell(self) -> None:
        self._told_at = time.monotonic()
        operations.tell_points(scenario_id=self._scenario_id, points=self.points)

    def is_cancelled(self) -> bool:
        if not self.is_stopped and self._task.job_id:
            done = min(self._seconds - 1, int(time.monotonic() - self._begun))
            try:
                self._task.report(done, self._seconds)
            except JobCancelled:
                self.is_stopped = True
        return self.is_stopped


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
            [one.unit_id, one.staff, one.need, one.by_need, one.floor, one.fixed, one.places]
            for one in instance.quotas
        ],
    }
    operations.begin(scenario_id=scenario.pk, problem=instance.problem, assumptions=told["assumptions"])
    problem = parse_problem(json.loads(json.dumps(instance.problem)))
    listener = _Listener(task, scenario.pk, scenario.seconds)
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
        if listener.is_stopped:
            operations.keep_failure(
                scenario_id=scenario.pk,
                problem="allocation.stopped_without_plan",
                params={},
                state=ScenarioState.CANCELLED,
            )
            raise JobCancelled(str(task.job_id)) from None
        raise _no_plan(none, problem, instance.problem) from None
    listener.tell()
    plan = plan_to_json(found)
    summary = {
        **told,
        **figures_of(instance.problem, plan),
        "shares": shares_after(instance.problem, plan, scenario.on),
    }
    state = ScenarioState.CANCELLED if listener.is_stopped else ScenarioState.DONE
    operations.keep_answer(scenario_id=scenario.pk, plan=plan, summary=summary, state=state)
    if listener.is_stopped:
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
    """Solve the scenario's own problem again with less and more money, a fifth of its time each."""
    scenario = get_scenario(_PLANNER, task.params["scenario"])
    data = scenario.data
    if data.plan is None:
        raise NotFound("plan of the scenario")
    plain = unpacked(data.problem)
    own = plain["budget"]
    seconds = max(5.0, scenario.seconds / len(CURVE_FACTORS))
    curve: list[dict[str, Any]] = []
    for done, factor in enumerate(CURVE_FACTORS):
        task.report(done, len(CURVE_FACTORS))
        plain["budget"] = {source: amount * factor / 100 for source, amount in own.items()}
        try:
            plan = plan_to_json(solve(parse_problem(plain), seconds=seconds, seed=scenario.seed))
        except NoPlan:
            continue
        figures = figures_of(plain, plan)
        curve.append(
            {key: figures[key] for key in ("budget", "objective", "bound", "learners", "at_standard", "cost")}
        )
        operations.keep_curve(scenario_id=scenario.pk, curve=curve)
    return JobOutcome({"scenario": scenario.pk})
