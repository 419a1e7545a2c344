"""Where people are and where they could study: quota units, areas, zones, venues, distances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from vun.records.allocation.domain import (
    MONTHS,
    Assumption,
    VenueKind,
    default_distance,
    first_month_ahead,
    whole_months,
)
from vun.records.allocation.domain import AssumptionCode as Code
from vun.records.allocation.models import Venue
from vun.records.allocation.queries import inputs
from vun.records.dated import on_day
from vun.records.delivery.domain import ClassState
from vun.records.delivery.models import TrainingClass
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import UnitLevel
from vun.records.orgs.models import Unit, UnitAncestor, UnitState, UnitSuccession
from vun.records.people.models import Appointment
from vun.records.plans.models import Quota

ROOMS_OF_A_HOST = 2
ANY_NUMBER = 10_000
YEARS_LOOKED_BACK = 3
ONLINE = 0
"""The id of the venue of online classes while none is recorded."""


@dataclass(frozen=True, slots=True)
class Place:
    """A venue as planning uses it; ``rooms`` by month, None where unlimited. ``id`` 0 or below: taken, not recorded."""

    id: int
    name: str
    kind: VenueKind
    unit_id: int | None
    area_id: int | None
    rooms: tuple[int, ...] | None


class Ground:
    """The units of one day as planning sees them."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.assumptions: list[Assumption] = []
        self.root = orgs.root_unit().pk
        self._parents = dict(UnitState.objects.filter(on_day(on)).values_list("unit_id", "parent_id"))
        self._levels = dict(Unit.objects.values_list("pk", "level"))
        self._zones = dict(UnitState.objects.filter(on_day(on)).values_list("unit_id", "zone"))
        self._holders = self._quota_holders()
        self._lifted: dict[int, int] = {}
        self._zone_of: dict[int, str] = {}
        self._areas = self._find_areas()
        self.staff: dict[int, int] = defaultdict(int)
        self.heads: dict[int, int] = {}
        posts = Appointment.objects.filter(on_day(on), is_primary=True).order_by()
        for unit_id, heads in posts.values_list("unit_id").annotate(Count("pk")):
            self.heads[unit_id] = heads
            self.staff[self.quota_unit(unit_id)] += heads

    def _quota_holders(self) -> frozenset[int]:
        """The units of the day that had quotas of their own in the last plans, those that took over from them too."""
        rows = Quota.objects.filter(parent=None, terms__year__gt=self.on.year - YEARS_LOOKED_BACK)
        had = set(rows.values_list("unit_id", flat=True))
        heirs = orgs.successors_now(had, self.on)
        # Whoever stands above all others never had a quota to give out.
        return frozenset(heirs.values()) & self._parents.keys() - {self.root}

    def quota_unit(self, unit_id: int) -> int:
        """The unit whose quota covers the unit's people: the nearest that had one, else the one below the root."""
        known = self._lifted.get(unit_id)
        if known is None:
            known = self._lifted[unit_id] = self._lift(unit_id)
        return known

    def _lift(self, unit_id: int) -> int:
        step: int | None = unit_id
        below_root = unit_id
        while step is not None and step != self.root:
            if step in self._holders:
                return step
            below_root, step = step, self._parents.get(step)
        return below_root

    def zone_of(self, unit_id: int) -> str:
        """The zone of the unit, or of the nearest above that has one; "" where none has."""
        known = self._zone_of.get(unit_id)
        if known is None:
            above = self._parents.get(unit_id)
            own = self._zones.get(unit_id, "")
            known = own or (self.zone_of(above) if above is not None else "")
            self._zone_of[unit_id] = known
        return known

    def area_of(self, unit_id: int) -> int:
        """The district the unit lies in, or lay in while there were districts; the root where there is none."""
        return self._areas.get(unit_id, self.root)

    def _find_areas(self) -> dict[int, int]:
        areas = self._districts_above(self.on)
        if not areas:
            ended = [
                day
                for day in Unit.objects.filter(level=UnitLevel.DISTRICT).values_list("end_on", flat=True)
                if day
            ]
            if ended:
                self.assumptions.append(Assumption(Code.AREAS_FROM_DISTRICTS, {"day": max(ended)}))
                areas = self._inherited(self._districts_above(max(ended) - timedelta(days=1)))
        if not areas:
            self.assumptions.append(Assumption(Code.ONE_AREA))
        return areas

    def _districts_above(self, day: date) -> dict[int, int]:
        links = UnitAncestor.objects.filter(
            on_day(day),
            ancestor__level=UnitLevel.DISTRICT,
            unit__level__in=[UnitLevel.DISTRICT, UnitLevel.COMMUNE],
        )
        return dict(links.order_by("-depth").values_list("unit_id", "ancestor_id"))

    def _inherited(self, areas: Mapping[int, int]) -> dict[int, int]:
        """The areas of units that took over from those: of the main predecessor first."""
        top = {district: self._top_district(district, areas) for district in set(areas.values())}
        found = {unit_id: top[district] for unit_id, district in areas.items()}
        links = UnitSuccession.objects.filter(change__on__lte=self.on).order_by("change__on", "is_main")
        for before, after in links.values_list("predecessor_id", "successor_id"):
            if before in found and self._levels.get(after) == UnitLevel.COMMUNE:
                found[after] = found[before]
        return {unit_id: area for unit_id, area in found.items() if unit_id in self._parents}

    def _top_district(self, district: int, areas: Mapping[int, int]) -> int:
        above = areas.get(district, district)
        return district if above == district else self._top_district(above, areas)

    def area_names(self) -> dict[int, str]:
        """The areas there are, by id, in name order."""
        ids = {self.area_of(unit_id) for unit_id in self._parents}
        names = Unit.objects.filter(pk__in=ids).order_by("sort_key")
        return dict(names.values_list("pk", "name"))


def area_names(on: date) -> dict[int, str]:
    """The areas distances are told from on the day, by id, in name order."""
    return Ground(on).area_names()


def places_in(ground: Ground, year: int) -> list[Place]:
    """The venues of the year, and where none is, the hosts of the classes of the last years; always one for online.

    A month a venue is not there for, or that has begun on the ground's day, has no rooms.
    """
    ahead = first_month_ahead(year, ground.on)
    found = [
        Place(
            venue.pk,
            venue.name,
            VenueKind(venue.kind),
            venue.unit_id,
            None if venue.unit_id is None else ground.area_of(venue.unit_id),
            _rooms(venue, year, ahead),
        )
        for venue in inputs.venues_in(year)
    ]
    if not any(place.kind is not VenueKind.ONLINE for place in found):
        hosts = _hosts(ground, ahead)
        found = [*hosts, *found]
        ground.assumptions.append(
            Assumption(Code.VENUES_FROM_CLASSES, {"venues": len(hosts), "rooms": ROOMS_OF_A_HOST})
        )
    if not any(place.kind is VenueKind.ONLINE for place in found):
        found.append(Place(ONLINE, "", VenueKind.ONLINE, None, None, None))
        ground.assumptions.append(Assumption(Code.ONLINE_UNLIMITED))
    return found


def _rooms(venue: Venue, year: int, ahead: int) -> tuple[int, ...] | None:
    """The rooms of each month; None where there are any number in all of them."""
    months = {month for month in whole_months(venue.period, year) if month >= ahead}
    if not venue.rooms and len(months) == MONTHS:
        return None
    rooms = venue.rooms or [ANY_NUMBER] * MONTHS
    return tuple(rooms[month] if month in months else 0 for month in range(MONTHS))


def _hosts(ground: Ground, ahead: int) -> list[Place]:
    since = date(ground.on.year - YEARS_LOOKED_BACK, 1, 1)
    classes = TrainingClass.objects.filter(start_on__gte=since).exclude(state=ClassState.CANCELLED)
    heirs = orgs.successors_now(set(classes.values_list("host_id", flat=True)), ground.on)
    hosts = sorted(set(heirs.values())) or [ground.root]
    units = Unit.objects.in_bulk(hosts)
    rooms = (0,) * ahead + (ROOMS_OF_A_HOST,) * (MONTHS - ahead)
    return [Place(-pk, units[pk].name, VenueKind.SCHOOL, pk, ground.area_of(pk), rooms) for pk in hosts]


def kilometres(ground: Ground, places: Sequence[Place], areas: Iterable[int]) -> dict[tuple[int, int], int]:
    """The distance by (area, place id); where none is recorded the one taken, which is then said."""
    recorded = inputs.distances()
    found, taken = {}, 0
    wanted: Collection[int] = list(areas)
    for place in places:
        for area in wanted:
            km = recorded.get(place.id, {}).get(area)
            if km is None:
                taken += place.kind is not VenueKind.ONLINE
                km = default_distance(place.kind, is_same_area=area == place.area_id)
            found[area, place.id] = km
    if taken:
        ground.assumptions.append(Assumption(Code.DISTANCES, {"count": taken}))
    return found
