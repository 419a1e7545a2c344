"""Where the sample province can hold classes: the school, and two communes with rooms for those around."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vun.common.actor import Actor
from vun.records.allocation.domain import VenueKind
from vun.records.allocation.operations import keep_venue
from vun.records.orgs.models import Unit
from vun.samples.province.planning import SCHOOL
from vun.samples.province.staff import Staffing

_SINCE = date(2020, 1, 1)
_PEOPLE_A_ROOM = 750
# Tết and the summer leave half of the rooms empty.
_SEASON = (50, 50, 100, 100, 100, 100, 50, 100, 100, 100, 100, 100)


def load_venues(staffing: Staffing, units: Mapping[str, Unit], *, by: Actor) -> None:
    """The school with rooms for the size of the province, and a room each in its first and last commune."""
    most = max(2, round(staffing.people / _PEOPLE_A_ROOM))
    keep_venue(
        name=units[SCHOOL].name,
        kind=VenueKind.SCHOOL,
        unit=units[SCHOOL],
        rooms=[max(1, most * share // 100) for share in _SEASON],
        start_on=_SINCE,
        by=by,
    )
    places = staffing.places
    communes = sorted(
        code
        for code, place in places.items()
        if place.level == "commune" and place.exists_on(staffing.today) and code in units
    )
    for code in dict.fromkeys((communes[0], communes[-1])):
        keep_venue(
            name=f"Điểm học {units[code].name}",
            kind=VenueKind.CLUSTER,
            unit=units[code],
            rooms=[1] * 12,
            start_on=_SINCE,
            by=by,
        )
