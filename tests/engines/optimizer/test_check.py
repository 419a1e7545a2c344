"""The project's check against the published one, on plans broken on purpose."""

from __future__ import annotations

import copy
import importlib.util
from collections import Counter
from random import Random
from typing import Any

from tests.architecture.sources import ROOT
from tests.factories.planning import broken_by_absence
from vun.engines.optimizer.plans.check import Rule, check
from vun.engines.optimizer.plans.plan import make_plan, parse_plan, plan_to_json
from vun.engines.optimizer.problem import Problem, parse_problem
from vun.engines.optimizer.solve import solve
from vun.samples.benchmarks.planner.tiny import tiny_instance

CHECK_PLAN = ROOT / "tests" / "data" / "planner" / "check_plan.py"
PLANS = 600


def published_judge() -> Any:
    spec = importlib.util.spec_from_file_location("check_plan", CHECK_PLAN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.judge


def mutate(random: Random, instance: dict[str, Any], plan: dict[str, Any]) -> None:
    """One change to the instance or the plan that is likely to break a rule, each rule in its turn."""
    item = random.randrange(len(instance["gaps"]["person"]))
    group = (
        random.choice(plan["classes"]) if plan["classes"] else {"option": 0, "start": 0, "learners": [item]}
    )
    if not plan["classes"]:
        plan["classes"].append(group)
    option = instance["options"][group["option"]]
    programme = instance["programmes"][option["programme"]]

    def add_anybody() -> None:
        group["learners"].append(item)

    def add_own() -> None:
        mine = [i for i, j in enumerate(instance["gaps"]["programme"]) if j == option["programme"]]
        group["learners"].extend(random.sample(mine, min(3, len(mine))))

    def twice() -> None:
        plan["classes"].append(copy.deepcopy(group))

    def full_time() -> None:
        for one in instance["options"]:
            one["mode"] = "full_time"
        for one in plan["classes"]:
            one["start"] = 0

    def earlier() -> None:
        instance["programmes"][1]["prerequisite"] = None if random.random() < 0.2 else 0
        for one in plan["classes"]:
            if instance["options"][one["option"]]["programme"] == 1:
                one["start"] = 0
        if random.random() < 0.7:
            plan["classes"] = [
                c for c in plan["classes"] if instance["options"][c["option"]]["programme"] != 0
            ]

    def late() -> None:
        group["start"] = instance["months"] - 1
        option["months"] = 2

    def tighter() -> None:
        name = random.choice(["year_quota", "month_release"])
        most = 2 if name == "year_quota" else 1
        instance["units"][name] = [random.randint(0, most) for _ in instance["units"][name]]

    def rooms() -> None:
        option["room_weeks"] = 3.0
        option["lecturer_hours"] = random.choice([40.0, option["lecturer_hours"]])

    def unreachable() -> None:
        for column in instance["reach"].values():
            del column[: len(column) // 2]

    def money() -> None:
        if plan["funding"]:
            random.choice(plan["funding"])[2] += random.choice([-1.0, 1.0, -1000.0, 0.005])

    def poorer() -> None:
        instance["budget"] = {
            name: amount / random.choice([2, 4, 8]) for name, amount in instance["budget"].items()
        }

    def other_source() -> None:
        programme["sources"] = ["a"] if programme["sources"] != ["a"] else ["b"]

    def quota() -> None:
        programme["quota_max"] = random.randint(0, 2)
        instance["programmes"][random.randrange(3)]["quota_min"] = random.choice([0, 1, 0])
        programme["quota_min"] = 0

    def claims() -> None:
        plan[random.choice(["objective", "bound"])] = random.choice([-1e3, 0.0, 1e3])

    def once_only() -> None:
        instance["people"]["max_classes"] = [1] * len(instance["people"]["unit"])
        add_own()

    def absent() -> None:
        months = range(instance["months"])
        everybody = range(len(instance["people"]["unit"]))
        for key in ("away", "in_class"):
            instance["people"][key] = [[one, random.sample(months, 1)] for one in everybody if one % 5 == 0]
        most = instance["units"]["month_release"]
        instance["units"]["month_release_by_month"] = [
            [min(one, random.randint(0, 6)) for _ in months] for one in most
        ]

    changes = [
        add_anybody,
        add_own,
        twice,
        full_time,
        earlier,
        late,
        tighter,
        rooms,
        unreachable,
        money,
        poorer,
    ]
    changes += [other_source, quota, claims, once_only, absent, absent]
    random.choice(changes)()
    if random.random() < 0.4:
        random.choice(changes)()


def test_it_agrees_with_the_published_check_on_mutated_plans_and_every_rule_is_met() -> None:
    judge = published_judge()
    random = Random(5)
    good: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for seed in (3, 10, 15, 18, 20):
        instance = tiny_instance(seed)
        good.append((instance, plan_to_json(solve(parse_problem(instance), work=1))))
    seen: Counter[Rule] = Counter()
    for _ in range(PLANS):
        instance, plan = copy.deepcopy(random.choice(good))
        mutate(random, instance, plan)
        problem: Problem = parse_problem(instance)
        verdict = check(problem, parse_plan(plan, problem))
        try:
            broken, objective = judge(instance, plan)
        except IndexError:
            # The published check counts rooms before it looks whether a class ends within the year.
            assert Rule.START in {one.rule for one in verdict.broken}
            seen[Rule.START] += 1
            continue
        claims = {Rule.CLAIMED_OBJECTIVE, Rule.CLAIMED_BOUND}
        mine = {one.rule for one in verdict.broken}
        apart = broken_by_absence(instance, plan)
        assert mine & {Rule.AWAY, Rule.OVERLAP, Rule.UNIT_RELEASE} == apart
        assert bool(mine - claims) == bool(broken or apart), (mine, broken, apart)
        assert abs(verdict.objective - objective) < 1e-6
        tolerance = 1e-6 * max(1.0, abs(objective)) + 0.01
        assert (Rule.CLAIMED_OBJECTIVE in mine) == (abs(objective - plan["objective"]) > tolerance)
        assert (Rule.CLAIMED_BOUND in mine) == (plan["bound"] < objective - tolerance)
        seen.update(mine)
    assert {rule: seen[rule] for rule in Rule if seen[rule] < 20} == {}


def test_the_empty_plan_is_good_where_nothing_is_demanded() -> None:
    problem = parse_problem(tiny_instance(3))
    plan = make_plan(problem, [], 1e6)
    assert check(problem, plan).broken == ()
    assert plan.objective == -problem.fair_penalty * problem.district_share.sum()
