"""A planning problem held as arrays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

MODES = ("full_time", "part_time", "online")
FULL_TIME = 0
# Up to how many units each is looked at on its own in a problem of more items than FINE_ITEMS.
FEW_UNITS = 64
# Up to how many items a problem is looked at in full: as a mosaic, units each on its own, everybody free to move.
FINE_ITEMS = 3000

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class _Cells:
    """Whom a proof need not tell apart: ``of_gap`` by item; by cell its ``zone``, and ``cost`` as ``reach_cost``."""

    of_gap: Ints
    zone: Ints
    cost: Floats


@dataclass(frozen=True)
class Problem:
    """One planning problem. Arrays named by their index: ``gap_`` by item, ``option_`` by option, and so on.

    ``reach_cost`` is zones x options, ``inf`` where a zone may not be sent. ``venue_capacity`` is venues x months,
    ``inf`` where unlimited. ``programme_prerequisite`` is -1 where there is none. Money has the instance's own unit.
    People x months: ``person_away`` is in no class of any mode then, ``person_busy`` in a full-time class already.
    ``unit_month_release`` is units x months.
    """

    name: str
    months: int
    zones: int
    districts: int
    venues: int
    person_unit: Ints
    person_max: Ints
    person_away: Marks
    person_busy: Marks
    unit_zone: Ints
    unit_district: Ints
    unit_quota: Ints
    unit_month_release: Ints
    programme_code: tuple[str, ...]
    programme_min: Ints
    programme_max: Ints
    programme_pool: Ints
    programme_sources: tuple[tuple[int, ...], ...]
    programme_prerequisite: Ints
    programme_quota_min: Ints
    programme_quota_max: Ints
    option_programme: Ints
    option_venue: Ints
    option_mode: Ints
    option_months: Ints
    option_rooms: Floats
    option_hours: Floats
    option_fixed: Floats
    reach_cost: Floats
    venue_capacity: Floats
    pool_capacity: Floats
    sources: tuple[str, ...]
    budget: Floats
    gap_person: Ints
    gap_programme: Ints
    gap_weight: Floats
    cost_weight: float
    fair_share: float
    fair_penalty: float

    @property
    def items(self) -> int:
        return len(self.gap_person)

    @property
    def programmes(self) -> int:
        return len(self.programme_code)

    @property
    def options(self) -> int:
        return len(self.option_programme)

    @property
    def people(self) -> int:
        return len(self.person_unit)

    @property
    def units(self) -> int:
        return len(self.unit_zone)

    @cached_property
    def gap_unit(self) -> Ints:
        return self.person_unit[self.gap_person]

    @cached_property
    def gap_zone(self) -> Ints:
        return self.unit_zone[self.gap_unit]

    @property
    def is_fine(self) -> bool:
        return self.items <= FINE_ITEMS

    @property
    def is_by_unit(self) -> bool:
        """Whether learners are counted by unit, else by zone."""
        return self.units <= FEW_UNITS or self.is_fine

    @cached_property
    def unit_release(self) -> Ints:
        """The most each unit can spare in any month."""
        return np.asarray(self.unit_month_release.max(axis=1))

    @cached_property
    def person_closed(self) -> Marks:
        """People x months: when each cannot be in a full-time class."""
        return self.person_away | self.person_busy

    def is_there(self, items: Ints, option: int, start: int) -> Marks:
        """Whether each item's person is there all months of a class of the option from ``start`` on."""
        months = slice(start, start + int(self.option_months[option]))
        return np.asarray(~self.closed_to(option)[self.gap_person[items], months].any(axis=1))

    def closed_to(self, option: int) -> Marks:
        """People x months: when each cannot be in a class of the option."""
        return self.person_closed if self.option_mode[option] == FULL_TIME else self.person_away

    @cached_property
    def unit_cell(self) -> Ints:
        """Units taken together where who comes from which does not matter: each alone or by zone."""
        return np.arange(self.units) if self.is_by_unit else self.unit_zone

    @cached_property
    def _cells(self) -> _Cells:
        """Units or zones; whoever is away whenever an option starts is in further ones."""
        zone = self.unit_zone if self.is_by_unit else np.arange(self.zones)
        of_gap = self.unit_cell[self.gap_unit]
        away = np.flatnonzero(np.asarray(self.person_closed.any(axis=1))[self.gap_person])
        further: dict[tuple[int, int], int] = {}
        barred: list[tuple[int, Ints]] = []
        for programme in np.unique(self.gap_programme[away]).tolist():
            items = away[self.gap_programme[away] == programme]
            options = np.flatnonzero(self.option_programme == programme)
            never = (
                self._never(items, options) & np.isfinite(self.reach_cost[zone])[of_gap[items]][:, options]
            )
            # An option is one programme's: programmes may share the further cells.
            kinds, kind = np.unique(np.column_stack([of_gap[items], never]), axis=0, return_inverse=True)
            layers: Counter[int] = Counter()
            for number in np.flatnonzero(kinds[:, 1:].any(axis=1)).tolist():
                cell = int(kinds[number, 0])
                place = further.setdefault((cell, layers[cell]), len(zone) + len(further))
                layers[cell] += 1
                of_gap[items[kind.ravel() == number]] = place
                barred.append((place, options[kinds[number, 1:] > 0]))
        if further:
            zone = np.concatenate([zone, zone[[cell for cell, _ in further]]])
        cost = self.reach_cost[zone]
        for place, options in barred:
            cost[place, options] = np.inf
        return _Cells(of_gap, zone, cost)

    def _never(self, items: Ints, options: Ints) -> Marks:
        """Items x options: who is away in some month of a class, whenever it starts."""
        never = np.zeros((len(items), len(options)), dtype=bool)
        for place, option in enumerate(options.tolist()):
            starts = self.starts[option]
            there = np.array([self.is_there(items, option, start) for start in starts])
            never[:, place] = bool(starts) & ~there.any(axis=0)
        return never

    @property
    def cell_zone(self) -> Ints:
        return self._cells.zone

    @property
    def cell_cost(self) -> Floats:
        """As ``reach_cost``, by cell."""
        return self._cells.cost

    @property
    def gap_cell(self) -> Ints:
        return self._cells.of_gap

    @cached_property
    def cell_release(self) -> Floats:
        """Cells x programmes: how many learners of a cell one full-time class can have at most, its units' releases
        being what they are."""
        pairs, pair = np.unique(self.gap_cell * self.units + self.gap_unit, return_inverse=True)
        wanted = np.zeros((len(pairs), self.programmes))
        np.add.at(wanted, (pair, self.gap_programme), 1.0)
        cell, unit = np.divmod(pairs, max(self.units, 1))
        table = np.zeros((len(self.cell_zone), self.programmes))
        np.add.at(table, cell, np.minimum(wanted, self.unit_release[unit, None]))
        return table

    @cached_property
    def crowded(self) -> dict[int, Ints]:
        """For each programme the units of which one class cannot take all who lack it: of programmes held full time
        only, as one class of another kind takes them all."""
        wanted = np.zeros((self.programmes, self.units))
        np.add.at(wanted, (self.gap_programme, self.gap_unit), 1.0)
        can = np.array([bool(starts) for starts in self.starts], dtype=bool)
        wanted[self.option_programme[can & (self.option_mode != FULL_TIME)]] = 0.0
        return {j: np.flatnonzero(row > self.unit_release) for j, row in enumerate(wanted)}

    def seats_of_unit(self, programme: int, units: Ints, options: Ints) -> Floats:
        """Units x options of the programme: how many of a unit one class can take."""
        mine = self.gap_unit[self.gap_programme == programme]
        wanted = np.bincount(mine, minlength=self.units)[units][:, None]
        full = (self.option_mode[options] == FULL_TIME)[None, :]
        most = np.where(full, np.minimum(wanted, self.unit_release[units][:, None]), wanted)
        return np.where(np.isfinite(self.reach_cost[np.ix_(self.unit_zone[units], options)]), most, 0.0)

    @cached_property
    def gap_district(self) -> Ints:
        return self.unit_district[self.gap_unit]

    @cached_property
    def district_share(self) -> Floats:
        """How many learners of each district fairness asks for."""
        return self.fair_share * np.bincount(self.gap_district, minlength=self.districts).astype(float)

    @cached_property
    def item_of(self) -> dict[tuple[int, int], int]:
        """The item of a person and programme."""
        return {
            pair: item
            for item, pair in enumerate(
                zip(self.gap_person.tolist(), self.gap_programme.tolist(), strict=True)
            )
        }

    @cached_property
    def gap_prerequisite(self) -> Ints:
        """For each item the item of the same person that must be taken before, or -1."""
        before = self.programme_prerequisite[self.gap_programme]
        found = np.full(self.items, -1)
        for item in np.flatnonzero(before >= 0).tolist():
            found[item] = self.item_of.get((int(self.gap_person[item]), int(before[item])), -1)
        return found

    @cached_property
    def steps(self) -> tuple[Floats, Floats]:
        """What rooms and hours allow as whole classes: steps x options and steps x months.

        Where no more than C hours can be used in a month, classes of at least h hours number no more than C / h,
        rounded down, and one of 2h hours counts twice: a step for each venue or pool and each h that some class of it
        uses.
        """
        uses, capacities = [], []
        pool = self.programme_pool[self.option_programme]
        can = np.array([bool(starts) for starts in self.starts], dtype=bool)
        for place, use, capacity in (
            (self.option_venue, self.option_rooms, self.venue_capacity),
            (pool, self.option_hours, self.pool_capacity),
        ):
            for number in np.flatnonzero(np.isfinite(capacity).all(axis=1)).tolist():
                mine = can & (place == number) & (use > 0)
                for size in np.unique(use[mine]).tolist():
                    uses.append(np.where(mine, np.floor(use / size + 1e-9), 0.0))
                    capacities.append(np.floor((capacity[number] + 1e-6) / size + 1e-8))
        return (
            np.array(uses).reshape(len(uses), self.options),
            np.array(capacities).reshape(len(uses), self.months),
        )

    def held(self, option: Ints, start: Ints) -> tuple[Ints, Ints]:
        """The months of classes of these options from these start months on, one after another: which class it is, by
        its place, and the month."""
        span = self.option_months[option]
        each = np.repeat(np.arange(len(option)), span)
        return each, start[each] + np.arange(len(each)) - np.repeat(np.cumsum(span) - span, span)

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """For each option the start months in which one class of it, alone, keeps within rooms and hours."""
        return tuple(tuple(self._possible_starts(option)) for option in range(self.options))

    def _possible_starts(self, option: int) -> list[int]:
        span = int(self.option_months[option])
        room = self.venue_capacity[self.option_venue[option]] >= self.option_rooms[option] - 1e-9
        pool = self.programme_pool[self.option_programme[option]]
        fits = room & (self.pool_capacity[pool] >= self.option_hours[option] - 1e-9)
        return [start for start in range(self.months - span + 1) if fits[start : start + span].all()]
