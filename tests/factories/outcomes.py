"""Placements for tests."""

from __future__ import annotations

from datetime import date

from tests.factories.delivery import make_graduate
from tests.factories.plans import SYSTEM
from vun.records.delivery.models import Enrolment
from vun.records.outcomes import operations
from vun.records.outcomes.domain import PlacementGroup
from vun.records.outcomes.models import Placement


def make_placement(
    enrolment: Enrolment | None = None,
    group: PlacementGroup = PlacementGroup.COMMUNE_CIVIL_SERVANT,
    *,
    on: date = date(2025, 6, 2),
) -> Placement:
    return operations.record_placement(
        enrolment=enrolment or make_graduate(), group=group, on=on, post_name="Công chức văn hoá", by=SYSTEM
    )
