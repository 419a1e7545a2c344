"""A measured value and what it is held against."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured value in ``unit``.

    ``floor`` is the least that any program would need for it here, measured in the same run; ``ratio`` is value to
    floor. ``target`` is the highest value wanted, ``met`` whether it was kept. None: there is no such thing.
    """

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    target: float | None
    met: bool | None


def measure(
    name: str, value: float, unit: str, *, floor: float | None = None, target: float | None = None
) -> Measure:
    """A measure with its ratio and verdict, rounded to what a clock can tell."""
    return Measure(
        name=name,
        value=round(value, 4),
        unit=unit,
        floor=None if floor is None else round(floor, 4),
        ratio=round(value / floor, 2) if floor else None,
        target=target,
        met=None if target is None else value <= target,
    )


def seconds(work: Callable[[], object], *, runs: int = 1) -> float:
    """How long ``work`` takes by the wall clock: the median of an odd number of runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[runs // 2]
