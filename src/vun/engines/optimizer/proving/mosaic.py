"""The year as a mosaic: for each programme one of the ways of running it, people shared among all of them.

A way fixes how many classes of each option a programme has; who goes is free. In fractions of ways this is as strong as
all prices together can be, once the ways at hand are those that matter: its duals are the prices that prove the
lowest bound. In whole ways it is the best mix of classes. Left out: two full-time classes at once, the monthly release
beyond what a programme's classes can take from a unit, the order of a prerequisite in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vun.engines.optimizer.bounds.bound import Shares, put_release
from vun.engines.optimizer.bounds.cases import Fence
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import INFINITY, Model
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints

# What it costs a programme with a least number of learners to have no way at all.
NO_WAY = 1e6
# A way with a smaller share has none.
USED = 1e-6


@dataclass(frozen=True)
class Way:
    """``classes`` by option of the programme, those options that can run at all."""

    programme: int
    classes: tuple[int, ...]


@dataclass(frozen=True)
class Laid:
    """``used``: the ways with a share, the greatest first; ``classes`` by option and ``taken`` by item are theirs."""

    value: float
    prices: Prices
    used: tuple[Way, ...]
    classes: Floats
    taken: Floats


def single_ways(shares: Shares) -> list[Way]:
    """One class of one option, for each that can run."""
    return [
        Way(programme, tuple(row))
        for programme, limits in enumerate(shares.limits)
        for row in np.eye(len(limits), dtype=int)[limits >= 1].tolist()
    ]


def is_inside(shares: Shares, way: Way, fences: Sequence[Fence]) -> bool:
    """Whether the classes of a way keep what is said of classes."""
    counts, options = np.array(way.classes), shares.options[way.programme]
    return all(
        fence.least <= counts[np.isin(options, fence.group.options)].sum() <= fence.most
        for fence in fences
        if fence.group.programme == way.programme and fence.group.options
    )


class Mosaic:
    """Built for given ways, ``whole`` or in fractions; the rows of what is shared first, then way after way."""

    def __init__(
        self, shares: Shares, ways: Sequence[Way], fences: Sequence[Fence] = (), *, whole: bool = False
    ) -> None:
        self.problem, self._shares, self._whole = shares.problem, shares, whole
        self.ways = [way for way in ways if any(way.classes)]
        self.model = Model()
        self._seated: list[tuple[Ints, Ints]] = []
        self._people()
        self._money()
        self._fences = fences
        self._choices()
        self._total = self.model.add_rows(self.problem.options, -INFINITY, 0.0)
        self.columns = np.array([self._way(way) for way in self.ways], dtype=np.int64)
        self._months()

    def _people(self) -> None:
        problem, model = self.problem, self.model
        self._person = model.add_rows(problem.people, -INFINITY, problem.person_max.astype(float))
        self._unit = model.add_rows(problem.units, -INFINITY, problem.unit_quota.astype(float))
        self._district = model.add_rows(problem.districts, problem.district_share)
        model.put(self._district, model.add_columns(problem.districts, -problem.fair_penalty), 1.0)
        self._after: Ints = np.flatnonzero(problem.gap_prerequisite >= 0)
        self._order = np.full(problem.items, -1)
        self._order[self._after] = model.add_rows(len(self._after), -INFINITY, 0.0)
        self._led: dict[int, list[int]] = defaultdict(list)
        for item in self._after.tolist():
            self._led[int(problem.gap_prerequisite[item])].append(int(self._order[item]))

    def _money(self) -> None:
        problem, model = self.problem, self.model
        self._spent = model.add_rows(problem.programmes, -INFINITY, 0.0)
        self._budget = model.add_rows(len(problem.sources), -INFINITY, problem.budget)
        for programme, sources in enumerate(problem.programme_sources):
            funds = model.add_columns(len(sources))
            model.put(self._spent[programme : programme + 1], funds, -1.0)
            model.put(self._budget[list(sources)], funds, 1.0)

    def _choices(self) -> None:
        """One way for each programme or none; where some classes must be, none is not allowed but dear."""
        problem, model = self.problem, self.model
        must = problem.programme_quota_min > 0
        for fence in self._fences:
            must[fence.group.programme] |= fence.least > 0
        self._choice = model.add_rows(problem.programmes, must.astype(float), 1.0)
        model.put(self._choice[must], model.add_columns(int(must.sum()), -NO_WAY), 1.0)

    def _way(self, way: Way) -> int:
        """Adds a way with a column for each item that can sit in it; its own column's number."""
        problem, model, j = self.problem, self.model, way.programme
        counts = np.array(way.classes, dtype=float)
        options, counts = self._shares.options[j][counts > 0], counts[counts > 0]
        fixed = float(counts @ problem.option_fixed[options])
        column = model.add_columns(1, -problem.cost_weight * fixed, 0.0, 1.0, whole=self._whole)
        model.put(self._choice[j : j + 1], column, 1.0)
        model.put(self._spent[j : j + 1], column, fixed)
        model.put(self._total[options], np.repeat(column, len(options)), counts)
        items = self._shares.items[j]
        reach = problem.cell_cost[:, options]
        items = items[np.asarray(np.isfinite(reach).any(axis=1))[problem.gap_cell[items]]]
        taken = model.add_columns(len(items), problem.gap_weight[items], 0.0, 1.0)
        self._seated.append((items, taken))
        self._put_items(items, taken, column)
        self._count(taken, column, problem.programme_quota_min[j], problem.programme_quota_max[j])
        for fence in self._fences:
            if fence.group.programme == j and fence.group.items:
                self._count(taken[np.isin(items, fence.group.items)], column, fence.least, fence.most)
        self._seats(j, options, counts, items, taken, column)
        put_release(model, problem, j, (items, taken), (options, np.repeat(column, len(options))), counts)
        return int(column[0])

    def _count(self, taken: Ints, column: Ints, least: float, most: float) -> None:
        """Of these between the least and the most, where the way is gone."""
        for limit, lower, upper in ((least, 0.0, INFINITY), (most, -INFINITY, 0.0)):
            if np.isfinite(limit):
                row = self.model.add_rows(1, lower, upper)
                self.model.put(np.repeat(row, len(taken)), taken, 1.0)
                self.model.put(row, column, -float(limit))

    def _put_items(self, items: Ints, taken: Ints, column: Ints) -> None:
        problem, model = self.problem, self.model
        within = model.add_rows(len(items), -INFINITY, 0.0)
        model.put(within, taken, 1.0)
        model.put(within, np.repeat(column, len(items)), -1.0)
        model.put(self._person[problem.gap_person[items]], taken, 1.0)
        model.put(self._unit[problem.gap_unit[items]], taken, 1.0)
        model.put(self._district[problem.gap_district[items]], taken, 1.0)
        after = self._order[items]
        model.put(after[after >= 0], taken[after >= 0], 1.0)
        led = [
            (row, c)
            for item, c in zip(items.tolist(), taken.tolist(), strict=True)
            for row in self._led.get(item, ())
        ]
        if led:
            rows, columns = np.array(led).T
            model.put(rows, columns, -1.0)

    def _seats(
        self, programme: int, options: Ints, counts: Floats, items: Ints, taken: Ints, column: Ints
    ) -> None:
        """Where those of a cell sit, and that no class is too small or too full."""
        problem, model = self.problem, self.model
        cells, cell = np.unique(problem.gap_cell[items], return_inverse=True)
        reach = problem.cell_cost[np.ix_(cells, options)]
        at, where = np.nonzero(np.isfinite(reach))
        cost = reach[at, where]
        seats = model.add_columns(len(at), -problem.cost_weight * cost)
        model.put(np.repeat(self._spent[programme], len(at)), seats, cost)
        balance = model.add_rows(len(cells), 0.0, 0.0)
        model.put(balance[cell], taken, 1.0)
        model.put(balance[at], seats, -1.0)
        for size, lower, upper in (
            (problem.programme_max[programme], -INFINITY, 0.0),
            (problem.programme_min[programme], 0.0, INFINITY),
        ):
            fill = model.add_rows(len(options), lower, upper)
            model.put(fill[where], seats, 1.0)
            model.put(fill, np.repeat(column, len(options)), -float(size) * counts)
        full = problem.option_mode[options[where]] == FULL_TIME
        away = model.add_rows(int(full.sum()), -INFINITY, 0.0)
        model.put(away, seats[full], 1.0)
        most = problem.cell_release[cells[at[full]], programme] * counts[where[full]]
        model.put(away, np.repeat(column, len(away)), -most)

    def _months(self) -> None:
        problem, model = self.problem, self.model
        used = np.unique(
            np.concatenate(
                [self._shares.options[way.programme][np.array(way.classes) > 0] for way in self.ways]
                or [np.zeros(0, dtype=np.int64)]
            )
        )
        self._option = np.array([o for o in used.tolist() for _ in problem.starts[o]], dtype=np.int64)
        self._start = np.array([s for o in used.tolist() for s in problem.starts[o]], dtype=np.int64)
        self._held = model.add_columns(len(self._option), whole=self._whole)
        model.put(self._total[self._option], self._held, -1.0)
        each, month = problem.held(self._option, self._start)
        at = self._option[each]
        pool = problem.programme_pool[problem.option_programme[at]]
        self._limits = {}
        for name, place, use, capacity in (
            ("venue", problem.option_venue[at], problem.option_rooms[at], problem.venue_capacity),
            ("pool", pool, problem.option_hours[at], problem.pool_capacity),
        ):
            self._limits[name] = model.add_rows(capacity.size, -INFINITY, capacity.ravel())
            model.put(self._limits[name][place * problem.months + month], self._held[each], use)
        uses, capacity = problem.steps
        self._limits["step"] = model.add_rows(capacity.size, -INFINITY, capacity.ravel())
        step, entry = np.nonzero(uses[:, at])
        rows = self._limits["step"][step * problem.months + month[entry]]
        model.put(rows, self._held[each[entry]], uses[step, at[entry]])

    def lay(self, **options: float | int | str | bool) -> Laid:
        """Raises NoAnswer when the solver finds nothing within its limits."""
        problem = self.problem
        answer = self.model.solve(**options)
        duals = answer.duals if len(answer.duals) else np.zeros(self.model.rows)
        order = np.zeros(problem.items)
        order[self._after] = duals[self._order[self._after]]
        prices = Prices(
            budget=duals[self._budget],
            venue=duals[self._limits["venue"]].reshape(problem.venue_capacity.shape),
            pool=duals[self._limits["pool"]].reshape(problem.pool_capacity.shape),
            person=duals[self._person],
            unit=duals[self._unit],
            district=-duals[self._district],
            prerequisite=order,
            step=duals[self._limits["step"]].reshape(problem.steps[1].shape),
        ).kept(problem)
        share = answer.columns[self.columns]
        classes = np.zeros(problem.options)
        for way, part in zip(self.ways, share.tolist(), strict=True):
            classes[self._shares.options[way.programme]] += part * np.array(way.classes)
        item, column = (
            np.concatenate([self._after[:0], *(pair[side] for pair in self._seated)]) for side in (0, 1)
        )
        taken = np.bincount(item, weights=answer.columns[column], minlength=problem.items).astype(float)
        greatest: Ints = np.argsort(-share, kind="stable")
        used = tuple(self.ways[number] for number in greatest.tolist() if share[number] > USED)
        return Laid(answer.value, prices, used, classes, taken)
