"""The plan a careful officer makes with a spreadsheet: programme by programme, the dearest people first. Also the first
plan of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from vun.engines.optimizer.plans.funding import pay
from vun.engines.optimizer.plans.plan import Plan, PlanClass, make_plan
from vun.engines.optimizer.plans.state import NOWHERE, Residue, State, residue
from vun.engines.optimizer.problem import FULL_TIME, Ints, Problem
from vun.engines.optimizer.searching.months import chain_depth


def greedy(problem: Problem) -> Plan:
    """Programmes in order of their people's weight; for each the option that reaches most of them at the least cost a
    head, class after class while there is money. A programme's quota_min is
    not looked at. The bound is the plain sum of all weights."""
    state = _filled(State(problem), lambda: False)
    return make_plan(problem, state.classes(), float(problem.gap_weight.sum()))


def quick_plans(problem: Problem, is_over: Callable[[], bool]) -> Iterator[list[PlanClass]]:
    """A first plan, within a second or two: as many as each quota_min asks for, then the same filled up greedily.

    Nothing where the quotas cannot be kept so simply; that does not mean that they cannot be kept.
    """
    state: State | None = State(problem)
    depth = chain_depth(problem)
    for programme in sorted(range(problem.programmes), key=lambda j: (depth[j], j)):
        while state is not None and (missing := _missing(state, programme)) > 0:
            size = max(1, int(problem.programme_max[programme]))
            classes = -(-missing // size)
            state = None if is_over() else _open(state, programme, -(-missing // classes))
    if state is None:
        return
    yield state.classes()
    yield _filled(state, is_over).classes()


def _missing(state: State, programme: int) -> int:
    """How many learners the programme lacks to its quota_min."""
    problem = state.problem
    enrolled = int(((problem.gap_programme == programme) & (state.seat != NOWHERE)).sum())
    return int(problem.programme_quota_min[programme]) - enrolled


def _filled(state: State, is_over: Callable[[], bool]) -> State:
    problem = state.problem
    total = np.bincount(problem.gap_programme, weights=problem.gap_weight, minlength=problem.programmes)
    for programme in np.argsort(-total, kind="stable").tolist():
        while not is_over() and (opened := _open(state, programme)) is not None:
            state = opened
    return state


def _open(state: State, programme: int, wanted: int | None = None) -> State | None:
    """One more class of the programme, of so many if they are enough for one; None when none can be held and paid."""
    problem, left = state.problem, residue(state)
    waiting = np.flatnonzero((problem.gap_programme == programme) & (state.seat == NOWHERE))
    waiting = waiting[np.argsort(-problem.gap_weight[waiting], kind="stable")]
    enrolled = int(((problem.gap_programme == programme) & (state.seat != NOWHERE)).sum())
    least, most = int(problem.programme_min[programme]), int(problem.programme_max[programme])
    if wanted is not None:
        most = min(most, max(wanted, least))
    room = min(most, int(problem.programme_quota_max[programme]) - enrolled)
    offers = []
    for option in np.flatnonzero(problem.option_programme == programme).tolist():
        reached = waiting[np.isfinite(problem.reach_cost[problem.gap_zone[waiting], option])][:room]
        if len(reached):
            cost = problem.option_fixed[option] + problem.reach_cost[problem.gap_zone[reached], option].sum()
            offers.append((float(cost) / len(reached), option))
    for _, option in sorted(offers):
        for start in problem.starts[option]:
            if not _has_room(problem, left, option, start):
                continue
            people = _who(problem, state, left, waiting, option, start, room)
            if len(people) < max(1, least):
                continue
            if not _can_be_paid(problem, left, option, people):
                continue
            opened = state.copy()
            kind = option * problem.months + start
            opened.counts[kind] = opened.counts.get(kind, 0) + 1
            opened.seat[people] = kind
            return opened
    return None


def _who(
    problem: Problem, state: State, left: Residue, waiting: Ints, option: int, start: int, room: int
) -> list[int]:
    """Who of those waiting can sit in this class, in their order, at most so many as there is room."""
    months = slice(start, start + int(problem.option_months[option]))
    full = problem.option_mode[option] == FULL_TIME
    quota, release = left.unit.copy(), left.release[:, months].copy()
    found: list[int] = []
    can = np.isfinite(problem.reach_cost[problem.gap_zone[waiting], option])
    for item in waiting[can & problem.is_there(waiting, option, start)].tolist():
        if len(found) >= room:
            break
        person, unit = problem.gap_person[item], problem.gap_unit[item]
        if left.person[person] <= 0 or quota[unit] <= 0 or not _is_in_order(problem, state, item, start):
            continue
        if full and (left.busy[person, months].any() or (release[unit] <= 0).any()):
            continue
        quota[unit] -= 1
        release[unit] -= full
        found.append(item)
    return found


def _is_in_order(problem: Problem, state: State, item: int, start: int) -> bool:
    before = int(problem.gap_prerequisite[item])
    if before < 0:
        return True
    seat = int(state.seat[before])
    option, begun = divmod(seat, problem.months)
    return seat != NOWHERE and begun + int(problem.option_months[option]) <= start


def _has_room(problem: Problem, left: Residue, option: int, start: int) -> bool:
    """Whether rooms and lecturers suffice for one more class."""
    months = slice(start, start + int(problem.option_months[option]))
    pool = problem.programme_pool[problem.option_programme[option]]
    rooms = left.rooms[problem.option_venue[option], months] >= problem.option_rooms[option] - 1e-9
    return bool(rooms.all() and (left.hours[pool, months] >= problem.option_hours[option] - 1e-9).all())


def _can_be_paid(problem: Problem, left: Residue, option: int, people: list[int]) -> bool:
    cost = left.cost.copy()
    cost[problem.option_programme[option]] += problem.option_fixed[option]
    cost[problem.option_programme[option]] += problem.reach_cost[problem.gap_zone[people], option].sum()
    return pay(problem, {j: amount for j, amount in enumerate(cost.tolist()) if amount > 0})[1] <= 1e-6
