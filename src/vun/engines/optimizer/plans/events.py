"""What happens to a plan after it was made, as `vun plan repair` is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from vun.engines.optimizer.plans.plan import Plan
from vun.engines.optimizer.problem import Malformed, Problem, Reader, amount

# What is told of each event.
KEYS = {
    "cancel_class": ("class",),
    "budget_cut": ("source", "factor"),
    "lose_venue_month": ("venue", "month"),
    "withdraw": ("people",),
}


@dataclass(frozen=True)
class Event:
    """The problem as it is afterwards; ``cancelled`` numbers the class that is off, if one is."""

    problem: Problem
    cancelled: int | None = None


def parse_event(data: Any, problem: Problem, plan: Plan) -> Event:
    """The event in parsed JSON. Raises Malformed naming the key at fault."""
    root = Reader(data)
    readers = {
        "cancel_class": _cancel_class,
        "budget_cut": _budget_cut,
        "lose_venue_month": _lose_venue_month,
        "withdraw": _withdraw,
    }
    name = root.raw("event")
    if not isinstance(name, str) or name not in readers:
        raise Malformed("event", f"{name!r} is none of {', '.join(readers)}")
    event = readers[name](root, problem, plan)
    root.nothing_but("event", *KEYS[name])
    return event


def _cancel_class(root: Reader, problem: Problem, plan: Plan) -> Event:
    return Event(problem, root.integer("class", below=len(plan.classes)))


def _budget_cut(root: Reader, problem: Problem, plan: Plan) -> Event:
    factor = amount(root.raw("factor"), "factor")
    # With more money than before the old proof would no longer hold.
    if factor > 1.0:
        raise Malformed("factor", f"{factor:g} is above 1 and cuts nothing")
    if root.raw("source") is None:
        return Event(replace(problem, budget=problem.budget * factor))
    source = root.text("source")
    if source not in problem.sources:
        raise Malformed("source", f"{source!r} is no source of the budget")
    budget = problem.budget.copy()
    budget[problem.sources.index(source)] *= factor
    return Event(replace(problem, budget=budget))


def _lose_venue_month(root: Reader, problem: Problem, plan: Plan) -> Event:
    venue, month = root.integer("venue", below=problem.venues), root.integer("month", below=problem.months)
    capacity = problem.venue_capacity.copy()
    capacity[venue, month] = 0.0
    return Event(replace(problem, venue_capacity=capacity))


def _withdraw(root: Reader, problem: Problem, plan: Plan) -> Event:
    people = root.integers("people", below=problem.people)
    most = problem.person_max.copy()
    most[np.unique(people)] = 0
    return Event(replace(problem, person_max=most))
