"""Policy, courses, quotas and assumptions of planning, as values."""

from vun.records.allocation.domain.assumptions import Assumption, AssumptionCode, ExclusionCode
from vun.records.allocation.domain.courses import (
    LONGEST_SPAN,
    MONTHS,
    ROOM_WEEKS_A_MONTH,
    Course,
    is_carried_over,
    modes_named,
    months_of,
    planned_modes,
    room_weeks,
    weeks_of,
)
from vun.records.allocation.domain.policy import (
    DEFAULTS,
    OF_A_GROUP,
    OF_A_PROGRAMME,
    Case,
    Part,
    Policy,
    PolicyTerm,
    TermKind,
    kind_of,
    retires_on,
)
from vun.records.allocation.domain.quotas import UnitQuota, share_quotas
from vun.records.allocation.domain.scenarios import (
    ALL_MODES,
    OPEN_STATES,
    Preset,
    ScenarioState,
    changed_budget,
    changed_modes,
)
from vun.records.allocation.domain.venues import VenueKind, default_distance

__all__ = [
    "ALL_MODES",
    "DEFAULTS",
    "LONGEST_SPAN",
    "MONTHS",
    "OF_A_GROUP",
    "OF_A_PROGRAMME",
    "OPEN_STATES",
    "ROOM_WEEKS_A_MONTH",
    "Assumption",
    "AssumptionCode",
    "Case",
    "Course",
    "ExclusionCode",
    "Part",
    "Policy",
    "PolicyTerm",
    "Preset",
    "ScenarioState",
    "TermKind",
    "UnitQuota",
    "VenueKind",
    "changed_budget",
    "changed_modes",
    "default_distance",
    "is_carried_over",
    "kind_of",
    "modes_named",
    "months_of",
    "planned_modes",
    "retires_on",
    "room_weeks",
    "share_quotas",
    "weeks_of",
]
