"""Ways of running one programme: how many classes of each option, with the learners best for them at given prices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vun.engines.optimizer.bounds.bound import (
    class_price,
    money,
    most_classes,
    options_of,
    put_release,
    worth,
)
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import INFINITY, Model, NoAnswer, Solver
from vun.engines.optimizer.problem import FULL_TIME, Floats, Problem


@dataclass(frozen=True)
class Column:
    """``classes`` by option of the programme; ``worth`` of its learners at the prices it was made for, before money;
    ``districts`` counts learners. ``score`` is what it is worth at those prices after all it pays."""

    programme: int
    classes: tuple[int, ...]
    worth: float
    cost: float
    units: Floats
    score: float


class Workshop:
    """One programme's learners for any numbers of classes, as a small linear programme kept warm."""

    def __init__(self, problem: Problem, programme: int) -> None:
        self.problem, self.programme = problem, programme
        self.options = options_of(problem, programme)
        self.limits = np.array([most_classes(problem, int(o)) for o in self.options])
        self._prices: Prices | None = None
        self._made: dict[tuple[int, ...], Column | None] = {}
        reach = problem.cell_cost[:, self.options]
        items = np.flatnonzero(problem.gap_programme == programme)
        self.items = items[np.asarray(np.isfinite(reach).any(axis=1))[problem.gap_cell[items]]]
        self._units = problem.gap_unit[self.items]
        self._build(reach)

    def _build(self, reach: Floats) -> None:
        problem, j = self.problem, self.programme
        model = Model()
        cells, cell_of = np.unique(problem.gap_cell[self.items], return_inverse=True)
        model.add_columns(len(self.items), 0.0, 0.0, 1.0)
        taken = np.arange(len(self.items))
        self._count = model.add_columns(len(self.options))
        seat_cell, self._seat_option = np.nonzero(np.isfinite(reach[cells]))
        self._seat_cost = reach[cells[seat_cell], self._seat_option]
        self._seats = model.add_columns(len(seat_cell))
        balance = model.add_rows(len(cells), 0.0, 0.0)
        model.put(balance[cell_of], taken, 1.0)
        model.put(balance[seat_cell], self._seats, -1.0)
        for size, lower, upper in (
            (problem.programme_max[j], -INFINITY, 0.0),
            (problem.programme_min[j], 0.0, INFINITY),
        ):
            fill = model.add_rows(len(self.options), lower, upper)
            model.put(fill[self._seat_option], self._seats, 1.0)
            model.put(fill, self._count, -float(size))
        full = problem.option_mode[self.options[self._seat_option]] == FULL_TIME
        away = model.add_rows(int(full.sum()), -INFINITY, 0.0)
        model.put(away, self._seats[full], 1.0)
        model.put(
            away, self._count[self._seat_option[full]], -problem.cell_release[cells[seat_cell[full]], j]
        )
        put_release(model, problem, j, (self.items, taken), (self.options, self._count))
        quota = model.add_rows(
            1, float(problem.programme_quota_min[j]), float(problem.programme_quota_max[j])
        )
        model.put(np.broadcast_to(quota, len(taken)), taken, 1.0)
        self._solver = Solver(model.build(), presolve="off")
        self._columns = model.columns

    def price(self, prices: Prices) -> None:
        """What is made from now on is best at these prices."""
        if prices is self._prices:
            return
        self._prices, self._made = prices, {}
        problem = self.problem
        self._value = worth(problem, prices)[self.items]
        self._charge = float(money(problem, prices)[self.programme])
        self._class_price = np.array([class_price(problem, prices, int(o)) for o in self.options])
        # What `worth` took off and on for unit and district: those two the mix counts itself.
        self._unit_price = prices.unit - prices.district[problem.unit_district]
        cost = np.zeros(self._columns)
        cost[: len(self.items)] = self._value
        cost[self._count] = -self._charge * problem.option_fixed[self.options] - self._class_price
        cost[self._seats] = -self._charge * self._seat_cost
        self._solver.highs.changeColsCost(self._columns, np.arange(self._columns, dtype=np.int32), cost)

    def make(self, classes: Floats) -> Column | None:
        """The best learners for these classes, None when the classes cannot be filled or are too many."""
        key = tuple(int(n) for n in classes)
        if key not in self._made:
            self._made[key] = self._solve(classes) if (classes <= self.limits).all() else None
        return self._made[key]

    def _solve(self, classes: Floats) -> Column | None:
        where = self._count.astype(np.int32)
        self._solver.highs.changeColsBounds(len(where), where, classes, classes)
        try:
            answer = self._solver.run()
        except NoAnswer:
            return None
        taken = answer.columns[: len(self.items)]
        units = np.bincount(self._units, weights=taken, minlength=self.problem.units).astype(float)
        return Column(
            programme=self.programme,
            classes=tuple(int(n) for n in classes),
            worth=float(self._value @ taken) + float(self._unit_price @ units),
            cost=float(
                classes @ self.problem.option_fixed[self.options]
                + self._seat_cost @ answer.columns[self._seats]
            ),
            units=units,
            score=answer.value,
        )

    def neighbours(self, classes: Floats) -> list[Floats]:
        """The same with one class less, and with one more."""
        found = []
        unit = np.eye(len(classes))
        for place in np.flatnonzero(classes > 0):
            found.append(classes - unit[place])
        found.extend(classes + unit[place] for place in range(len(classes)))
        return found
