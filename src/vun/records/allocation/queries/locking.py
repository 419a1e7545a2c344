"""What was decided by hand, put into a planning problem so that any plan of it keeps to the decision.

A person who stays loses the item. A person who goes gets GOES points more, so that nothing else is worth leaving them
out for. A kept line becomes a programme of its own: one option, the people of the line as its only items, no fewer
learners than they are, and a lecturer pool that has hours from its first month to its last only.
"""

from __future__ import annotations

from typing import Any

from vun.records.allocation.domain import GOES, MONTHS, LockedLine, Locks
from vun.records.standards.domain import StudyMode


def apply_locks(problem: dict[str, Any], locks: Locks) -> None:
    """Change the problem in place; what no longer fits it, such as people who left or are away, is passed over."""
    registry = problem["registry"]
    course_of = {key: place for place, key in enumerate(registry["keys"])}
    place_of = {person: place for place, person in enumerate(registry["people"])}
    stays = {(place_of.get(person), course_of.get(key)) for person, key in locks.stays}
    _drop_items(problem, stays)
    for line in locks.lines:
        _keep_line(problem, line, place_of)
    goes = {(place_of.get(person), course_of.get(key)) for person, key in locks.goes}
    gaps = problem["gaps"]
    registry["goes"] = [
        item for item, pair in enumerate(zip(gaps["person"], gaps["programme"], strict=True)) if pair in goes
    ]
    for item in registry["goes"]:
        gaps["weight"][item] += GOES


def _drop_items(problem: dict[str, Any], pairs: set[tuple[int | None, int | None]]) -> None:
    gaps, parts = problem["gaps"], problem["registry"]["parts"]
    kept = [
        item
        for item, pair in enumerate(zip(gaps["person"], gaps["programme"], strict=True))
        if pair not in pairs
    ]
    for key in ("person", "programme", "weight"):
        gaps[key] = [gaps[key][item] for item in kept]
    problem["registry"]["parts"] = [parts[item] for item in kept]


def _option_of(problem: dict[str, Any], line: LockedLine) -> int | None:
    registry = problem["registry"]
    for place, option in enumerate(problem["options"]):
        if (
            registry["keys"][option["programme"]] == line.key
            and registry["option_programmes"][place] == line.programme_id
            and registry["venues"][option["venue"]]["id"] == line.venue_id
            and option["mode"] == line.mode
        ):
            return place
    return None


def _keep_line(problem: dict[str, Any], line: LockedLine, place_of: dict[int, int]) -> None:
    registry, gaps = problem["registry"], problem["gaps"]
    option_place = _option_of(problem, line)
    if option_place is None:
        return
    option = problem["options"][option_place]
    course, span = option["programme"], option["months"]
    months = range(line.start, min(MONTHS, line.start + span))
    closed = ("away", "in_class") if line.mode == StudyMode.FULL_TIME else ("away",)
    away = {
        person for key in closed for person, closed_in in problem["people"][key] if {*closed_in} & {*months}
    }
    people = {place_of[person] for person in line.person_ids if person in place_of} - away
    items = [
        item
        for item, (person, programme) in enumerate(zip(gaps["person"], gaps["programme"], strict=True))
        if person in people and programme == course
    ]
    own = dict(problem["programmes"][course])
    if len(items) < own["class_min"]:
        return
    hours = option["lecturer_hours"]
    shared = problem["lecturer_capacity"][own["lecturer_pool"]]
    problem["lecturer_capacity"].append(
        [hours * line.classes if month in months else 0.0 for month in range(MONTHS)]
    )
    for month in months:
        shared[month] = max(0.0, shared[month] - hours * line.classes)
    own |= {
        "lecturer_pool": len(problem["lecturer_capacity"]) - 1,
        "quota_min": len(items),
        "quota_max": len(items),
    }
    other = problem["programmes"][course]
    other["quota_min"] = max(0, other["quota_min"] - len(items))
    other["quota_max"] = max(other["quota_min"], other["quota_max"] - len(items))
    problem["programmes"].append(own)
    mine = len(problem["programmes"]) - 1
    problem["options"].append({**option, "programme": mine})
    reach = problem["reach"]
    for zone, place, cost in list(zip(reach["zone"], reach["option"], reach["cost"], strict=True)):
        if place == option_place:
            reach["zone"].append(zone)
            reach["option"].append(len(problem["options"]) - 1)
            reach["cost"].append(cost)
    for item in items:
        gaps["programme"][item] = mine
    registry["programmes"].append(registry["programmes"][course])
    registry["levels"].append(registry["levels"][course])
    registry["keys"].append(registry["keys"][course])
    registry["option_programmes"].append(line.programme_id)
    registry.setdefault("kept", []).append(mine)
