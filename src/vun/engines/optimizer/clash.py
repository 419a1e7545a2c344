"""Which rules cannot hold together, for a problem that has no plan at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import numpy as np

from vun.engines.optimizer.highs import Infeasible
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.proving.relaxation import Relaxation


class Limit(StrEnum):
    """What may stand against the least numbers of learners."""

    BUDGET = "budget"
    ROOMS = "rooms"
    HOURS = "hours"
    UNIT_QUOTA = "unit_quota"
    UNIT_RELEASE = "unit_release"
    AWAY = "away"
    MAX_CLASSES = "max_classes"
    PREREQUISITE = "prerequisite"
    CLASS_MIN = "class_min"
    QUOTA_MAX = "quota_max"


def clash(
    problem: Problem, suspect: int | None = None, is_over: Callable[[], bool] = lambda: False
) -> tuple[tuple[int, ...], tuple[Limit, ...]]:
    """Programmes whose quota_min cannot be kept together, and the limits in their way: none of either can be spared.

    Without any limit: too few people lack the programme or none of its options reaches them. Empty when fractions of
    classes and people keep every rule, so that nothing can be said this way. ``suspect``, if it cannot be filled even
    alone, is all that is named. Once ``is_over`` says so, what has not been looked at stays named.
    """
    if suspect is not None and not _has_plan(_needing(problem, [suspect])):
        needy = [suspect]
    elif _has_plan(problem):
        return (), ()
    else:
        needy = _needy(problem, is_over)
    problem = _needing(problem, needy)
    limits = list(Limit)
    for limit in list(limits):
        if is_over():
            break
        without = _lifted(problem, limit)
        if not _has_plan(without):
            problem = without
            limits.remove(limit)
    return tuple(needy), tuple(limits)


def _needy(problem: Problem, is_over: Callable[[], bool]) -> list[int]:
    """Programmes none of which can be spared: halves first, then one by one."""
    needy = [int(j) for j in np.flatnonzero(problem.programme_quota_min > 0)]
    part = len(needy)
    while part > 1:
        part = -(-part // 2)
        for begin in range(0, len(needy), part):
            fewer = needy[:begin] + needy[begin + part :]
            if is_over():
                return needy
            if fewer and not _has_plan(_needing(problem, fewer)):
                return _needy(_needing(problem, fewer), is_over)
    return needy


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
        return replace(problem, unit_month_release=np.full(problem.unit_month_release.shape, many))
    if limit is Limit.AWAY:
        nobody = np.zeros((problem.people, problem.months), dtype=bool)
        return replace(problem, person_away=nobody, person_busy=nobody)
    if limit is Limit.MAX_CLASSES:
        return replace(problem, person_max=np.full(problem.people, many))
    if limit is Limit.PREREQUISITE:
        return replace(problem, programme_prerequisite=np.full(problem.programmes, -1))
    if limit is Limit.CLASS_MIN:
        return replace(problem, programme_min=np.zeros(problem.programmes, dtype=np.int64))
    return replace(problem, programme_quota_max=np.full(problem.programmes, many))
