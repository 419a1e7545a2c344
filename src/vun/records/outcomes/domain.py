"""Where people are after a class: the groups of posts, and the outcomes that are not a post."""

from __future__ import annotations

from enum import StrEnum

from vun.records.people.domain import PostGroup


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
