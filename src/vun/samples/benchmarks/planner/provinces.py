"""Generated provinces, planned by the command as anybody calls it and judged by the published check.

The generator and the check stand in ``tests/data/planner`` of the source tree; elsewhere this cannot be measured.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import numpy as np

import vun
from vun.engines.optimizer.bounds.bound import most_classes
from vun.engines.optimizer.plans.plan import Plan, objective_of, read_plan
from vun.engines.optimizer.plans.state import State
from vun.engines.optimizer.problem import Problem, read_problem
from vun.engines.optimizer.searching.blocks import Block
from vun.engines.optimizer.searching.greedy import greedy
from vun.engines.optimizer.searching.seating import Seating
from vun.samples.benchmarks.measure import Measure, measure
from vun.samples.benchmarks.planner.forcing import forcing
from vun.samples.benchmarks.planner.memory import Ran, run_watched

DATA = Path(vun.__file__).parents[2] / "tests" / "data" / "planner"
# Seconds, gap in % and megabytes wanted of each size.
TARGETS = {"T": (60, 3.0, 512), "S": (60, 1.5, 512), "M": (60, 1.0, 1024), "L": (120, 1.0, 2048)}
SIZES = tuple(TARGETS)
SECONDS = {size: seconds for size, (seconds, _, _) in TARGETS.items()}
# Where a repair after a cancelled class has a time to keep.
SWIFT = {"M": 2.0}
CUT = 0.9
# How much more of the value a repair may lose than planning anew, in %.
REPAIR_LOSES = 1.0
PERCENT = 100.0


def provinces(
    size: str,
    seeds: Sequence[int],
    seconds: float | None = None,
    *,
    anew: bool = False,
    explained: int = 0,
) -> Iterator[Measure]:
    """Provinces of a size in SIZES, each planned within ``seconds`` (by default those of the size's target), then
    repaired; the median of several. ``anew``: with less money planned anew too, to hold the repair against.
    ``explained``: so many of those left out forced in."""
    gaps = []
    for seed in seeds:
        # Where there is no plan, nothing could be further off.
        gap = PERCENT
        for one in _province(size, seed, seconds or SECONDS[size], anew, explained):
            if one.name == f"planner_{size}_{seed}_gap":
                gap = one.value
            yield one
        gaps.append(gap)
    if len(gaps) > 1:
        yield measure(f"planner_{size}_median_gap", median(gaps), "%", target=TARGETS[size][1])


@dataclass(frozen=True)
class _Planned:
    """A province with its plan; ``folder`` holds both as files."""

    name: str
    folder: Path
    problem: Problem
    plan: Plan

    @property
    def instance(self) -> Path:
        return self.folder / "instance.json"

    @property
    def file(self) -> Path:
        return self.folder / "plan.json"


def _province(size: str, seed: int, seconds: float, anew: bool, explained: int) -> Iterator[Measure]:
    name = f"planner_{size}_{seed}"
    with TemporaryDirectory() as path:
        folder = Path(path)
        instance, file = folder / "instance.json", folder / "plan.json"
        made = _published("make_instance")
        instance.write_text(json.dumps(made.make(made.SIZES[size], seed)), encoding="utf-8")
        problem = read_problem(instance)
        ran = _solve(instance, seconds, file)
        yield measure(f"{name}_seconds", ran.seconds, "s", target=seconds + 2.0)
        yield measure(f"{name}_memory", ran.megabytes, "MB", target=TARGETS[size][2])
        yield measure(f"{name}_processor", ran.processor, "s")
        if ran.code:
            yield replace(measure(f"{name}_without_plan", 1, "plans", target=0), met=False)
            return
        yield measure(f"{name}_rules_broken", _broken(instance, file), "rules", target=0)
        planned = _Planned(name, folder, problem, read_plan(file, problem))
        yield from _gaps(planned, size, seconds)
        yield from _cancelled(planned, SWIFT.get(size))
        yield from _cut(planned, seconds if anew else None)
        if explained:
            yield from forcing(name, problem, planned.plan, explained)


def _gaps(planned: _Planned, size: str, seconds: float) -> Iterator[Measure]:
    """How far the plan, the spreadsheet's and on the least size one model of it all are from the same bound."""
    name, problem, plan = planned.name, planned.problem, planned.plan

    def gap(objective: float) -> float:
        return PERCENT * (plan.bound - objective) / abs(plan.bound)

    objective = objective_of(problem, plan.classes)
    yield measure(f"{name}_gap", gap(objective), "%", target=TARGETS[size][1])
    yield measure(f"{name}_gap_of_greedy", gap(greedy(problem).objective), "%")
    if size == SIZES[0]:
        yield measure(f"{name}_gap_of_one_model", gap(_one_model(problem, seconds)), "%")


def _cancelled(planned: _Planned, swift: float | None) -> Iterator[Measure]:
    """A class of middling size called off; ``swift``: in how many seconds that is to be mended."""
    plan, name = planned.plan, f"{planned.name}_cancelled_class"
    order = sorted(range(len(plan.classes)), key=lambda number: len(plan.classes[number].learners))
    if not order:
        return
    off = order[len(order) // 2]
    mended, seconds = _repaired(planned, {"event": "cancel_class", "class": off})
    yield measure(f"{name}_seconds", seconds, "s", target=swift)
    broken = _broken(planned.instance, planned.folder / "mended.json")
    yield measure(f"{name}_rules_broken", broken, "rules", target=0)
    yield measure(f"{name}_lost", _lost(planned, mended), "%", target=0.5)
    learners, moved = len(plan.classes[off].learners), _moved(planned.problem, plan, mended)
    yield measure(f"{name}_moved", moved, "people", floor=learners, target=2 * learners)


def _cut(planned: _Planned, seconds: float | None) -> Iterator[Measure]:
    """Less money from every source; with ``seconds`` planned anew too, in that time."""
    name, poorer = f"{planned.name}_budget_cut", planned.folder / "poorer.json"
    mended, taken = _repaired(planned, {"event": "budget_cut", "source": None, "factor": CUT})
    yield measure(f"{name}_seconds", taken, "s")
    data = _json(planned.instance)
    data["budget"] = {source: CUT * money for source, money in data["budget"].items()}
    poorer.write_text(json.dumps(data), encoding="utf-8")
    yield measure(f"{name}_rules_broken", _broken(poorer, planned.folder / "mended.json"), "rules", target=0)
    most = None
    if seconds is not None:
        file = planned.folder / "anew.json"
        if not _solve(poorer, seconds, file).code:
            most = _lost(planned, read_plan(file, planned.problem))
            yield measure(f"{name}_lost_anew", most, "%")
    allowed = None if most is None else round(most + REPAIR_LOSES, 4)
    yield measure(f"{name}_lost", _lost(planned, mended), "%", target=allowed)


def _solve(instance: Path, seconds: float, file: Path) -> Ran:
    length = ["--seconds", str(seconds), "--seed", "1"]
    return run_watched(_command("solve", instance, "--quiet", *length, "--out", file))


def _repaired(planned: _Planned, event: dict[str, Any]) -> tuple[Plan, float]:
    """The plan mended by the command, and how long that took."""
    told, file = planned.folder / "event.json", planned.folder / "mended.json"
    told.write_text(json.dumps(event), encoding="utf-8")
    begin = time.monotonic()
    subprocess.run(
        _command("repair", planned.instance, planned.file, told, "--out", file),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return read_plan(file, planned.problem), time.monotonic() - begin


def _lost(planned: _Planned, plan: Plan) -> float:
    """How much less than the first plan this one is worth, in %."""
    value = objective_of(planned.problem, plan.classes)
    return PERCENT * (planned.plan.objective - value) / abs(planned.plan.objective)


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


def _broken(instance: Path, plan: Path) -> int:
    """How many rules the published check finds broken."""
    broken, _objective = _published("check_plan").judge(_json(instance), _json(plan))
    return len(broken)


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
