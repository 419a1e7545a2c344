from vun.records.outcomes.domain import PlacementGroup
from vun.reports.words import PLACEMENT_GROUPS

LABELS = {PlacementGroup: PLACEMENT_GROUPS}
