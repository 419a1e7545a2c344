"""Prices case by case: where it pays, a proof tells apart plans with few and with more classes of some options, or
learners of some items.

Every plan falls into exactly one case, so that the greatest of the cases' bounds is a bound on all plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.problem import Malformed, Problem, Reader

# How many splits may lie within one another.
DEEPEST = 40


@dataclass(frozen=True)
class Group:
    """What is counted: classes of these options, or learners of these items; all of one programme."""

    programme: int
    options: tuple[int, ...] = ()
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fence:
    """At least ``least`` and at most ``most`` of a group."""

    group: Group
    least: float
    most: float


@dataclass(frozen=True)
class Split:
    """Plans with at most ``at`` of a group, and those with more."""

    group: Group
    at: int
    fewer: Cases
    more: Cases


Cases = Prices | Split


def each_case(cases: Cases, fences: tuple[Fence, ...] = ()) -> Iterator[tuple[tuple[Fence, ...], Prices]]:
    """Every case with what holds in it."""
    if isinstance(cases, Prices):
        yield fences, cases
        return
    yield from each_case(cases.fewer, (*fences, Fence(cases.group, 0.0, cases.at)))
    yield from each_case(cases.more, (*fences, Fence(cases.group, cases.at + 1.0, np.inf)))


def case_of(cases: Cases, classes: Mapping[int, int], learners: Set[int]) -> Prices:
    """The prices of the case a plan falls into, from its number of classes by option and the items it takes."""
    while isinstance(cases, Split):
        group = cases.group
        count = sum(classes.get(option, 0) for option in group.options) + len(learners & set(group.items))
        cases = cases.fewer if count <= cases.at else cases.more
    return cases


def cases_to_json(cases: Cases) -> dict[str, Any]:
    if isinstance(cases, Prices):
        return cases.to_json()
    counted = (
        {"options": list(cases.group.options)} if cases.group.options else {"items": list(cases.group.items)}
    )
    return counted | {
        "at": cases.at,
        "fewer": cases_to_json(cases.fewer),
        "more": cases_to_json(cases.more),
    }


def cases_from_json(data: Any, problem: Problem, key: str = "prices", depth: int = 0) -> Cases:
    """Raises Malformed naming the key at fault."""
    reader = Reader(data, key)
    if "at" not in data:
        return Prices.from_json(data, problem, key)
    if depth >= DEEPEST:
        raise Malformed(key, f"more than {DEEPEST} splits within one another")
    return Split(
        group=_group(reader, problem),
        at=reader.integer("at"),
        fewer=cases_from_json(reader.raw("fewer"), problem, f"{key}.fewer", depth + 1),
        more=cases_from_json(reader.raw("more"), problem, f"{key}.more", depth + 1),
    )


def _group(reader: Reader, problem: Problem) -> Group:
    name, owner = (
        ("options", problem.option_programme) if reader.has("options") else ("items", problem.gap_programme)
    )
    numbers = np.unique(reader.integers(name, below=len(owner)))
    programmes = np.unique(owner[numbers])
    if len(programmes) != 1:
        raise Malformed(reader.key(name), "not of one programme")
    counted = tuple(int(number) for number in numbers)
    if name == "options":
        return Group(int(programmes[0]), options=counted)
    return Group(int(programmes[0]), items=counted)
