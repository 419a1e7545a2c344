"""The planner at work: in the worker's process, and in processes of its own below it."""

from vun.records.allocation.jobs.repairing import repair, repair_scenario
from vun.records.allocation.jobs.solving import answer, solve_scenario
from vun.records.allocation.jobs.tracing import draw_curve, trace

__all__ = ["answer", "draw_curve", "repair", "repair_scenario", "solve_scenario", "trace"]
