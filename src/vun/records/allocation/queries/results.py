"""What a plan comes to, from the planner's problem and plan alone: lines, units, money, months, people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vun.engines.optimizer.problem import Floats
from vun.records.allocation.domain import GOES, MONTHS, LeftCode
from vun.records.allocation.queries.money import MILLION

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """Classes of one programme at one venue, in one mode, from one month on. ``cost`` in đồng; months from 1."""

    place: int
    option: int
    course: int
    key: str
    name: str
    programme_id: int
    venue: int
    venue_id: int
    venue_name: str
    venue_unit: int | None
    mode: str
    start: int
    first_month: int
    last_month: int
    classes: int
    cost: int
    items: tuple[int, ...]
    is_kept: bool

    @property
    def learners(self) -> int:
        return len(self.items)


def lines_of(problem: Plain, plan: Plain) -> list[ResultLine]:
    """The lines of a plan in the order of months, then names."""
    registry = problem["registry"]
    costs = _reach_costs(problem)
    grouped: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for group in plan["classes"]:
        grouped[group["option"], group["start"]].append(group)
    zones = problem["units"]["zone"]
    people_units = problem["people"]["unit"]
    found = []
    for (option_place, start), groups in grouped.items():
        option = problem["options"][option_place]
        course, venue = option["programme"], registry["venues"][option["venue"]]
        items = tuple(sorted(item for group in groups for item in group["learners"]))
        cost = option["fixed_cost"] * len(groups)
        for item in items:
            cost += costs[zones[people_units[problem["gaps"]["person"][item]]], option_place]
        found.append(
            ResultLine(
                place=0,
                option=option_place,
                course=course,
                key=registry["keys"][course],
                name=registry["programmes"][course],
                programme_id=registry["option_programmes"][option_place],
                venue=option["venue"],
                venue_id=venue["id"],
                venue_name=venue["name"],
                venue_unit=venue["unit"],
                mode=option["mode"],
                start=start,
                first_month=start + 1,
                last_month=start + option["months"],
                classes=len(groups),
                cost=round(cost * MILLION),
                items=items,
                is_kept=course in registry.get("kept", ()),
            )
        )
    found.sort(
        key=lambda line: (line.start, line.name, line.mode, line.venue_name, line.programme_id, line.course)
    )
    return [_numbered(line, place) for place, line in enumerate(found)]


def _numbered(line: ResultLine, place: int) -> ResultLine:
    values = {name: getattr(line, name) for name in ResultLine.__slots__}
    return ResultLine(**{**values, "place": place})


def _reach_costs(problem: Plain) -> dict[tuple[int, int], float]:
    reach = problem["reach"]
    return {
        (zone, option): cost
        for zone, option, cost in zip(reach["zone"], reach["option"], reach["cost"], strict=True)
    }


def money_by_source(problem: Plain, plan: Plain) -> dict[str, int]:
    """Đồng paid by each source of the budget."""
    paid: dict[str, float] = dict.fromkeys(problem["budget"], 0.0)
    for _, source, amount in plan["funding"]:
        paid[source] += amount
    return {source: round(amount * MILLION) for source, amount in paid.items()}


def money_by_line(
    lines: list[ResultLine], plan: Plain, budget: Mapping[str, int]
) -> dict[int, dict[str, int]]:
    """Đồng by source for each line: what pays for a programme is shared out over its lines by cost, to the đồng.

    What rounding leaves over goes to the source with most of its ``budget`` left, so that none pays more than it has.
    """
    by_course: dict[int, dict[str, float]] = defaultdict(dict)
    for course, source, amount in plan["funding"]:
        by_course[course][source] = by_course[course].get(source, 0.0) + amount
    found: dict[int, dict[str, int]] = {}
    for line in lines:
        sources = by_course[line.course]
        whole = sum(sources.values())
        shares = {
            source: int(line.cost * amount / whole) for source, amount in sorted(sources.items()) if whole
        }
        found[line.place] = shares
    left = Counter(budget)
    for shares in found.values():
        left.subtract(shares)
    for line in lines:
        shares = found[line.place]
        if shares:
            richest = max(shares, key=lambda source: (left[source], source))
            rest = line.cost - sum(shares.values())
            shares[richest] += rest
            left[richest] -= rest
    return found


def left_codes(problem: Plain, plan: Plain) -> dict[int, LeftCode]:
    """Of every gap that is not in the plan, how things stand for it."""
    programme = problem["gaps"]["programme"]
    wanted = Counter(programme)
    opened = {problem["options"][group["option"]]["programme"] for group in plan["classes"]}
    chosen = set(chosen_items(plan))

    def code(course: int) -> LeftCode:
        if course in opened:
            return LeftCode.NO_PLACE
        if not problem["programmes"][course]["sources"]:
            return LeftCode.NO_SOURCE
        is_too_few = wanted[course] < problem["programmes"][course]["class_min"]
        return LeftCode.TOO_FEW if is_too_few else LeftCode.NO_CLASS

    return {item: code(course) for item, course in enumerate(programme) if item not in chosen}


def chosen_items(plan: Plain) -> Iterator[int]:
    """The items of everybody who goes."""
    for group in plan["classes"]:
        yield from group["learners"]


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit's year: how many gaps, the most it may send, how many go."""

    unit_id: int
    staff: int
    need: int
    places: int
    learners: int


def units_of(problem: Plain, plan: Plain) -> list[UnitResult]:
    """What each unit that lacks anything may and will send."""
    person, unit = problem["gaps"]["person"], problem["people"]["unit"]
    need = Counter(unit[one] for one in person)
    goes = Counter(unit[person[item]] for item in chosen_items(plan))
    units = problem["units"]
    return [
        UnitResult(unit_id, units["staff"][place], need[place], units["year_quota"][place], goes[place])
        for place, unit_id in enumerate(problem["registry"]["units"])
        if need[place]
    ]


def months_by_venue(problem: Plain, plan: Plain) -> list[tuple[str, list[int], list[float | None]]]:
    """For each venue its name, the classes that run in each month, and the share of its rooms they take."""
    registry = problem["registry"]
    running = [[0] * MONTHS for _ in registry["venues"]]
    weeks = [[0.0] * MONTHS for _ in registry["venues"]]
    for group in plan["classes"]:
        option = problem["options"][group["option"]]
        for month in range(group["start"], group["start"] + option["months"]):
            running[option["venue"]][month] += 1
            weeks[option["venue"]][month] += option["room_weeks"]
    found = []
    for place, venue in enumerate(registry["venues"]):
        capacity = problem["venue_capacity"][place]
        shares = [
            weeks[place][month] / capacity[month] if capacity and capacity[month] else None
            for month in range(MONTHS)
        ]
        found.append((venue["name"], running[place], shares))
    return found


def people_at_standard_by(problem: Plain, plan: Plain) -> set[int]:
    """The ids of people below standard whose every missing clause the plan closes."""
    registry, gaps = problem["registry"], problem["gaps"]
    closed: dict[int, set[str]] = defaultdict(set)
    for item in chosen_items(plan):
        closed[gaps["person"][item]].add(registry["keys"][gaps["programme"][item]])
    return {
        registry["people"][person]
        for person, keys in closed.items()
        if registry["needed"][person]
        and all(course >= 0 and registry["keys"][course] in keys for course in registry["needed"][person])
    }


def decided_points(problem: Plain, plan: Plain) -> int:
    """The points of an objective that only keep those in who were decided to go.

    Taken off the bound as well, it bounds every plan that sends as many of those decided as this one does.
    """
    return GOES * len(set(problem["registry"].get("goes", ())).intersection(chosen_items(plan)))


def points_apart(problem: Plain) -> Floats:
    """By item the points of `decided_points`, which are no part of what a plan is worth."""
    points = np.zeros(len(problem["gaps"]["person"]))
    points[problem["registry"].get("goes", [])] = GOES
    return points


def _gap(objective: float, bound: float) -> float | None:
    """How far below the bound, as a part of it; None of a bound of nought."""
    return (bound - objective) / abs(bound) if bound else None


def figures_of(problem: Plain, plan: Plain) -> dict[str, Any]:
    """The figures scenarios are compared by; money in đồng."""
    lines = lines_of(problem, plan)
    decided = decided_points(problem, plan)
    objective, bound = plan["objective"] - decided, plan["bound"] - decided
    person = problem["gaps"]["person"]
    chosen = list(chosen_items(plan))
    missed = set(problem["registry"].get("goes", ())) - set(chosen)
    return {
        "objective": objective,
        "bound": bound,
        "gap": _gap(objective, bound),
        "classes": sum(line.classes for line in lines),
        "lines": len(lines),
        "learners": len(chosen),
        "people": len({person[item] for item in chosen}),
        "wanted": len(person),
        "cost": sum(line.cost for line in lines),
        "budget": round(sum(problem["budget"].values()) * MILLION),
        "at_standard": len(people_at_standard_by(problem, plan)),
        "by_mode": dict(Counter(line.mode for line in lines for _ in line.items)),
        "missed_locks": len(missed),
        "left": dict(Counter(code.value for code in left_codes(problem, plan).values())),
    }
