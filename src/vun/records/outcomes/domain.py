"""Where people are after a class: the groups of posts, and the outcomes that are not a post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vun.common.numbers import percent
from vun.records.people.domain import DEPARTURES, EndReason, PostGroup


class PlacementGroup(StrEnum):
    """The groups of posts after training, and the three outcomes other than a post."""

    COMMUNE_CADRE = PostGroup.COMMUNE_CADRE.value
    COMMUNE_CIVIL_SERVANT = PostGroup.COMMUNE_CIVIL_SERVANT.value
    PART_TIME_COMMUNE = PostGroup.PART_TIME_COMMUNE.value
    DISTRICT_STAFF = PostGroup.DISTRICT_STAFF.value
    PROVINCE_STAFF = PostGroup.PROVINCE_STAFF.value
    PUBLIC_EMPLOYEE = PostGroup.PUBLIC_EMPLOYEE.value
    RESERVE_CADRE = PostGroup.RESERVE_CADRE.value
    DEPARTED = "departed"
    NOT_PLACED = "not_placed"
    DECLINED = "declined"


NOT_IN_POST = frozenset({PlacementGroup.DEPARTED, PlacementGroup.NOT_PLACED, PlacementGroup.DECLINED})

PLACED = frozenset(PlacementGroup) - NOT_IN_POST - {PlacementGroup.RESERVE_CADRE}
"""What counts as placed unless a report declares otherwise: a post of one's own, so not the reserve."""

ALWAYS_FOLLOWED = frozenset({PostGroup.NO_POST, PostGroup.RESERVE_CADRE})
"""Whoever had no post before is followed after any class; others only after training (đào tạo)."""


def suggested_group(group_now: PostGroup | None, last_end_reason: EndReason | None) -> PlacementGroup:
    """The group somebody counts in, from the post they hold now or else from how the last one ended."""
    if group_now is not None and group_now is not PostGroup.NO_POST:
        return PlacementGroup(group_now.value)
    return PlacementGroup.DEPARTED if last_end_reason in DEPARTURES else PlacementGroup.NOT_PLACED


@dataclass(frozen=True, slots=True)
class PlacementMatrix:
    """People by group of post before and outcome after; the column None is those waiting for a placement.

    ``placed_groups`` is the declared numerator of the rate: the outcomes that count as placed.
    """

    cells: Mapping[tuple[PostGroup, PlacementGroup | None], int]
    placed_groups: frozenset[PlacementGroup] = PLACED

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def placed(self) -> int:
        return sum(count for (_, after), count in self.cells.items() if after in self.placed_groups)

    @property
    def rate(self) -> Decimal | None:
        """Placed of all, in per cent; None when there is nobody."""
        return percent(self.placed, self.total)

    def cell(self, before: PostGroup, after: PlacementGroup | None) -> int:
        return self.cells.get((before, after), 0)

    def before(self, before: PostGroup) -> int:
        """How many were in ``before``: the sum of a row."""
        return sum(count for (row, _), count in self.cells.items() if row == before)

    def after(self, after: PlacementGroup | None) -> int:
        """How many came out as ``after``: the sum of a column."""
        return sum(count for (_, column), count in self.cells.items() if column == after)


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One placement to load in bulk."""

    enrolment_id: int
    group: PlacementGroup
    on: date
    post_name: str = ""
    note: str = ""
