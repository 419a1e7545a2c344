"""The upper bound that prices prove. Knows nothing of how a plan or the prices were found.

With a price on everything programmes share, each programme is on its own: it maximises what its learners are worth to
it, less what its classes use at those prices. The sum of these maxima and of all that is for sale at its price is at
least the objective of any plan, whatever the prices are (weak duality). A programme's maximum is a small integer
programme: how many classes of each option, how many learners of each zone in each, the dearest items first. Of the
monthly release it keeps that one class takes no more from a unit than that, and all classes of a programme held full
time only no more than that each; the rest of it, two full-time classes at once and the order of a prerequisite in time
are left out, which can only raise it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vun.engines.optimizer.bounds.cases import Cases, Fence, each_case
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import INFINITY, Answer, Infeasible, Model
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints, Problem

# What arithmetic may lose, relative to the bound.
SAFETY = 1e-7


@dataclass(frozen=True)
class Share:
    """A programme's best at the prices: ``bound`` proven, ``value`` of the choice found.

    ``classes`` counts by option (of ``options``), ``learners`` by cell and option, ``items`` those chosen.
    """

    bound: float
    value: float
    options: Ints
    classes: Floats
    learners: Floats
    items: Ints


class Blocked(Exception):
    """A programme whose quota_min nobody can fill, whatever all others do."""

    def __init__(self, programme: int) -> None:
        super().__init__(f"programme {programme}")
        self.programme = programme


def worth(problem: Problem, prices: Prices) -> Floats:
    """What each item is worth to its programme once everything it shares with other programmes is paid."""
    value = problem.gap_weight - prices.person[problem.gap_person] - prices.unit[problem.gap_unit]
    value += prices.district[problem.gap_district] - prices.prerequisite
    after = np.flatnonzero(problem.gap_prerequisite >= 0)
    np.add.at(value, problem.gap_prerequisite[after], prices.prerequisite[after])
    return value


def money(problem: Problem, prices: Prices) -> Floats:
    """What one unit of money costs each programme: the objective's own charge and the cheapest source it has.

    A programme nobody pays for can have no cost at all: its money is dear beyond use.
    """
    return np.array(
        [
            problem.cost_weight + min((prices.budget[source] for source in sources), default=1e9)
            for sources in problem.programme_sources
        ]
    )


def class_price(problem: Problem, prices: Prices, option: int) -> float:
    """What rooms and lecturers of one class cost in its cheapest start month; ``inf`` when it can never run."""
    starts = problem.starts[option]
    if not starts:
        return np.inf
    span = int(problem.option_months[option])
    month = (
        prices.venue[problem.option_venue[option]] * problem.option_rooms[option]
        + prices.pool[problem.programme_pool[problem.option_programme[option]]] * problem.option_hours[option]
        + problem.steps[0][:, option] @ prices.step
    )
    total = np.concatenate([[0.0], np.cumsum(month)])
    return float(min(total[start + span] - total[start] for start in starts))


def most_classes(problem: Problem, option: int) -> float:
    """No more classes of the option than this fit a year, were it alone: every run of ``span`` months meets exactly one
    of the months that leave the same rest on division by it."""
    span = int(problem.option_months[option])
    pool = problem.programme_pool[problem.option_programme[option]]
    fit = np.full(problem.months, np.inf)
    for capacity, use in (
        (problem.venue_capacity[problem.option_venue[option]], problem.option_rooms[option]),
        (problem.pool_capacity[pool], problem.option_hours[option]),
    ):
        if use > 0:
            fit = np.minimum(fit, np.floor((capacity + 1e-6) / use + 1e-9))
    return float(min(fit[rest::span].sum() for rest in range(span)))


def options_of(problem: Problem, programme: int) -> Ints:
    """The options of a programme that can run at all."""
    found = [int(o) for o in np.flatnonzero(problem.option_programme == programme) if problem.starts[int(o)]]
    return np.array(found, dtype=np.int64)


def class_prices(problem: Problem, prices: Prices, programme: int) -> Floats:
    return np.array([class_price(problem, prices, int(option)) for option in options_of(problem, programme)])


class Shares:
    """The programmes' own problems, each built from what does not change with prices."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.options = [options_of(problem, j) for j in range(problem.programmes)]
        self.limits = [np.array([most_classes(problem, int(o)) for o in options]) for options in self.options]
        self.items = [np.flatnonzero(problem.gap_programme == j) for j in range(problem.programmes)]
        self._reached = [self._items_in_reach(j) for j in range(problem.programmes)]

    def best(
        self,
        programme: int,
        value: Floats,
        charge: float,
        class_price: Floats,
        gap: float,
        *,
        fences: Sequence[Fence] = (),
        forced: int | None = None,
        relaxed: bool = False,
    ) -> Share:
        """The programme's best, proven to within ``gap``; quicker and higher with fractions of classes if ``relaxed``.

        ``fences`` limit its classes; the item ``forced`` takes part. Raises Blocked when there is none.
        """
        problem, options, items = self.problem, self.options[programme], self._reached[programme]
        own = [fence for fence in fences if fence.group.programme == programme]
        if forced is not None and forced not in items:
            raise Blocked(programme)
        if not len(options) or not len(items):
            return self._nothing(programme, own)
        model = Model()
        taken = model.add_columns(len(items), value[items], (items == forced).astype(float), 1.0)
        dear = -charge * problem.option_fixed[options] - class_price
        count = model.add_columns(len(options), dear, 0.0, self.limits[programme], whole=True)
        cell, place, seats = self._put_seats(model, programme, taken, charge)
        self._put_limits(model, programme, count, cell, place, seats)
        put_release(model, problem, programme, (items, taken), (options, count))
        low, high = problem.programme_quota_min[programme], problem.programme_quota_max[programme]
        model.put(np.broadcast_to(model.add_rows(1, float(low), float(high)), len(taken)), taken, 1.0)
        for fence in own:
            held = np.isin(options, fence.group.options), np.isin(items, fence.group.items)
            fenced = np.concatenate([count[held[0]], taken[held[1]]])
            model.put(np.repeat(model.add_rows(1, fence.least, fence.most), len(fenced)), fenced, 1.0)
        answer = _solved(model, programme, gap, relaxed)
        learners = np.zeros((len(problem.cell_zone), len(options)))
        learners[cell, place] = np.round(answer.columns[seats])
        chosen = items[answer.columns[taken] > 0.5]
        return Share(answer.bound, answer.value, options, np.round(answer.columns[count]), learners, chosen)

    def _items_in_reach(self, programme: int) -> Ints:
        """Items of the programme from where at least one of its options can be gone to."""
        reach = self.problem.cell_cost[:, self.options[programme]]
        items = self.items[programme]
        return items[np.asarray(np.isfinite(reach).any(axis=1))[self.problem.gap_cell[items]]]

    def _nothing(self, programme: int, fences: Sequence[Fence]) -> Share:
        """No class at all, where nobody can be reached. Raises Blocked where somebody must be."""
        problem, options = self.problem, self.options[programme]
        if problem.programme_quota_min[programme] > 0 or any(fence.least > 0 for fence in fences):
            raise Blocked(programme)
        learners = np.zeros((len(problem.cell_zone), len(options)))
        return Share(0.0, 0.0, options, np.zeros(len(options)), learners, self.items[programme][:0])

    def _put_seats(self, model: Model, programme: int, taken: Ints, charge: float) -> tuple[Ints, Ints, Ints]:
        """Whoever is taken sits somewhere: cell, place among the options and column of each kind of seat."""
        options, items = self.options[programme], self._reached[programme]
        reach = self.problem.cell_cost[:, options]
        cells, cell = np.unique(self.problem.gap_cell[items], return_inverse=True)
        at, place = np.nonzero(np.isfinite(reach[cells]))
        seats = model.add_columns(len(at), -charge * reach[cells[at], place])
        balance = model.add_rows(len(cells), 0.0, 0.0)
        model.put(balance[cell], taken, 1.0)
        model.put(balance[at], seats, -1.0)
        return cells[at], place, seats

    def _put_limits(
        self, model: Model, programme: int, count: Ints, cell: Ints, place: Ints, seats: Ints
    ) -> None:
        """No class too small or too full, nor more of a unit in a full-time one than can be away at once."""
        problem, options = self.problem, self.options[programme]
        for size, lower, upper in (
            (problem.programme_max[programme], -INFINITY, 0.0),
            (problem.programme_min[programme], 0.0, INFINITY),
        ):
            fill = model.add_rows(len(options), lower, upper)
            model.put(fill[place], seats, 1.0)
            model.put(fill, count, -float(size))
        full = problem.option_mode[options[place]] == FULL_TIME
        away = model.add_rows(int(full.sum()), -INFINITY, 0.0)
        model.put(away, seats[full], 1.0)
        model.put(away, count[place[full]], -problem.cell_release[cell[full], programme])


def put_release(
    model: Model,
    problem: Problem,
    programme: int,
    people: tuple[Ints, Ints],
    classes: tuple[Ints, Ints],
    each: Floats | float = 1.0,
) -> None:
    """No more of a unit than its release lets go to all classes of a programme held full time only.

    ``people`` are items and their columns, ``classes`` options and the columns that count them, in so many ``each``.
    """
    (items, taken), (options, count) = people, classes
    units = problem.crowded[programme]
    row_of = np.full(problem.units, -1)
    row_of[units] = rows = model.add_rows(len(units), -INFINITY, 0.0)
    row = row_of[problem.gap_unit[items]]
    model.put(row[row >= 0], taken[row >= 0], 1.0)
    model.put(rows[:, None], count[None, :], -problem.seats_of_unit(programme, units, options) * each)


def _solved(model: Model, programme: int, gap: float, relaxed: bool) -> Answer:
    try:
        return model.solve(
            mip_abs_gap=gap,
            mip_rel_gap=0.0,
            mip_allow_restart=False,
            # Searches within the search take half of the time here and find what branching finds at once.
            mip_heuristic_run_rins=False,
            mip_heuristic_run_rens=False,
            solve_relaxation=relaxed,
        )
    except Infeasible:
        raise Blocked(programme) from None


def tolerance(problem: Problem, prices: Prices) -> float:
    """How closely a programme's maximum is proven: together they lose a ten-thousandth of the bound."""
    return 1e-4 * abs(for_sale(problem, prices)) / max(problem.programmes, 1)


def for_sale(problem: Problem, prices: Prices) -> float:
    """What everything scarce costs together at its price, less what fairness pays back."""
    rooms = np.where(np.isfinite(problem.venue_capacity), problem.venue_capacity, 0.0)
    return float(
        prices.budget @ problem.budget
        + (prices.venue * rooms).sum()
        + (prices.pool * problem.pool_capacity).sum()
        + (prices.step * problem.steps[1]).sum()
        + prices.person @ problem.person_max
        + prices.unit @ problem.unit_quota
        - prices.district @ problem.district_share
    )


def prove(problem: Problem, cases: Cases) -> float:
    """An upper bound on the objective of every plan: the greatest of all cases.

    Raises Blocked when a programme's quota_min cannot be filled in any case.
    """
    shares = Shares(problem)
    bounds, trouble = [-np.inf], None
    for fences, prices in each_case(cases):
        try:
            bounds.append(_prove_case(shares, prices.kept(problem), fences))
        except Blocked as blocked:
            trouble = blocked
    if trouble is not None and len(bounds) == 1:
        raise trouble
    return max(bounds)


def _prove_case(shares: Shares, prices: Prices, fences: Sequence[Fence]) -> float:
    problem = shares.problem
    value, charges = worth(problem, prices), money(problem, prices)
    total, gap = for_sale(problem, prices), tolerance(problem, prices)
    for j in range(problem.programmes):
        at = class_prices(problem, prices, j)
        total += shares.best(j, value, float(charges[j]), at, gap, fences=fences).bound
    return total + SAFETY * abs(total)
