"""Which rules cannot hold together, for a problem that has no plan at all."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np

from vun.engines.optimizer.highs import Infeasible
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.relaxation import Relaxation


class Limit(StrEnum):
    """What may stand against the least numbers of learners."""

    BUDGET = "budget"
    ROOMS = "rooms"
    HOURS = "hours"
    UNIT_QUOTA = "unit_quota"
    UNIT_RELEASE = "unit_release"
    MAX_CLASSES = "max_classes"
    PREREQUISITE = "prerequisite"
    CLASS_MIN = "class_min"


def clash(problem: Problem) -> tuple[tuple[int, ...], tuple[Limit, ...]]:
    """Programmes whose quota_min cannot be kept together, and the limits in their way: none of either can be spared.

    Without any limit: too few people lack the programme or none of its options reaches them. Empty when fractions of
    classes and people keep every rule, so that nothing can be said this way.
    """
    if _has_plan(problem):
        return (), ()
    needy = [int(j) for j in np.flatnonzero(problem.programme_quota_min > 0)]
    for programme in list(needy):
        others = [j for j in needy if j != programme]
        if not _has_plan(_needing(problem, others)):
            needy = others
    problem = _needing(problem, needy)
    limits = list(Limit)
    for limit in list(limits):
        without = _lifted(problem, limit)
        if not _has_plan(without):
            problem = without
            limits.remove(limit)
    return tuple(needy), tuple(limits)


def _has_plan(problem: Problem) -> bool:
    try:
        Relaxation(problem).solve()
    except Infeasible:
        return False
    return True


def _needing(problem: Problem, programmes: list[int]) -> Problem:
    least = np.where(np.isin(np.arange(problem.programmes), programmes), problem.programme_quota_min, 0)
    return replace(problem, programme_quota_min=least)


def _lifted(problem: Problem, limit: Limit) -> Problem:
    """The problem without one kind of limit."""
    many = 10**9
    if limit is Limit.BUDGET:
        return replace(problem, budget=np.full(len(problem.budget), 1e12))
    if limit is Limit.ROOMS:
        return replace(problem, venue_capacity=np.full(problem.venue_capacity.shape, np.inf))
    if limit is Limit.HOURS:
        return replace(problem, pool_capacity=np.full(problem.pool_capacity.shape, 1e12))
    if limit is Limit.UNIT_QUOTA:
        return replace(problem, unit_quota=np.full(problem.units, many))
    if limit is Limit.UNIT_RELEASE:
        return replace(problem, unit_release=np.full(problem.units, many))
    if limit is Limit.MAX_CLASSES:
        return replace(problem, person_max=np.full(problem.people, many))
    if limit is Limit.PREREQUISITE:
        return replace(problem, programme_prerequisite=np.full(problem.programmes, -1))
    return replace(problem, programme_min=np.zeros(problem.programmes, dtype=np.int64))
