"""Classes and learners of some programmes while everything else stays, as an exact integer programme.

All rules hold in it: months, releases and prerequisites too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from vun.engines.optimizer.highs import INFINITY, Model
from vun.engines.optimizer.plans.state import MEANT, NOWHERE, State, residue
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints, Marks, Problem
from vun.engines.optimizer.searching.crowd import Places, alike, gather

# What one learner short of a programme's quota_min costs while no plan keeps all quotas yet.
SHORT = 1e4


@dataclass(frozen=True)
class Block:
    """What may change: ``kinds`` of class with the least and most classes of each, and ``items`` that may be seated."""

    programmes: frozenset[int]
    kinds: dict[int, tuple[int, int]]
    items: Ints


@dataclass(frozen=True)
class Stay:
    """``seat`` by item as it was; who keeps it is worth ``bonus`` more. ``is_forced``: who has one keeps it or
    goes. ``most``: no more items than that may change, those of ``exempt`` people not counted."""

    seat: Ints
    bonus: float = 0.0
    is_forced: bool = False
    most: int | None = None
    exempt: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def timed_items(problem: Problem) -> Ints:
    """Items whose month matters to another item of the person: prerequisites and what needs them."""
    after = np.flatnonzero(problem.gap_prerequisite >= 0)
    return np.union1d(after, problem.gap_prerequisite[after])


def bound_items(problem: Problem) -> Marks:
    """By item, whether its month makes a difference whatever the mode: of those timed, and of who is ever away."""
    bound: Marks = np.asarray(problem.person_away.any(axis=1))[problem.gap_person]
    bound[timed_items(problem)] = True
    return bound


class BlockModel:
    """One block's integer programme, built piece by piece."""

    def __init__(self, state: State, block: Block, stay: Stay | None = None) -> None:
        """With ``stay``, who keeps his seat is worth more, or nobody may take another."""
        self.problem = state.problem
        self.block = block
        self.state = state
        self.rest = state.without(set(block.programmes))
        self.left = residue(self.rest)
        self.stay = stay
        # To whom the month makes a difference, whatever the mode.
        self.bound = bound_items(state.problem)
        self.model = Model()
        self._kinds()
        self._gather()
        self._slots()
        self._fill()
        self._people()
        self._moves()
        self._order()
        self._capacity()
        self._money()
        self._quota()

    def _kinds(self) -> None:
        problem = self.problem
        self.kind = np.array(sorted(self.block.kinds), dtype=np.int64)
        self.kind_option, self.kind_start = np.divmod(self.kind, problem.months)
        self.kind_end = self.kind_start + problem.option_months[self.kind_option]
        self.kind_full = problem.option_mode[self.kind_option] == FULL_TIME
        low, high = (
            np.array([self.block.kinds[int(k)][side] for k in self.kind], dtype=float) for side in (0, 1)
        )
        cost = -problem.cost_weight * problem.option_fixed[self.kind_option]
        self.count = self.model.add_columns(len(self.kind), cost, low, high, whole=True)

    def _gather(self) -> None:
        """Sets apart those who need no columns of their own for every kind."""
        problem = self.problem
        alone = np.full(problem.items, self.stay is not None)
        alone[self.bound] = True
        # Whoever is away in some month, or might be twice at once, has to be told apart.
        often = np.isin(problem.gap_programme[self.block.items], self._full_programmes())
        away = np.bincount(problem.gap_person[self.block.items[often]], minlength=problem.people)
        busy = (away > 1) | self.left.busy.any(axis=1) | (self.left.person <= 0)
        alone |= busy[problem.gap_person]
        first = self._first_of_option()
        place = np.array(
            [k for k, o in enumerate(self.kind_option.tolist()) if self.kind_full[k] or first[o] == k],
            dtype=np.int64,
        )
        places = Places(
            place,
            self.kind_option[place],
            self.kind_start[place],
            self.kind_end[place],
            self.kind_full[place],
        )
        self.crowd = gather(self.model, problem, self.left, alike(problem, self.block.items, alone), places)

    def _full_programmes(self) -> list[int]:
        return np.unique(self.problem.option_programme[self.kind_option[self.kind_full]]).tolist()

    def _slots(self) -> None:
        """One column for an item and a kind; for an item and an option where the month makes no difference."""
        problem = self.problem
        by_programme: dict[int, list[int]] = defaultdict(list)
        for place, option in enumerate(self.kind_option.tolist()):
            by_programme[int(problem.option_programme[option])].append(place)
        alone = np.setdiff1d(self.block.items, self.crowd.items)
        item_parts, place_parts = [], []
        first = self._first_of_option()
        for programme, places in sorted(by_programme.items()):
            items = alone[problem.gap_programme[alone] == programme]
            items = items[self.left.person[problem.gap_person[items]] > 0]
            for place in places:
                option = int(self.kind_option[place])
                mine = items[np.isfinite(problem.reach_cost[problem.gap_zone[items], option])]
                mine = mine[problem.is_there(mine, option, int(self.kind_start[place]))]
                if self.kind_full[place]:
                    months = slice(int(self.kind_start[place]), int(self.kind_end[place]))
                    mine = mine[~self.left.busy[problem.gap_person[mine], months].any(axis=1)]
                    mine = mine[(self.left.release[problem.gap_unit[mine], months] > 0).all(axis=1)]
                elif place != first[option] and self.stay is None:
                    mine = mine[self.bound[mine]]
                mine = mine[self._in_time(mine, place)]
                if self.stay is not None and self.stay.is_forced:
                    seat = self.stay.seat[mine]
                    mine = mine[(seat == self.kind[place]) | (seat == NOWHERE)]
                item_parts.append(mine)
                place_parts.append(np.full(len(mine), place))
        self.item = np.concatenate(item_parts) if item_parts else np.zeros(0, dtype=np.int64)
        self.place = np.concatenate(place_parts) if place_parts else np.zeros(0, dtype=np.int64)
        self.free = ~self.kind_full[self.place] & ~self.bound[self.item] & (self.stay is None)
        self.cost = problem.reach_cost[problem.gap_zone[self.item], self.kind_option[self.place]]
        value = problem.gap_weight[self.item] - problem.cost_weight * self.cost
        if self.stay is not None:
            value = value + self.stay.bonus * (self.stay.seat[self.item] == self.kind[self.place])
        self.slot = self.model.add_columns(len(self.item), value, 0.0, 1.0, whole=True)

    def _first_of_option(self) -> dict[int, int]:
        first: dict[int, int] = {}
        for place, option in enumerate(self.kind_option.tolist()):
            first.setdefault(option, place)
        return first

    def _in_time(self, items: Ints, place: int) -> Marks:
        """Whether each item at this kind keeps the order with what is seated outside the block."""
        problem = self.problem
        before = problem.gap_prerequisite[items]
        good = np.ones(len(items), dtype=bool)
        for number in np.flatnonzero(before >= 0).tolist():
            seat = int(self.rest.seat[before[number]])
            if int(problem.gap_programme[before[number]]) in self.block.programmes or seat == MEANT:
                continue
            good[number] = seat != NOWHERE and self._end(seat) <= self.kind_start[place]
        return good

    def _end(self, kind: int) -> int:
        option, start = divmod(kind, self.problem.months)
        return start + int(self.problem.option_months[option])

    def _fill(self) -> None:
        """Classes are neither too small nor too full. Where months make no difference, over all starts together."""
        problem, model = self.problem, self.model
        size = problem.option_programme[self.kind_option]
        most, least = problem.programme_max[size].astype(float), problem.programme_min[size].astype(float)
        is_bound = self.kind_full | (self.stay is not None)
        group = np.where(is_bound, self.kind, -1 - self.kind_option)
        groups, group = np.unique(group, return_inverse=True)
        self.group = group
        for factor, lower, upper in ((most, -INFINITY, 0.0), (least, 0.0, INFINITY)):
            rows = model.add_rows(len(groups), lower, upper)
            model.put(rows[group[self.place]], self.slot, 1.0)
            model.put(rows[group[self.crowd.place]], self.crowd.seat, 1.0)
            model.put(rows[group], self.count, -factor)
        bound_to = ~self.free & ~self.kind_full[self.place]
        rows = model.add_rows(len(self.kind), -INFINITY, 0.0)
        model.put(rows[self.place[bound_to]], self.slot[bound_to], 1.0)
        model.put(rows, self.count, -most)
        if problem.person_away.any() and self.stay is None:
            self._spread(bound_to, least)

    def _spread(self, bound_to: Marks, least: Floats) -> None:
        """Those to whom the month is all one are as many as its classes lack of those to whom it is not."""
        model, option = self.model, self.kind_option
        options = np.unique(option[self.place[bound_to]])
        kinds = np.flatnonzero(np.isin(option, options) & ~self.kind_full)
        lacking = model.add_columns(len(kinds))
        rows = model.add_rows(len(kinds), 0.0, INFINITY)
        model.put(rows, lacking, 1.0)
        model.put(rows, self.count[kinds], -least[kinds])
        own = np.flatnonzero(bound_to)
        model.put(rows[np.searchsorted(kinds, self.place[own])], self.slot[own], 1.0)
        rows = model.add_rows(len(options), 0.0, INFINITY)
        model.put(rows[np.searchsorted(options, option[kinds])], lacking, -1.0)
        for place, column in (
            (self.place[self.free], self.slot[self.free]),
            (self.crowd.place, self.crowd.seat),
        ):
            mine = np.isin(option[place], options)
            model.put(rows[np.searchsorted(options, option[place[mine]])], column[mine], 1.0)

    def _people(self) -> None:
        problem, model, left = self.problem, self.model, self.left
        items, at = np.unique(self.item, return_inverse=True)
        model.put(model.add_rows(len(items), -INFINITY, 1.0)[at], self.slot, 1.0)
        item, taken = self._taken()
        for owner, limit in ((problem.gap_person, left.person), (problem.gap_unit, left.unit)):
            who, at = np.unique(owner[item], return_inverse=True)
            model.put(model.add_rows(len(who), -INFINITY, limit[who].astype(float))[at], taken, 1.0)
        self._release()

    def _moves(self) -> None:
        """How many sit elsewhere than they did, or no more, or for the first time."""
        stay, problem = self.stay, self.problem
        if stay is None or stay.most is None:
            return

        def counts(items: Ints) -> Marks:
            return ~np.isin(problem.gap_person[items], stay.exempt)

        was = stay.seat[self.item]
        counted, kept = counts(self.item), was == self.kind[self.place]
        sat = self.block.items[stay.seat[self.block.items] != NOWHERE]
        row = self.model.add_rows(1, -INFINITY, float(stay.most - counts(sat).sum()))
        for mine, one in ((counted & kept, -1.0), (counted & (was == NOWHERE), 1.0)):
            self.model.put(np.repeat(row, mine.sum()), self.slot[mine], one)

    def _taken(self) -> tuple[Ints, Ints]:
        """Columns that seat somebody, with whom."""
        return (
            np.concatenate([self.item, self.crowd.items]),
            np.concatenate([self.slot, self.crowd.taken]),
        )

    def _release(self) -> None:
        """Who is away in which month: no more of a unit than it can release, and nobody twice."""
        problem, model, left = self.problem, self.model, self.left
        place = np.concatenate([self.place, self.crowd.place])
        unit = np.concatenate([problem.gap_unit[self.item], self.crowd.unit])
        column = np.concatenate([self.slot, self.crowd.seat])
        full = np.flatnonzero(self.kind_full[place])
        each, month = problem.held(self.kind_option[place[full]], self.kind_start[place[full]])
        each = full[each]
        cell, at = np.unique(unit[each] * problem.months + month, return_inverse=True)
        release = left.release[cell // problem.months, cell % problem.months].astype(float)
        model.put(model.add_rows(len(cell), -INFINITY, release)[at], column[each], 1.0)
        if len(self.block.programmes) > 1:
            own = each < len(self.item)
            person = problem.gap_person[self.item[each[own]]]
            cell, at = np.unique(person * problem.months + month[own], return_inverse=True)
            model.put(model.add_rows(len(cell), -INFINITY, 1.0)[at], column[each[own]], 1.0)

    def _order(self) -> None:
        """Prerequisites first: inside the block, and towards what stays seated outside it."""
        problem = self.problem
        slots: dict[int, list[int]] = defaultdict(list)
        timed = set(timed_items(problem).tolist())
        for number, item in enumerate(self.item.tolist()):
            if item in timed:
                slots[item].append(number)
        for item in np.flatnonzero(problem.gap_prerequisite >= 0).tolist():
            before = int(problem.gap_prerequisite[item])
            if int(problem.gap_programme[before]) not in self.block.programmes:
                continue
            if int(problem.gap_programme[item]) in self.block.programmes:
                self._pair(slots[item], slots[before])
            elif self.rest.seat[item] >= 0:
                start = int(self.rest.seat[item]) % problem.months
                self._demand(slots[before], start)

    def _pair(self, later: list[int], earlier: list[int]) -> None:
        for start in sorted({int(self.kind_start[self.place[number]]) for number in later}):
            row = self.model.add_rows(1, -INFINITY, 0.0)
            begun = [n for n in later if self.kind_start[self.place[n]] <= start]
            ended = [n for n in earlier if self.kind_end[self.place[n]] <= start]
            self.model.put(np.repeat(row, len(begun)), self.slot[begun], 1.0)
            self.model.put(np.repeat(row, len(ended)), self.slot[ended], -1.0)

    def _demand(self, earlier: list[int], start: int) -> None:
        ended = [n for n in earlier if self.kind_end[self.place[n]] <= start]
        row = self.model.add_rows(1, 1.0, INFINITY)
        self.model.put(np.repeat(row, len(ended)), self.slot[ended], 1.0)

    def _capacity(self) -> None:
        problem, model = self.problem, self.model
        each, month = problem.held(self.kind_option, self.kind_start)
        option = self.kind_option[each]
        pool = problem.programme_pool[problem.option_programme[option]]
        for place, use, left in (
            (problem.option_venue[option], problem.option_rooms[option], self.left.rooms),
            (pool, problem.option_hours[option], self.left.hours),
        ):
            cell, at = np.unique(place * problem.months + month, return_inverse=True)
            room = np.maximum(left[cell // problem.months, cell % problem.months], 0.0)
            model.put(model.add_rows(len(cell), -INFINITY, room)[at], self.count[each], use)

    def _money(self) -> None:
        problem, model = self.problem, self.model
        payers = sorted(set(problem.programme_sources))
        number = np.array([payers.index(sources) for sources in problem.programme_sources], dtype=np.int64)
        spent = np.bincount(number, weights=self.left.cost, minlength=len(payers)).astype(float)
        rows = model.add_rows(len(payers), -INFINITY, -spent)
        programme = problem.option_programme
        model.put(
            rows[number[programme[self.kind_option]]], self.count, problem.option_fixed[self.kind_option]
        )
        model.put(rows[number[programme[self.kind_option[self.place]]]], self.slot, self.cost)
        paid = number[programme[self.kind_option[self.crowd.place]]]
        model.put(rows[paid], self.crowd.seat, self.crowd.cost)
        budget = model.add_rows(len(problem.sources), -INFINITY, problem.budget)
        for place, sources in enumerate(payers):
            funds = model.add_columns(len(sources))
            model.put(rows[place : place + 1], funds, -1.0)
            model.put(budget[list(sources)], funds, 1.0)

    def _quota(self) -> None:
        problem, model = self.problem, self.model
        programmes = np.array(sorted(self.block.programmes), dtype=np.int64)
        low, high = problem.programme_quota_min[programmes], problem.programme_quota_max[programmes]
        rows = model.add_rows(len(programmes), low.astype(float), high.astype(float))
        item, taken = self._taken()
        model.put(rows[np.searchsorted(programmes, problem.gap_programme[item])], taken, 1.0)
        needy = np.flatnonzero(low > 0)
        model.put(rows[needy], model.add_columns(len(needy), -SHORT), 1.0)
        if problem.fair_penalty > 0:
            rows = model.add_rows(problem.districts, problem.district_share - self.left.districts)
            model.put(rows, model.add_columns(problem.districts, -problem.fair_penalty), 1.0)
            model.put(rows[problem.gap_district[item]], taken, 1.0)
