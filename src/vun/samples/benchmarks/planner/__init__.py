"""The planner against its proof: tiny problems solved exactly, generated provinces judged by the published check."""

from vun.samples.benchmarks.planner.proofs import proofs
from vun.samples.benchmarks.planner.provinces import SECONDS, SIZES, province

__all__ = ["SECONDS", "SIZES", "proofs", "province"]
