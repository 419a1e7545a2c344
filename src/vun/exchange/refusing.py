"""Rows that an operation refuses by their number, told by their verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from vun.common.errors import Problem, RowProblems
from vun.exchange.model import Verdict


class VerdictProblems(RowProblems):
    """Verdicts that cannot be written, each with what is wrong; nothing was written, and the others may be."""

    def __init__(self, found: Sequence[tuple[Verdict, Problem]]) -> None:
        super().__init__([(verdict.row.number, problem) for verdict, problem in found])
        self.found = tuple(found)


@contextmanager
def told_by_verdict(verdicts: Sequence[Verdict]) -> Iterator[None]:
    """What is refused by number within is raised as VerdictProblems; the operation is given a row for each verdict."""
    try:
        yield
    except VerdictProblems:
        raise
    except RowProblems as found:
        raise VerdictProblems([(verdicts[number - 1], problem) for number, problem in found.rows]) from None
