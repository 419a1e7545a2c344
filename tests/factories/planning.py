"""Planning problems in which people are away, and a slow look at whether a plan minds it."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from typing import Any

from vun.samples.benchmarks.planner.tiny import tiny_instance


def instance_with_absences(seed: int) -> dict[str, Any]:
    """A tiny problem in which many are away in some month, some are in a class and units can spare fewer in some."""
    instance, random = tiny_instance(seed), Random(seed)
    people, units, months = instance["people"], instance["units"], range(instance["months"])
    everybody = range(len(people["unit"]))
    people["away"] = [
        [person, random.sample(months, random.randint(1, 3))] for person in everybody if random.random() < 0.5
    ]
    people["in_class"] = [
        [person, random.sample(months, 2)] for person in everybody if random.random() < 0.25
    ]
    units["month_release_by_month"] = [
        [random.randint(0, most) for _ in months] for most in units["month_release"]
    ]
    return instance


def broken_by_absence(instance: dict[str, Any], plan: dict[str, Any]) -> set[str]:
    """Which of the rules about who is there when the plan breaks, seat by seat and month by month."""
    people, units, months = instance["people"], instance["units"], instance["months"]
    away = {(person, month) for person, closed in people.get("away", ()) for month in closed}
    full_time = Counter((person, month) for person, closed in people.get("in_class", ()) for month in closed)
    always = [[most] * months for most in units["month_release"]]
    left = units.get("month_release_by_month", always)
    gone: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    broken = set()
    for group in plan["classes"]:
        option = instance["options"][group["option"]]
        for month in range(group["start"], group["start"] + option["months"]):
            for person in (instance["gaps"]["person"][item] for item in group["learners"]):
                if (person, month) in away:
                    broken.add("away")
                if option["mode"] == "full_time":
                    full_time[person, month] += 1
                    gone[people["unit"][person], month].add(person)
    if max(full_time.values(), default=0) > 1:
        broken.add("overlap")
    if any(month < months and len(who) > left[unit][month] for (unit, month), who in gone.items()):
        broken.add("unit_release")
    return broken
