"""Chooses classes and learners of some programmes anew while everything else stays, as every search step does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from vun.engines.optimizer.highs import NoAnswer
from vun.engines.optimizer.plans.state import State
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints
from vun.engines.optimizer.searching.blocks import BlockModel


class Seating(BlockModel):
    """A block with its answer; ``is_proven`` says whether none is better."""

    is_proven = False
    _start: Floats | None = None

    def start_from(self, state: State) -> None:
        """A plan to begin with; as far as the block knows its kinds."""
        values = np.zeros(self.model.columns)
        values[self.count] = [state.counts.get(int(kind), 0) for kind in self.kind]
        seat = state.seat[self.item]
        where = np.where(self.free, seat // self.problem.months, seat)
        mine = np.where(self.free, self.kind_option[self.place], self.kind[self.place])
        values[self.slot] = (where == mine) & (seat >= 0)
        crowd = self.crowd
        sits = state.seat[crowd.items]
        values[crowd.taken] = sits >= 0
        group = np.where(
            self.kind_full[crowd.place], self.kind[crowd.place], -2 - self.kind_option[crowd.place]
        )
        full = self.problem.option_mode[sits // self.problem.months] == FULL_TIME
        wanted = np.where(full, sits, -2 - sits // self.problem.months)
        place_of = {
            (int(cell), int(one)): number
            for number, (cell, one) in enumerate(zip(crowd.seat_cell, group, strict=True))
        }
        for cell, one in zip(crowd.cell[sits >= 0].tolist(), wanted[sits >= 0].tolist(), strict=True):
            values[crowd.seat[place_of[cell, one]]] += 1.0
        self._start = values

    def solve(self, **limits: float | int) -> State | None:
        """The block done best, None when the solver found nothing within its limits."""
        try:
            start, model = self._start, self.model
            answer = model.solve(**limits) if start is None else model.solve_from(start, **limits)
        except NoAnswer:
            return None
        self.is_proven = answer.optimal
        counts = np.round(answer.columns[self.count]).astype(int)
        chosen = np.flatnonzero(answer.columns[self.slot] > 0.5)
        state = self.rest
        state.counts.update({int(k): int(n) for k, n in zip(self.kind, counts, strict=True) if n > 0})
        bound_to = chosen[~self.free[chosen]]
        state.seat[self.item[bound_to]] = self.kind[self.place[bound_to]]
        free = [(int(self.item[number]), int(self.place[number])) for number in chosen[self.free[chosen]]]
        for item, place in self._seated_crowd(answer.columns):
            if self.kind_full[place]:
                state.seat[item] = self.kind[place]
            else:
                free.append((item, place))
        self._seat_free(state, free, counts)
        return state

    def _seated_crowd(self, columns: Floats) -> Iterator[tuple[int, int]]:
        """Who of the crowd sits where: all of a cell are alike, so whoever comes first."""
        crowd = self.crowd
        seats = np.round(columns[crowd.seat]).astype(int)
        taken = np.flatnonzero(columns[crowd.taken] > 0.5)
        waiting: dict[int, list[int]] = defaultdict(list)
        for number in taken.tolist():
            waiting[int(crowd.cell[number])].append(int(crowd.items[number]))
        for number in np.flatnonzero(seats).tolist():
            for _ in range(int(seats[number])):
                yield waiting[int(crowd.seat_cell[number])].pop(), int(crowd.place[number])

    def _seat_free(self, state: State, free: list[tuple[int, int]], counts: Ints) -> None:
        """Spreads those to whom the month is all one over the starts of their option: the least filled class first."""
        size = np.bincount(
            np.searchsorted(self.kind, state.seat[np.isin(state.seat, self.kind)]), minlength=len(self.kind)
        )
        by_option: dict[int, list[int]] = defaultdict(list)
        for place in np.flatnonzero(counts > 0).tolist():
            by_option[int(self.kind_option[place])].append(place)
        for item, first in free:
            places = by_option[int(self.kind_option[first])]
            place = min(places, key=lambda p: (size[p] / counts[p], p))
            size[place] += 1
            state.seat[item] = self.kind[place]
