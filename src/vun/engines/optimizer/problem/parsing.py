"""Reads a planning problem (``vun-plan/1``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from vun.engines.optimizer.problem.arrays import MODES, Floats, Ints, Marks, Problem
from vun.engines.optimizer.problem.reader import Malformed, Reader, amount, read_json, whole

FORMAT = "vun-plan/1"


def read_problem(path: Path) -> Problem:
    """The problem in a file. Raises Malformed naming the first key at fault, OSError when the file cannot be read."""
    return parse_problem(read_json(path))


def parse_problem(data: Any) -> Problem:
    """The problem in parsed JSON. Raises Malformed naming the first key at fault."""
    root = Reader(data)
    if root.raw("format") != FORMAT:
        raise Malformed("format", f"{root.raw('format')!r} is not {FORMAT}")
    months = root.integer("months", 1, 121)
    zones, districts = (root.integer(name, 1, 10**6) for name in ("zones", "districts"))
    venues = root.integer("venues", 0, 10**6)
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
        person_away=_months_of(people, "away", len(person_unit), months),
        person_busy=_months_of(people, "in_class", len(person_unit), months),
        unit_zone=unit_zone,
        unit_district=units.integers("district", below=districts, count=count),
        unit_quota=units.integers("year_quota", count=count),
        unit_month_release=_release(units, count, months),
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


def _months_of(people: Reader, name: str, count: int, months: int) -> Marks:
    """People x months of an optional list of [person, [months]]."""
    found = np.zeros((count, months), dtype=bool)
    if not people.has(name):
        return found
    seen = set()
    for place, line in enumerate(people.array(name)):
        key = f"{people.key(name)}[{place}]"
        if not isinstance(line, list) or len(line) != 2 or not isinstance(line[1], list):
            raise Malformed(key, "not [person, [months]]")
        person = whole(line[0], f"{key}[0]", below=count)
        if person in seen:
            raise Malformed(f"{key}[0]", "the person was given before")
        seen.add(person)
        for number, month in enumerate(line[1]):
            found[person, whole(month, f"{key}[1][{number}]", below=months)] = True
    return found


def _release(units: Reader, count: int, months: int) -> Ints:
    """Units x months: in each month as many as always, unless the optional key says fewer."""
    name = "month_release_by_month"
    always = units.integers("month_release", count=count)
    table = np.repeat(always[:, None], months, axis=1)
    if not units.has(name):
        return table
    lines = units.array(name)
    if len(lines) != count:
        raise Malformed(units.key(name), f"{len(lines)} entries instead of {count}")
    for unit, line in enumerate(lines):
        key = f"{units.key(name)}[{unit}]"
        if not isinstance(line, list) or len(line) != months:
            raise Malformed(key, f"not a list of {months} months")
        most = int(always[unit])
        table[unit] = [whole(each, f"{key}[{month}]", below=most + 1) for month, each in enumerate(line)]
    return table


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
