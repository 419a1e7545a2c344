"""The planner against its proof: tiny problems solved exactly, generated provinces judged by the published check."""

from vun.samples.benchmarks.planner.proofs import proofs
from vun.samples.benchmarks.planner.provinces import SECONDS, SIZES, provinces
from vun.samples.benchmarks.planner.table import table

__all__ = ["SECONDS", "SIZES", "proofs", "provinces", "table"]
