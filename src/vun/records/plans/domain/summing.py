"""What the lines of a plan come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vun.records.plans.domain.lines import LineState, TargetOrigin
from vun.records.standards.domain import Branch


@dataclass(frozen=True, slots=True)
class Sum:
    """What some lines come to; ``budget`` in đồng."""

    lines: int = 0
    classes: int = 0
    learners: int = 0
    budget: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.lines + other.lines,
            self.classes + other.classes,
            self.learners + other.learners,
            self.budget + other.budget,
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """A plan's sums. Each of the four divisions adds up to ``whole``; so does the money by source."""

    whole: Sum
    by_branch: Mapping[Branch, Sum]
    by_year: Mapping[int, Sum]
    by_origin: Mapping[TargetOrigin, Sum]
    by_block: Mapping[str, Sum]
    by_source: Mapping[str, int]


def totals(lines: Iterable[tuple[str, LineState]]) -> Totals:
    """The sums of lines given with the block of their plan ("" where a plan is for all blocks)."""
    whole = Sum()
    by_branch: dict[Branch, Sum] = {}
    by_year: dict[int, Sum] = {}
    by_origin: dict[TargetOrigin, Sum] = {}
    by_block: dict[str, Sum] = {}
    by_source: dict[str, int] = {}
    for block, line in lines:
        terms = line.terms
        one = Sum(1, terms.classes, terms.learners, sum(amount for _, amount in line.budgets))
        whole += one
        by_branch[terms.branch] = by_branch.get(terms.branch, Sum()) + one
        by_year[terms.year] = by_year.get(terms.year, Sum()) + one
        by_origin[terms.origin] = by_origin.get(terms.origin, Sum()) + one
        by_block[block] = by_block.get(block, Sum()) + one
        for source, amount in line.budgets:
            by_source[source] = by_source.get(source, 0) + amount
    return Totals(whole, by_branch, by_year, by_origin, by_block, by_source)
