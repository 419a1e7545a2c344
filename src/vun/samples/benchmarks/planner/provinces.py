"""Generated provinces, planned by the command as anybody calls it and judged by the published check.

The generator and the check stand in ``tests/data/planner`` of the source tree; elsewhere this cannot be measured.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import numpy as np

import vun
from vun.engines.optimizer.blocks import Block
from vun.engines.optimizer.bound import most_classes
from vun.engines.optimizer.greedy import greedy
from vun.engines.optimizer.plan import Plan, objective_of, read_plan
from vun.engines.optimizer.problem import Problem, read_problem
from vun.engines.optimizer.seating import Seating
from vun.engines.optimizer.state import State
from vun.samples.benchmarks.measure import Measure, measure
from vun.samples.benchmarks.planner.memory import run_watched

DATA = Path(vun.__file__).parents[2] / "tests" / "data" / "planner"
# Seconds, gap in % and megabytes wanted of each size.
TARGETS = {"T": (60, 3.0, 512), "S": (60, 1.5, 512), "M": (60, 1.0, 1024), "L": (120, 1.0, 2048)}
SIZES = tuple(TARGETS)
SECONDS = {size: seconds for size, (seconds, _, _) in TARGETS.items()}
CUT = 0.9
PERCENT = 100.0


def province(size: str, seed: int, seconds: float | None = None) -> Iterator[Measure]:
    """One province of a size in SIZES, planned within ``seconds`` (by default those of its target), then repaired."""
    name, allowed = f"planner_{size}_{seed}", seconds or SECONDS[size]
    with TemporaryDirectory() as folder:
        instance, plan_file = Path(folder, "instance.json"), Path(folder, "plan.json")
        made = _published("make_instance")
        instance.write_text(json.dumps(made.make(made.SIZES[size], seed)), encoding="utf-8")
        problem = read_problem(instance)
        length = ["--seconds", str(allowed), "--seed", "1"]
        ran = run_watched(_command("solve", instance, "--quiet", *length, "--out", plan_file))
        yield measure(f"{name}_seconds", ran.seconds, "s", target=allowed + 2.0)
        yield measure(f"{name}_memory", ran.megabytes, "MB", target=TARGETS[size][2])
        yield measure(f"{name}_processor", ran.processor, "s")
        if ran.code:
            yield replace(measure(f"{name}_without_plan", 1, "plans", target=0), met=False)
            return
        broken, objective = _published("check_plan").judge(_json(instance), _json(plan_file))
        plan = read_plan(plan_file, problem)
        yield measure(f"{name}_rules_broken", len(broken), "rules", target=0)
        yield measure(f"{name}_gap", _gap(plan.bound, objective), "%", target=TARGETS[size][1])
        yield measure(f"{name}_gap_of_greedy", _gap(plan.bound, greedy(problem).objective), "%")
        if size == "T":
            yield measure(f"{name}_gap_of_one_model", _gap(plan.bound, _one_model(problem, allowed)), "%")
        yield from _repairs(name, folder, problem, instance, plan_file, plan)


def _repairs(
    name: str, folder: str, problem: Problem, instance: Path, plan_file: Path, plan: Plan
) -> Iterator[Measure]:
    """A class of middling size called off, and less money."""
    order = sorted(range(len(plan.classes)), key=lambda number: len(plan.classes[number].learners))
    off = order[len(order) // 2]
    for what, event in (
        ("cancelled_class", {"event": "cancel_class", "class": off}),
        ("budget_cut", {"event": "budget_cut", "source": None, "factor": CUT}),
    ):
        told, mended_file = Path(folder, "event.json"), Path(folder, "mended.json")
        told.write_text(json.dumps(event), encoding="utf-8")
        begin = time.monotonic()
        subprocess.run(
            _command("repair", instance, plan_file, told, "--out", mended_file),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        is_class = what == "cancelled_class"
        taken = time.monotonic() - begin
        yield measure(f"{name}_{what}_seconds", taken, "s", target=2.0 if is_class else None)
        mended = read_plan(mended_file, problem)
        lost = PERCENT * (1.0 - objective_of(problem, mended.classes) / plan.objective)
        yield measure(f"{name}_{what}_lost", lost, "%", target=0.5 if is_class else None)
        if is_class:
            learners = len(plan.classes[off].learners)
            moved = _moved(problem, plan, mended)
            yield measure(f"{name}_{what}_moved", moved, "people", floor=learners, target=2 * learners)


def _moved(problem: Problem, old: Plan, new: Plan) -> int:
    """Counted here anew: whose set of (option, start) is another one."""
    sets: list[dict[int, set[tuple[int, int]]]] = [{}, {}]
    for goes, plan in zip(sets, (old, new), strict=True):
        for group in plan.classes:
            for item in group.learners:
                goes.setdefault(int(problem.gap_person[item]), set()).add((group.option, group.start))
    return sum(sets[0].get(person) != sets[1].get(person) for person in {*sets[0], *sets[1]})


def _one_model(problem: Problem, seconds: float) -> float:
    """What the whole problem as one integer programme is worth after so many seconds: HiGHS and nothing else."""
    kinds = {
        option * problem.months + start: (0, int(min(most_classes(problem, option), problem.items)))
        for option in range(problem.options)
        for start in problem.starts[option]
    }
    block = Block(frozenset(range(problem.programmes)), kinds, np.arange(problem.items))
    found = Seating(State(problem), block).solve(time_limit=seconds)
    return objective_of(problem, [] if found is None else found.classes())


def _gap(bound: float, objective: float) -> float:
    return PERCENT * (bound - objective) / abs(bound)


def _command(verb: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "vun", "plan", verb, *map(str, arguments)]


def _published(name: str) -> ModuleType:
    """A script of ``tests/data/planner``. Raises FileNotFoundError outside the source tree."""
    spec = importlib.util.spec_from_file_location(name, DATA / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(DATA / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
