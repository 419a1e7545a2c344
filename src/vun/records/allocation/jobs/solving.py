"""The search for a scenario's plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.engines.optimizer.clash import clash
from vun.engines.optimizer.plans.plan import Plan, plan_to_json
from vun.engines.optimizer.problem import Problem as EngineProblem
from vun.engines.optimizer.problem import parse_problem
from vun.engines.optimizer.solve import solve
from vun.engines.optimizer.watch import NoPlan
from vun.records.allocation import operations
from vun.records.allocation.domain import GOES, ScenarioState, locks_from, modes_named
from vun.records.allocation.jobs.listening import Listener
from vun.records.allocation.operations.scenarios import SOLVE
from vun.records.allocation.queries import Instance, build
from vun.records.allocation.queries.known import Known, best_known
from vun.records.allocation.queries.results import decided_points, figures_of
from vun.records.allocation.queries.scenarios import get_scenario
from vun.records.allocation.queries.shares import Shares
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.jobs import Task, job_kind

_PLANNER = Actor.system("planner")


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

    Never worse than what is known already: plans found before for the scenario and for those it was varied from or
    into are tried first. Raises Problem when there is no plan, JobCancelled after it was stopped; what was found by
    then is kept.
    """
    instance = build(
        scenario.year,
        scenario.on,
        budget=scenario.budget,
        modes=modes_named(scenario.modes),
        locks=locks_from(scenario.locks),
        name=scenario.name,
    )
    problem = parse_problem(json.loads(json.dumps(instance.problem)))
    known = best_known(scenario, instance.problem, problem)
    operations.begin(
        scenario_id=scenario.pk, problem=instance.problem, assumptions=_told(instance)["assumptions"]
    )
    keeping = _Keeping(scenario, instance)
    if known is not None:
        keeping.keep(known.plan, known=known)
    listener = Listener(
        task,
        scenario.pk,
        scenario.seconds,
        decided=GOES * len(instance.problem["registry"]["goes"]),
        known=known.plan.objective if known else None,
        keep=keeping.keep_on_the_way,
    )
    plan, is_known = _found(scenario, instance.problem, problem, listener, known, work)
    listener.tell_end(plan.objective, plan.bound, decided_points(instance.problem, plan_to_json(plan)))
    state = ScenarioState.CANCELLED if listener.stop.is_asked else ScenarioState.DONE
    keeping.keep(plan, known=known if is_known else None, state=state)
    if listener.stop.is_asked:
        raise JobCancelled(str(task.job_id))
    return JobOutcome({"scenario": scenario.pk})


def _found(
    scenario: Any,
    plain: dict[str, Any],
    problem: EngineProblem,
    listener: Listener,
    known: Known | None,
    work: int | None,
) -> tuple[Plan, bool]:
    """The best plan of the search and False; what was known and True where that is worth more or nothing was found."""
    try:
        plan = solve(
            problem,
            seconds=float(scenario.seconds) if work is None else None,
            work=work,
            seed=scenario.seed,
            report=listener.hear,
            is_cancelled=listener.is_cancelled,
        )
    except NoPlan as none:
        if known is not None:
            return known.plan, True
        if listener.stop.is_asked:
            operations.keep_failure(
                scenario_id=scenario.pk,
                problem="allocation.stopped_without_plan",
                params={},
                state=ScenarioState.CANCELLED,
            )
            raise JobCancelled(str(scenario.pk)) from None
        raise _no_plan(none, problem, plain) from None
    # Of a tie the search's own is told.
    if known is None or known.plan.objective <= plan.objective + 1e-6:
        return plan, False
    return replace(known.plan, bound=plan.bound, prices=plan.prices), True


def _told(instance: Instance) -> dict[str, Any]:
    """What is told of the problem beside its plan."""
    return {
        "assumptions": [assumption.to_plain() for assumption in instance.assumptions],
        "excluded": {code.value: count for code, count in instance.excluded.items()},
        "quotas": [
            [one.unit_id, one.staff, one.need, one.by_need, one.floor, one.fixed, one.places, one.engaged]
            for one in instance.quotas
        ],
    }


class _Keeping:
    """Keeps plans of a scenario with the figures pages show."""

    def __init__(self, scenario: Any, instance: Instance) -> None:
        self._scenario_id, self._problem, self._told = scenario.pk, instance.problem, _told(instance)
        self._shares = Shares(scenario.on)
        self._worth: float | None = None

    def keep_on_the_way(self, plan: Plan) -> None:
        """Keep what the search has so far, unless what is kept is better."""
        if self._worth is None or plan.objective >= self._worth:
            self.keep(plan, known=None)

    def keep(self, plan: Plan, *, known: Known | None, state: ScenarioState = ScenarioState.RUNNING) -> None:
        """``known``: where the plan was known from."""
        self._worth = plan.objective
        plain = plan_to_json(plan)
        summary = {
            **self._told,
            **figures_of(self._problem, plain),
            "shares": self._shares.after(self._problem, plain),
            "known_from": None if known is None else [known.scenario.pk, known.scenario.name],
        }
        operations.keep_answer(scenario_id=self._scenario_id, plan=plain, summary=summary, state=state)


def _no_plan(none: NoPlan, problem: EngineProblem, plain: Mapping[str, Any]) -> Problem:
    """Which targets cannot be met together, and what stands in their way, as far as it can be told."""
    if not none.is_impossible:
        return Problem("allocation.no_plan_in_time")
    programmes, limits = clash(problem, none.programme)
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
