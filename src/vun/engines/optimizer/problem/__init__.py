"""A planning problem (``vun-plan/1``): read from a file, and as arrays, which all of the optimizer starts from."""

from vun.engines.optimizer.problem.arrays import FULL_TIME, MODES, Floats, Ints, Marks, Problem
from vun.engines.optimizer.problem.parsing import FORMAT, parse_problem, read_problem
from vun.engines.optimizer.problem.reader import Malformed, Reader, amount, read_json, whole

__all__ = [
    "FORMAT",
    "FULL_TIME",
    "MODES",
    "Floats",
    "Ints",
    "Malformed",
    "Marks",
    "Problem",
    "Reader",
    "amount",
    "parse_problem",
    "read_json",
    "read_problem",
    "whole",
]
