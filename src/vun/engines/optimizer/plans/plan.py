"""A plan: classes with their learners and who pays, as it is kept in a file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vun.engines.optimizer.plans.funding import pay
from vun.engines.optimizer.problem import FULL_TIME, Malformed, Problem, Reader, read_json, whole


@dataclass(frozen=True)
class PlanClass:
    """One class of an option from a start month; ``learners`` are gap items."""

    option: int
    start: int
    learners: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """``objective`` and ``bound`` as claimed; ``funding`` holds (programme, source, amount); ``prices`` free form."""

    classes: tuple[PlanClass, ...]
    funding: tuple[tuple[int, str, float], ...]
    objective: float
    bound: float
    prices: Any = None


def programme_costs(problem: Problem, classes: Iterable[PlanClass]) -> dict[int, float]:
    """What each programme's classes and learners cost together."""
    costs: dict[int, float] = {}
    for group in classes:
        zones = problem.gap_zone[np.array(group.learners, dtype=np.int64)]
        cost = float(problem.option_fixed[group.option] + problem.reach_cost[zones, group.option].sum())
        programme = int(problem.option_programme[group.option])
        costs[programme] = costs.get(programme, 0.0) + cost
    return costs


def objective_of(problem: Problem, classes: Iterable[PlanClass]) -> float:
    """What classes are worth by the instance's own objective."""
    groups = list(classes)
    learners = np.array([item for group in groups for item in group.learners], dtype=np.int64)
    reached = np.bincount(problem.gap_district[learners], minlength=problem.districts)
    short = np.maximum(0.0, problem.district_share - reached).sum()
    costs = sum(programme_costs(problem, groups).values())
    return float(
        problem.gap_weight[learners].sum() - problem.cost_weight * costs - problem.fair_penalty * short
    )


def make_plan(problem: Problem, classes: Iterable[PlanClass], bound: float, prices: Any = None) -> Plan:
    """A plan of these classes, funded as far as the sources reach."""
    groups = tuple(sorted(classes, key=lambda group: (group.option, group.start, group.learners)))
    paid, _ = pay(problem, programme_costs(problem, groups))
    return Plan(
        classes=groups,
        funding=tuple(
            (programme, problem.sources[source], round(amount, 6)) for programme, source, amount in paid
        ),
        objective=objective_of(problem, groups),
        bound=bound,
        prices=prices,
    )


def months_of(problem: Problem, group: PlanClass) -> range:
    return range(group.start, group.start + int(problem.option_months[group.option]))


def is_full_time(problem: Problem, group: PlanClass) -> bool:
    return int(problem.option_mode[group.option]) == FULL_TIME


def read_plan(path: Path, problem: Problem) -> Plan:
    """The plan in a file. Raises Malformed naming the first key at fault, OSError when the file cannot be read."""
    return parse_plan(read_json(path), problem)


def parse_plan(data: Any, problem: Problem) -> Plan:
    """The plan in parsed JSON. Raises Malformed naming the first key at fault."""
    root = Reader(data)
    classes = []
    for row in root.parts("classes"):
        learners = row.integers("learners", below=problem.items)
        option = row.integer("option", below=problem.options)
        start = row.integer("start", below=problem.months)
        classes.append(PlanClass(option, start, tuple(learners.tolist())))
    funding = []
    for place, line in enumerate(root.array("funding")):
        key = f"funding[{place}]"
        if not isinstance(line, list) or len(line) != 3:
            raise Malformed(key, "not [programme, source, amount]")
        programme = whole(line[0], f"{key}[0]", below=problem.programmes)
        if line[1] not in problem.sources:
            raise Malformed(f"{key}[1]", f"{line[1]!r} is no source of the budget")
        funding.append((programme, line[1], finite(line[2], f"{key}[2]")))
    return Plan(
        classes=tuple(classes),
        funding=tuple(funding),
        objective=finite(root.raw("objective"), "objective"),
        bound=finite(root.raw("bound"), "bound"),
        prices=data.get("prices"),
    )


def finite(value: Any, key: str) -> float:
    if type(value) not in (int, float) or not np.isfinite(value):
        raise Malformed(key, f"{value!r} is not a finite number")
    return float(value)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = {
        "classes": [
            {"option": group.option, "start": group.start, "learners": list(group.learners)}
            for group in plan.classes
        ],
        "funding": [list(row) for row in plan.funding],
        "objective": plan.objective,
        "bound": plan.bound,
    }
    if plan.prices is not None:
        found["prices"] = plan.prices
    return found


def write_plan(path: Path, plan: Plan) -> None:
    """Write the plan as `read_plan` reads it: gzipped when the name ends in ``.gz``. Raises OSError."""
    raw = json.dumps(plan_to_json(plan)).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
