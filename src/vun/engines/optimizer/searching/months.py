"""In which months classes start, once it is known how many of each option there are."""

from __future__ import annotations

import numpy as np

from vun.engines.optimizer.highs import INFINITY, Model
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints, Problem

# What leaving one class out costs against any order of months.
DROPPED = 1e4
# What starting a class while all of its programme's people are away costs.
ABSENT = 1e3
# How near to the best order of months is near enough: far less than leaving a class out.
NEAR = 200.0


def chain_depth(problem: Problem) -> list[int]:
    """How many programmes stand before each one in its chain of prerequisites (a circle ends where it closes)."""
    found = []
    for programme in range(problem.programmes):
        seen = [programme]
        while (before := int(problem.programme_prerequisite[seen[-1]])) >= 0 and before not in seen:
            seen.append(before)
        found.append(len(seen) - 1)
    return found


def _share_there(problem: Problem, option: Ints, start: Ints) -> Floats:
    """For each option from each start the share of its programme's people who are there."""
    there = np.ones(len(option))
    if problem.person_closed.any():
        items = [np.flatnonzero(problem.gap_programme == j) for j in range(problem.programmes)]
        for number, (one, begin) in enumerate(zip(option.tolist(), start.tolist(), strict=True)):
            mine = items[int(problem.option_programme[one])]
            there[number] = problem.is_there(mine, one, begin).mean() if len(mine) else 1.0
    return there


def place_months(problem: Problem, classes: Floats, random: np.random.Generator) -> dict[int, int]:
    """Counts by kind: rooms and hours kept, prerequisites early and what needs them late, full-time learners spread.

    A class that fits nowhere is left out.
    """
    option = np.array([o for o in np.flatnonzero(classes > 0) for _ in problem.starts[o]], dtype=np.int64)
    start = np.array([s for o in np.flatnonzero(classes > 0) for s in problem.starts[o]], dtype=np.int64)
    if not len(option):
        return {}
    model = Model()
    there = _share_there(problem, option, start)
    depth = np.array(chain_depth(problem))
    needed = np.isin(np.arange(problem.programmes), problem.programme_prerequisite)
    programme = problem.option_programme[option]
    span = problem.option_months[option]
    wish = 3.0 * (depth[programme] > 0) * start - 3.0 * needed[programme] * (depth[programme] == 0) * (
        start + span
    )
    wish -= ABSENT * (1.0 - there)
    count = model.add_columns(len(option), wish + random.random(len(option)), whole=True)
    total = model.add_rows(problem.options, classes, classes)
    model.put(total[option], count, 1.0)
    model.put(total, model.add_columns(problem.options, -DROPPED), 1.0)
    each, month = problem.held(option, start)
    at = option[each]
    pool = problem.programme_pool[problem.option_programme[at]]
    for place, use, capacity in (
        (problem.option_venue[at], problem.option_rooms[at], problem.venue_capacity),
        (pool, problem.option_hours[at], problem.pool_capacity),
    ):
        rows = model.add_rows(capacity.size, -INFINITY, capacity.ravel())
        model.put(rows[place * problem.months + month], count[each], use)
    full = problem.option_mode[at] == FULL_TIME
    load = model.add_rows(problem.months, -INFINITY, 0.0)
    model.put(
        load[month[full]], count[each[full]], problem.programme_max[problem.option_programme[at[full]]] / 10.0
    )
    model.put(load, model.add_columns(1, -5.0), -1.0)
    answer = model.solve(mip_abs_gap=NEAR, mip_rel_gap=0.0, mip_max_nodes=200)
    chosen = np.round(answer.columns[count]).astype(int)
    return {int(option[k] * problem.months + start[k]): int(chosen[k]) for k in np.flatnonzero(chosen)}
