"""Published reports rebuilt from records: each figure is counted anew and held against what was printed."""

from __future__ import annotations

from typing import TextIO

from vun.samples.cases import ben_tre, dinh_lap, lang_son, lao_cai, quang_ninh
from vun.samples.cases.case import Case
from vun.samples.cases.printing import print_json, print_text
from vun.samples.cases.stated import Verdict

CASES: dict[str, Case] = {
    module.CASE.name: module.CASE for module in (lang_son, dinh_lap, quang_ninh, lao_cai, ben_tre)
}


def run_case(name: str, *, out: TextIO, as_json: bool) -> int:
    """Load the case into the empty database at hand, count, and print to ``out``.

    Returns 0 when every figure stated exactly comes out equal, or as it was cut, and every other lies where its words
    put it, else 1.
    """
    case = CASES[name]
    case.load()
    counted = case.count()
    (print_json if as_json else print_text)(case, counted, out)
    return int(any(one.verdict is Verdict.DIFFERS for one in case.compare(counted)))
