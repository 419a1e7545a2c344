"""Spends what a mended plan leaves unspent: classes take the place of those that are gone, few people moved."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vun.engines.optimizer.highs import Infeasible
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plans.plan import objective_of
from vun.engines.optimizer.plans.state import Residue, State, residue
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.proving.relaxation import Relaxation
from vun.engines.optimizer.searching.blocks import Block, Stay
from vun.engines.optimizer.searching.choosing import Chooser, everybody
from vun.engines.optimizer.searching.seating import Seating

# An option is worth a look when so much of a class of it would be opened beside those there are: first few options,
# then more.
LOOKS = (0.15, 0.05)
# How many start months of an option are looked at.
STARTS = 3
# How many programmes are decided anew at a time once nothing more is to be opened.
PROGRAMMES = 2
STEP_NODES, NEAR = 100, 1e-3


def spend(
    state: State, stay: Stay, most: Mapping[int, int], *, steps: int, seconds: float, pace: Pace
) -> State:
    """The state or a better one after so many steps of so many processor ``seconds``.

    All people may take another seat as far as ``stay`` lets them; no more than ``most`` classes of the kinds it names.
    """
    relaxation = Relaxation(state.problem)
    chooser = Chooser(state.problem, np.random.default_rng(1))
    for step in range(steps):
        if pace.is_over():
            break
        if step < len(LOOKS):
            block = _wanted(state, relaxation, chooser, LOOKS[step])
        else:
            block = chooser.block(state, PROGRAMMES)
        state = _better(state, block, stay, most, pace.limit(seconds))
    return state


def _wanted(state: State, relaxation: Relaxation, chooser: Chooser, look: float) -> Block:
    """What a linear programme would open beside the classes there are, in months with room for it."""
    problem = state.problem
    present = np.zeros(problem.options)
    for kind, count in state.counts.items():
        present[kind // problem.months] += count
    try:
        more = relaxation.solve(present).classes - present
    except Infeasible:
        # Rounding in the file's money may leave the classes there are just out of reach.
        return everybody(state, {})
    chooser.appeal = np.maximum(more, 0.0) + 0.02
    kinds: dict[int, tuple[int, int]] = {}
    left = residue(state)
    for option in np.flatnonzero(more > look).tolist():
        for start in _with_room(problem, left, option):
            kind = option * problem.months + start
            kinds[kind] = (0, state.counts.get(kind, 0) + 1)
    return everybody(state, kinds)


def _with_room(problem: Problem, left: Residue, option: int) -> list[int]:
    """Some start months in which rooms and lecturers suffice for one more class."""
    span = int(problem.option_months[option])
    pool = problem.programme_pool[problem.option_programme[option]]
    has_room = left.rooms[problem.option_venue[option]] >= problem.option_rooms[option] - 1e-9
    has_room &= left.hours[pool] >= problem.option_hours[option] - 1e-9
    starts = [start for start in problem.starts[option] if has_room[start : start + span].all()]
    return starts[:: max(1, -(-len(starts) // STARTS))]


def _better(
    state: State, block: Block, stay: Stay, most: Mapping[int, int], limit: dict[str, float]
) -> State:
    """The block done anew, when that is worth more by itself, whoever stays."""
    problem = state.problem
    kinds = {
        kind: (min(low, most.get(kind, low)), min(high, most.get(kind, high)))
        for kind, (low, high) in block.kinds.items()
    }
    seating = Seating(state, Block(block.programmes, kinds, block.items), stay)
    seating.start_from(state)
    found = seating.solve(mip_rel_gap=NEAR, mip_max_nodes=STEP_NODES, **limit)
    if found is None or objective_of(problem, found.classes()) <= objective_of(problem, state.classes()):
        return state
    return found
