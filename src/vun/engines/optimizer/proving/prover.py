"""Looks for the prices that prove the lowest bound: from the relaxation's duals on, each time to where the best mix of
all answers so far would balance what is scarce, but never far from the best prices known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vun.engines.optimizer.bounds.bound import (
    SAFETY,
    Share,
    Shares,
    class_prices,
    for_sale,
    money,
    tolerance,
    worth,
)
from vun.engines.optimizer.bounds.cases import Cases
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import INFINITY, Model
from vun.engines.optimizer.problem import Floats, Ints, Problem
from vun.engines.optimizer.proving.mosaic import Way
from vun.engines.optimizer.proving.relaxation import Relaxation

# How many answers of the programmes are remembered.
REMEMBERED = 60
# How far the second pass goes from the first prices: with few answers known, farther is astray, and a pass takes long.
FIRST_REACH = 0.025


@dataclass(frozen=True)
class Proof:
    """``classes`` by option: what programmes would like at these prices; ``ways`` worth a look, the best first."""

    bound: float
    prices: Cases
    classes: Floats
    ways: tuple[Way, ...] = ()


class Prover:
    """`steps` proves bound after bound, at prices moved a little each time; ``best`` is the lowest so far."""

    def __init__(self, problem: Problem, prices: Prices | None = None) -> None:
        self.problem = problem
        self._shares = Shares(problem)
        self._at = (prices or Relaxation(problem).solve().prices).kept(problem)
        self._reach = FIRST_REACH
        self._answers: list[list[Share]] = []
        self.best: Proof | None = None
        owned = np.bincount(problem.gap_person, minlength=problem.people)
        self._crowded: Ints = np.flatnonzero(owned > problem.person_max)
        self._after: Ints = np.flatnonzero(problem.gap_prerequisite >= 0)

    def steps(self) -> Iterator[Proof]:
        """Ever more proofs; each holds when it is given, not each is better than those before."""
        centre = self._at
        while True:
            prices = self._at
            shares: list[Share] = []
            for proof in self._pass(prices, shares):
                if self.best is None or proof.bound < self.best.bound:
                    self.best, centre = proof, prices
                yield proof
            self._answers = [shares, *self._answers][:REMEMBERED]
            if centre is not prices:
                self._reach *= 0.5
            elif len(self._answers) > 1:
                self._reach = min(self._reach * 2.0, 2.0)
            self._at = self._balance(centre)

    def _pass(self, prices: Prices, shares: list[Share]) -> Iterator[Proof]:
        """Proofs at these prices, ``shares`` filled on the way: in the first pass one with fractions of classes and one
        after each programme, later one."""
        problem = self.problem
        value, charges, gap = worth(problem, prices), money(problem, prices), tolerance(problem, prices)
        total = for_sale(problem, prices)
        options = [class_prices(problem, prices, j) for j in range(problem.programmes)]
        is_first = not self._answers
        loose = [
            self._shares.best(j, value, float(charges[j]), at, gap, relaxed=True).bound if is_first else 0.0
            for j, at in enumerate(options)
        ]
        if is_first:
            bound = total + sum(loose)
            yield Proof(bound + SAFETY * abs(bound), prices, np.zeros(problem.options))
        for j, at in enumerate(options):
            shares.append(self._shares.best(j, value, float(charges[j]), at, gap))
            total += shares[-1].bound
            if is_first or j == problem.programmes - 1:
                bound = total + sum(loose[j + 1 :])
                yield Proof(bound + SAFETY * abs(bound), prices, self._wishes(shares))

    def _wishes(self, shares: list[Share]) -> Floats:
        classes = np.zeros(self.problem.options)
        for share in shares:
            classes[share.options] = share.classes
        return classes

    def _balance(self, centre: Prices) -> Prices:
        """The duals of the best mix of all answers, each within reach of the centre's price."""
        problem, model = self.problem, Model()
        shares = [(j, share) for answer in self._answers for j, share in enumerate(answer)]
        value = np.array([self._value(share) for _, share in shares])
        mix = model.add_columns(len(shares), value)
        one = model.add_rows(problem.programmes, 1.0, 1.0)
        model.put(one[[j for j, _ in shares]], mix, 1.0)
        rows = {
            "person": self._priced(model, centre.person[self._crowded], problem.person_max[self._crowded]),
            "unit": self._priced(model, centre.unit, problem.unit_quota),
            "district": self._priced(model, centre.district, -problem.district_share),
            "prerequisite": self._priced(model, centre.prerequisite[self._after], np.zeros(len(self._after))),
            "budget": self._priced(model, centre.budget, problem.budget),
            "venue": self._priced(model, centre.venue.ravel(), problem.venue_capacity.ravel()),
            "pool": self._priced(model, centre.pool.ravel(), problem.pool_capacity.ravel()),
            "step": self._priced(model, centre.step.ravel(), problem.steps[1].ravel()),
        }
        self._put_items(model, rows, mix, shares)
        self._put_money(model, rows["budget"], mix, shares)
        self._put_months(model, rows, mix, shares)
        duals = model.solve().duals
        person, order = np.zeros(problem.people), np.zeros(problem.items)
        person[self._crowded] = duals[rows["person"]]
        order[self._after] = duals[rows["prerequisite"]]
        return Prices(
            budget=duals[rows["budget"]],
            venue=duals[rows["venue"]].reshape(problem.venue_capacity.shape),
            pool=duals[rows["pool"]].reshape(problem.pool_capacity.shape),
            person=person,
            unit=duals[rows["unit"]],
            district=duals[rows["district"]],
            prerequisite=order,
            step=duals[rows["step"]].reshape(problem.steps[1].shape),
        ).kept(problem)

    def _priced(self, model: Model, centre: Floats, supply: Floats | Ints) -> Ints:
        """Rows of what is scarce: more of it can be had a little dearer than the centre's price, and given back a
        little cheaper."""
        rows = model.add_rows(len(supply), -INFINITY, np.asarray(supply, dtype=float))
        room = self._reach * (
            np.abs(centre) + 0.25 * float(np.mean(centre[centre > 0])) if (centre > 0).any() else 1.0
        )
        room = np.broadcast_to(np.asarray(room, dtype=float), len(supply))
        model.put(rows, model.add_columns(len(rows), -(centre + room)), -1.0)
        dear = centre - room > 0
        model.put(rows[dear], model.add_columns(int(dear.sum()), (centre - room)[dear]), 1.0)
        return rows

    def _value(self, share: Share) -> float:
        return float(self.problem.gap_weight[share.items].sum()) - self.problem.cost_weight * self._cost(
            share
        )

    def _cost(self, share: Share) -> float:
        reach = self.problem.cell_cost[:, share.options]
        places = share.learners * np.where(np.isfinite(reach), reach, 0.0)
        return float(share.classes @ self.problem.option_fixed[share.options] + places.sum())

    def _put_items(
        self, model: Model, rows: dict[str, Ints], mix: Ints, shares: list[tuple[int, Share]]
    ) -> None:
        problem = self.problem
        item = np.concatenate([share.items for _, share in shares])
        column = np.repeat(mix, [len(share.items) for _, share in shares])
        crowded = np.full(problem.people, -1)
        crowded[self._crowded] = rows["person"]
        person = crowded[problem.gap_person[item]]
        model.put(person[person >= 0], column[person >= 0], 1.0)
        model.put(rows["unit"][problem.gap_unit[item]], column, 1.0)
        model.put(rows["district"][problem.gap_district[item]], column, -1.0)
        row_of = np.full(problem.items, -1)
        row_of[self._after] = rows["prerequisite"]
        mine = row_of[item]
        model.put(mine[mine >= 0], column[mine >= 0], 1.0)
        order = np.argsort(item, kind="stable")
        before = problem.gap_prerequisite[self._after]
        first, last = (np.searchsorted(item[order], before, side) for side in ("left", "right"))
        for row, begin, end in zip(rows["prerequisite"], first, last, strict=True):
            model.put(np.full(end - begin, row), column[order[begin:end]], -1.0)

    def _put_money(self, model: Model, budget: Ints, mix: Ints, shares: list[tuple[int, Share]]) -> None:
        problem = self.problem
        spent = model.add_rows(problem.programmes, -INFINITY, 0.0)
        model.put(spent[[j for j, _ in shares]], mix, np.array([self._cost(share) for _, share in shares]))
        for programme, sources in enumerate(problem.programme_sources):
            funds = model.add_columns(len(sources))
            model.put(spent[programme : programme + 1], funds, -1.0)
            model.put(budget[list(sources)], funds, 1.0)

    def _put_months(
        self, model: Model, rows: dict[str, Ints], mix: Ints, shares: list[tuple[int, Share]]
    ) -> None:
        problem = self.problem
        total = model.add_rows(problem.options, -INFINITY, 0.0)
        used = np.zeros(problem.options, dtype=bool)
        for column, (_, share) in zip(mix.tolist(), shares, strict=True):
            some = share.options[share.classes > 0]
            used[some] = True
            model.put(total[some], np.array([column]), share.classes[share.classes > 0])
        pairs = [(o, s) for o in np.flatnonzero(used).tolist() for s in problem.starts[o]]
        option, start = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
        count = model.add_columns(len(option))
        model.put(total[option], count, -1.0)
        each, month = problem.held(option, start)
        at = option[each]
        finite = np.isfinite(problem.venue_capacity[problem.option_venue[at], month])
        venue = rows["venue"][problem.option_venue[at] * problem.months + month]
        model.put(venue[finite], count[each][finite], problem.option_rooms[at][finite])
        pool = problem.programme_pool[problem.option_programme[at]]
        model.put(rows["pool"][pool * problem.months + month], count[each], problem.option_hours[at])
        uses = problem.steps[0]
        step, entry = np.nonzero(uses[:, at])
        model.put(
            rows["step"][step * problem.months + month[entry]], count[each[entry]], uses[step, at[entry]]
        )
