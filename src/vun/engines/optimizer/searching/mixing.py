"""How many classes of each option: ways of running each programme are made, the best of them fitted together."""

from __future__ import annotations

import numpy as np

from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import INFINITY, Infeasible, Model, NoAnswer
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.problem import Floats, Ints, Problem
from vun.engines.optimizer.proving.columns import Column, Workshop
from vun.engines.optimizer.proving.relaxation import Relaxation, Relaxed

KEPT = 24
TRIES = 30
FIT_SECONDS = 30.0
# After this share of the time the programmes' own classes are left as they are.
CLIMB_SHARE = 0.4
# Classes of so many months are placed one by one while they are chosen.
LONG = 4


class Mixer:
    """Keeps for each programme the class counts worth looking at, and finds mixes of them at ever better prices."""

    def __init__(self, problem: Problem, relaxation: Relaxation, pace: Pace) -> None:
        self.problem, self.relaxation, self.pace = problem, relaxation, pace
        self.workshops = [Workshop(problem, j) for j in range(problem.programmes)]
        self._known: list[set[tuple[int, ...]]] = [{(0,) * len(shop.options)} for shop in self.workshops]

    def climb(self, relaxed: Relaxed, rounds: int) -> None:
        """From the relaxation's fractions to whole classes, each programme for itself at the relaxation's prices."""
        for shop, known in zip(self.workshops, self._known, strict=True):
            if not len(shop.items):
                continue
            shop.price(relaxed.prices)
            present = self._first(shop, relaxed.classes[shop.options])
            best = shop.make(present)
            known.add(tuple(int(n) for n in present))
            for _ in range(rounds):
                if self.pace.is_past(CLIMB_SHARE):
                    break
                made = [column for classes in shop.neighbours(present) if (column := shop.make(classes))]
                made.sort(key=lambda column: -column.score)
                known.update(column.classes for column in made[:KEPT])
                if not made or (best and made[0].score <= best.score + 1e-6):
                    break
                best, present = made[0], np.array(made[0].classes, dtype=float)
            known.add(tuple(int(n) for n in present))

    def _first(self, shop: Workshop, fractions: Floats) -> Floats:
        """Whole classes near the fractions that can be filled, with more added until a least number is reached."""
        classes = np.floor(fractions + 0.3)
        if shop.make(classes) is not None:
            return classes
        classes = np.ceil(fractions - 1e-6)
        order = np.argsort(-fractions, kind="stable")
        for number in range(TRIES):
            if shop.make(classes) is not None:
                return classes
            classes[order[number % len(order)]] += 1
        return np.zeros(len(fractions))

    def mix(self, prices: Prices, around: Floats | None) -> Relaxed | None:
        """The best mix of known ways at these prices, and what it is worth; None when there is none."""
        columns: list[Column] = []
        for shop, known in zip(self.workshops, self._known, strict=True):
            if not len(shop.items):
                continue
            shop.price(prices)
            if around is not None:
                known.add(tuple(int(n) for n in around[shop.options]))
                known.update(tuple(int(n) for n in one) for one in shop.neighbours(around[shop.options]))
            if self.pace.is_over():
                return None
            made = [
                column for classes in sorted(known) if (column := shop.make(np.array(classes, dtype=float)))
            ]
            made.sort(key=lambda column: -column.score)
            del made[KEPT:]
            known.intersection_update({column.classes for column in made})
            known.add((0,) * len(shop.options))
            columns.extend(made)
        counts = self._fit(columns, prices)
        return None if counts is None else self.value(counts)

    def value(self, counts: Floats) -> Relaxed | None:
        """What whole classes are worth with fractions of people: all of them, or as many as can be filled."""
        try:
            return self.relaxation.solve(counts, counts)
        except Infeasible:
            return self._fewer(counts)

    def _fewer(self, counts: Floats) -> Relaxed | None:
        """As many of them as can be filled, and one more of each where that is too few for the least numbers."""
        for most in (counts, counts + (counts > 0), counts + 1.0):
            try:
                part = self.relaxation.solve(None, most)
            except Infeasible:
                continue
            whole = np.where(
                part.classes - np.floor(part.classes) > 0.3, np.ceil(part.classes), np.floor(part.classes)
            )
            try:
                return self.relaxation.solve(whole, whole)
            except Infeasible:
                return part
        return None

    def _fit(self, columns: list[Column], prices: Prices) -> Floats | None:
        problem, model = self.problem, Model()
        value = np.array([column.worth - problem.cost_weight * column.cost for column in columns])
        # Few units are counted out here; of many, whoever goes pays for the place.
        counted = problem.is_by_unit
        if not counted:
            value -= np.array([prices.unit @ column.units for column in columns])
        use = model.add_columns(len(columns), value, 0.0, 1.0, whole=True)
        programme = np.array([column.programme for column in columns], dtype=np.int64)
        least = (problem.programme_quota_min > 0).astype(float)
        model.put(model.add_rows(problem.programmes, least, 1.0)[programme], use, 1.0)
        spent = model.add_rows(problem.programmes, -INFINITY, 0.0)
        model.put(spent[programme], use, np.array([column.cost for column in columns]))
        budget = model.add_rows(len(problem.sources), -INFINITY, problem.budget)
        for j, sources in enumerate(problem.programme_sources):
            funds = model.add_columns(len(sources))
            model.put(spent[j : j + 1], funds, -1.0)
            model.put(budget[list(sources)], funds, 1.0)
        district = model.add_rows(problem.districts, problem.district_share)
        model.put(district, model.add_columns(problem.districts, -problem.fair_penalty), 1.0)
        unit = model.add_rows(problem.units, -INFINITY, problem.unit_quota.astype(float))
        total = model.add_rows(problem.options, -INFINITY, 0.0)
        for number, column in enumerate(columns):
            if counted:
                model.put(unit, np.full(problem.units, use[number]), column.units)
            reached = np.bincount(problem.unit_district, weights=column.units, minlength=problem.districts)
            model.put(district, np.full(problem.districts, use[number]), reached.astype(float))
            classes, options = np.array(column.classes, dtype=float), self._options(column)
            model.put(total[options], np.full(len(options), use[number]), classes[classes > 0])
        known = {int(o) for column in columns for o in self._options(column)}
        self._months(model, total, sorted(known))
        try:
            answer = model.solve(
                mip_rel_gap=1e-3,
                mip_max_nodes=100,
                mip_allow_restart=False,
                **self.pace.limit(FIT_SECONDS, share=0.25),
            )
        except NoAnswer:
            return None
        counts = np.zeros(problem.options)
        for number in np.flatnonzero(answer.columns[use] > 0.5).tolist():
            counts[self.workshops[columns[number].programme].options] = columns[number].classes
        return counts

    def _options(self, column: Column) -> Ints:
        return self.workshops[column.programme].options[np.array(column.classes) > 0]

    def _months(self, model: Model, total: Ints, options: list[int]) -> None:
        """Rooms and lecturers by month, with fractions of short classes in each: only long ones are hard to place."""
        problem = self.problem
        options = sorted(options, key=lambda option: bool(problem.option_months[option] >= LONG))
        option = np.array([o for o in options for _ in problem.starts[o]], dtype=np.int64)
        start = np.array([s for o in options for s in problem.starts[o]], dtype=np.int64)
        lasting = int((problem.option_months[option] >= LONG).sum())
        count = np.concatenate(
            [model.add_columns(len(option) - lasting), model.add_columns(lasting, whole=True)]
        )
        model.put(total[option], count, -1.0)
        each, month = problem.held(option, start)
        at = option[each]
        pool = problem.programme_pool[problem.option_programme[at]]
        for place, use, capacity in (
            (problem.option_venue[at], problem.option_rooms[at], problem.venue_capacity),
            (pool, problem.option_hours[at], problem.pool_capacity),
        ):
            rows = model.add_rows(capacity.size, -INFINITY, capacity.ravel())
            model.put(rows[place * problem.months + month], count[each], use)
        uses, capacity = problem.steps
        rows = model.add_rows(capacity.size, -INFINITY, capacity.ravel())
        step, entry = np.nonzero(uses[:, at])
        model.put(rows[step * problem.months + month[entry]], count[each[entry]], uses[step, at[entry]])
