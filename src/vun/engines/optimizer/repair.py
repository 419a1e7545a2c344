"""Mends a plan after something happened: as few people moved as the value allows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.events import Event
from vun.engines.optimizer.plans.plan import Plan, PlanClass, make_plan, objective_of
from vun.engines.optimizer.plans.state import NOWHERE, State
from vun.engines.optimizer.problem import Floats, Ints, Problem
from vun.engines.optimizer.searching.blocks import Block, Stay
from vun.engines.optimizer.searching.seating import Seating
from vun.engines.optimizer.searching.spending import spend

# What keeping a seat is worth, in usual weights, while seats are given anew; while what is left is spent, when others
# may move for it.
LOYALTY = 0.25
LITTLE_LOYALTY = 0.02
# The most starts of an option beside those it has, and how many items to those who sit, that a block looks at.
STARTS = 1
OTHERS = 1.15
# How near to the best a programme is seated anew, in how many processor seconds where one class is off and otherwise:
# closer costs more seconds than it is worth.
REFILL_GAP = 3e-3
REFILL_NODES = 1000
REFILL_SECONDS, LONGER_SECONDS = 1.2, 5.0
# Where more than this share of the value is lost, of no more items, what was set free is spent, in so many steps of so
# many processor seconds: where one class is off, and otherwise.
LOST = 1e-3
SPENT_ITEMS = 5000
STEPS, STEP_SECONDS = 2, 2.5
MORE_STEPS, LONGER_STEP_SECONDS = 8, 4.0


class CannotRepair(Exception):
    """What is left of the plan cannot keep all rules: some programme's quota_min."""


@dataclass(frozen=True)
class Repaired:
    """``moved`` people change the set of classes they go to; ``kept`` is what the new plan is worth to the old one's.

    ``least`` is what moving no more people than had to move would have come to, None when that is this plan.
    """

    plan: Plan
    moved: int
    kept: float
    least: Repaired | None = None


def repair(
    problem: Problem,
    plan: Plan,
    event: Event,
    *,
    seconds: float | None = None,
    work: int | None = None,
    apart: Floats | None = None,
) -> Repaired:
    """The plan mended within about ``seconds``, or in ``work`` counted steps; then the same every time. Raises
    CannotRepair.

    First whoever cannot stay goes, and classes that cannot be held close, nobody taking another seat; then the
    programmes that lost learners are seated anew, one by one, those who keep their seat being preferred. In the end
    what was set free is spent (up to 5,000 items); where one class is off no more others move than it had learners.
    ``apart``: points by item that decide who goes but are no part of what a plan is worth.
    """
    if (seconds is None) == (work is None):
        raise ValueError("either seconds or work")
    # Counted steps are those in which what was set free is spent; nothing before ends by itself.
    pace = Pace(seconds=seconds, work=None if work is None else 1)
    before = State.of_classes(problem, list(plan.classes))
    state = _mended(problem, plan, event, before, pace)
    apart = np.zeros(problem.items) if apart is None else apart
    least = _told(problem, plan, event, state, apart)
    old = _worth(problem, plan, apart)
    if event.problem.items > SPENT_ITEMS or old - _worth(problem, least.plan, apart) <= LOST * abs(old):
        return least
    try:
        better = _told(problem, plan, event, _spent(plan, event, state, before.seat, work, pace), apart)
    except CannotRepair:
        # What was spent broke a rule, as it may by rounding; the plan without it keeps them all.
        return least
    return replace(better, least=least) if better.plan.objective > least.plan.objective else least


def _mended(problem: Problem, plan: Plan, event: Event, before: State, pace: Pace) -> State:
    """Only what the event makes necessary."""
    new = event.problem
    classes = [group for number, group in enumerate(plan.classes) if number != event.cancelled]
    off = None if event.cancelled is None else plan.classes[event.cancelled]
    state = State.of_classes(new, classes)
    touched = frozenset(range(new.programmes))
    if off is not None:
        touched = _chain(problem, int(problem.option_programme[off.option]))
    if check(new, make_plan(new, state.classes(), plan.bound)).broken:
        state = _shrunk(state, touched, pace)
    lost = np.bincount(new.gap_programme[(before.seat >= 0) & (state.seat < 0)], minlength=new.programmes)
    for programme in np.argsort(-lost, kind="stable").tolist():
        if lost[programme] == 0 or pace.is_over():
            break
        state = _refilled(state, before.seat, programme, off, pace)
    return state


def _spent(plan: Plan, event: Event, state: State, seat: Ints, work: int | None, pace: Pace) -> State:
    """More classes and learners with what the mended plan leaves; whoever had a seat in ``seat`` rather keeps it."""
    new = event.problem
    bonus = LITTLE_LOYALTY * float(new.gap_weight.mean())
    if event.cancelled is None:
        stay = Stay(seat, bonus=bonus)
        return spend(state, stay, {}, steps=work or MORE_STEPS, seconds=LONGER_STEP_SECONDS, pace=pace)
    off = plan.classes[event.cancelled]
    kind = off.option * new.months + off.start
    own = np.unique(new.gap_person[list(off.learners)])
    kept = np.where(np.isin(new.gap_person, own), NOWHERE, seat)
    stay = Stay(kept, bonus=bonus, most=len(off.learners), exempt=own)
    return spend(
        state, stay, {kind: state.counts.get(kind, 0)}, steps=work or STEPS, seconds=STEP_SECONDS, pace=pace
    )


def _told(problem: Problem, plan: Plan, event: Event, state: State, apart: Floats) -> Repaired:
    """The plan of a state, judged. Raises CannotRepair when it breaks a rule."""
    # The old proof still holds: every event only takes away.
    mended = make_plan(event.problem, state.classes(), plan.bound, plan.prices)
    if check(event.problem, mended).broken:
        raise CannotRepair
    old = _worth(problem, plan, apart)
    kept = _worth(problem, mended, apart) / old if old else 1.0
    return Repaired(mended, moved(problem, plan, mended), kept)


def _worth(problem: Problem, plan: Plan, apart: Floats) -> float:
    """What a plan is worth without the points ``apart``."""
    points = sum(float(apart[list(group.learners)].sum()) for group in plan.classes)
    return objective_of(problem, plan.classes) - points


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


def _refilled(state: State, seat: Ints, programme: int, off: PlanClass | None, pace: Pace) -> State:
    """The programme's classes and learners anew, when that is worth more."""
    problem = state.problem
    barred = -1 if off is None else off.option * problem.months + off.start
    kinds = {kind: (0, n) for kind, n in state.counts.items() if state.programme_of(kind) == programme}
    for option in np.flatnonzero(problem.option_programme == programme).tolist():
        starts = problem.starts[option]
        is_off = barred // problem.months == option
        for start in starts if is_off else starts[:: max(1, len(starts) // STARTS)][:STARTS]:
            kind = option * problem.months + start
            if kind != barred:
                kinds[kind] = (0, kinds.get(kind, (0, 0))[1] + 1)
    items = np.flatnonzero(problem.gap_programme == programme)
    wish = problem.gap_weight[items] + 1e9 * (seat[items] >= 0)
    most = int((OTHERS if off is None else 1.0) * (seat[items] >= 0).sum()) + 20
    items = np.sort(items[np.argsort(-wish, kind="stable")[:most]])
    block = Block(frozenset({programme}), kinds, items)
    if off is None:
        stay = Stay(seat, bonus=LOYALTY * float(problem.gap_weight.mean()))
    else:
        # Whoever still sits stays where only one class is off: so few move, and it is done in a second.
        own = np.unique(problem.gap_person[list(off.learners)])
        gone = (seat >= 0) & (state.seat < 0) & ~np.isin(problem.gap_person, own)
        others = max(0, len(off.learners) - int(gone.sum()))
        stay = Stay(state.seat, is_forced=True, most=others, exempt=own)
    seating = Seating(state, block, stay)
    seating.start_from(state)
    seconds = LONGER_SECONDS if off is None else REFILL_SECONDS
    found = seating.solve(mip_rel_gap=REFILL_GAP, mip_max_nodes=REFILL_NODES, **pace.limit(seconds))
    if found is None or objective_of(problem, found.classes()) < objective_of(problem, state.classes()):
        return state
    return found
