"""The ways classes of the year can be held, and what learners from each zone cost in them. Money in million đồng."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vun.records.allocation.domain import Policy, PolicyTerm, VenueKind, months_of, room_weeks
from vun.records.allocation.domain.costs import Costing, Way
from vun.records.allocation.queries.courses import PlannedCourse
from vun.records.allocation.queries.ground import Place
from vun.records.allocation.queries.money import MILLION
from vun.records.standards.domain import StudyMode


@dataclass(frozen=True, slots=True)
class Option:
    """Classes of one programme at one place in one mode: the file's row, and what it was made of."""

    row: dict[str, Any]
    programme_id: int
    days: int
    mode: StudyMode
    place: Place


def options_of(courses: Sequence[PlannedCourse], places: Sequence[Place], costing: Costing) -> list[Option]:
    """Every way there is: online ones at places for them, the others elsewhere."""
    return [
        option
        for venue, place in enumerate(places)
        for index, course in enumerate(courses)
        for option in _held_at(place, venue, course, index, costing)
    ]


def _held_at(
    place: Place, venue: int, course: PlannedCourse, index: int, costing: Costing
) -> Iterator[Option]:
    for one in course.programmes:
        for mode in course.modes[one.programme_id]:
            if (mode is StudyMode.ONLINE) != (place.kind is VenueKind.ONLINE):
                continue
            span = months_of(one.days, mode)
            row = {
                "programme": index,
                "venue": venue,
                "mode": mode.value,
                "months": span,
                "room_weeks": round(room_weeks(one.days, mode) / span, 4),
                "lecturer_hours": round(one.periods / span, 4),
                "fixed_cost": round(costing.of_class(one.days, one.periods) / MILLION, 3),
            }
            yield Option(row, one.programme_id, one.days, mode, place)


def reach_of(
    options: Iterable[Option],
    areas_of_zones: Sequence[int],
    far: Mapping[tuple[int, int], int],
    costing: Costing,
    policy: Policy,
) -> dict[str, list[Any]]:
    """What a learner of each zone costs in each option; ``far``: kilometres by area and place."""
    far_from, km_cost = policy.number(PolicyTerm.FAR_KM), policy.number(PolicyTerm.KM_COST)
    costs: dict[tuple[int, StudyMode, int], float] = {}
    reach: dict[str, list[Any]] = {"zone": [], "option": [], "cost": []}
    for index, option in enumerate(options):
        for zone, area in enumerate(areas_of_zones):
            key = option.days, option.mode, far[area, option.place.id]
            if key not in costs:
                amount = costing.of_learner(option.days, option.mode, Way(key[2], far_from, km_cost))
                costs[key] = round(amount / MILLION, 4)
            reach["zone"].append(zone)
            reach["option"].append(index)
            reach["cost"].append(costs[key])
    return reach
