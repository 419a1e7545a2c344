"""Who pays what: programmes' costs divided among the sources that may pay them."""

from __future__ import annotations

from collections import deque

from vun.engines.optimizer.problem import Problem

CENT = 1e-9


def pay(problem: Problem, cost: dict[int, float]) -> tuple[list[tuple[int, int, float]], float]:
    """Divides each programme's cost among its sources: (programme, source, amount), and what nobody can pay.

    A largest flow: money already given to one programme is moved to another source where that lets a third be paid.
    """
    paid: dict[tuple[int, int], float] = {}
    left = dict(enumerate(problem.budget.tolist()))
    missing = 0.0
    for programme in sorted(cost, key=lambda j: (len(problem.programme_sources[j]), j)):
        due = cost[programme]
        while due > CENT:
            path = _path(problem, programme, paid, left)
            if not path:
                missing += due
                break
            due -= _move(path, due, paid, left)
    return [(j, source, amount) for (j, source), amount in sorted(paid.items()) if amount > CENT], missing


def _path(
    problem: Problem, programme: int, paid: dict[tuple[int, int], float], left: dict[int, float]
) -> list[tuple[int, int]]:
    """The shortest way to money: (programme, source) pairs, each programme after the first giving up a source."""
    payer_of: dict[int, int] = {}
    freed_from: dict[int, int] = {}
    queue = deque([programme])
    while queue:
        payer = queue.popleft()
        for source in problem.programme_sources[payer]:
            if source in payer_of:
                continue
            payer_of[source] = payer
            if left[source] > CENT:
                return _back(payer_of, freed_from, source)
            for other in sorted(j for (j, s), amount in paid.items() if s == source and amount > CENT):
                if other != programme and other not in freed_from:
                    freed_from[other] = source
                    queue.append(other)
    return []


def _back(payer_of: dict[int, int], freed_from: dict[int, int], source: int) -> list[tuple[int, int]]:
    path = [(payer_of[source], source)]
    while path[0][0] in freed_from:
        before = freed_from[path[0][0]]
        path.insert(0, (payer_of[before], before))
    return path


def _move(
    path: list[tuple[int, int]], due: float, paid: dict[tuple[int, int], float], left: dict[int, float]
) -> float:
    """Moves as much as the way lets through, at most ``due``; returns how much."""
    given_up = [(path[k + 1][0], path[k][1]) for k in range(len(path) - 1)]
    amount = min([due, left[path[-1][1]], *(paid[pair] for pair in given_up)])
    for pair in path:
        paid[pair] = paid.get(pair, 0.0) + amount
    for pair in given_up:
        paid[pair] -= amount
    left[path[-1][1]] -= amount
    return amount
