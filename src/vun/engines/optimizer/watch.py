"""What a run has reached so far: the best plan and the best bound, and who is told of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from vun.engines.optimizer.bounds.cases import cases_to_json
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.plans.plan import Plan, PlanClass, make_plan
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.proving.prover import Proof

# A plan this near to its bound is the best there is.
CLOSED = 1e-6


@dataclass(frozen=True)
class Progress:
    """``seconds`` since the beginning; ``objective`` None before the first plan, ``bound`` before the first proof.

    ``plan`` makes the best plan so far; it raises NoPlan before there is one.
    """

    seconds: float
    objective: float | None
    bound: float | None
    plan: Callable[[], Plan] | None = field(default=None, compare=False, repr=False)

    @property
    def gap(self) -> float | None:
        """(bound - objective) / |bound|, None while it is not known."""
        if self.objective is None or self.bound is None or self.bound == 0:
            return None
        return (self.bound - self.objective) / abs(self.bound)


class NoPlan(Exception):
    """No plan was found. ``is_impossible``: there is none; ``programme``: one that cannot be filled, even alone."""

    def __init__(self, *, is_impossible: bool, programme: int | None = None) -> None:
        super().__init__("impossible" if is_impossible else "none found in time")
        self.is_impossible = is_impossible
        self.programme = programme


Report = Callable[[Progress], None]


class Watch:
    """The best plan and the best bound so far."""

    def __init__(self, problem: Problem, report: Report) -> None:
        self.problem, self._report = problem, report
        self._begin = time.monotonic()
        self.classes: list[PlanClass] | None = None
        self.objective: float | None = None
        self.proof: Proof | None = None
        self.trouble: NoPlan | None = None

    def found(self, classes: list[PlanClass], objective: float) -> None:
        if self.objective is not None and objective <= self.objective:
            return
        self.classes, self.objective = classes, objective
        self._tell()

    def proven(self, proof: Proof) -> bool:
        """Whether it is the best bound so far."""
        if self.proof is not None and proof.bound >= self.proof.bound:
            return False
        self.proof = proof
        self._tell()
        return True

    @property
    def is_closed(self) -> bool:
        """Whether no plan can be better than the one at hand."""
        if self.objective is None or self.proof is None:
            return False
        return self.proof.bound - self.objective <= CLOSED * max(1.0, abs(self.proof.bound))

    def _tell(self) -> None:
        bound = None if self.proof is None else self.proof.bound
        self._report(Progress(time.monotonic() - self._begin, self.objective, bound, self.plan))

    def plan(self) -> Plan:
        if self.trouble is not None:
            raise self.trouble
        if self.classes is None:
            raise NoPlan(is_impossible=False)
        if self.proof is None:
            # Nothing is proven yet but that nobody is worth more than their weight, which no prices at all prove.
            most, none = float(self.problem.gap_weight.sum()), Prices.none(self.problem)
            return make_plan(self.problem, self.classes, most, cases_to_json(none))
        return make_plan(self.problem, self.classes, self.proof.bound, cases_to_json(self.proof.prices))
