"""Prices on everything scarce: what an upper bound is proven by, and what a plan file carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from vun.engines.optimizer.problem import Floats, Malformed, Problem, Reader, amount, whole


@dataclass(frozen=True)
class Prices:
    """One price for one unit of each scarce thing, in the objective's own unit; any prices from 0 prove a bound.

    ``budget`` by source, ``venue`` and ``pool`` by month, ``person`` for one of a person's classes, ``unit`` for one
    enrolment, ``district`` for one learner short of the fair share (at most the penalty), ``prerequisite`` by item:
    what an item pays its prerequisite for going with it, ``step`` by month for a whole class of what `Problem.steps`
    counts.
    """

    budget: Floats
    venue: Floats
    pool: Floats
    person: Floats
    unit: Floats
    district: Floats
    prerequisite: Floats
    step: Floats

    NAMES = ("budget", "venue", "pool", "person", "unit", "district", "prerequisite", "step")

    @classmethod
    def none(cls, problem: Problem) -> Prices:
        return cls(**{name: np.zeros(shape) for name, shape in shapes(problem).items()})

    def kept(self, problem: Problem) -> Prices:
        """The same prices, moved to where they prove a bound, and with the digits a file keeps."""
        return Prices(
            **{
                name: np.round(np.clip(getattr(self, name), 0.0, high), 6)
                for name, high in _highest(problem).items()
            }
        )

    def towards(self, other: Prices, part: float) -> Prices:
        """That part of the way from these to the others."""
        return Prices(
            **{name: (1.0 - part) * getattr(self, name) + part * getattr(other, name) for name in self.NAMES}
        )

    def to_json(self) -> dict[str, Any]:
        """Only what is not zero: by source, by [place, month], by index."""
        found: dict[str, Any] = {}
        for name in self.NAMES:
            values: Floats = getattr(self, name)
            found[name] = [
                [*(int(part) for part in place), float(values[tuple(place)])]
                for place in np.argwhere(values > 0)
            ]
        return found

    @classmethod
    def from_json(cls, data: Any, problem: Problem, key: str = "prices") -> Prices:
        """Raises Malformed naming the key at fault."""
        reader = Reader(data, key)
        prices = cls.none(problem)
        for name, shape in shapes(problem).items():
            for place, row in enumerate(reader.array(name)):
                index, price = _entry(row, shape, f"{key}.{name}[{place}]")
                getattr(prices, name)[index] = price
        return prices.kept(problem)


def shapes(problem: Problem) -> dict[str, tuple[int, ...]]:
    return {
        "budget": (len(problem.sources),),
        "venue": problem.venue_capacity.shape,
        "pool": problem.pool_capacity.shape,
        "person": (problem.people,),
        "unit": (problem.units,),
        "district": (problem.districts,),
        "prerequisite": (problem.items,),
        "step": problem.steps[1].shape,
    }


def _entry(row: Any, shape: tuple[int, ...], key: str) -> tuple[tuple[int, ...], float]:
    if not isinstance(row, list) or len(row) != len(shape) + 1:
        raise Malformed(key, f"not a list of {len(shape) + 1}")
    index = tuple(whole(value, key, 0, size) for value, size in zip(row, shape, strict=False))
    return index, amount(row[-1], key)


def _highest(problem: Problem) -> dict[str, Floats | float]:
    """The most each price may be: nothing where there is no limit to price."""
    return {
        "budget": np.inf,
        "venue": np.where(np.isfinite(problem.venue_capacity), np.inf, 0.0),
        "pool": np.inf,
        "person": np.inf,
        "unit": np.inf,
        "district": problem.fair_penalty,
        "prerequisite": np.where(problem.gap_prerequisite >= 0, np.inf, 0.0),
        "step": np.inf,
    }
