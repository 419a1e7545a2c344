"""Published reports rebuilt from records: each figure is counted anew and held against what was printed."""

from __future__ import annotations

from typing import TextIO

from vun.samples.cases import ben_tre, lao_cai
from vun.samples.cases.case import Case
from vun.samples.cases.printing import print_json, print_text
from vun.samples.cases.stated import Verdict

CASES: dict[str, Case] = {case.name: case for case in (ben_tre.CASE, lao_cai.CASE)}


def run_case(name: str, *, out: TextIO, as_json: bool) -> int:
    """Load the case into the empty database at hand, count, and print to ``out``.

    Returns 0 when every figure stated exactly comes out equal and every other lies where its words put it, else 1.
    """
    case = CASES[name]
    case.load()
    counted = case.count()
    (print_json if as_json else print_text)(case, counted, out)
    return int(any(verdict is Verdict.DIFFERS for _, _, verdict in case.compare(counted)))
