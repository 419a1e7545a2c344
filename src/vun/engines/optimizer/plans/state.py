"""A plan in the making: how many classes of which option start when, and where each item sits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from vun.engines.optimizer.plans.plan import PlanClass
from vun.engines.optimizer.problem import FULL_TIME, Floats, Ints, Marks, Problem

NOWHERE = -1
# Meant to be seated, in a class not yet chosen: takes its person's and unit's places, but no month.
MEANT = -2


@dataclass
class State:
    """A kind of class is one number, option x months + start. ``counts`` by kind, ``seat`` by item."""

    problem: Problem
    counts: dict[int, int] = field(default_factory=dict)
    seat: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    # What programmes whose learners are only meant will cost.
    meant_cost: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not len(self.seat):
            self.seat = np.full(self.problem.items, NOWHERE)

    def copy(self) -> State:
        return State(self.problem, dict(self.counts), self.seat.copy(), dict(self.meant_cost))

    def programme_of(self, kind: int) -> int:
        return int(self.problem.option_programme[kind // self.problem.months])

    def without(self, programmes: set[int]) -> State:
        """The same with these programmes' classes and learners gone."""
        gone = np.isin(self.problem.gap_programme, list(programmes))
        counts = {kind: n for kind, n in self.counts.items() if self.programme_of(kind) not in programmes}
        meant = {j: cost for j, cost in self.meant_cost.items() if j not in programmes}
        return State(self.problem, counts, np.where(gone, NOWHERE, self.seat), meant)

    def classes(self) -> list[PlanClass]:
        """The classes with their learners, a kind's learners divided evenly among its classes."""
        members: dict[int, list[int]] = defaultdict(list)
        for item in np.flatnonzero(self.seat >= 0).tolist():
            members[int(self.seat[item])].append(item)
        found: list[PlanClass] = []
        for kind, count in sorted(self.counts.items()):
            option, start = divmod(kind, self.problem.months)
            found.extend(
                PlanClass(option, start, tuple(int(item) for item in part))
                for part in np.array_split(np.array(members[kind], dtype=np.int64), count)
            )
        return found

    @classmethod
    def of_classes(cls, problem: Problem, classes: list[PlanClass]) -> State:
        state = cls(problem)
        for group in classes:
            kind = group.option * problem.months + group.start
            state.counts[kind] = state.counts.get(kind, 0) + 1
            state.seat[list(group.learners)] = kind
        return state


@dataclass(frozen=True)
class Residue:
    """What a state leaves to others: of everything scarce."""

    person: Ints
    busy: Marks
    unit: Ints
    release: Ints
    rooms: Floats
    hours: Floats
    cost: Floats
    districts: Floats


def residue(state: State) -> Residue:
    """What is left of people's classes and months, units' quotas and releases, rooms and hours; ``cost`` is spent by
    programme and ``districts`` counts learners."""
    problem = state.problem
    months = problem.months
    taken = np.flatnonzero(state.seat != NOWHERE)
    seated = np.flatnonzero(state.seat >= 0)
    option, start = np.divmod(state.seat[seated], months)
    person = problem.person_max - np.bincount(problem.gap_person[taken], minlength=problem.people)
    unit = problem.unit_quota - np.bincount(problem.gap_unit[taken], minlength=problem.units)
    busy, release = problem.person_closed.copy(), problem.unit_month_release.copy()
    full = problem.option_mode[option] == FULL_TIME
    for month in range(months):
        at = full & (start <= month) & (month < start + problem.option_months[option])
        busy[problem.gap_person[seated[at]], month] = True
        release[:, month] -= np.bincount(problem.gap_unit[seated[at]], minlength=problem.units)
    rooms, hours = problem.venue_capacity.copy(), problem.pool_capacity.copy()
    cost = np.zeros(problem.programmes)
    for kind, count in state.counts.items():
        option_, start_ = divmod(kind, months)
        span = slice(start_, start_ + int(problem.option_months[option_]))
        programme = problem.option_programme[option_]
        rooms[problem.option_venue[option_], span] -= count * problem.option_rooms[option_]
        hours[problem.programme_pool[programme], span] -= count * problem.option_hours[option_]
        cost[programme] += count * problem.option_fixed[option_]
    np.add.at(cost, problem.gap_programme[seated], problem.reach_cost[problem.gap_zone[seated], option])
    for programme, amount in state.meant_cost.items():
        cost[programme] += amount
    districts = np.bincount(problem.gap_district[taken], minlength=problem.districts).astype(float)
    return Residue(person, busy, unit, release, rooms, hours, cost, districts)
