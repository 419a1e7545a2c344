"""Where classes can be held, and how far it is when nobody has said."""

from __future__ import annotations

from enum import StrEnum


class VenueKind(StrEnum):
    """The values are those of the planning file."""

    SCHOOL = "school"
    DISTRICT = "district"
    CLUSTER = "cluster"
    ONLINE = "online"


NEAR_KM = 10
ELSEWHERE_KM = 60


def default_distance(kind: VenueKind, *, is_same_area: bool) -> int:
    """The kilometres taken where no distance is recorded."""
    if kind is VenueKind.ONLINE:
        return 0
    return NEAR_KM if is_same_area else ELSEWHERE_KM
