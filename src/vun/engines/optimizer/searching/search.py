"""Finds plans: a first one from the relaxation, then block after block done better, never worse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vun.engines.optimizer.bounds.bound import Shares
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.highs import NoAnswer
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plans.plan import PlanClass, objective_of
from vun.engines.optimizer.plans.state import MEANT, NOWHERE, State
from vun.engines.optimizer.problem import Floats, Ints, Problem
from vun.engines.optimizer.proving.mosaic import Mosaic, Way
from vun.engines.optimizer.proving.prover import Proof
from vun.engines.optimizer.proving.relaxation import Relaxation, Relaxed
from vun.engines.optimizer.proving.settler import Settler
from vun.engines.optimizer.searching.blocks import SHORT, Block
from vun.engines.optimizer.searching.choosing import BLOCK_COLUMNS, Chooser
from vun.engines.optimizer.searching.diving import dive
from vun.engines.optimizer.searching.greedy import greedy
from vun.engines.optimizer.searching.mixing import Mixer
from vun.engines.optimizer.searching.months import chain_depth, place_months
from vun.engines.optimizer.searching.seating import Seating

# How many mixes of classes are tried before people are seated.
MIXES = 4
# How far a mix's prices lean from those all began with towards those of the best mix: all the way they lead astray.
LEANINGS = (0.5, 0.25)
BLOCK_SECONDS = 3.0
# After this share of the time no further mixes of classes are tried.
MIX_SHARE = 0.5
# Up to how many items a counted step waits for proofs every time.
FEW_ITEMS = 800
# Up to how many items the whole year is one block.
WHOLE_ITEMS = 100
BLOCK_NODES = 400

Found = Callable[[State, float], None]
# How many ways for each programme, over all, are fitted into the best mix: first few, then more; and for how long.
WAYS = (1.0, 2.0)
LAY_SECONDS = 30.0


class Search:
    """``found`` is told of every plan better than all before, with its objective."""

    def __init__(
        self, problem: Problem, pace: Pace, seed: int, found: Found, advice: Callable[[], Proof | None]
    ) -> None:
        self.problem, self.pace, self._found, self._advice = problem, pace, found, advice
        self._random = np.random.default_rng(seed)
        self.best: State | None = None
        self.value = -np.inf
        self._relaxation = Relaxation(problem)
        self._shares = Shares(problem)
        self._laid: set[Way] = set()
        self._chooser = Chooser(problem, self._random)
        self._size = 2.0 if problem.items > WHOLE_ITEMS else float(problem.programmes)

    def run(self) -> None:
        """Until the pace is over. Raises Infeasible when even fractions of classes and people keep no plan, Blocked
        when a programme cannot keep its least number even alone."""
        self.begin()
        while not self.pace.is_over():
            advice = self._advice()
            if advice is not None:
                self._follow(advice)
            self.improve()
            self.pace.count()

    def begin(self) -> None:
        """The first plans, before any proof is heard of. Raises as `run`."""
        problem = self.problem
        self._offer(State(problem))
        empty = self.value
        if problem.is_fine:
            self._offer(State.of_classes(problem, list(greedy(problem).classes)))
        relaxed = self._relaxation.solve()
        self._chooser.appeal = relaxed.classes + 0.02
        self._look_at(relaxed)
        if not problem.is_fine:
            # Within seconds a plan, before the mixes take their time.
            dived = dive(self._relaxation, relaxed, self.pace)
            self._seat(dived)
            if self.best is None or self._short(self.best):
                # The classes the dive left out were needed for some least number: nearer to the fractions it is kept.
                self._offer(self.construct(relaxed))
            self.pace.count()
            self._mixer = Mixer(problem, self._relaxation, self.pace)
            self._mixer.climb(relaxed, rounds=6)
            self.pace.count()
            self._mix(relaxed.prices, dived.classes, MIXES)
        else:
            # A good plan long before the prices of the proof are settled.
            self._lay(Settler(problem).first_ways(relaxed.prices), is_first=True)
        if self.value <= empty + 1e-6:
            self._offer(self.construct(relaxed))

    def _follow(self, advice: Proof) -> None:
        """Mixes of classes at the prices of a new proof."""
        if advice.ways:
            self._lay(advice.ways)
        elif isinstance(advice.prices, Prices) and not self.problem.is_fine:
            self._mix(advice.prices, advice.classes, 2)

    def _lay(self, ways: tuple[Way, ...], *, is_first: bool = False) -> None:
        """The best mix of the best of these ways, people seated in its classes: programme by programme, which is soon
        done, then unless it is the first mix all at once."""
        for width in WAYS:
            few = ways[: int(width * self.problem.programmes)]
            if not set(few) <= self._laid:
                break
        else:
            return
        if not is_first:
            self._laid = set(few)
        try:
            laid = Mosaic(self._shares, few, whole=True).lay(
                mip_rel_gap=2e-3, mip_max_nodes=BLOCK_NODES, **self.pace.limit(LAY_SECONDS, share=0.5)
            )
            classes = np.round(laid.classes)
            seated = self.construct(self._relaxation.solve(classes, classes))
        except NoAnswer:
            return
        self._offer(seated)
        if not is_first:
            self.pace.count()
            self._offer(self._seat_all(classes, seated))

    def _mix(self, prices: Prices, around: Floats | None, times: int) -> None:
        """Mixes of classes at these prices, then nearer to those of the best mix itself; people seated in each that is
        better than all before."""
        best: Relaxed | None = None
        for number in range(times):
            if self.pace.is_past(MIX_SHARE) and (number or around is not None):
                break
            nearer = prices if best is None else prices.towards(best.prices, LEANINGS[number % len(LEANINGS)])
            mixed = self._mixer.mix(nearer, around)
            self.pace.count()
            if mixed is None:
                break
            if best is None or mixed.value > best.value:
                best = mixed
                self._seat(mixed)
            around = best.classes

    def _seat(self, relaxed: Relaxed | None) -> None:
        """People seated in these classes, when that could be worth more than the best plan."""
        if relaxed is None or relaxed.value <= self.value:
            return
        self._look_at(relaxed)
        self._offer(self.construct(relaxed))

    def _seat_all(self, classes: Floats, seated: State) -> State | None:
        """These classes, or fewer, in whatever months, and all people at once, from what is ``seated`` in them on: only
        for small problems."""
        problem = self.problem
        counts = np.floor(classes + 1e-6).astype(int)
        kinds = {
            int(option) * problem.months + start: (0, int(counts[option]))
            for option in np.flatnonzero(counts)
            for start in problem.starts[option]
        }
        block = Block(frozenset(range(problem.programmes)), kinds, np.arange(problem.items))
        limits = self.pace.limit(3 * BLOCK_SECONDS)
        seating = Seating(State(problem), block)
        seating.start_from(seated)
        return seating.solve(mip_rel_gap=1e-3, mip_max_nodes=BLOCK_NODES, **limits)

    def _look_at(self, relaxed: Relaxed) -> None:
        """How far each item is above what its seat costs at these prices."""
        problem, prices = self.problem, relaxed.prices
        price = prices.person[problem.gap_person] + prices.unit[problem.gap_unit]
        cutoff = np.abs(relaxed.cutoff[problem.gap_cell, problem.gap_programme])
        self._chooser.margin = problem.gap_weight - price - cutoff

    def _offer(self, state: State | None) -> bool:
        """Keeps the state when it is the best so far."""
        if state is None:
            return False
        classes = state.classes()
        if not self._are_filled(classes):
            return False
        short = self._short(state)
        value = objective_of(self.problem, classes)
        if value - SHORT * short <= self.value + 1e-6:
            return False
        self.best, self.value = state, value - SHORT * short
        if not short:
            self._found(state, value)
        return True

    def _are_filled(self, classes: list[PlanClass]) -> bool:
        """Whether no class is too small or too full: those to whom the month is all one may not fill every start."""
        programme = self.problem.option_programme[
            np.array([group.option for group in classes], dtype=np.int64)
        ]
        size = np.array([len(group.learners) for group in classes], dtype=np.int64)
        low, high = self.problem.programme_min[programme], self.problem.programme_max[programme]
        return bool(((low <= size) & (size <= high)).all())

    def _short(self, state: State) -> int:
        """How many learners are missing to the programmes' least numbers."""
        problem = self.problem
        learners = np.bincount(problem.gap_programme[state.seat >= 0], minlength=problem.programmes)
        return int(np.maximum(0, problem.programme_quota_min - learners).sum())

    def construct(self, relaxed: Relaxed) -> State:
        """Seats the relaxation's people in its whole classes, programme by programme, prerequisites first."""
        problem = self.problem
        counts = place_months(problem, self._whole(relaxed), self._random)
        state = State(problem, {}, np.where(relaxed.taken > 0.5, MEANT, NOWHERE))
        reach = np.where(np.isfinite(problem.cell_cost), problem.cell_cost, 0.0)
        spent = relaxed.classes * problem.option_fixed + (relaxed.learners * reach).sum(axis=0)
        costs = np.bincount(problem.option_programme, weights=spent, minlength=problem.programmes)
        state.meant_cost = {j: float(cost) for j, cost in enumerate(costs) if cost > 0}
        depth = chain_depth(problem)
        for programme in sorted(range(problem.programmes), key=lambda j: (depth[j], j)):
            kinds = {kind: n for kind, n in counts.items() if state.programme_of(kind) == programme}
            if not kinds or self.pace.is_over():
                state = state.without({programme})
                continue
            meant = int(((state.seat == MEANT) & (problem.gap_programme == programme)).sum())
            items = self._best_items(programme, int(1.25 * meant) + 60, state)
            fixed = {kind: (n, n) for kind, n in kinds.items()}
            loose = {kind: (0, n) for kind, n in kinds.items()}
            state = (
                self._seated(state, programme, fixed, items)
                or self._seated(state, programme, loose, items)
                or state.without({programme})
            )
        return state

    def _whole(self, relaxed: Relaxed) -> Floats:
        """Whole classes: of fractions those nearly whole, and all where a programme needs them for its least number."""
        problem = self.problem
        low, high = np.floor(relaxed.classes + 0.3), np.ceil(relaxed.classes - 1e-6)
        places = low * problem.programme_max[problem.option_programme]
        seats = np.bincount(problem.option_programme, weights=places, minlength=problem.programmes)
        is_short = seats < problem.programme_quota_min
        return np.where(is_short[problem.option_programme], high, low)

    def _seated(
        self, state: State, programme: int, kinds: dict[int, tuple[int, int]], items: Ints
    ) -> State | None:
        block = Block(frozenset({programme}), kinds, items)
        return Seating(state, block).solve(
            mip_rel_gap=1e-3, mip_max_nodes=BLOCK_NODES, mip_allow_restart=False, **self.pace.limit(15.0)
        )

    def _best_items(self, programme: int, most: int, state: State) -> Ints:
        items = np.flatnonzero(self.problem.gap_programme == programme)
        wish = self._chooser.margin[items] + 1e6 * (state.seat[items] != NOWHERE)
        return np.sort(items[np.argsort(-wish, kind="stable")[:most]])

    def improve(self) -> None:
        """One block of programmes done anew."""
        state = self.best
        assert state is not None  # noqa: S101 - the empty plan is offered before anything
        block = self._chooser.block(state, int(self._size))
        seating = Seating(state, block)
        limits = self.pace.limit(BLOCK_SECONDS)
        seating.start_from(state)
        new = seating.solve(mip_rel_gap=1e-4, mip_max_nodes=BLOCK_NODES, **limits)
        is_large = seating.model.columns > BLOCK_COLUMNS or not seating.is_proven
        self._size = (
            max(1.0, self._size * 0.8) if is_large else min(self._size * 1.1, self.problem.programmes)
        )
        self._offer(new)
