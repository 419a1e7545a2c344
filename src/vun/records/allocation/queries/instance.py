"""The registry of a day as a planning problem (``vun-plan/1``), with the assumptions it rests on.

Money is in million đồng. What a page needs to find people and programmes again stands beside the format's own keys,
under ``registry``; it holds ids, never names of people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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
    Policy,
    PolicyTerm,
    UnitQuota,
    VenueKind,
    is_carried_over,
    months_of,
    room_weeks,
    share_quotas,
)
from vun.records.allocation.domain import AssumptionCode as Code
from vun.records.allocation.domain.costs import Costing, Way
from vun.records.allocation.queries import inputs, taken
from vun.records.allocation.queries.capacity import Used
from vun.records.allocation.queries.courses import Courses, PlannedCourse
from vun.records.allocation.queries.ground import Ground, Place, kilometres, places_on
from vun.records.allocation.queries.locking import apply_locks
from vun.records.allocation.queries.wanted import Gathering, Item, Wants
from vun.records.dated import on_day
from vun.records.funding.models import Budget
from vun.records.funding.queries import norms_on
from vun.records.sending.models import SendingPolicy
from vun.records.standards.domain import StudyMode
from vun.records.standards.queries import rules_on

MILLION = 1_000_000
FORMAT = "vun-plan/1"


@dataclass(slots=True)
class Instance:
    """A planning problem made from the registry: the file, and what is told beside it."""

    problem: dict[str, Any]
    assumptions: list[Assumption] = field(default_factory=list)
    excluded: Counter[ExclusionCode] = field(default_factory=Counter)
    quotas: list[UnitQuota] = field(default_factory=list)


def budget_of(year: int) -> tuple[dict[str, int], int | None]:
    """Đồng by source in the year, and the earlier year it was taken from when nothing is set for this one."""
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    for source, each, amount in Budget.objects.filter(year__lte=year, amount__gt=0).values_list(
        "source_id", "year", "amount"
    ):
        rows[each][source] = amount
    if not rows:
        return {}, None
    latest = max(rows)
    return rows[latest], None if latest == year else latest


def release_percent_of(policy: Policy, on: date) -> float:
    """What the planner set, else what the province set for sending, else the default."""
    if PolicyTerm.RELEASE_SHARE not in policy.values:
        sending = SendingPolicy.objects.filter(on_day(on)).order_by("-start_on").first()
        if sending is not None and sending.release_percent:
            return float(sending.release_percent)
    return float(policy.of(PolicyTerm.RELEASE_SHARE))


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

    ``budget``: đồng by source, None: what is set for the year, or was for the last year that had any. ``locks``: what
    was decided by hand. Raises Problem when there is no money at all, or nobody lacks anything a programme could close.
    """
    instance = _Builder(year, on, budget, frozenset(modes)).build(name or f"{year}")
    apply_locks(instance.problem, locks)
    return instance


class _Builder:
    def __init__(
        self, year: int, on: date, budget: Mapping[str, int] | None, modes: frozenset[StudyMode]
    ) -> None:
        self.year, self.on = year, on
        self.assumptions: list[Assumption] = []
        self._parts_of: dict[Case, list[list[Any]]] = {}
        self.budget = self._budget(budget)
        self.policy: Policy = inputs.policy_on(on)
        self.ground = Ground(on)
        book = rules_on(on)
        self._release_percent = release_percent_of(self.policy, on)
        self.all_courses = Courses(on, year, book, self.policy, modes)
        self.wants: Wants = Gathering(on, year, book, self.policy, self.ground).gather(self.all_courses)
        if not self.wants.items:
            raise Problem("allocation.nothing_wanted")
        self.costing = Costing(norms_on(date(year, 1, 1)) or norms_on(on))
        found = {item.course.key: item.course for item in self.wants.items}
        self.courses = [found[key] for key in sorted(found, key=lambda key: (found[key].name, key))]
        self.course_index = {course.key: place for place, course in enumerate(self.courses)}

    def _budget(self, budget: Mapping[str, int] | None) -> dict[str, int]:
        if budget is None:
            budget, other_year = budget_of(self.year)
            if other_year is not None:
                self.assumptions.append(Assumption(Code.BUDGET_OF_OTHER_YEAR, {"other_year": other_year}))
        money = {source: amount for source, amount in budget.items() if amount > 0}
        if not money:
            raise Problem("allocation.no_money", field="year", year=self.year)
        return money

    def build(self, name: str) -> Instance:
        people = sorted({item.person_id for item in self.wants.items})
        person_index = {person: place for place, person in enumerate(people)}
        unit_of = {item.person_id: item.unit_id for item in self.wants.items}
        units = sorted(self.ground.staff.keys() | set(unit_of.values()))
        unit_index = {unit: place for place, unit in enumerate(units)}
        areas = sorted({self.ground.area_of(unit) for unit in units})
        zones = sorted({self._zone(unit) for unit in units})
        places = places_on(self.ground)
        options = self._options(places)
        quotas = self._quotas(units)
        used = Used(self.year)
        self.assumptions.append(
            Assumption(Code.RUNNING_COUNTED, {"classes": used.classes, "learners": self.wants.studying})
        )
        limits = inputs.limits_of(self.year)
        problem: dict[str, Any] = {
            "format": FORMAT,
            "name": name,
            "months": MONTHS,
            "people": {
                "unit": [unit_index[unit_of[person]] for person in people],
                "max_classes": [self.policy.number(PolicyTerm.MAX_CLASSES)] * len(people),
            },
            "units": {
                "zone": [zones.index(self._zone(unit)) for unit in units],
                "district": [areas.index(self.ground.area_of(unit)) for unit in units],
                "staff": [self.ground.staff.get(unit, 0) for unit in units],
                "year_quota": [quota.places for quota in quotas],
                "month_release": [self._release(unit, limits) for unit in units],
            },
            "zones": len(zones),
            "districts": len(areas),
            "venues": len(places),
            "venue_kinds": [place.kind.value for place in places],
            "programmes": self._programmes(),
            "options": [option for option, _, _ in options],
            "reach": self._reach(options, places, zones),
            "venue_capacity": [used.rooms_left(place) for place in places],
            "lecturer_capacity": used.hours_left(self.pools),
            "budget": {source: amount / MILLION for source, amount in sorted(self.budget.items())},
            "gaps": {
                "person": [person_index[item.person_id] for item in self.wants.items],
                "programme": [self.course_index[item.course.key] for item in self.wants.items],
                "weight": [item.weight for item in self.wants.items],
            },
            "objective": {
                "cost_weight": float(self.policy.of(PolicyTerm.COST_WEIGHT)),
                "fair_share": self.policy.share(PolicyTerm.FAIR_SHARE),
                "fair_penalty": float(self.policy.of(PolicyTerm.FAIR_PENALTY)),
            },
            "registry": {
                "year": self.year,
                "on": self.on.isoformat(),
                "people": people,
                "units": units,
                "areas": areas,
                "programmes": [course.name for course in self.courses],
                "keys": [course.key for course in self.courses],
                "needed": [self._needed(person) for person in people],
                "parts": [self._parts(item) for item in self.wants.items],
                "levels": [course.granted_level for course in self.courses],
                "option_programmes": [programme for _, programme, _ in options],
                "venues": [{"id": place.id, "name": place.name, "unit": place.unit_id} for place in places],
            },
        }
        self.assumptions += self._taken()
        return Instance(problem, [*self.assumptions, *self.ground.assumptions], self.wants.excluded, quotas)

    def _needed(self, person: int) -> list[int]:
        """The courses the person needs to be at standard, by index; -1 for what none of them closes."""
        keys = self.wants.needed.get(person, set())
        return sorted(self.course_index.get(key, -1) for key in keys)

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

    def _zone(self, unit: int) -> tuple[int, str]:
        return self.ground.area_of(unit), self.ground.zone_of.get(unit, "")

    def _release(self, unit: int, limits: Mapping[int, Any]) -> int:
        limit = limits.get(unit)
        if limit is not None and limit.month_people is not None:
            return int(limit.month_people)
        return max(1, int(self.ground.staff.get(unit, 0) * self._release_percent / 100))

    def _quotas(self, units: Sequence[int]) -> list[UnitQuota]:
        limits = inputs.limits_of(self.year)
        staff = {unit: self.ground.staff.get(unit, 0) for unit in units}
        fixed = {
            unit: limits[unit].year_places
            for unit in units
            if unit in limits and limits[unit].year_places is not None
        }
        return share_quotas(
            staff=staff,
            need=Counter(item.unit_id for item in self.wants.items),
            fixed={unit: places for unit, places in fixed.items() if places is not None},
            total=int(sum(staff.values()) * self.policy.share(PolicyTerm.YEAR_SHARE)),
            floor=self.policy.number(PolicyTerm.UNIT_FLOOR),
        )

    # -------------------------------------------------------------------------------- programmes and options

    def _programmes(self) -> list[dict[str, Any]]:
        demand = Counter(item.course.key for item in self.wants.items)
        payers = inputs.source_groups()
        self.pools = list(inputs.pools_on(self.on))
        pool_of = {group.pk: place for place, pool in enumerate(self.pools) for group in pool.groups.all()}
        rows = []
        for course in self.courses:
            most = demand[course.key]
            if course.target_max is not None:
                most = min(most, course.target_max)
            rows.append(
                {
                    "code": course.key,
                    "weeks": -(-course.shortest_days // 5),
                    "class_min": course.class_min,
                    "class_max": course.class_max,
                    "lecturer_pool": pool_of.get(course.group, len(self.pools)),
                    "sources": [
                        source
                        for source in sorted(self.budget)
                        if source not in payers or course.group in payers[source]
                    ],
                    "prerequisite": self._prerequisite(course),
                    "quota_min": min(course.target_min or 0, most),
                    "quota_max": most,
                }
            )
        return rows

    def _prerequisite(self, course: PlannedCourse) -> int | None:
        keys = [f"level:{level}" for level in sorted(course.needs_levels)]
        return next((self.course_index[key] for key in keys if key in self.course_index), None)

    def _options(self, places: Sequence[Place]) -> list[tuple[dict[str, Any], int, PlannedCourse]]:
        """Each option with the programme it is a class of, and its course."""
        found = []
        for place_index, place in enumerate(places):
            for course in self.courses:
                for one in course.programmes:
                    for mode in course.modes[one.programme_id]:
                        if (mode is StudyMode.ONLINE) != (place.kind is VenueKind.ONLINE):
                            continue
                        span = months_of(one.days, mode)
                        option = {
                            "programme": self.course_index[course.key],
                            "venue": place_index,
                            "mode": mode.value,
                            "months": span,
                            "room_weeks": round(room_weeks(one.days, mode) / span, 4),
                            "lecturer_hours": round(one.periods / span, 4),
                            "fixed_cost": round(self.costing.of_class(one.days, one.periods) / MILLION, 3),
                        }
                        found.append((option, one.programme_id, course))
                        self._note_mode(one.days, mode)
        if not found:
            raise Problem("allocation.no_options")
        return found

    def _note_mode(self, days: int, mode: StudyMode) -> None:
        carried = Assumption(Code.LONG_COURSES_CARRIED, {"months": LONGEST_SPAN})
        if is_carried_over(days, mode) and carried not in self.assumptions:
            self.assumptions.append(carried)

    def _reach(
        self,
        options: Sequence[tuple[dict[str, Any], int, PlannedCourse]],
        places: Sequence[Place],
        zones: Sequence[tuple[int, str]],
    ) -> dict[str, list[Any]]:
        far = kilometres(self.ground, places, {area for area, _ in zones})
        days = {one.programme_id: one.days for course in self.courses for one in course.programmes}
        far_from, km_cost = (self.policy.number(term) for term in (PolicyTerm.FAR_KM, PolicyTerm.KM_COST))
        costs: dict[tuple[int, str, int], float] = {}
        reach: dict[str, list[Any]] = {"zone": [], "option": [], "cost": []}
        for index, (option, programme, _) in enumerate(options):
            place = places[option["venue"]]
            for zone, (area, _difficulty) in enumerate(zones):
                km = far[area, place.id]
                key = days[programme], option["mode"], km
                if key not in costs:
                    way = Way(km, far_from, km_cost)
                    amount = self.costing.of_learner(days[programme], StudyMode(option["mode"]), way)
                    costs[key] = round(amount / MILLION, 4)
                reach["zone"].append(zone)
                reach["option"].append(index)
                reach["cost"].append(costs[key])
        return reach

    def _taken(self) -> list[Assumption]:
        """What was taken where nothing is recorded, in the order it is told."""
        percent, units = self._release_percent, len(self.ground.staff)
        said = [
            *taken.about_lecturers(self.pools, {course.group for course in self.courses}),
            *taken.about_money(self.budget, self.costing),
            *taken.about_classes(self.year, self.policy),
            *taken.about_units(self.year, self.policy, release_percent=percent, units=units),
        ]
        return said if self.wants.has_survey else [*said, Assumption(Code.NO_SURVEY)]
