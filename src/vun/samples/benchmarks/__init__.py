"""Measuring Vun on generated data, in a database made for it: each value beside its floor in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from vun.samples.benchmarks.measure import Measure

BENCHMARKS = ("registry", "reports", "sending", "import", "export")
_MODULES = {"import": "imports"}


def run(name: str) -> Iterator[Measure]:
    """The measures of one of BENCHMARKS, each as soon as it is taken.

    The database of the settings must be empty but for its tables; it is filled.
    """
    if name not in BENCHMARKS:
        raise ValueError(f"there is no benchmark {name}")
    benchmark: Callable[[], Iterator[Measure]] = import_module(
        f"{__name__}.{_MODULES.get(name, name)}"
    ).benchmark
    return benchmark()


def run_planner(
    sizes: Sequence[str],
    seeds: Sequence[int],
    seconds: float | None,
    tiny: int,
    *,
    anew: bool = False,
    explained: int = 0,
) -> Iterator[Measure]:
    """The planner on so many tiny problems, and on provinces of these sizes and seeds; no database needed.

    ``seconds``: for each run, by default those of the size's target. ``anew``: with less money planned anew too.
    ``explained``: so many of those left out of each plan are forced in.
    """
    planner = import_module(f"{__name__}.planner")
    if tiny:
        yield from planner.proofs(tiny)
    for size in sizes:
        yield from planner.provinces(size, seeds, seconds, anew=anew, explained=explained)


def planner_table(measures: Sequence[Measure]) -> str:
    """The provinces among the planner's measures, a line each."""
    found: str = import_module(f"{__name__}.planner").table(measures)
    return found


__all__ = ["BENCHMARKS", "Measure", "planner_table", "run", "run_planner"]
