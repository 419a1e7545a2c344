"""What explanations promise: whoever was left out is forced in and the year decided anew; no plan may gain more than
was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from vun.engines.optimizer.explain import Explanation, explain
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.plan import Plan, make_plan
from vun.engines.optimizer.plans.state import NOWHERE, State
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.searching.blocks import Block, Stay
from vun.engines.optimizer.searching.seating import Seating
from vun.engines.optimizer.searching.spending import spend
from vun.samples.benchmarks.measure import Measure, measure

# Whoever is worth so many of the heaviest items is taken wherever the rules allow it.
DEAR = 50.0
# How closely the year with him is decided.
NEAR, NODES = 1e-4, 300
# In how many steps of at most so many processor seconds it is done better then.
STEPS, SECONDS = 6, 4.0


@dataclass(frozen=True)
class Forced:
    """``gain`` of the best plan found with the item in, None where none was found."""

    explanation: Explanation
    gain: float | None

    @property
    def told(self) -> float:
        """The most that was said to be gained."""
        return self.explanation.prices["gain_at_most"]


def forced(problem: Problem, plan: Plan, item: int) -> Forced:
    """The item forced in, its weight raised far above all others: the classes of the plan, or fewer, and any one class
    he can reach, all people seated anew."""
    told = explain(problem, plan, item)
    weight = problem.gap_weight.copy()
    weight[item] += DEAR * float(weight.max())
    state = State.of_classes(replace(problem, gap_weight=weight), list(plan.classes))
    kinds = {kind: (0, n) for kind, n in state.counts.items()}
    reached = np.isfinite(problem.reach_cost[problem.gap_zone[item]])
    for option in np.flatnonzero(
        reached & (problem.option_programme == problem.gap_programme[item])
    ).tolist():
        for start in problem.starts[option]:
            kind = option * problem.months + start
            kinds[kind] = (0, state.counts.get(kind, 0) + 1)
    block = Block(frozenset(range(problem.programmes)), kinds, np.arange(problem.items))
    seating = Seating(state, block)
    seating.start_from(state)
    found = seating.solve(mip_rel_gap=NEAR, mip_max_nodes=NODES)
    if found is None or found.seat[item] == NOWHERE:
        return Forced(told, None)
    anybody = Stay(np.full(problem.items, NOWHERE))
    found = spend(found, anybody, {}, steps=STEPS, seconds=SECONDS, pace=Pace(work=1))
    mended = make_plan(problem, found.classes(), np.inf)
    return Forced(told, None if check(problem, mended).broken else mended.objective - plan.objective)


def forcing(name: str, problem: Problem, plan: Plan, count: int) -> Iterator[Measure]:
    """So many of those the plan leaves out, evenly among all."""
    seated = {item for group in plan.classes for item in group.learners}
    out = [item for item in range(problem.items) if item not in seated]
    places = np.linspace(0, len(out) - 1, min(count, len(out))).astype(int)
    found = [forced(problem, plan, out[place]) for place in places.tolist()]
    taken = [one for one in found if one.gain is not None]
    above = sum(one.gain > one.told + 1e-2 for one in taken if one.gain is not None)
    yield measure(f"{name}_forced_gain_above_told", above, "items", target=0)
    yield measure(f"{name}_forced_taken", len(taken), "items")
    gains = [one.gain for one in taken if one.gain is not None]
    yield measure(f"{name}_forced_greatest_gain", max(gains, default=0.0), "points")
    yield measure(f"{name}_forced_least_told", min((one.told for one in found), default=0.0), "points")
    yield measure(f"{name}_forced_greatest_told", max((one.told for one in found), default=0.0), "points")
    reasons = Counter(one.explanation.reason for one in found)
    for reason, times in sorted(reasons.items(), key=str):
        yield measure(f"{name}_forced_{reason}", times, "items")
