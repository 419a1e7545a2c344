"""The verbs of planning: policy and inputs set, scenarios made, run and turned into a draft plan."""

from vun.records.allocation.operations.inputs import (
    keep_pool,
    keep_venue,
    set_course_terms,
    set_distances,
    set_limit,
    set_source_groups,
)
from vun.records.allocation.operations.policy import set_weight

__all__ = [
    "keep_pool",
    "keep_venue",
    "set_course_terms",
    "set_distances",
    "set_limit",
    "set_source_groups",
    "set_weight",
]
