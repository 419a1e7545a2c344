"""Why somebody goes, or does not: the prices a place would have to pay, and what stands in its way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from vun.engines.optimizer.bounds.bound import Blocked, Shares, class_prices, money, tolerance, worth
from vun.engines.optimizer.bounds.cases import Cases, case_of, cases_from_json, each_case
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.plans.funding import pay
from vun.engines.optimizer.plans.plan import Plan
from vun.engines.optimizer.plans.state import NOWHERE, Residue, State, residue
from vun.engines.optimizer.problem import FULL_TIME, Problem

# Less money than this is none.
CENT = 0.01


class Reason(StrEnum):
    UNIT_QUOTA = "unit_quota"
    TWO_CLASSES = "two_classes"
    BUDGET = "budget"
    NO_CLASS = "no_class"
    PREREQUISITE = "prerequisite"
    BELOW_CUTOFF = "below_cutoff"


@dataclass(frozen=True)
class Explanation:
    """``reason`` None for who is chosen. ``prices``: what a place costs by what it takes, their ``total``, and
    ``gain_at_most``: no plan with the item in is worth more than that above this plan. It is what the bound leaves,
    less what the item's programme loses at these prices by taking it in. ``is_away``: classes in reach are open, but
    each runs while the person is away."""

    item: int
    chosen: bool
    reason: Reason | None
    weight: float
    prices: dict[str, float]
    is_away: bool = False


def explain(problem: Problem, plan: Plan, item: int) -> Explanation:
    """Raises Malformed when the plan's prices cannot be read; without prices, all are nought."""
    state = State.of_classes(problem, list(plan.classes))
    cases = Prices.none(problem) if plan.prices is None else cases_from_json(plan.prices, problem)
    learners = {learner for group in plan.classes for learner in group.learners}
    prices = case_of(cases, Counter(group.option for group in plan.classes), learners)
    weight = float(problem.gap_weight[item])
    charged = _charged(problem, prices, state, item)
    charged["total"] = sum(charged.values())
    loss = 0.0 if plan.prices is None else _loss(problem, cases, item)
    charged["gain_at_most"] = max(0.0, plan.bound - plan.objective - loss)
    charged = {name: round(price, 4) for name, price in charged.items()}
    if state.seat[item] != NOWHERE:
        return Explanation(item, True, None, weight, charged)
    is_money_scarce = money(problem, prices)[problem.gap_programme[item]] > problem.cost_weight + 1e-9
    kinds = _kinds_there(problem, state, item)
    is_away = not kinds and bool(_kinds_in_reach(problem, state, item))
    reason = _reason(problem, state, item, kinds, charged, is_money_scarce=bool(is_money_scarce))
    return Explanation(item, False, reason, weight, charged, is_away)


def _kinds_in_reach(problem: Problem, state: State, item: int) -> list[int]:
    """The kinds of class of the item's programme that are held where the person may be sent."""
    reach = problem.reach_cost[problem.gap_zone[item]]
    return [
        kind
        for kind in state.counts
        if state.programme_of(kind) == problem.gap_programme[item]
        and np.isfinite(reach[kind // problem.months])
    ]


def _kinds_there(problem: Problem, state: State, item: int) -> list[int]:
    """Those of them that run in months the person is not away in."""
    away = problem.person_away[problem.gap_person[item]]
    spans = problem.option_months
    return [
        kind
        for kind in _kinds_in_reach(problem, state, item)
        if not away[kind % problem.months :][: spans[kind // problem.months]].any()
    ]


def _loss(problem: Problem, cases: Cases, item: int) -> float:
    """What the item's programme loses at the least, in whatever case, by taking the item in; ``inf`` when it cannot."""
    programme, shares, least = int(problem.gap_programme[item]), Shares(problem), np.inf
    for fences, prices in each_case(cases):
        value, charge = worth(problem, prices), float(money(problem, prices)[programme])
        at, gap = class_prices(problem, prices, programme), tolerance(problem, prices)
        try:
            best = shares.best(programme, value, charge, at, gap, fences=fences)
            forced = shares.best(programme, value, charge, at, gap, fences=fences, forced=item)
        except Blocked:
            # No plan of this case takes the item in.
            continue
        least = min(least, max(0.0, best.bound - forced.bound))
    return least


def _charged(problem: Problem, prices: Prices, state: State, item: int) -> dict[str, float]:
    programme = int(problem.gap_programme[item])
    costs = problem.reach_cost[problem.gap_zone[item]]
    reached = [costs[kind // problem.months] for kind in _kinds_there(problem, state, item)]
    mine = (problem.option_programme == programme) & np.isfinite(costs)
    cost = float(min(reached) if reached else costs[mine].min(initial=np.inf))
    return {
        "unit_quota": float(prices.unit[problem.gap_unit[item]]),
        "two_classes": float(prices.person[problem.gap_person[item]]),
        "budget": float(money(problem, prices)[programme]) * cost if np.isfinite(cost) else 0.0,
        "below_cutoff": _cutoff(problem, prices, state, item),
    }


def _cutoff(problem: Problem, prices: Prices, state: State, item: int) -> float:
    """What the least of those who sit in the classes in reach is worth beyond what he costs; 0 with a seat free."""
    value, charge = worth(problem, prices), money(problem, prices)
    programme = int(problem.gap_programme[item])
    least = np.inf
    for kind in _kinds_there(problem, state, item):
        option = kind // problem.months
        learners = np.flatnonzero(state.seat == kind)
        if len(learners) < state.counts[kind] * problem.programme_max[programme]:
            return 0.0
        net = value[learners] - charge[programme] * problem.reach_cost[problem.gap_zone[learners], option]
        least = min(least, float(net.min(initial=np.inf)))
    return max(0.0, least) if np.isfinite(least) else 0.0


def _reason(
    problem: Problem,
    state: State,
    item: int,
    kinds: list[int],
    charged: dict[str, float],
    *,
    is_money_scarce: bool,
) -> Reason:
    """What is impossible before what is dear; of what stands in the way of these kinds of class the dearest."""
    if not kinds:
        return Reason.NO_CLASS
    before = int(problem.gap_prerequisite[item])
    if before >= 0:
        kinds = [kind for kind in kinds if _ends(problem, int(state.seat[before])) <= kind % problem.months]
        if not kinds:
            return Reason.PREREQUISITE
    left = residue(state)
    found = [_in_the_way(problem, state, left, item, kind) for kind in kinds]
    everywhere = set.intersection(*found)
    # Money has a price where it is scarce, though what is left may be enough for one more.
    if is_money_scarce:
        everywhere.add(Reason.BUDGET)
    order = [Reason.TWO_CLASSES, Reason.UNIT_QUOTA, Reason.BELOW_CUTOFF, Reason.BUDGET]
    binding = everywhere or set.union(*found) or {Reason.BELOW_CUTOFF}
    return max((reason for reason in order if reason in binding), key=lambda reason: charged[reason.value])


def _in_the_way(problem: Problem, state: State, left: Residue, item: int, kind: int) -> set[Reason]:
    """What keeps one more from simply being added to the classes of this kind."""
    programme = int(problem.gap_programme[item])
    person, unit = int(problem.gap_person[item]), int(problem.gap_unit[item])
    option, start = divmod(kind, problem.months)
    months = slice(start, start + int(problem.option_months[option]))
    full = problem.option_mode[option] == FULL_TIME
    enrolled = int((problem.gap_programme[state.seat != NOWHERE] == programme).sum())
    seats = state.counts[kind] * int(problem.programme_max[programme])
    cost = left.cost.copy()
    cost[programme] += problem.reach_cost[problem.gap_zone[item], option]
    unpaid = pay(problem, {j: amount for j, amount in enumerate(cost.tolist()) if amount > 0})[1]
    found = {
        Reason.TWO_CLASSES: left.person[person] <= 0 or (full and left.busy[person, months].any()),
        Reason.UNIT_QUOTA: left.unit[unit] <= 0 or (full and (left.release[unit, months] <= 0).any()),
        Reason.BELOW_CUTOFF: enrolled >= problem.programme_quota_max[programme]
        or int((state.seat == kind).sum()) >= seats,
        Reason.BUDGET: unpaid > CENT,
    }
    return {reason for reason, holds in found.items() if holds}


def _ends(problem: Problem, seat: int) -> float:
    if seat == NOWHERE:
        return np.inf
    option, start = divmod(seat, problem.months)
    return start + int(problem.option_months[option])
