"""The whole year as one linear programme, in fractions of classes and people. Its duals are the first prices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from vun.engines.optimizer.bounds.bound import put_release
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import INFINITY, Model, Solver
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints, Problem


@dataclass(frozen=True)
class Relaxed:
    """``classes`` by option, ``learners`` and ``cutoff`` by cell, ``taken`` by item; ``prices`` the duals."""

    value: float
    classes: Floats
    learners: Floats
    taken: Floats
    cutoff: Floats
    prices: Prices


class Relaxation:
    """Built once; solved again and again from where it was left, with other limits on the classes of each option.

    Left out of it: two full-time classes at once, the monthly release beyond what a programme's classes can take from a
    unit, the order of a prerequisite in time.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._model = Model()
        self._classes()
        self._seats()
        self._money()
        self._people()
        self._solver = Solver(self._model.build())

    def _classes(self) -> None:
        problem, model = self.problem, self._model
        option = np.array([o for o in range(problem.options) for _ in problem.starts[o]], dtype=np.int64)
        start = np.array([s for o in range(problem.options) for s in problem.starts[o]], dtype=np.int64)
        self._option = option
        self._count = model.add_columns(len(option), -problem.cost_weight * problem.option_fixed[option])
        self._total = model.add_rows(problem.options, 0.0, INFINITY)
        model.put(self._total[option], self._count, 1.0)
        each, month = problem.held(option, start)
        at = option[each]
        self._venue = model.add_rows(problem.venue_capacity.size, -INFINITY, problem.venue_capacity.ravel())
        rooms = problem.option_rooms[at]
        model.put(self._venue[problem.option_venue[at] * problem.months + month], self._count[each], rooms)
        self._pool = model.add_rows(problem.pool_capacity.size, -INFINITY, problem.pool_capacity.ravel())
        pool = problem.programme_pool[problem.option_programme[at]]
        model.put(self._pool[pool * problem.months + month], self._count[each], problem.option_hours[at])
        uses, capacity = problem.steps
        self._step = model.add_rows(capacity.size, -INFINITY, capacity.ravel())
        step, entry = np.nonzero(uses[:, at])
        rows = self._step[step * problem.months + month[entry]]
        model.put(rows, self._count[each[entry]], uses[step, at[entry]])

    def _seats(self) -> None:
        problem, model = self.problem, self._model
        self._taken = model.add_columns(problem.items, problem.gap_weight, 0.0, 1.0)
        cells = len(problem.cell_zone)
        wanted = np.zeros((cells, problem.programmes), dtype=bool)
        wanted[problem.gap_cell, problem.gap_programme] = True
        can = np.array([bool(starts) for starts in problem.starts], dtype=bool)
        open_to = np.isfinite(problem.cell_cost) & wanted[:, problem.option_programme] & can
        self._seat_cell, self._seat_option = np.nonzero(open_to)
        self._seat_cost = problem.cell_cost[self._seat_cell, self._seat_option]
        self._seat = model.add_columns(len(self._seat_cell), -problem.cost_weight * self._seat_cost)
        self._cell = model.add_rows(cells * problem.programmes, 0.0, 0.0)
        model.put(self._cell[problem.gap_cell * problem.programmes + problem.gap_programme], self._taken, 1.0)
        programme = problem.option_programme[self._seat_option]
        model.put(self._cell[self._seat_cell * problem.programmes + programme], self._seat, -1.0)
        for size, lower, upper in (
            (problem.programme_max, -INFINITY, 0.0),
            (problem.programme_min, 0.0, INFINITY),
        ):
            fill = model.add_rows(problem.options, lower, upper)
            model.put(fill[self._seat_option], self._seat, 1.0)
            model.put(
                fill[self._option], self._count, -size[problem.option_programme[self._option]].astype(float)
            )

        full = np.flatnonzero(problem.option_mode[self._seat_option] == FULL_TIME)
        away = model.add_rows(len(full), -INFINITY, 0.0)
        model.put(away, self._seat[full], 1.0)
        by_option: dict[int, list[int]] = defaultdict(list)
        for number, option in enumerate(self._option.tolist()):
            by_option[option].append(number)
        for row, seat in zip(away.tolist(), full.tolist(), strict=True):
            counts = by_option[int(self._seat_option[seat])]
            most = problem.cell_release[self._seat_cell[seat], programme[seat]]
            model.put(np.full(len(counts), row), self._count[counts], -most)

        for j in range(problem.programmes):
            items = np.flatnonzero(problem.gap_programme == j)
            held = np.flatnonzero(problem.option_programme[self._option] == j)
            put_release(
                model, problem, j, (items, self._taken[items]), (self._option[held], self._count[held])
            )

    def _money(self) -> None:
        problem, model = self.problem, self._model
        spent = model.add_rows(problem.programmes, -INFINITY, 0.0)
        model.put(
            spent[problem.option_programme[self._option]], self._count, problem.option_fixed[self._option]
        )
        model.put(spent[problem.option_programme[self._seat_option]], self._seat, self._seat_cost)
        self._budget = model.add_rows(len(problem.sources), -INFINITY, problem.budget)
        for programme, sources in enumerate(problem.programme_sources):
            funds = model.add_columns(len(sources))
            model.put(spent[programme : programme + 1], funds, -1.0)
            model.put(self._budget[list(sources)], funds, 1.0)

    def _people(self) -> None:
        problem, model = self.problem, self._model
        self._person = model.add_rows(problem.people, -INFINITY, problem.person_max.astype(float))
        model.put(self._person[problem.gap_person], self._taken, 1.0)
        self._unit = model.add_rows(problem.units, -INFINITY, problem.unit_quota.astype(float))
        model.put(self._unit[problem.gap_unit], self._taken, 1.0)
        self._quota = model.add_rows(
            problem.programmes,
            problem.programme_quota_min.astype(float),
            problem.programme_quota_max.astype(float),
        )
        model.put(self._quota[problem.gap_programme], self._taken, 1.0)
        self._after: Ints = np.flatnonzero(problem.gap_prerequisite >= 0)
        self._order = model.add_rows(len(self._after), -INFINITY, 0.0)
        model.put(self._order, self._taken[self._after], 1.0)
        model.put(self._order, self._taken[problem.gap_prerequisite[self._after]], -1.0)
        self._district = model.add_rows(problem.districts, problem.district_share, INFINITY)
        model.put(self._district, model.add_columns(problem.districts, -problem.fair_penalty), 1.0)
        model.put(self._district[problem.gap_district], self._taken, 1.0)

    def solve(self, low: Floats | None = None, high: Floats | None = None) -> Relaxed:
        """With at least ``low`` and at most ``high`` classes of each option. Raises Infeasible when nothing fits."""
        problem = self.problem
        count = problem.options
        lower = np.zeros(count) if low is None else low
        upper = np.full(count, INFINITY) if high is None else high
        for row in range(count):
            self._solver.highs.changeRowBounds(int(self._total[row]), float(lower[row]), float(upper[row]))
        answer = self._solver.run()
        duals = answer.duals
        order = np.zeros(problem.items)
        order[self._after] = duals[self._order]
        learners = np.zeros((len(problem.cell_zone), problem.options))
        learners[self._seat_cell, self._seat_option] = answer.columns[self._seat]
        classes = np.bincount(
            self._option, weights=answer.columns[self._count], minlength=problem.options
        ).astype(float)
        prices = Prices(
            budget=duals[self._budget],
            venue=duals[self._venue].reshape(problem.venue_capacity.shape),
            pool=duals[self._pool].reshape(problem.pool_capacity.shape),
            person=duals[self._person],
            unit=duals[self._unit],
            district=-duals[self._district],
            prerequisite=order,
            step=duals[self._step].reshape(problem.steps[1].shape),
        ).kept(problem)
        cutoff = duals[self._cell].reshape(len(problem.cell_zone), problem.programmes)
        return Relaxed(answer.value, classes, learners, answer.columns[self._taken], cutoff, prices)
