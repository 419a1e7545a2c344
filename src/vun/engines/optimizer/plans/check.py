"""Judges a plan by the rules alone: knows nothing of how it was made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from vun.engines.optimizer.plans.plan import Plan, PlanClass, is_full_time, months_of
from vun.engines.optimizer.problem import Marks, Problem

ROOM = 1e-6
MONEY = 0.01


class Rule(StrEnum):
    """The rules of a plan. Each names what a broken line is about: see `Broken`."""

    START = "start"
    CLASS_SIZE = "class_size"
    WRONG_PROGRAMME = "wrong_programme"
    OUT_OF_REACH = "out_of_reach"
    USED_TWICE = "used_twice"
    TOO_MANY_CLASSES = "too_many_classes"
    OVERLAP = "overlap"
    AWAY = "away"
    PREREQUISITE = "prerequisite"
    UNIT_QUOTA = "unit_quota"
    UNIT_RELEASE = "unit_release"
    ROOMS = "rooms"
    HOURS = "hours"
    SOURCE_NOT_ALLOWED = "source_not_allowed"
    NOT_FUNDED = "not_funded"
    BUDGET = "budget"
    PROGRAMME_QUOTA = "programme_quota"
    CLAIMED_OBJECTIVE = "claimed_objective"
    CLAIMED_BOUND = "claimed_bound"


@dataclass(frozen=True)
class Broken:
    """A broken rule: ``where`` holds the numbers of what it is about, ``found`` stands against ``allowed``."""

    rule: Rule
    where: tuple[int | str, ...]
    found: float
    allowed: float


@dataclass(frozen=True)
class Verdict:
    """``objective`` is counted anew; a plan is good when nothing is broken."""

    broken: tuple[Broken, ...]
    objective: float
    learners: int

    @property
    def is_good(self) -> bool:
        return not self.broken


def check(problem: Problem, plan: Plan) -> Verdict:
    """Every rule the plan breaks, and what it is really worth."""
    judge = _Judge(problem, plan)
    broken = [
        *judge.classes(),
        *judge.people(),
        *judge.units(),
        *judge.capacities(),
        *judge.money(),
        *judge.quotas(),
    ]
    objective = judge.objective()
    tolerance = 1e-6 * max(1.0, abs(objective)) + 0.01
    if abs(objective - plan.objective) > tolerance:
        broken.append(Broken(Rule.CLAIMED_OBJECTIVE, (), plan.objective, objective))
    if plan.bound < objective - tolerance:
        broken.append(Broken(Rule.CLAIMED_BOUND, (), plan.bound, objective))
    return Verdict(tuple(broken), objective, sum(len(group.learners) for group in plan.classes))


def _by_person(marks: Marks) -> dict[int, list[int]]:
    """The months marked for each person."""
    found: dict[int, list[int]] = defaultdict(list)
    for person, month in np.argwhere(marks).tolist():
        found[person].append(month)
    return found


class _Judge:
    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.seats = [(item, group) for group in plan.classes for item in group.learners]
        self.by_person: dict[int, list[tuple[int, PlanClass]]] = defaultdict(list)
        for item, group in self.seats:
            self.by_person[int(problem.gap_person[item])].append((item, group))
        self.away, self.busy = _by_person(problem.person_away), _by_person(problem.person_busy)
        self.spent: dict[int, float] = defaultdict(float)
        for group in plan.classes:
            cost = problem.reach_cost[
                problem.gap_zone[np.array(group.learners, dtype=np.int64)], group.option
            ]
            # A place out of reach has no cost; that it is taken is broken elsewhere.
            total = float(problem.option_fixed[group.option]) + float(cost[np.isfinite(cost)].sum())
            self.spent[int(problem.option_programme[group.option])] += total

    def classes(self) -> list[Broken]:
        problem, broken = self.problem, []
        for number, group in enumerate(self.plan.classes):
            programme = int(problem.option_programme[group.option])
            latest = problem.months - int(problem.option_months[group.option])
            if group.start > latest:
                broken.append(Broken(Rule.START, (number,), group.start, latest))
            size = len(group.learners)
            low, high = int(problem.programme_min[programme]), int(problem.programme_max[programme])
            if not low <= size <= high:
                broken.append(Broken(Rule.CLASS_SIZE, (number,), size, low if size < low else high))
            for item in group.learners:
                if problem.gap_programme[item] != programme:
                    broken.append(
                        Broken(Rule.WRONG_PROGRAMME, (number, item), problem.gap_programme[item], programme)
                    )
                if not np.isfinite(problem.reach_cost[problem.gap_zone[item], group.option]):
                    broken.append(Broken(Rule.OUT_OF_REACH, (number, item), group.option, 0))
        return broken

    def people(self) -> list[Broken]:
        problem = self.problem
        used = Counter(item for item, _ in self.seats)
        broken = [Broken(Rule.USED_TWICE, (item,), times, 1) for item, times in used.items() if times > 1]
        for person, seats in self.by_person.items():
            if len(seats) > problem.person_max[person]:
                broken.append(
                    Broken(Rule.TOO_MANY_CLASSES, (person,), len(seats), int(problem.person_max[person]))
                )
            broken.extend(self._months(person, seats))
            broken.extend(self._order(person, seats))
        return broken

    def _months(self, person: int, seats: list[tuple[int, PlanClass]]) -> Iterator[Broken]:
        """One full-time class at a time, of the plan or running already, and none at all while away."""
        problem = self.problem
        full_time = Counter(self.busy[person])
        months: set[int] = set()
        for _, group in seats:
            months.update(months_of(problem, group))
            if is_full_time(problem, group):
                full_time.update(months_of(problem, group))
        if full_time and max(full_time.values()) > 1:
            yield Broken(Rule.OVERLAP, (person,), max(full_time.values()), 1)
        if away := months.intersection(self.away[person]):
            yield Broken(Rule.AWAY, (person,), len(away), 0)

    def _order(self, person: int, seats: list[tuple[int, PlanClass]]) -> list[Broken]:
        problem = self.problem
        ends = {
            int(problem.option_programme[group.option]): months_of(problem, group).stop for _, group in seats
        }
        broken = []
        for _, group in seats:
            programme = int(problem.option_programme[group.option])
            before = int(problem.programme_prerequisite[programme])
            if (person, before) in problem.item_of and ends.get(before, problem.months + 1) > group.start:
                broken.append(
                    Broken(Rule.PREREQUISITE, (person, programme), group.start, ends.get(before, -1))
                )
        return broken

    def units(self) -> list[Broken]:
        problem = self.problem
        enrolled = Counter(int(problem.gap_unit[item]) for item, _ in self.seats)
        away: dict[tuple[int, int], set[int]] = defaultdict(set)
        for item, group in self.seats:
            if is_full_time(problem, group):
                for month in months_of(problem, group):
                    away[int(problem.gap_unit[item]), month].add(int(problem.gap_person[item]))
        quotas = [
            Broken(Rule.UNIT_QUOTA, (unit,), count, int(problem.unit_quota[unit]))
            for unit, count in enrolled.items()
            if count > problem.unit_quota[unit]
        ]
        return quotas + [
            Broken(Rule.UNIT_RELEASE, (unit, month), len(who), int(problem.unit_month_release[unit, month]))
            for (unit, month), who in away.items()
            # A month after the last is the start rule's affair.
            if month < problem.months and len(who) > problem.unit_month_release[unit, month]
        ]

    def capacities(self) -> list[Broken]:
        problem = self.problem
        rooms: dict[tuple[int, int], float] = defaultdict(float)
        hours: dict[tuple[int, int], float] = defaultdict(float)
        for group in self.plan.classes:
            pool = int(problem.programme_pool[problem.option_programme[group.option]])
            for month in months_of(problem, group):
                rooms[int(problem.option_venue[group.option]), month] += float(
                    problem.option_rooms[group.option]
                )
                hours[pool, month] += float(problem.option_hours[group.option])
        broken = []
        for rule, used, capacity in (
            (Rule.ROOMS, rooms, problem.venue_capacity),
            (Rule.HOURS, hours, problem.pool_capacity),
        ):
            broken += [
                Broken(rule, where, amount, float(capacity[where]))
                for where, amount in used.items()
                # As above.
                if where[1] < problem.months and amount > capacity[where] + ROOM
            ]
        return broken

    def money(self) -> list[Broken]:
        problem, broken = self.problem, []
        paid: dict[int, float] = defaultdict(float)
        drawn: dict[str, float] = defaultdict(float)
        for programme, source, amount in self.plan.funding:
            allowed = {problem.sources[number] for number in problem.programme_sources[programme]}
            if source not in allowed or amount < -ROOM:
                broken.append(Broken(Rule.SOURCE_NOT_ALLOWED, (programme, source), amount, 0))
            paid[programme] += amount
            drawn[source] += amount
        for programme in sorted({*paid, *self.spent}):
            if abs(paid[programme] - self.spent[programme]) > MONEY:
                broken.append(Broken(Rule.NOT_FUNDED, (programme,), paid[programme], self.spent[programme]))
        budget = dict(zip(problem.sources, problem.budget.tolist(), strict=True))
        broken += [
            Broken(Rule.BUDGET, (source,), amount, budget[source])
            for source, amount in sorted(drawn.items())
            if amount > budget[source] + MONEY
        ]
        return broken

    def quotas(self) -> list[Broken]:
        problem = self.problem
        learners = Counter(int(problem.option_programme[group.option]) for _, group in self.seats)
        broken = []
        for programme in range(problem.programmes):
            low, high = (
                int(problem.programme_quota_min[programme]),
                int(problem.programme_quota_max[programme]),
            )
            if not low <= learners[programme] <= high:
                allowed = low if learners[programme] < low else high
                broken.append(Broken(Rule.PROGRAMME_QUOTA, (programme,), learners[programme], allowed))
        return broken

    def objective(self) -> float:
        problem = self.problem
        learners = np.array([item for item, _ in self.seats], dtype=np.int64)
        reached = np.bincount(problem.gap_district[learners], minlength=problem.districts)
        short = np.maximum(0.0, problem.district_share - reached).sum()
        spent = sum(self.spent.values())
        return float(
            problem.gap_weight[learners].sum() - problem.cost_weight * spent - problem.fair_penalty * short
        )
