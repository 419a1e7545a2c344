"""The verbs of planning: policy and inputs set, scenarios made, run and turned into a draft plan."""

from vun.records.allocation.operations.drafting import Nominated, draft_from, nominate_proposed
from vun.records.allocation.operations.inputs import (
    keep_pool,
    keep_venue,
    set_course_terms,
    set_distances,
    set_limit,
    set_source_groups,
)
from vun.records.allocation.operations.policy import set_weight
from vun.records.allocation.operations.proposing import drop_proposed
from vun.records.allocation.operations.repairing import mend
from vun.records.allocation.operations.scenarios import (
    begin,
    keep_answer,
    keep_curve,
    keep_failure,
    make_scenario,
    plan_again,
    remove,
    start,
    start_curve,
    stop,
    take_back,
    tell_points,
    vary,
)

__all__ = [
    "Nominated",
    "begin",
    "draft_from",
    "drop_proposed",
    "keep_answer",
    "keep_curve",
    "keep_failure",
    "keep_pool",
    "keep_venue",
    "make_scenario",
    "mend",
    "nominate_proposed",
    "plan_again",
    "remove",
    "set_course_terms",
    "set_distances",
    "set_limit",
    "set_source_groups",
    "set_weight",
    "start",
    "start_curve",
    "stop",
    "take_back",
    "tell_points",
    "vary",
]
