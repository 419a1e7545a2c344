"""Tiny planning problems that an exact solver settles within a second, and that solver."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

import numpy as np

from vun.engines.optimizer.highs import INFINITY, Model, NoAnswer
from vun.engines.optimizer.problem import FULL_TIME, Problem


def tiny_instance(seed: int) -> dict[str, Any]:
    """At most 6 programmes, 3 venues and 4 months, no two of which are alike; money or rooms are scarce in most."""
    random = Random(seed)
    months, venues, zones, programmes = 4, 3, 3, random.randint(4, 6)
    units, people = random.randint(3, 5), random.randint(14, 20)
    rows = []
    for j in range(programmes):
        low = 1
        rows.append(
            {
                "code": f"P{j}",
                "weeks": 1,
                "class_min": low,
                "class_max": random.randint(4, 8),
                "lecturer_pool": j % 2,
                "sources": random.choice([["a"], ["b"], ["a", "b"]]),
                "prerequisite": 0 if j == 1 else None,
                "quota_min": 0,
                "quota_max": random.randint(5, 15),
            }
        )
    options = []
    for j in range(programmes):
        for venue in random.sample(range(venues), random.randint(1, 2)):
            options.append(
                {
                    "programme": j,
                    "venue": venue,
                    "mode": random.choice(["full_time", "part_time"]) if venue < 2 else "online",
                    "months": 1,
                    "room_weeks": 0.0 if venue == 2 else 2.0,
                    "lecturer_hours": float(random.randint(5, 15)),
                    "fixed_cost": float(random.randint(1, 3)),
                }
            )
    reach: dict[str, list[Any]] = {"zone": [], "option": [], "cost": []}
    for zone in range(zones):
        for option in range(len(options)):
            if random.random() < 0.85:
                reach["zone"].append(zone)
                reach["option"].append(option)
                reach["cost"].append(float(random.randint(4, 12)))
    gaps: dict[str, list[Any]] = {"person": [], "programme": [], "weight": []}
    for person in range(people):
        for programme in random.sample(range(programmes), random.randint(1, 3)):
            gaps["person"].append(person)
            gaps["programme"].append(programme)
            gaps["weight"].append(random.randint(20, 60))
    return {
        "format": "vun-plan/1",
        "name": f"tiny-{seed}",
        "months": months,
        "people": {
            "unit": [random.randrange(units) for _ in range(people)],
            "max_classes": [random.randint(1, 2) for _ in range(people)],
        },
        "units": {
            "zone": [u % zones for u in range(units)],
            "district": [u % 2 for u in range(units)],
            "staff": [people // units] * units,
            "year_quota": [random.randint(5, 10) for _ in range(units)],
            "month_release": [random.randint(4, 6) for _ in range(units)],
        },
        "zones": zones,
        "districts": 2,
        "venues": venues,
        "venue_kinds": ["school", "district", "online"],
        "programmes": rows,
        "options": options,
        "reach": reach,
        "venue_capacity": [*([2.0 * (month % 2 == odd) for month in range(months)] for odd in (0, 1)), None],
        "lecturer_capacity": [[30.0 - 5.0 * month for month in range(months)] for _ in range(2)],
        "budget": {"a": float(random.randint(30, 70)), "b": float(random.randint(30, 70))},
        "gaps": gaps,
        "objective": {"cost_weight": 0.05, "fair_share": 0.30, "fair_penalty": 5.0},
    }


def _is_there(problem: Problem, item: int, option: int, start: int) -> bool:
    person, full = problem.gap_person[item], problem.option_mode[option] == FULL_TIME
    return not any(
        problem.person_away[person, month] or (full and problem.person_busy[person, month])
        for month in range(start, start + int(problem.option_months[option]))
    )


def optimum(problem: Problem) -> float:
    """The best objective there is: every rule written out, one column for an item and a kind of class."""
    model = Model()
    kinds = [
        (option, start)
        for option in range(problem.options)
        for start in range(problem.months - int(problem.option_months[option]) + 1)
    ]
    count = model.add_columns(
        len(kinds), np.array([-problem.cost_weight * problem.option_fixed[o] for o, _ in kinds]), whole=True
    )
    item, kind = (
        np.array(side)
        for side in zip(
            *[
                (i, k)
                for i in range(problem.items)
                for k, (option, _) in enumerate(kinds)
                if problem.option_programme[option] == problem.gap_programme[i]
                and np.isfinite(problem.reach_cost[problem.gap_zone[i], option])
                and _is_there(problem, i, *kinds[k])
            ],
            strict=True,
        )
    )
    option, start = np.array(kinds).T
    end = start + problem.option_months[option]
    cost = problem.reach_cost[problem.gap_zone[item], option[kind]]
    seat = model.add_columns(
        len(item), problem.gap_weight[item] - problem.cost_weight * cost, 0.0, 1.0, whole=True
    )

    def at_most(keys: dict[Any, list[tuple[int, float]]], limit: Any) -> None:
        for key, entries in keys.items():
            row = model.add_rows(1, -INFINITY, float(limit(key)))
            model.put(
                np.repeat(row, len(entries)),
                np.array([c for c, _ in entries]),
                np.array([v for _, v in entries]),
            )

    once, person, unit, away, busy, quota = (defaultdict(list) for _ in range(6))
    for s, (i, k) in enumerate(zip(item.tolist(), kind.tolist(), strict=True)):
        column = int(seat[s])
        once[i].append((column, 1.0))
        person[int(problem.gap_person[i])].append((column, 1.0))
        unit[int(problem.gap_unit[i])].append((column, 1.0))
        quota[int(problem.gap_programme[i])].append((column, 1.0))
        if problem.option_mode[option[k]] == FULL_TIME:
            for month in range(start[k], end[k]):
                away[int(problem.gap_unit[i]), month].append((column, 1.0))
                busy[int(problem.gap_person[i]), month].append((column, 1.0))
    at_most(once, lambda key: 1)
    at_most(person, lambda key: problem.person_max[key])
    at_most(unit, lambda key: problem.unit_quota[key])
    at_most(away, lambda key: problem.unit_month_release[key])
    at_most(busy, lambda key: 1)
    at_most(quota, lambda key: problem.programme_quota_max[key])
    rooms, hours = defaultdict(list), defaultdict(list)
    for k in range(len(kinds)):
        programme = problem.option_programme[option[k]]
        for month in range(start[k], end[k]):
            venue = int(problem.option_venue[option[k]])
            rooms[venue, month].append((int(count[k]), float(problem.option_rooms[option[k]])))
            pool = int(problem.programme_pool[programme])
            hours[pool, month].append((int(count[k]), float(problem.option_hours[option[k]])))
        mine = seat[kind == k]
        for size, sign in ((problem.programme_max[programme], 1.0), (problem.programme_min[programme], -1.0)):
            row = model.add_rows(1, -INFINITY, 0.0)
            model.put(np.repeat(row, len(mine)), mine, sign)
            model.put(row, count[k : k + 1], -sign * float(size))
    at_most(
        {k: v for k, v in rooms.items() if problem.venue_capacity[k] < np.inf},
        lambda k: problem.venue_capacity[k],
    )
    at_most(hours, lambda key: problem.pool_capacity[key])
    for later in np.flatnonzero(problem.gap_prerequisite >= 0).tolist():
        before = problem.gap_prerequisite[later]
        for s in np.flatnonzero(item == later).tolist():
            ended = seat[(item == before) & (end[kind] <= start[kind[s]])]
            row = model.add_rows(1, -INFINITY, 0.0)
            model.put(row, seat[s : s + 1], 1.0)
            model.put(np.repeat(row, len(ended)), ended, -1.0)
    budget = model.add_rows(len(problem.sources), -INFINITY, problem.budget)
    for j, sources in enumerate(problem.programme_sources):
        row = model.add_rows(1, -INFINITY, 0.0)
        held = problem.option_programme[option] == j
        model.put(np.repeat(row, held.sum()), count[held], problem.option_fixed[option[held]])
        sits = problem.gap_programme[item] == j
        model.put(np.repeat(row, sits.sum()), seat[sits], cost[sits])
        funds = model.add_columns(len(sources))
        model.put(np.repeat(row, len(funds)), funds, -1.0)
        model.put(budget[list(sources)], funds, 1.0)
    fair = model.add_rows(problem.districts, problem.district_share)
    model.put(fair, model.add_columns(problem.districts, -problem.fair_penalty), 1.0)
    model.put(fair[problem.gap_district[item]], seat, 1.0)
    answer = model.solve(mip_rel_gap=1e-7)
    if not answer.optimal:
        raise NoAnswer(problem.name)
    return answer.value
