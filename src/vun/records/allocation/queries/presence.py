"""Nobody is in a class in a month they are away: what the planner's file cannot say is put right in its plans.

The file knows people by their unit alone. A plan for it is mended: whoever sits in a class of months they are away in
leaves it, others take the place, and they are put into another class of theirs where one has room. Since being away
only takes plans away, the bound of the file's problem stays one for these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.events import Event
from vun.engines.optimizer.plans.plan import Plan, PlanClass, is_full_time, make_plan, months_of
from vun.engines.optimizer.problem import Floats, Problem
from vun.engines.optimizer.repair import repair
from vun.records.allocation.domain import Away, AwayReason, closed_months
from vun.records.allocation.queries.results import points_apart

Plain = Mapping[str, Any]

ROUNDS = 4
MOST_TRIED = 200
"""Each try is judged by all rules, which on a whole province takes a moment."""


def away_of(problem: Plain) -> dict[int, list[Away]]:
    """By the person's index what keeps them away in which months, as the problem tells it."""
    found: dict[int, list[Away]] = defaultdict(list)
    for person, months, reason, kind in problem["registry"].get("away", ()):
        found[person].append(Away(frozenset(months), AwayReason(reason), kind))
    return found


def closed_by_person(problem: Plain, *, full_time: bool) -> dict[int, frozenset[int]]:
    """The months each person who is ever away cannot be in a class in, held full time or otherwise."""
    return {person: closed_months(away, is_full_time=full_time) for person, away in away_of(problem).items()}


class Presence:
    """Who can be in which classes of a problem."""

    def __init__(self, plain: Plain, problem: Problem) -> None:
        self._problem = problem
        self._full_time = closed_by_person(plain, full_time=True)
        self._other = closed_by_person(plain, full_time=False)
        self.sometimes_away = frozenset(self._full_time)

    def may_sit(self, person: int, group: PlanClass) -> bool:
        closed = self._full_time if is_full_time(self._problem, group) else self._other
        return closed.get(person, frozenset()).isdisjoint(months_of(self._problem, group))

    def misplaced(self, classes: Iterable[PlanClass]) -> frozenset[int]:
        """The people who sit in a class of months they are away in."""
        person = self._problem.gap_person
        return frozenset(
            int(person[item])
            for group in classes
            for item in group.learners
            if int(person[item]) in self.sometimes_away and not self.may_sit(int(person[item]), group)
        )


def with_everybody_there(plain: Plain, problem: Problem, plan: Plan, *, seconds: float) -> Plan:
    """The plan with nobody in a class in months they are away, mended within about ``seconds``.

    Raises `repair.CannotRepair` where a least number of learners cannot be kept without them.
    """
    presence, apart = Presence(plain, problem), points_apart(plain)
    out: set[int] = set()
    for turn in range(ROUNDS):
        wrong = presence.misplaced(plan.classes)
        if not wrong:
            break
        out |= wrong if turn < ROUNDS - 1 else presence.sometimes_away
        plan = _without(problem, plan, presence, out, seconds / ROUNDS, apart)
    return _seated_again(problem, plan, presence, out)


def without_new_seats(event: Event, plan: Plan, people: Iterable[int]) -> Event:
    """The event with nobody of ``people`` given more classes than they keep."""
    problem = event.problem
    kept = (group for number, group in enumerate(plan.classes) if number != event.cancelled)
    seats = Counter(int(problem.gap_person[item]) for group in kept for item in group.learners)
    most = problem.person_max.copy()
    for person in people:
        most[person] = min(int(most[person]), seats[person])
    return replace(event, problem=replace(problem, person_max=most))


def _without(
    problem: Problem, plan: Plan, presence: Presence, out: set[int], seconds: float, apart: Floats
) -> Plan:
    """The plan without those who are ``out``; nobody who is ever away gets a class more."""
    most = problem.person_max.copy()
    most[sorted(out)] = 0
    event = without_new_seats(Event(replace(problem, person_max=most)), plan, presence.sometimes_away)
    mended = repair(problem, plan, event, seconds=seconds, apart=apart).plan
    return make_plan(problem, mended.classes, plan.bound, plan.prices)


def _seated_again(problem: Problem, plan: Plan, presence: Presence, out: Iterable[int]) -> Plan:
    """The plan with those ``out`` in it again, in classes there are, wherever all rules let them and it gains by it."""
    for tried, (item, number) in enumerate(_seats_for(problem, plan, presence, out)):
        if tried == MOST_TRIED:
            break
        groups = list(plan.classes)
        if any(item in group.learners for group in groups):
            continue
        groups[number] = replace(groups[number], learners=tuple(sorted({*groups[number].learners, item})))
        # Classes stay in their places: plans are ordered by option and start first.
        tried_plan = replace(make_plan(problem, groups, plan.bound, plan.prices), classes=tuple(groups))
        if tried_plan.objective > plan.objective and check(problem, tried_plan).is_good:
            plan = tried_plan
    return plan


def _seats_for(
    problem: Problem, plan: Plan, presence: Presence, out: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """(item, number of a class of its programme at a time the person is there), the heaviest items first."""
    gone = frozenset(out)
    items = [item for item in range(problem.items) if int(problem.gap_person[item]) in gone]
    for item in sorted(items, key=lambda one: (-float(problem.gap_weight[one]), one)):
        for number, group in enumerate(plan.classes):
            is_its = problem.option_programme[group.option] == problem.gap_programme[item]
            if is_its and presence.may_sit(int(problem.gap_person[item]), group):
                yield item, number
