"""Reads a planning problem (``vun-plan/1``) and holds it as arrays, which all of the optimizer starts from."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

FORMAT = "vun-plan/1"
MODES = ("full_time", "part_time", "online")
FULL_TIME = 0
# Up to how many units each is looked at on its own.
FEW_UNITS = 64

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Malformed(Exception):
    """A file that is not what it should be. ``key`` names the place, such as ``options[3].months``."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


@dataclass(frozen=True)
class Problem:
    """One planning problem. Arrays named by their index: ``gap_`` by item, ``option_`` by option, and so on.

    ``reach_cost`` is zones x options, ``inf`` where a zone may not be sent. ``venue_capacity`` is venues x months,
    ``inf`` where unlimited. ``programme_prerequisite`` is -1 where there is none. Money has the instance's own unit.
    """

    name: str
    months: int
    zones: int
    districts: int
    venues: int
    person_unit: Ints
    person_max: Ints
    unit_zone: Ints
    unit_district: Ints
    unit_quota: Ints
    unit_release: Ints
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

    @cached_property
    def unit_cell(self) -> Ints:
        """Units taken together where who comes from which does not matter: each alone when few, else by zone."""
        return np.arange(self.units) if self.units <= FEW_UNITS else self.unit_zone

    @cached_property
    def cell_zone(self) -> Ints:
        return self.unit_zone if self.units <= FEW_UNITS else np.arange(self.zones)

    @cached_property
    def cell_cost(self) -> Floats:
        """As ``reach_cost``, by cell."""
        return self.reach_cost[self.cell_zone]

    @cached_property
    def gap_cell(self) -> Ints:
        return self.unit_cell[self.gap_unit]

    @cached_property
    def cell_release(self) -> Floats:
        """Cells x programmes: how many learners of a cell one full-time class can have at most, its units' releases
        being what they are."""
        wanted = np.zeros((self.units, self.programmes))
        np.add.at(wanted, (self.gap_unit, self.gap_programme), 1.0)
        table = np.zeros((len(self.cell_zone), self.programmes))
        np.add.at(table, self.unit_cell, np.minimum(wanted, self.unit_release[:, None]))
        return table

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
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """For each option the start months in which one class of it, alone, keeps within rooms and hours."""
        return tuple(tuple(self._possible_starts(option)) for option in range(self.options))

    def _possible_starts(self, option: int) -> list[int]:
        span = int(self.option_months[option])
        room = self.venue_capacity[self.option_venue[option]] >= self.option_rooms[option] - 1e-9
        pool = self.programme_pool[self.option_programme[option]]
        fits = room & (self.pool_capacity[pool] >= self.option_hours[option] - 1e-9)
        return [start for start in range(self.months - span + 1) if fits[start : start + span].all()]


def read_json(path: Path) -> Any:
    """The JSON of a file, gzipped when its name ends in ``.gz``. Raises Malformed; OSError when it cannot be read."""

    def no_number(name: str) -> NoReturn:
        raise Malformed("file", f"{name} is not a number")

    try:
        raw = path.read_bytes()
        if path.name.endswith(".gz"):
            raw = gzip.decompress(raw)
        return json.loads(raw, parse_constant=no_number)
    except (
        UnicodeDecodeError,
        json.JSONDecodeError,
        gzip.BadGzipFile,
        EOFError,
        zlib.error,
        RecursionError,
    ) as error:
        raise Malformed("file", f"not JSON: {error}") from None


def read_problem(path: Path) -> Problem:
    """The problem in a file. Raises Malformed naming the first key at fault, OSError when the file cannot be read."""
    return parse_problem(read_json(path))


class Reader:
    """Takes checked values out of parsed JSON; every refusal names the key."""

    def __init__(self, data: Any, at: str = "") -> None:
        if not isinstance(data, dict):
            raise Malformed(at or "file", "not an object")
        self._data = data
        self._at = at

    def key(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name

    def raw(self, name: str) -> Any:
        if name not in self._data:
            raise Malformed(self.key(name), "missing")
        return self._data[name]

    def part(self, name: str) -> Reader:
        return Reader(self.raw(name), self.key(name))

    def parts(self, name: str) -> list[Reader]:
        rows = self.array(name)
        return [Reader(row, f"{self.key(name)}[{place}]") for place, row in enumerate(rows)]

    def array(self, name: str) -> list[Any]:
        value = self.raw(name)
        if not isinstance(value, list):
            raise Malformed(self.key(name), "not a list")
        return value

    def text(self, name: str) -> str:
        value = self.raw(name)
        if not isinstance(value, str):
            raise Malformed(self.key(name), "not a text")
        return value

    def integer(self, name: str, low: int = 0, below: int | None = None) -> int:
        return whole(self.raw(name), self.key(name), low, below)

    def amount(self, name: str) -> float:
        return amount(self.raw(name), self.key(name))

    def integers(self, name: str, low: int = 0, below: int | None = None, count: int | None = None) -> Ints:
        values = self.array(name)
        self._counted(name, values, count)
        return np.array(
            [whole(value, f"{self.key(name)}[{place}]", low, below) for place, value in enumerate(values)],
            dtype=np.int64,
        )

    def amounts(self, name: str, count: int | None = None) -> Floats:
        values = self.array(name)
        self._counted(name, values, count)
        return np.array(
            [amount(value, f"{self.key(name)}[{place}]") for place, value in enumerate(values)], dtype=float
        )

    def _counted(self, name: str, values: list[Any], count: int | None) -> None:
        if count is not None and len(values) != count:
            raise Malformed(self.key(name), f"{len(values)} entries instead of {count}")


def whole(value: Any, key: str, low: int = 0, below: int | None = None) -> int:
    if type(value) is not int or value < low or (below is not None and value >= below) or value > 10**9:
        limit = f" and below {below}" if below is not None else ""
        raise Malformed(key, f"{value!r} is not a whole number from {low}{limit}")
    return value


def amount(value: Any, key: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= 1e15:
        raise Malformed(key, f"{value!r} is not a number from 0")
    return float(value)


def parse_problem(data: Any) -> Problem:
    """The problem in parsed JSON. Raises Malformed naming the first key at fault."""
    root = Reader(data)
    if root.raw("format") != FORMAT:
        raise Malformed("format", f"{root.raw('format')!r} is not {FORMAT}")
    months = root.integer("months", 1, 121)
    zones, districts, venues = (root.integer(name, 1, 10**6) for name in ("zones", "districts", "venues"))
    units = root.part("units")
    unit_zone = units.integers("zone", below=zones)
    count = len(unit_zone)
    people = root.part("people")
    person_unit = people.integers("unit", below=max(count, 1))
    budget = root.part("budget")
    sources = tuple(sorted(root.raw("budget")))
    pools = len(root.array("lecturer_capacity"))
    programmes = _programmes(root.parts("programmes"), sources, pools)
    options = _options(root.parts("options"), len(programmes["programme_code"]), venues, months)
    objective = root.part("objective")
    return Problem(
        name=root.text("name"),
        months=months,
        zones=zones,
        districts=districts,
        venues=venues,
        person_unit=person_unit,
        person_max=people.integers("max_classes", count=len(person_unit)),
        unit_zone=unit_zone,
        unit_district=units.integers("district", below=districts, count=count),
        unit_quota=units.integers("year_quota", count=count),
        unit_release=units.integers("month_release", count=count),
        **programmes,
        **options,
        reach_cost=_reach(root.part("reach"), zones, len(options["option_programme"])),
        venue_capacity=_table(root, "venue_capacity", venues, months, unlimited=True),
        pool_capacity=_table(root, "lecturer_capacity", pools, months, unlimited=False),
        sources=sources,
        budget=np.array([budget.amount(source) for source in sources], dtype=float),
        **_gaps(root.part("gaps"), len(person_unit), len(programmes["programme_code"])),
        cost_weight=objective.amount("cost_weight"),
        fair_share=objective.amount("fair_share"),
        fair_penalty=objective.amount("fair_penalty"),
    )


def _programmes(rows: list[Reader], sources: tuple[str, ...], pools: int) -> dict[str, Any]:
    paid = []
    for row in rows:
        names = row.array("sources")
        for place, name in enumerate(names):
            if name not in sources:
                raise Malformed(f"{row.key('sources')}[{place}]", f"{name!r} is no source of the budget")
        paid.append(tuple(sorted({sources.index(name) for name in names})))
    found: dict[str, Any] = {
        "programme_code": tuple(row.text("code") for row in rows),
        "programme_min": [row.integer("class_min") for row in rows],
        "programme_max": [row.integer("class_max") for row in rows],
        "programme_pool": [row.integer("lecturer_pool", below=pools) for row in rows],
        "programme_quota_min": [row.integer("quota_min") for row in rows],
        "programme_quota_max": [row.integer("quota_max") for row in rows],
        "programme_prerequisite": [
            -1 if row.raw("prerequisite") is None else row.integer("prerequisite", below=len(rows))
            for row in rows
        ],
    }
    for place, row in enumerate(rows):
        if found["programme_min"][place] > found["programme_max"][place]:
            raise Malformed(row.key("class_max"), "below class_min")
        if found["programme_quota_min"][place] > found["programme_quota_max"][place]:
            raise Malformed(row.key("quota_max"), "below quota_min")
    arrays = {
        name: np.array(values, dtype=np.int64) if isinstance(values, list) else values
        for name, values in found.items()
    }
    return arrays | {"programme_sources": tuple(paid)}


def _options(rows: list[Reader], programmes: int, venues: int, months: int) -> dict[str, Any]:
    modes = []
    for row in rows:
        if row.text("mode") not in MODES:
            raise Malformed(row.key("mode"), f"{row.text('mode')!r} is none of {', '.join(MODES)}")
        modes.append(MODES.index(row.text("mode")))
    return {
        "option_programme": np.array(
            [row.integer("programme", below=programmes) for row in rows], dtype=np.int64
        ),
        "option_venue": np.array([row.integer("venue", below=venues) for row in rows], dtype=np.int64),
        "option_mode": np.array(modes, dtype=np.int64),
        "option_months": np.array([row.integer("months", 1) for row in rows], dtype=np.int64),
        "option_rooms": np.array([row.amount("room_weeks") for row in rows], dtype=float),
        "option_hours": np.array([row.amount("lecturer_hours") for row in rows], dtype=float),
        "option_fixed": np.array([row.amount("fixed_cost") for row in rows], dtype=float),
    }


def _reach(part: Reader, zones: int, options: int) -> Floats:
    zone = part.integers("zone", below=zones)
    option = part.integers("option", below=options, count=len(zone))
    cost = part.amounts("cost", count=len(zone))
    pair = zone * options + option
    first = np.full(len(pair), True)
    first[np.unique(pair, return_index=True)[1]] = False
    if first.any():
        raise Malformed(f"reach.option[{int(first.argmax())}]", "the zone and option were given before")
    table = np.full((zones, options), np.inf)
    table[zone, option] = cost
    return table


def _table(root: Reader, name: str, rows: int, months: int, *, unlimited: bool) -> Floats:
    table = np.full((rows, months), np.inf)
    lines = root.array(name)
    if len(lines) != rows:
        raise Malformed(name, f"{len(lines)} entries instead of {rows}")
    for place, line in enumerate(lines):
        key = f"{name}[{place}]"
        if line is None and unlimited:
            continue
        if not isinstance(line, list) or len(line) != months:
            raise Malformed(key, f"not a list of {months} months")
        table[place] = [amount(value, f"{key}[{month}]") for month, value in enumerate(line)]
    return table


def _gaps(part: Reader, people: int, programmes: int) -> dict[str, Any]:
    person = part.integers("person", below=people)
    programme = part.integers("programme", below=programmes, count=len(person))
    pair = person * max(programmes, 1) + programme
    again = np.full(len(pair), True)
    again[np.unique(pair, return_index=True)[1]] = False
    if again.any():
        raise Malformed(
            f"gaps.programme[{int(again.argmax())}]", "the person and programme were given before"
        )
    return {
        "gap_person": person,
        "gap_programme": programme,
        "gap_weight": part.amounts("weight", count=len(person)),
    }
