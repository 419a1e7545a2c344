"""Learners given to units: how they may move, how many may be given, how they are spread."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from vun.common.errors import Problem
from vun.records.plans.domain.lines import MOST_LEARNERS, check_at_most


class MoveKind(StrEnum):
    """How places of a line came from one unit to another."""

    GIVEN = "given"
    """Given by the plan's unit, by the decision that approved the version."""
    CUT = "cut"
    """Taken away by such a decision."""
    ADDED = "added"
    """Given out of what the line has not given to any unit yet, without a new version."""
    PASSED_ON = "passed_on"
    """Passed on by a unit to one below it."""
    TAKEN_BACK = "taken_back"
    """Taken back by the unit that passed them on."""
    LENT = "lent"
    """Lent back by a unit that cannot use them."""
    GIVEN_AGAIN = "given_again"
    """Given to another unit after they were lent back."""


MOST_LEVELS = 5
"""A quota is passed on through no more levels than units have: province, unit, two below, and one to spare."""


class QuotaGridProblem(Problem):
    """Some lines of a grid of quotas do not hold; ``by_line`` tells what is wrong by id of the line's terms."""

    def __init__(self, by_line: Mapping[int, Problem]) -> None:
        super().__init__("plans.quota_grid", lines=len(by_line))
        self.by_line = by_line


def check_quotas(learners: int, quotas: Mapping[int, int]) -> None:
    """Return quietly, or raise Problem: the quotas, by unit id, never exceed the learners of the line."""
    for learners_of_unit in quotas.values():
        check_at_most(learners_of_unit, MOST_LEARNERS, "quotas")
    allotted = sum(quotas.values())
    if allotted > learners:
        raise Problem(
            "plans.quotas_exceed_line",
            field="quotas",
            allotted=allotted,
            learners=learners,
            excess=allotted - learners,
        )


Key = TypeVar("Key", int, str)


def spread(total: int, weights: Mapping[Key, int], floors: Mapping[Key, int] | None = None) -> dict[Key, int]:
    """``total`` places over the keys in proportion to their weights, by largest remainders.

    Guarantees: the shares add up to ``total``, none lies below its floor, and where no floor binds each lies within
    one of its exact proportion. Of equal remainders the smaller key comes first, so that the same question always
    has the same answer. Where all weights are 0 the keys count alike. Raises Problem when there is nobody to give
    to, or the floors alone are more than ``total``.
    """
    floors = floors or {}
    keys = sorted(weights.keys() | floors.keys())
    if not keys:
        raise Problem("plans.nobody_to_spread_over", field="quotas")
    needed = sum(floors.values())
    if needed > total:
        raise Problem("plans.floors_exceed_line", field="quotas", floors=needed, learners=total)
    free, bound = set(keys), dict[Key, int]()
    while True:
        left = total - sum(bound.values())
        shares = _largest_remainders(left, {key: weights.get(key, 0) for key in sorted(free)})
        short = {key for key, share in shares.items() if share < floors.get(key, 0)}
        if not short:
            return {key: bound.get(key, shares.get(key, 0)) for key in keys}
        bound |= {key: floors[key] for key in short}
        free -= short


def _largest_remainders(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    sum_of_weights = sum(weights.values())
    if not sum_of_weights:
        weights, sum_of_weights = dict.fromkeys(weights, 1), len(weights)
    shares = {key: total * weight // sum_of_weights for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: (-(total * weights[key] % sum_of_weights), key))
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares
