"""Bounds and plans on tiny problems, held against the exact optimum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.plan import Plan
from vun.engines.optimizer.plans.state import State, residue
from vun.engines.optimizer.problem import Problem, parse_problem
from vun.engines.optimizer.solve import solve
from vun.samples.benchmarks.measure import Measure, measure
from vun.samples.benchmarks.planner.tiny import optimum, tiny_instance

WORK = 5
FEWEST_CLASSES = 3
PERCENT = 100.0


@dataclass(frozen=True)
class Proven:
    """``excess`` of the bound over the optimum and what the plan falls ``short`` of it, as shares of the optimum;
    ``is_scarce``: money or a room is used up and several classes open."""

    excess: float
    short: float
    is_scarce: bool
    is_good: bool


def prove_tiny(seed: int, work: int = WORK) -> Proven:
    """One tiny problem, solved and held against its optimum."""
    problem = parse_problem(tiny_instance(seed))
    best, plan = optimum(problem), solve(problem, work=work)
    return Proven(
        excess=(plan.bound - best) / abs(best),
        short=(best - plan.objective) / abs(best),
        is_scarce=_is_scarce(problem, plan),
        is_good=check(problem, plan).is_good,
    )


def _is_scarce(problem: Problem, plan: Plan) -> bool:
    """Whether no further class could be paid by some source, or held in some room in its month."""
    left = residue(State.of_classes(problem, list(plan.classes)))
    spent = sum(amount for _, _, amount in plan.funding)
    reach = problem.reach_cost[np.isfinite(problem.reach_cost)]
    is_poor = problem.budget.sum() - spent < problem.option_fixed.min() + reach.min()
    limited = np.isfinite(problem.venue_capacity)
    is_full = bool((left.rooms[limited] < problem.option_rooms[problem.option_rooms > 0].min()).any())
    return (is_poor or is_full) and len(plan.classes) >= FEWEST_CLASSES


def proofs(count: int) -> Iterator[Measure]:
    """What so many tiny problems say."""
    found = [prove_tiny(seed) for seed in range(count)]
    below = sum(one.excess < -1e-6 or not one.is_good for one in found)
    yield measure(f"planner_{count}_tiny_bounds_below_optimum", below, "problems", target=0)
    excess = PERCENT * median(one.excess for one in found)
    yield measure(f"planner_{count}_tiny_bound_above_optimum", excess, "%", target=1.0)
    short = PERCENT * median(one.short for one in found)
    yield measure(f"planner_{count}_tiny_plan_below_optimum", short, "%", target=1.0)
    easy = PERCENT * sum(not one.is_scarce for one in found) / count
    yield measure(f"planner_{count}_tiny_nothing_scarce", easy, "%", target=50.0)
