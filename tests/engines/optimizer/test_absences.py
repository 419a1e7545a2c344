"""Months people are away in and fewer a unit can spare, as parts of the problem: held against the exact optimum."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np
import pytest

from tests.engines.optimizer.test_check import published_judge
from tests.factories.planning import broken_by_absence, instance_with_absences
from vun.engines.optimizer.bounds.bound import prove
from vun.engines.optimizer.bounds.cases import cases_from_json
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.clash import Limit, clash
from vun.engines.optimizer.explain import Reason, explain
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.events import Event, parse_event
from vun.engines.optimizer.plans.plan import Plan, PlanClass, make_plan, plan_to_json
from vun.engines.optimizer.plans.state import NOWHERE, State
from vun.engines.optimizer.problem import Problem, parse_problem
from vun.engines.optimizer.repair import repair
from vun.engines.optimizer.searching.blocks import Block
from vun.engines.optimizer.searching.greedy import greedy, quick_plans
from vun.engines.optimizer.searching.months import place_months
from vun.engines.optimizer.searching.search import Search
from vun.engines.optimizer.searching.seating import Seating
from vun.engines.optimizer.solve import solve
from vun.engines.optimizer.watch import NoPlan
from vun.samples.benchmarks.planner.tiny import optimum, tiny_instance

Solved = list[tuple[dict[str, Any], Problem, Plan]]
SEEDS, WORK = (8, 16, 20, 21), 2


@pytest.fixture(scope="module")
def solved() -> Solved:
    found = []
    for seed in SEEDS:
        instance = instance_with_absences(seed)
        problem = parse_problem(instance)
        found.append((instance, problem, solve(problem, work=WORK)))
    return found


def without_keys(seed: int) -> Problem:
    return parse_problem(tiny_instance(seed))


def test_plans_reach_the_optimum_with_everybody_there_and_no_bound_lies_below_it(solved: Solved) -> None:
    best = [optimum(problem) for _, problem, _ in solved]
    free = [optimum(without_keys(seed)) for seed in SEEDS]
    # The absences cost something in every one of them.
    assert max(now - before for now, before in zip(best, free, strict=True)) < -1.0
    judge = published_judge()
    for (instance, problem, plan), value in zip(solved, best, strict=True):
        assert check(problem, plan).broken == ()
        told = plan_to_json(plan)
        # Whoever knows nothing of the keys finds a good plan too.
        assert (judge(instance, told)[0], broken_by_absence(instance, told)) == ([], set())
        assert plan.bound >= value - 1e-6
        assert prove(problem, cases_from_json(told["prices"], problem)) >= value - 1e-6
    short = [(value - plan.objective) / abs(value) for (_, _, plan), value in zip(solved, best, strict=True)]
    assert min(short) > -1e-6
    assert median(short) <= 0.01


def test_any_prices_prove_a_bound_and_a_lower_one_than_with_everybody_there() -> None:
    lower = []
    for seed in range(30, 34):
        instance = instance_with_absences(seed)
        # What is lower is so for the people's sake alone.
        del instance["units"]["month_release_by_month"]
        problem, before = parse_problem(instance), without_keys(seed)
        random = np.random.default_rng(seed)
        prices = Prices(
            **{name: random.random(getattr(Prices.none(problem), name).shape) for name in Prices.NAMES}
        )
        bound = prove(problem, prices)
        assert bound >= greedy(problem).objective
        assert bound <= prove(before, prices) + 1e-6
        lower.append(bound < prove(before, prices) - 1.0)
    assert any(lower)


@pytest.mark.parametrize("fine", [5000, 0])
def test_no_plan_on_the_way_seats_anybody_in_a_month_they_are_away_in(fine, monkeypatch) -> None:
    monkeypatch.setattr("vun.engines.optimizer.problem.arrays.FINE_ITEMS", fine)
    count = 0
    for seed in range(40, 43):
        instance = instance_with_absences(seed)
        problem = parse_problem(instance)
        plans = [*quick_plans(problem, lambda: False), list(greedy(problem).classes)]
        search = Search(
            problem,
            Pace(work=2),
            seed,
            lambda state, value, to=plans: to.append(state.classes()),
            lambda: None,
        )
        search.run()
        for classes in plans:
            plan = make_plan(problem, classes, 1e9)
            assert check(problem, plan).broken == ()
            assert broken_by_absence(instance, plan_to_json(plan)) == set()
            count += bool(classes)
    assert count > 8


def test_keys_that_take_nothing_away_change_nothing() -> None:
    data = tiny_instance(8)
    plan = solve(parse_problem(data), work=1)
    data["people"] |= {"away": [], "in_class": [[3, []]]}
    data["units"]["month_release_by_month"] = [[most] * 4 for most in data["units"]["month_release"]]
    assert solve(parse_problem(data), work=1) == plan


def test_a_plan_made_for_everybody_is_mended_for_who_is_there() -> None:
    for seed in SEEDS[:2]:
        before, after = without_keys(seed), instance_with_absences(seed)
        problem = parse_problem(after)
        plan = make_plan(problem, greedy(before).classes, 1e9)
        assert broken_by_absence(after, plan_to_json(plan))
        mended = repair(problem, plan, Event(problem), work=2).plan
        assert check(problem, mended).broken == ()
        assert broken_by_absence(after, plan_to_json(mended)) == set()


def test_after_an_event_everybody_is_still_there(solved: Solved) -> None:
    for instance, problem, plan in solved[:2]:
        for event in (
            {"event": "cancel_class", "class": 0},
            {"event": "budget_cut", "source": None, "factor": 0.7},
        ):
            mended = repair(problem, plan, parse_event(event, problem, plan), work=2)
            for one in (mended, mended.least):
                if one is not None:
                    assert broken_by_absence(instance, plan_to_json(one.plan)) == set()


def alone(**people: list[Any]) -> dict[str, Any]:
    """Four people, one programme that all four lack, held part time at one place with room in months 0 and 2."""
    return {
        "format": "vun-plan/1",
        "name": "alone",
        "months": 4,
        "people": {"unit": [0] * 4, "max_classes": [2] * 4, **people},
        "units": {
            "zone": [0],
            "district": [0],
            "staff": [4],
            "year_quota": [8],
            "month_release": [4],
        },
        "zones": 1,
        "districts": 1,
        "venues": 1,
        "venue_kinds": ["school"],
        "programmes": [
            {
                "code": "A",
                "weeks": 1,
                "class_min": 2,
                "class_max": 4,
                "lecturer_pool": 0,
                "sources": ["a"],
                "prerequisite": None,
                "quota_min": 0,
                "quota_max": 4,
            }
        ],
        "options": [
            {
                "programme": 0,
                "venue": 0,
                "mode": "part_time",
                "months": 1,
                "room_weeks": 1.0,
                "lecturer_hours": 0.0,
                "fixed_cost": 1.0,
            }
        ],
        "reach": {"zone": [0], "option": [0], "cost": [1.0]},
        "venue_capacity": [[1.0, 0.0, 1.0, 0.0]],
        "lecturer_capacity": [[9.0] * 4],
        "budget": {"a": 100.0},
        "gaps": {"person": [0, 1, 2, 3], "programme": [0] * 4, "weight": [10] * 4},
        "objective": {"cost_weight": 0.01, "fair_share": 0.0, "fair_penalty": 0.0},
    }


def test_whom_the_month_is_all_one_to_fill_what_the_others_leave_too_small() -> None:
    # Three can only come in month 0: of two classes one would have a single learner.
    problem = parse_problem(alone(away=[[0, [2]], [1, [2]], [2, [2]]]))
    both = Block(frozenset({0}), {0: (1, 1), 2: (1, 1)}, np.arange(4))
    assert Seating(State(problem), both).solve() is None
    found = Seating(State(problem), replace(both, kinds={0: (0, 1), 2: (0, 1)})).solve()
    assert found is not None
    assert [(group.start, len(group.learners)) for group in found.classes()] == [(0, 4)]
    # Two and two.
    problem = parse_problem(alone(away=[[0, [2]], [1, [2]], [2, [0]]]))
    found = Seating(State(problem), both).solve()
    assert found is not None
    assert [(group.start, group.learners) for group in found.classes()] == [(0, (0, 1)), (2, (2, 3))]


def test_a_class_starts_in_a_month_its_people_are_there_in() -> None:
    everybody = range(4)
    for closed, start in ((0, 2), (2, 0)):
        problem = parse_problem(alone(away=[[person, [closed]] for person in everybody]))
        found = [place_months(problem, np.ones(1), np.random.default_rng(seed)) for seed in range(5)]
        assert found == [{start: 1}] * 5


def test_a_full_time_class_somebody_is_in_closes_its_months_to_others_held_full_time_alone() -> None:
    data = alone(in_class=[[person, [0, 2]] for person in range(4)])
    problem = parse_problem(data)
    assert sum(len(group.learners) for group in solve(problem, work=1).classes) == 4
    data["options"][0]["mode"] = "full_time"
    problem = parse_problem(data)
    plan = solve(problem, work=1)
    assert (plan.classes, plan.bound) == ((), pytest.approx(0.0, abs=1e-6))
    forced = make_plan(problem, [PlanClass(0, 0, (0, 1))], 1e3)
    assert [one.rule.value for one in check(problem, forced).broken] == ["overlap", "overlap"]
    assert explain(problem, forced, 2).reason is Reason.TWO_CLASSES


def test_no_more_of_a_unit_go_full_time_in_a_month_than_it_has_left_then() -> None:
    data = alone()
    data["options"][0]["mode"] = "full_time"
    data["units"]["month_release_by_month"] = [[1, 4, 3, 4]]
    problem = parse_problem(data)
    plan = solve(problem, work=1)
    assert [(group.start, len(group.learners)) for group in plan.classes] == [(2, 3)]
    left = next(item for item in range(4) if item not in plan.classes[0].learners)
    assert explain(problem, plan, left).reason is Reason.UNIT_QUOTA
    crowded = make_plan(problem, [PlanClass(0, 0, (0, 1))], 1e3)
    assert [(one.rule.value, one.where, one.allowed) for one in check(problem, crowded).broken] == [
        ("unit_release", (0, 0), 1)
    ]


def test_a_least_number_only_who_is_away_could_fill_names_them() -> None:
    data = alone(away=[[person, [0, 1, 2, 3]] for person in range(3)])
    data["programmes"][0]["quota_min"] = 2
    problem = parse_problem(data)
    with pytest.raises(NoPlan) as refusal:
        solve(problem, work=1)
    assert refusal.value.is_impossible
    assert clash(problem) == ((0,), (Limit.AWAY,))


def test_who_is_away_whenever_a_class_is_open_is_told_so_and_gains_nothing() -> None:
    problem = parse_problem(alone(away=[[0, [0, 2]], [1, [2]]]))
    plan = solve(problem, work=1)
    (group,) = plan.classes
    told = explain(problem, plan, 0)
    assert (group.start, told.reason, told.is_away) == (0, Reason.NO_CLASS, True)
    assert told.prices["gain_at_most"] == 0.0
    assert explain(problem, make_plan(problem, [], 0.0), 0).is_away is False
    state = State.of_classes(problem, list(plan.classes))
    assert state.seat[0] == NOWHERE
