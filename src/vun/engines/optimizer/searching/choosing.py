"""Which programmes, classes and people are decided anew in a step."""

from __future__ import annotations

import numpy as np

from vun.engines.optimizer.plans.state import State
from vun.engines.optimizer.problem import Floats, Problem
from vun.engines.optimizer.searching.blocks import Block

# From how many items on a block leaves out those that would hardly be seated.
MANY_ITEMS = 5000
# How many options of a programme are looked at beside those it has: of a large problem, of a small one.
FEW_OPTIONS, MORE_OPTIONS = 3, 6
# How many columns a block with its people may have for HiGHS to do it well within a few seconds.
BLOCK_COLUMNS = 6000


class Chooser:
    """``appeal`` by option: how much it is wanted; ``margin`` by item: how far above the price of its seat."""

    def __init__(self, problem: Problem, random: np.random.Generator) -> None:
        self.problem, self._random = problem, random
        self.appeal: Floats = np.ones(problem.options)
        self.margin: Floats = np.zeros(problem.items)

    def block(self, state: State, size: int) -> Block:
        """About so many programmes, those that share people more often together, with their kinds and a few others."""
        problem, random = self.problem, self._random
        programmes = random.permutation(problem.programmes)[: max(1, size)].tolist()
        for programme in list(programmes):
            before = int(problem.programme_prerequisite[programme])
            if before >= 0 and random.random() < 0.5:
                programmes.append(before)
        chosen = frozenset(int(j) for j in programmes)
        kinds = {kind: (0, n + 1) for kind, n in state.counts.items() if state.programme_of(kind) in chosen}
        for programme in sorted(chosen):
            for option in self._some_options(programme):
                start = problem.starts[option][int(random.integers(len(problem.starts[option])))]
                kinds.setdefault(option * problem.months + start, (0, 1))
        for kind in [kind for kind in kinds if state.counts.get(kind)]:
            option = kind // problem.months
            start = problem.starts[option][int(random.integers(len(problem.starts[option])))]
            kinds.setdefault(option * problem.months + start, (0, 1))
        if problem.is_fine:
            return everybody(state, kinds)
        wide = 10.0 + 40.0 * random.random()
        items = np.flatnonzero(np.isin(problem.gap_programme, list(chosen)))
        items = items[(state.seat[items] >= 0) | (self.margin[items] > -wide)]
        return Block(chosen, kinds, items)

    def _some_options(self, programme: int) -> list[int]:
        problem = self.problem
        mine = [
            int(o) for o in np.flatnonzero(problem.option_programme == programme) if problem.starts[int(o)]
        ]
        if not mine:
            return []
        chance = self.appeal[mine] / self.appeal[mine].sum()
        some = min(len(mine), FEW_OPTIONS if problem.items >= MANY_ITEMS else MORE_OPTIONS)
        return [int(o) for o in self._random.choice(mine, size=some, replace=False, p=chance)]


def everybody(state: State, kinds: dict[int, tuple[int, int]]) -> Block:
    """All people free to move among these kinds of class and all others as they stand."""
    problem = state.problem
    fixed = {kind: (n, n) for kind, n in state.counts.items() if kind not in kinds}
    return Block(frozenset(range(problem.programmes)), kinds | fixed, np.arange(problem.items))
