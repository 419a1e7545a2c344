"""What decisions do to units. Appointments are moved by the people context: here only units change."""

from vun.records.orgs.operations.changes import establish, move, reclassify, rename
from vun.records.orgs.operations.loading import load_units
from vun.records.orgs.operations.reorganising import dissolve, merge, split
from vun.records.orgs.operations.states import recount_ancestry

__all__ = [
    "dissolve",
    "establish",
    "load_units",
    "merge",
    "move",
    "reclassify",
    "recount_ancestry",
    "rename",
    "split",
]
