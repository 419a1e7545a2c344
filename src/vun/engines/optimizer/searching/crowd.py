"""Those a block need not tell apart: of one unit, lacking one programme, free in every month they might be away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vun.engines.optimizer.highs import Model
from vun.engines.optimizer.plans.state import Residue
from vun.engines.optimizer.problem import Floats, Ints, Problem

# Fewer of a kind are told apart without more columns.
FEWEST = 3


@dataclass(frozen=True)
class Places:
    """Where a block can seat anybody: kinds of class, and for those that are not full time one kind for the option."""

    place: Ints
    option: Ints
    start: Ints
    end: Ints
    full: NDArray[np.bool_]


@dataclass(frozen=True)
class Crowd:
    """``items`` with a column each (``taken``), and how many of a unit's sit where: ``seat`` with ``unit``, ``place``
    and ``cost``; ``cell`` numbers unit and programme, for ``items`` and for seats (``seat_cell``)."""

    items: Ints
    taken: Ints
    cell: Ints
    seat: Ints
    seat_cell: Ints
    unit: Ints
    place: Ints
    cost: Floats


def gather(model: Model, problem: Problem, left: Residue, items: Ints, places: Places) -> Crowd:
    """Adds the columns for these items, and that whoever is taken has a seat."""
    key = problem.gap_unit[items] * problem.programmes + problem.gap_programme[items]
    cells, cell = np.unique(key, return_inverse=True)
    unit, programme = np.divmod(cells, problem.programmes)
    reach = problem.reach_cost[problem.unit_zone[unit][:, None], places.option[None, :]]
    open_to = np.isfinite(reach) & (problem.option_programme[places.option][None, :] == programme[:, None])
    for full in np.flatnonzero(places.full).tolist():
        months = slice(int(places.start[full]), int(places.end[full]))
        open_to[:, full] &= (left.release[unit, months] > 0).all(axis=1)
    seat_cell, number = np.nonzero(open_to)
    cost = reach[seat_cell, number]
    taken = model.add_columns(len(items), problem.gap_weight[items], 0.0, 1.0, whole=True)
    seat = model.add_columns(len(seat_cell), -problem.cost_weight * cost, whole=True)
    balance = model.add_rows(len(cells), 0.0, 0.0)
    model.put(balance[cell], taken, 1.0)
    model.put(balance[seat_cell], seat, -1.0)
    return Crowd(items, taken, cell, seat, seat_cell, unit[seat_cell], places.place[number], cost)


def alike(problem: Problem, items: Ints, alone: NDArray[np.bool_]) -> Ints:
    """Of these items those of which a unit has several, ``alone`` (by item) left out."""
    free = items[~alone[items]]
    key = problem.gap_unit[free] * problem.programmes + problem.gap_programme[free]
    _, cell, counts = np.unique(key, return_inverse=True, return_counts=True)
    return free[counts[cell] >= FEWEST]
