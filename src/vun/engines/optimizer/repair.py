"""Mends a plan after something happened: as few people moved as the value allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vun.engines.optimizer.blocks import Block, Stay
from vun.engines.optimizer.check import check
from vun.engines.optimizer.events import Event
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plan import Plan, make_plan, objective_of
from vun.engines.optimizer.problem import Ints, Problem
from vun.engines.optimizer.seating import Seating
from vun.engines.optimizer.state import NOWHERE, State

# What keeping a seat is worth, in usual weights, while seats are given anew.
LOYALTY = 0.25
# The most starts of an option beside those it has, and how many items to those who sit, that a block looks at.
STARTS = 1
# How near to the best a programme is seated anew: closer costs more seconds than it is worth.
REFILL_GAP = 3e-3
OTHERS = 1.15


class CannotRepair(Exception):
    """What is left of the plan cannot keep all rules: some programme's quota_min."""


@dataclass(frozen=True)
class Repaired:
    """``moved`` people change the set of classes they go to; ``kept`` is the new objective to the old one's."""

    plan: Plan
    moved: int
    kept: float


def repair(problem: Problem, plan: Plan, event: Event, *, seconds: float) -> Repaired:
    """The plan mended within about ``seconds``. Raises CannotRepair.

    First whoever cannot stay goes, and classes that cannot be held close, nobody taking another seat; then the
    programmes that lost learners are seated anew, one by one, those who keep their seat being preferred.
    """
    pace = Pace(seconds=seconds)
    new = event.problem
    classes = [group for number, group in enumerate(plan.classes) if number != event.cancelled]
    before = State.of_classes(problem, list(plan.classes))
    barred: set[int] = set()
    state = State.of_classes(new, classes)
    touched = frozenset(range(new.programmes))
    if event.cancelled is not None:
        off = plan.classes[event.cancelled]
        barred.add(off.option * problem.months + off.start)
        touched = _chain(problem, int(problem.option_programme[off.option]))
    if check(new, make_plan(new, state.classes(), plan.bound)).broken:
        state = _shrunk(state, touched, pace)
    lost = np.bincount(new.gap_programme[(before.seat >= 0) & (state.seat < 0)], minlength=new.programmes)
    for programme in np.argsort(-lost, kind="stable").tolist():
        if lost[programme] == 0 or pace.is_over():
            break
        state = _refilled(state, before.seat, programme, barred, pace)
    # The old proof still holds: every event only takes away.
    mended = make_plan(new, state.classes(), plan.bound, plan.prices)
    if check(new, mended).broken:
        raise CannotRepair
    old = objective_of(problem, plan.classes)
    return Repaired(mended, moved(problem, plan, mended), mended.objective / old if old else 1.0)


def moved(problem: Problem, old: Plan, new: Plan) -> int:
    """How many people's set of (option, start) is not what it was."""
    sets = []
    for plan in (old, new):
        goes: dict[int, set[tuple[int, int]]] = {}
        for group in plan.classes:
            for item in group.learners:
                goes.setdefault(int(problem.gap_person[item]), set()).add((group.option, group.start))
        sets.append(goes)
    return sum(sets[0].get(person) != sets[1].get(person) for person in {*sets[0], *sets[1]})


def _chain(problem: Problem, programme: int) -> frozenset[int]:
    """The programme and all that are tied to it by prerequisites."""
    chain = {programme}
    while True:
        before = {int(problem.programme_prerequisite[j]) for j in chain} - {-1}
        after = set(np.flatnonzero(np.isin(problem.programme_prerequisite, list(chain))).tolist())
        if before | after <= chain:
            return frozenset(chain)
        chain |= before | after


def _shrunk(state: State, programmes: frozenset[int], pace: Pace) -> State:
    """The most valuable part of these programmes that keeps all rules, nobody in another seat than before."""
    problem = state.problem
    kinds = {kind: (0, n) for kind, n in state.counts.items() if state.programme_of(kind) in programmes}
    here = np.isin(problem.gap_programme, list(programmes))
    seated = np.flatnonzero((state.seat != NOWHERE) & here)
    block = Block(programmes, kinds, seated)
    seating = Seating(state, block, Stay(state.seat, is_forced=True))
    found = seating.solve(mip_rel_gap=5e-4, mip_max_nodes=200, **pace.limit(60.0))
    if found is None:
        raise CannotRepair
    return found


def _refilled(state: State, seat: Ints, programme: int, barred: set[int], pace: Pace) -> State:
    """The programme's classes and learners anew, when that is worth more."""
    problem = state.problem
    kinds = {kind: (0, n) for kind, n in state.counts.items() if state.programme_of(kind) == programme}
    for option in np.flatnonzero(problem.option_programme == programme).tolist():
        starts = problem.starts[option]
        is_off = any(kind // problem.months == option for kind in barred)
        for start in starts if is_off else starts[:: max(1, len(starts) // STARTS)][:STARTS]:
            kind = option * problem.months + start
            if kind not in barred:
                kinds[kind] = (0, kinds.get(kind, (0, 0))[1] + 1)
    items = np.flatnonzero(problem.gap_programme == programme)
    wish = problem.gap_weight[items] + 1e9 * (seat[items] >= 0)
    most = int((1.0 if barred else OTHERS) * (seat[items] >= 0).sum()) + 20
    items = np.sort(items[np.argsort(-wish, kind="stable")[:most]])
    usual = float(problem.gap_weight.mean())
    block = Block(frozenset({programme}), kinds, items)
    # Whoever still sits stays where only one class is off: so few move, and it is done in a second.
    stay = Stay(state.seat, is_forced=True) if barred else Stay(seat, bonus=LOYALTY * usual)
    seating = Seating(state, block, stay)
    seating.start_from(state)
    found = seating.solve(mip_rel_gap=REFILL_GAP, **pace.limit(5.0))
    if found is None or objective_of(problem, found.classes()) < objective_of(problem, state.classes()):
        return state
    return found
