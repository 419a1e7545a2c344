"""The registry of a day as a planning problem (``vun-plan/1``), with the assumptions it rests on.

Money is in million đồng. What a page needs to find people and programmes again stands beside the format's own keys,
under ``registry``; it holds ids, never names of people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from vun.common.errors import Problem
from vun.records.allocation.domain import (
    ALL_MODES,
    LONGEST_SPAN,
    MONTHS,
    NO_LOCKS,
    Assumption,
    Case,
    ExclusionCode,
    Locks,
    PolicyTerm,
    UnitQuota,
    closed_months,
    first_month_ahead,
    is_carried_over,
    share_quotas,
)
from vun.records.allocation.domain import AssumptionCode as Code
from vun.records.allocation.domain.costs import Costing
from vun.records.allocation.queries import inputs, taken
from vun.records.allocation.queries.courses import Courses, PlannedCourse
from vun.records.allocation.queries.ground import Ground, kilometres, places_in
from vun.records.allocation.queries.locking import apply_locks
from vun.records.allocation.queries.money import MILLION, YearBudget, money_for, release_percent_of
from vun.records.allocation.queries.options import options_of, reach_of
from vun.records.allocation.queries.running import Running, staffs_of
from vun.records.allocation.queries.wanted import Gathering, Item
from vun.records.funding.queries import norms_on
from vun.records.standards.domain import StudyMode
from vun.records.standards.queries import rules_on

FORMAT = "vun-plan/1"


@dataclass(slots=True)
class Instance:
    """A planning problem made from the registry: the file, and what is told beside it."""

    problem: dict[str, Any]
    assumptions: list[Assumption] = field(default_factory=list)
    excluded: Counter[ExclusionCode] = field(default_factory=Counter)
    quotas: list[UnitQuota] = field(default_factory=list)


def build(
    year: int,
    on: date,
    *,
    budget: Mapping[str, int] | None = None,
    modes: Collection[StudyMode] = ALL_MODES,
    locks: Locks = NO_LOCKS,
    name: str = "",
) -> Instance:
    """The problem of the year as the registry stands on the day. A few dozen queries, however many people.

    ``budget``: đồng by source, None: what the year has left, or would have by the last year that had any. ``locks``:
    what was decided by hand. Raises Problem when there is no money at all, or nobody lacks anything a programme could
    close.
    """
    instance = _Builder(year, on, money_for(year, budget), frozenset(modes)).build(name or f"{year}")
    apply_locks(instance.problem, locks)
    return instance


class _Builder:
    """Reads the registry once, then tells it part by part as the file has it."""

    def __init__(self, year: int, on: date, money: YearBudget, modes: frozenset[StudyMode]) -> None:
        self.year, self.on, self.money = year, on, money
        self.policy = inputs.policy_on(on)
        self.ground = Ground(on)
        book = rules_on(on)
        courses = Courses(on, year, book, self.policy, modes)
        self.wants = Gathering(on, year, book, self.policy, self.ground, courses).gather()
        if not self.wants.items:
            raise Problem("allocation.nothing_wanted")
        self.courses = _courses_of(self.wants.items)
        self.course_index = {course.key: place for place, course in enumerate(self.courses)}
        self.places = places_in(self.ground, year)
        self.staffs = staffs_of(inputs.pools_in(year))
        self.limits = inputs.limits_of(year)
        self.release_percent = release_percent_of(self.policy, on)
        self.costing = Costing(norms_on(date(year, 1, 1)) or norms_on(on))
        self.running = Running(year)
        self._index_people()
        self.options = options_of(self.courses, self.places, self.costing)
        if not self.options:
            raise Problem("allocation.no_options")
        self._parts_of: dict[Case, list[list[Any]]] = {}

    def _index_people(self) -> None:
        """The order of people, units, areas and zones in the file."""
        self.unit_of = {item.person_id: item.unit_id for item in self.wants.items}
        self.people = sorted(self.unit_of)
        self.person_index = {person: place for place, person in enumerate(self.people)}
        self.units = sorted(self.ground.staff.keys() | set(self.unit_of.values()))
        self.unit_index = {unit: place for place, unit in enumerate(self.units)}
        self.areas = sorted({self.ground.area_of(unit) for unit in self.units})
        self.zones = sorted({self._zone(unit) for unit in self.units})

    def _zone(self, unit: int) -> tuple[int, str]:
        return self.ground.area_of(unit), self.ground.zone_of(unit)

    def build(self, name: str) -> Instance:
        areas_of_zones = [area for area, _difficulty in self.zones]
        far = kilometres(self.ground, self.places, set(areas_of_zones))
        problem: dict[str, Any] = {
            "format": FORMAT,
            "name": name,
            "months": MONTHS,
            "people": self._people(),
            "units": self._units(),
            "zones": len(self.zones),
            "districts": len(self.areas),
            "venues": len(self.places),
            "venue_kinds": [place.kind.value for place in self.places],
            "programmes": self._programmes(),
            "options": [option.row for option in self.options],
            "reach": reach_of(self.options, areas_of_zones, far, self.costing, self.policy),
            "venue_capacity": self.running.rooms_left(self.places),
            "lecturer_capacity": self.running.hours_left(
                self.staffs, self.year, first_month_ahead(self.year, self.on)
            ),
            "budget": {source: amount / MILLION for source, amount in sorted(self.money.amounts.items())},
            "gaps": self._gaps(),
            "objective": self._objective(),
            "registry": self._registry(),
        }
        excluded = Counter(one.code for one in self.wants.excluded)
        return Instance(problem, self._assumptions(), excluded, self.quotas)

    # ------------------------------------------------------------------------------------------ people and units

    def _people(self) -> dict[str, list[Any]]:
        most, engaged = self.policy.number(PolicyTerm.MAX_CLASSES), self.wants.engaged.classes
        return {
            "unit": [self.unit_index[self.unit_of[person]] for person in self.people],
            "max_classes": [max(0, most - engaged[person]) for person in self.people],
            **self._months_away(),
        }

    def _months_away(self) -> dict[str, list[Any]]:
        """[person, months] of all that are in no class in some months, and of those in a full-time one already."""
        away, in_class = [], []
        for place, person in enumerate(self.people):
            reasons = self.wants.away.get(person, ())
            closed, all_closed = (closed_months(reasons, is_full_time=one) for one in (False, True))
            away += [[place, sorted(closed)]] if closed else []
            in_class += [[place, sorted(all_closed - closed)]] if all_closed - closed else []
        return {"away": away, "in_class": in_class}

    def _units(self) -> dict[str, list[Any]]:
        return {
            "zone": [self.zones.index(self._zone(unit)) for unit in self.units],
            "district": [self.areas.index(self.ground.area_of(unit)) for unit in self.units],
            "staff": [self.ground.staff.get(unit, 0) for unit in self.units],
            "year_quota": [quota.places for quota in self.quotas],
            "month_release": [self._release(unit) for unit in self.units],
            "month_release_by_month": [
                [max(0, self._release(unit) - self.wants.released[unit, month]) for month in range(MONTHS)]
                for unit in self.units
            ],
        }

    def _release(self, unit: int) -> int:
        limit = self.limits.get(unit)
        if limit is not None and limit.month_people is not None:
            return int(limit.month_people)
        return max(1, int(self.ground.staff.get(unit, 0) * self.release_percent / 100))

    @cached_property
    def quotas(self) -> list[UnitQuota]:
        """What each unit may send in the year, in the order of units."""
        staff = {unit: self.ground.staff.get(unit, 0) for unit in self.units}
        limits = {unit: self.limits[unit].year_places for unit in self.units if unit in self.limits}
        return share_quotas(
            staff=staff,
            need=Counter(item.unit_id for item in self.wants.items),
            fixed={unit: places for unit, places in limits.items() if places is not None},
            engaged=self.wants.engaged_units,
            total=int(sum(staff.values()) * self.policy.share(PolicyTerm.YEAR_SHARE)),
            floor=self.policy.number(PolicyTerm.UNIT_FLOOR),
        )

    def _gaps(self) -> dict[str, list[int]]:
        items = self.wants.items
        return {
            "person": [self.person_index[item.person_id] for item in items],
            "programme": [self.course_index[item.course.key] for item in items],
            "weight": [item.weight for item in items],
        }

    def _objective(self) -> dict[str, float]:
        return {
            "cost_weight": float(self.policy.of(PolicyTerm.COST_WEIGHT)),
            "fair_share": self.policy.share(PolicyTerm.FAIR_SHARE),
            "fair_penalty": float(self.policy.of(PolicyTerm.FAIR_PENALTY)),
        }

    # ------------------------------------------------------------------------------------------ programmes

    def _programmes(self) -> list[dict[str, Any]]:
        demand = Counter(item.course.key for item in self.wants.items)
        payers = inputs.source_groups()
        staff_of = {group: place for place, staff in enumerate(self.staffs) for group in staff.groups}
        return [
            {
                "code": course.key,
                "weeks": -(-course.shortest_days // 5),
                "class_min": course.class_min,
                "class_max": course.class_max,
                "lecturer_pool": staff_of.get(course.group, len(self.staffs)),
                "sources": [
                    source
                    for source in sorted(self.money.amounts)
                    if source not in payers or course.group in payers[source]
                ],
                "prerequisite": self._prerequisite(course),
                **_target(course, demand[course.key]),
            }
            for course in self.courses
        ]

    def _prerequisite(self, course: PlannedCourse) -> int | None:
        keys = [f"level:{level}" for level in sorted(course.needs_levels)]
        return next((self.course_index[key] for key in keys if key in self.course_index), None)

    # ------------------------------------------------------------------------------------------ beside the format

    def _registry(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "on": self.on.isoformat(),
            "people": self.people,
            "units": self.units,
            "areas": self.areas,
            "programmes": [course.name for course in self.courses],
            "keys": [course.key for course in self.courses],
            "needed": [self._needed(person) for person in self.people],
            "parts": [self._parts(item) for item in self.wants.items],
            "levels": [course.granted_level for course in self.courses],
            "option_programmes": [option.programme_id for option in self.options],
            "venues": [{"id": place.id, "name": place.name, "unit": place.unit_id} for place in self.places],
            "excluded": [[one.person_id, one.what, one.code.value] for one in self.wants.excluded],
            "away": self._away(),
        }

    def _needed(self, person: int) -> list[int]:
        """The courses the person needs to be at standard, by index; -1 for what none of them closes."""
        keys = self.wants.needed.get(person, set())
        return sorted(self.course_index.get(key, -1) for key in keys)

    def _away(self) -> list[list[Any]]:
        """Who is not there in which months, and why: [person by index, months, reason, kind of absence]."""
        return [
            [place, sorted(one.months), one.reason.value, one.kind]
            for place, person in enumerate(self.people)
            for one in self.wants.away.get(person, ())
        ]

    def _parts(self, item: Item) -> list[list[Any]]:
        """Where the weight of the item comes from."""
        if item.case is None:
            return []
        if item.case not in self._parts_of:
            parts = self.policy.parts(item.case)
            self._parts_of[item.case] = [
                [part.term.value, float(part.value), part.is_factor] for part in parts
            ]
        return self._parts_of[item.case]

    def _assumptions(self) -> list[Assumption]:
        """What was taken where nothing is recorded, in the order it is told."""
        groups = {course.group for course in self.courses}
        said = [
            *taken.about_budget(self.money),
            *taken.about_what_runs(self.running, self.wants.engaged),
            *taken.about_months(self.year, self.on),
        ]
        if any(is_carried_over(option.days, option.mode) for option in self.options):
            said.append(Assumption(Code.LONG_COURSES_CARRIED, {"months": LONGEST_SPAN}))
        if from_centre := sum(course.is_from_centre for course in self.courses):
            said.append(Assumption(Code.CENTRAL_TARGETS, {"programmes": from_centre}))
        said += [
            *taken.about_lecturers(self.staffs, groups),
            *taken.about_money(self.money.amounts, self.costing),
            *taken.about_classes(
                self.year, self.policy, {one for course in self.courses for one in course.programme_ids}
            ),
            *taken.about_units(
                self.year, self.policy, release_percent=self.release_percent, units=len(self.ground.staff)
            ),
        ]
        said += taken.about_people(self.wants.priorities, len(self.wants.away))
        return [*said, *self.ground.assumptions]


def _courses_of(items: Collection[Item]) -> list[PlannedCourse]:
    """The courses of the items, by name."""
    found = {item.course.key: item.course for item in items}
    return [found[key] for key in sorted(found, key=lambda key: (found[key].name, key))]


def _target(course: PlannedCourse, demand: int) -> dict[str, int]:
    """How many learners the year is to have, no more than need the course."""
    most = demand if course.target_max is None else min(demand, course.target_max)
    return {"quota_min": min(course.target_min or 0, most), "quota_max": most}
